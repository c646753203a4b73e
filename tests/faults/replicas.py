"""The bot as two processes over one database: started, killed without a word, started again.

Owns the processes and their logs. Must not know what they do.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Replica:
    """One process of the bot."""

    def __init__(self, name: str, environment: Mapping[str, str], folder: Path) -> None:
        self.port = free_port()
        self.log = folder / f"{name}.log"
        self._environment = {**environment, "SMACTR_PORT": str(self.port)}
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; it is ready when it can be reached."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.faults.replica",
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def kill_and_start(self) -> None:
        """kill -9, which leaves it no last words, and a new process in its place."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()
        await self.start()

    async def stop(self) -> None:
        """Ask it to end, and wait until it did."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def listens(self) -> bool:
        """Whether its port is open; everything else is up by then."""
        assert self._process is not None
        assert self._process.returncode is None, f"the bot ended by itself:\n{self.log.read_text()[-3000:]}"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True

    async def ready(self) -> None:
        """Wait until it listens."""
        while not await self.listens():  # noqa: ASYNC110  # another process tells nobody when it is up
            await asyncio.sleep(0.05)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
