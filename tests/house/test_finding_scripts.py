"""Every finding can be run by a stranger: as a command, in a folder that goes again, with versions that stay.

Owns what a script in `findings/` has to have. Must not run one: that takes minutes and downloads.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SCRIPTS = sorted((ROOT / "findings").glob("*.sh"))

HAS = {
    "a temporary folder": re.compile(r"^work=\$\(mktemp -d\)$", re.MULTILINE),
    "its removal": re.compile(r"^trap 'rm -rf \"\$work\"' EXIT$", re.MULTILINE),
    "a pinned version": re.compile(r"==\d|@\d"),
    "when it was seen": re.compile(r"\(seen on \d{4}-\d\d-\d\d\)"),
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_finding_can_be_run_by_a_stranger(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert [what for what, wanted in HAS.items() if not wanted.search(text)] == []
