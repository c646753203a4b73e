"""The bot as several processes over one database: started, killed without a word, started again.

Owns the processes and their logs. Must not know what they do.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.faults.replica import run
from tests.processes import FORKED

ROOT = Path(__file__).resolve().parents[2]


class Replica:
    """One process of the bot."""

    def __init__(self, name: str, environment: Mapping[str, str], folder: Path) -> None:
        self.port = free_port()
        self.log = folder / f"{name}.log"
        self._environment = {**environment, "SMACTR_PORT": str(self.port)}
        self._process: BaseProcess | None = None

    async def start(self) -> None:
        """Start it; it is ready when it can be reached."""
        self._process = FORKED.Process(target=run, args=(self._environment, self.log))
        await asyncio.to_thread(self._process.start)

    async def kill_and_start(self) -> None:
        """kill -9, which leaves it no last words, and a new process in its place."""
        assert self._process is not None
        self._process.kill()
        await asyncio.to_thread(self._process.join)
        await self.start()

    async def stop(self) -> None:
        """Ask it to end, and wait until it did."""
        if self._process is not None and self._process.exitcode is None:
            self._process.terminate()
            await asyncio.to_thread(self._process.join)

    async def listens(self) -> bool:
        """Whether its port is open; everything else is up by then."""
        assert self._process is not None
        assert self._process.exitcode is None, f"the bot ended by itself:\n{self.log.read_text()[-3000:]}"
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
