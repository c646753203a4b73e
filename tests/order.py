"""In which order tests run: those of the rules, which say soonest that something is wrong, then the longest, then all.

Owns that order. Must not leave a test out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parent.parent
FIRST = ("tests/house", "tests/domain", "tests/slack/in_/test_parse.py")
"""The first feedback."""


def turn(item: pytest.Item) -> int:
    """When it is a test's turn. The longest come early, so that no worker is left alone with one at the end."""
    if any(item.path.is_relative_to(ROOT / folder) for folder in FIRST):
        return 0
    return 1 if item.get_closest_marker("slow") else 2
