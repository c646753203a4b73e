"""In which order tests run: those of the rules, which say soonest that something is wrong, then the longest, then all.

Owns that order. Must not leave a test out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.house.tree import ROOT, SUBJECTS

if TYPE_CHECKING:
    import pytest

FIRST = ("tests/house", "tests/engine", "tests/kernel", *(f"tests/{subject}" for subject in SUBJECTS))
"""The first feedback: the house and the rules."""
IN_SLACK = "in_slack"
"""In the name of a subject's tests that go through Slack: they wait until the rules are known to hold."""


def turn(item: pytest.Item) -> int:
    """When it is a test's turn. The longest come early, so that no worker is left alone with one at the end."""
    if IN_SLACK not in item.path.name and any(item.path.is_relative_to(ROOT / folder) for folder in FIRST):
        return 0
    return 1 if item.get_closest_marker("slow") else 2
