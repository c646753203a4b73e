"""A test that takes too long ends, and the run with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

LATE = """
import asyncio, time

def take_long():
    end = time.monotonic() + 1
    while time.monotonic() < end:
        pass

async def test_late():
    asyncio.get_running_loop().call_soon(take_long)
    await asyncio.Event().wait()
"""
"""The time runs out in a callback of the loop, which keeps to itself what is raised there."""

IDLE = """
import asyncio, uvloop

def test_idle():
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.Event().wait())
"""
"""The time runs out while nothing happens, in the loop that the tests run in, which rings alarms in a callback."""


def ended(test: str, folder: Path) -> str:
    """What pytest prints of a test that may take half a second."""
    (folder / "test_late.py").write_text(test)
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\ntimeout = 0.5\n")
    plugins = ("-p", "no:langsmith_plugin", "-p", "no:cacheprovider", "-p", "tests.timeouts")
    command = [sys.executable, "-m", "pytest", "-q", *plugins, "--rootdir", str(folder), str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False).stdout


def test_time_that_runs_out_in_a_callback_ends_the_test(tmp_path: Path) -> None:
    told = ended(LATE, tmp_path)
    assert "Failed: Timeout (>0.5s) from pytest-timeout." in told
    assert "1 failed" in told


def test_time_that_runs_out_while_nothing_happens_ends_the_test(tmp_path: Path) -> None:
    told = ended(IDLE, tmp_path)
    assert "Failed: Timeout (>0.5s) from pytest-timeout." in told
    assert "1 failed" in told
