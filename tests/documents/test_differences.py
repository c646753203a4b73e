"""What changed between two versions: lines of words, cells of rows, quickly and with an end.

Owns the comparison alone.
"""

from __future__ import annotations

import time

import pytest

from bot.domain.documents.differences import MOST_TOLD, RowChange, row_changes, text_changes
from bot.domain.kernel.columns import Column

COLUMNS = (
    Column(key="risk", title="Risk", required=True, names=True),
    Column(key="severity", title="Severity", kind="number"),
)


def test_changed_lines_are_told_with_what_stood_there() -> None:
    changes = text_changes("A\nB\nC\n\nD\nE\n", "A\nB2\nC\nD  \nE\nF\n")
    assert changes.lines == (("-", "B"), ("+", "B2"), ("…", ""), ("+", "F"))


def test_nothing_changed_is_nothing_told() -> None:
    assert text_changes("A\n\nB", "A\nB\n").lines == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("same\n" * 200_000, "same\n" * 200_000 + "more\n", 1),
        ("".join(f"{n}\n" for n in range(200_000)), "".join(f"{n + 1}\n" for n in range(200_000)), 0),
        ("same\nother\n" * 1_400, "more\n" + "same\n" * 190, 0),
        ("x\n" * 2_900, "".join(f"{n}\n" for n in range(2_900)), MOST_TOLD),
    ],
)
def test_a_text_of_any_length_is_compared_soon_and_what_is_left_out_is_counted(
    before: str, after: str, told: int
) -> None:
    start = time.process_time()
    changes = text_changes(before, after)
    assert time.process_time() - start < 2
    assert len(changes.lines) == told
    assert (changes.more > 0) == (told != 1)


def test_rows_come_go_and_change_cell_by_cell() -> None:
    before = [{"risk": "Fire", "severity": "7"}, {"risk": "Flood"}, {"risk": "Same", "severity": "1"}]
    after = [{"risk": "Same", "severity": "1"}, {"risk": "Fire", "severity": "9"}, {"risk": "Theft"}]
    assert row_changes(COLUMNS, before, after) == [
        RowChange("changed", "Fire", (("Severity", "7", "9"),)),
        RowChange("added", "Theft"),
        RowChange("removed", "Flood"),
    ]


def test_two_rows_of_one_name_are_told_apart_by_their_order() -> None:
    before = [{"risk": "Fire", "severity": "1"}, {"risk": "Fire", "severity": "2"}]
    assert row_changes(COLUMNS, before, [*before[:1], {"risk": "Fire", "severity": "3"}]) == [
        RowChange("changed", "Fire", (("Severity", "2", "3"),))
    ]
