"""Whatever fails while the gate looks, wherever it fails: it then says that it cannot tell.

Owns failures of reads, of parsing and of the clock, each at every place where one is called. What is wrong with the
files themselves is tested in `test_release`.
"""

from __future__ import annotations

import errno
import json
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bot.gate.release import check
from bot.gate.verdict import ALLOWED, CANNOT_TELL
from tests.gate.releases import PLAIN, SIGNER, Release, form, listed, predicate, release, status

MODEL = {
    "model-1.safetensors": PLAIN,
    "model.safetensors.index.json": json.dumps({"weight_map": {"a": "model-1.safetensors"}}).encode(),
    "README.md": b"Read me.\n",
}

READS = {"open", "read", "readinto", "stat", "fstat", "lstat", "listdir", "scandir", "readlink"}
PARSES = {"loads", "raw_decode", "a2b_base64", "load_pem_public_key"}
CLOCKS = {"now", "fromisoformat"}


class Failing:
    """Counts calls of these names, Python's own and ours, in all threads, and fails at one of them; 0: at none."""

    def __init__(self, names: set[str], at: int, problem: Exception) -> None:
        self.names, self.at, self.problem, self.count = names, at, problem, 0

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        name = frame.f_code.co_name if event == "call" else getattr(called, "__name__", "")
        if event in ("call", "c_call") and name in self.names:
            self.count += 1
            if self.count == self.at:
                raise self.problem


def code_of(made: Release, failing: Failing) -> int:
    """The gate's answer by this machine's clock, with the list of decisions beside the key."""
    threading.setprofile(failing)
    sys.setprofile(failing)
    try:
        return check(made.asks(7, status=made.key.with_name("list"), status_days=36_500)).code
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@pytest.fixture
def decided(tmp_path: Path) -> Release:
    """A release that any clock allows, and a list of decisions beside its key."""
    made = release(tmp_path, MODEL, predicate(form(7, MODEL), issued="2020-01-01T00:00:00Z", expires="9999-01-01"))
    said = status(issued="2020-01-01T00:00:00Z", until="9999-01-01T00:00:00Z", keys=[listed()])
    (tmp_path / "list").write_bytes(SIGNER.sign(said).bundle)
    return made


@pytest.mark.parametrize("names", [READS, PARSES, CLOCKS], ids=["reads", "parsing", "clock"])
def test_what_fails_at_any_call_leaves_nothing_told(decided: Release, names: set[str]) -> None:
    problem = OSError(errno.EIO, "Input/output error")
    none = Failing(names, 0, problem)
    assert code_of(decided, none) == ALLOWED
    assert none.count
    told = {at: code_of(decided, Failing(names, at, problem)) for at in range(1, none.count + 1)}
    assert {at: code for at, code in told.items() if code != CANNOT_TELL} == {}
