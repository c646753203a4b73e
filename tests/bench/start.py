"""How soon `smactr serve` answers, how much memory it holds then, and what each package costs that it imports.

Owns that measurement: the installed command over a record that is there already, with the sandbox for its Slack.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import statistics
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.sandbox import Sandbox, WorkspaceSpec
from tests.bench import compiled_once
from tests.faults.replicas import free_port

TURNS: Final = 3
"""Warm starts; the first one makes the record and is not counted."""

PATIENCE: Final = 60.0

SERVING: Final = "import gc; gc.disable(); import bot.cli_commands, bot.wiring.serving"
"""What is imported before anything is answered, as the command imports it."""

_TIME = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the start of the process to its first answer; megabytes that it and its children hold then."""

    seconds: float
    memory: float
    children: float


@dataclass(frozen=True, slots=True)
class Imported:
    """A package: milliseconds of its own when the bot imports it, and megabytes of a process that imports it alone."""

    package: str
    milliseconds: float
    memory: float


async def starts(folder: Path) -> Started:
    """The middle of several warm starts."""
    async with Sandbox(WorkspaceSpec.of("lead"), delivery="http") as sandbox:
        port = free_port()
        given = {"SLACK_API_URL": sandbox.api_url, "SLACK_BOT_TOKEN": sandbox.bot_token, "SMACTR_PORT": str(port)}
        given["SLACK_SIGNING_SECRET"] = sandbox.signing_secret
        found = [await _start(folder, port, given) for _ in range(1 + TURNS)][1:]
    return Started(
        statistics.median(each.seconds for each in found),
        statistics.median(each.memory for each in found),
        statistics.median(each.children for each in found),
    )


async def _start(folder: Path, port: int, given: dict[str, str]) -> Started:
    bare = {name: value for name, value in compiled_once().items() if not name.startswith(("SLACK_", "SMACTR_"))}
    command = Path(sys.executable).with_name("smactr")
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        command, "serve", cwd=folder, env={**bare, **given}, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while not await _answers(port):  # noqa: ASYNC110  # another process tells nobody when it is up
                await asyncio.sleep(0.01)
        return Started(time.perf_counter() - begun, _held(process.pid), sum(map(_held, _children(process.pid))))
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def _answers(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return b" 200 " in answer.partition(b"\r\n")[0]


def _held(process: int) -> float:
    """Resident memory in megabytes; of pages that several processes share, a share."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)) / 1_000


def _children(process: int) -> list[int]:
    """The processes it started, and those that they did."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [each for child in map(int, told) for each in (child, *_children(child))]


async def imports(most: int) -> list[Imported]:
    """The packages that take longest to import, with what each holds by itself."""
    spent = Counter[str]()
    for microseconds, module in _TIME.findall(await _python("-X", "importtime", "-c", SERVING)):
        spent[module.partition(".")[0]] += int(microseconds)
    bare = await _memory("")
    return [
        Imported(package, microseconds / 1_000, await _memory(f"import {package}") - bare)
        for package, microseconds in spent.most_common(most)
        if package.isidentifier()
    ]


async def serving_imports() -> float:
    """Megabytes that everything holds together that is imported before the first answer."""
    return await _memory(SERVING) - await _memory("")


async def _memory(script: str) -> float:
    """Megabytes that a process holds after a script."""
    told = await _python("-c", f"{script}\nimport sys\nprint(open('/proc/self/statm').read(), file=sys.stderr)")
    return int(told.split()[-6]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


async def _python(*arguments: str) -> str:
    """What Python says on stderr."""
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stderr=PIPE, env=compiled_once())
    _, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode()[-500:])
    return said.decode()
