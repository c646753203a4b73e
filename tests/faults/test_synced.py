"""Power fails: whatever was answered is on the disk before its answer leaves, and what is there is whole.

Owns what strace sees of a bot on SQLite that is clicked at.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from bot.domain.kernel.evidence import evidence_of
from bot.wiring.system import SystemClock
from tests.bench import seed
from tests.bench.ack import clicks
from tests.bench.load import run
from tests.builders import TEAM
from tests.faults.replicas import free_port
from tests.faults.write_log import STRACE, Answer, Sync, Write, carry_out, read_log
from tests.house.tree import ROOT

CLICKS = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


async def planted(folder: Path) -> list[bytes]:
    """A record with two audits, closed again; clicks of which each changes one of them."""
    async with seed.record("", folder, SystemClock()) as storage:
        play = seed.ready_to_sign()
        audits = [await seed.plant(storage, play, number) for number in (1, 2)]
        await seed.know_everybody(storage, audits[0])
        await seed.stand_cards(storage, SystemClock())
    seen = {audit.key: evidence_of(audit, play.framework, "testing") for audit in audits}
    return list(itertools.islice(clicks(audits, seen, 0), CLICKS))


async def watch(folder: Path, log: Path, requests: list[bytes]) -> None:
    """Have strace write down what a bot over this record does while it gets these requests, one after the other."""
    port = free_port()
    server = (sys.executable, "-m", "tests.bench.server", "ours", "-", str(folder), str(port))
    process = await asyncio.create_subprocess_exec(*STRACE, f"--output={log}", *server, cwd=ROOT)
    try:
        while not await _listens(port):
            assert process.returncode is None, "strace ended"
            await asyncio.sleep(0.2)
        measured = await run(port, iter(requests), 1, 120)
        assert measured.refused == 0
    finally:
        # strace ends with the last process that it watches, and not before
        _end_children(process.pid)
        await process.wait()


def _end_children(process: int) -> None:
    for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split():
        os.kill(int(child), signal.SIGTERM)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def committed(folder: Path) -> int:
    """How many of the clicks a record knows, once it is found intact."""
    async with seed.record("", folder, SystemClock()) as storage:
        # rows of duties were planted as of another day, and keys without the counter
        assert {problem.kind for problem in (await storage.verify()).problems} <= {"row-differs", "counter"}
        assert not (await storage.verify_chains()).problems
        return len([n for n in range(CLICKS) if await storage.store.seen(TEAM, f"q{n}")])


async def test_an_answer_leaves_once_the_click_is_on_the_disk(tmp_path: Path) -> None:
    live, before = tmp_path / "live", tmp_path / "before"
    requests = await planted(live)
    shutil.copytree(live, before)
    log = tmp_path / "log"
    await watch(live, log, requests)
    lines = log.read_text(encoding="latin-1").splitlines()
    writes, answers, whole = list[Write](), 0, 0
    for number, entry in enumerate(read_log(lines, live)):
        match entry:
            case Write():
                writes.append(entry)
            case Answer():
                answers += 1
                assert answers <= whole, "answered what a power failure would undo"
            case Sync():
                disk = tmp_path / f"disk-{number}"
                shutil.copytree(before, disk)
                carry_out(writes, disk)
                whole = await committed(disk)
    assert answers == CLICKS
