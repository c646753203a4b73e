"""In which order tests run: those of the rules, which say soonest that something is wrong, then the longest, then all.

Owns that order, and which tests are played over real sockets and so once more where they fail. Must not leave a test
out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.house.tree import ROOT, SUBJECTS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FIRST = ("tests/house", "tests/engine", "tests/kernel", *(f"tests/{subject}" for subject in SUBJECTS))
"""The first feedback: the house and the rules."""
IN_SLACK = "in_slack"
"""In the name of a subject's tests that go through Slack: they wait until the rules are known to hold."""
NO_RULES = (
    IN_SLACK,
    *("test_command.py", "test_damage.py", "test_pseudo_locale.py", "test_samples.py", "test_typed_folds.py"),
)
"""In the names of tests there that say nothing of a rule and take their time: files that are read, words, types."""


def turn(item: pytest.Item) -> int:
    """When it is a test's turn. The longest come early, so that no worker is left alone with one at the end."""
    if IN_SLACK not in item.path.name and _lies_in(item.path, FIRST):
        return 0
    return 1 if item.get_closest_marker("slow") else 2


REAL = tuple(
    f"tests/{folder}"
    for folder in (
        "acceptance",
        "bench",
        "browser",
        "cli",
        "contract",
        "demo",
        "faults",
        "sandbox",
        "slack",
        "upgrade",
        "wiring",
        "worker",
    )
)


def over_sockets(item: pytest.Item) -> bool:
    """Whether the test is played between processes or over sockets, where a busy machine has a say in who comes first.

    Such a test that fails is played once more, and named among the `reruns` of the closing lines: a race to be mended.
    Tests of the rules have nothing that could come out otherwise.
    """
    return IN_SLACK in item.path.name or _lies_in(item.path, REAL)


@cache
def _lies_in(path: Path, folders: tuple[str, ...]) -> bool:
    """Whether a file lies in one of these folders; asked for each test, answered for each file."""
    return any(path.is_relative_to(ROOT / folder) for folder in folders)
