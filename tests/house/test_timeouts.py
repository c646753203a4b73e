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


def test_time_that_runs_out_in_a_callback_ends_the_test(tmp_path: Path) -> None:
    (tmp_path / "test_late.py").write_text(LATE)
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\ntimeout = 0.5\n")
    plugins = ("-p", "no:langsmith_plugin", "-p", "no:cacheprovider", "-p", "tests.timeouts")
    command = [sys.executable, "-m", "pytest", "-q", *plugins, "--rootdir", str(tmp_path), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "Failed: Timeout (>0.5s) from pytest-timeout." in done.stdout
    assert "1 failed" in done.stdout
