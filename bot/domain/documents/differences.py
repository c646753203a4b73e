"""What changed between two versions of a document: lines of a text, cells of rows.

Owns the comparison and its bounds: it is quick whatever is compared, and says when it stopped. Knows nothing of who may
read what; whoever shows a difference has asked that before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from operator import eq
from typing import Final, Literal

from bot.domain.kernel.columns import Column, Row, row_name

MOST_LINES: Final = 3_000
"""Changed lines that are compared one with the other, on either side; of longer stretches it is said how long."""

MOST_PAIRS: Final = 50_000
"""Pairs of equal lines, one on either side: of a text that repeats itself more often nobody learns where it changed."""

MOST_TOLD: Final = 200
"""Changes that are spelled out."""

Sign = Literal["-", "+", "…"]


@dataclass(frozen=True, slots=True)
class TextChanges:
    """Changed lines in order: `-` was there, `+` is there now, `…` stands between places apart. `more`: left out."""

    lines: tuple[tuple[Sign, str], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that came, went or changed. `cells`: column title, as it was, as it is; of changed rows only."""

    kind: Literal["added", "removed", "changed"]
    name: str
    cells: tuple[tuple[str, str, str], ...] = ()


def text_changes(before: str, after: str) -> TextChanges:
    """The changed lines of a text. Blank lines and blanks at the end of a line count for nothing."""
    old, new = _lines(before), _lines(after)
    shorter = min(len(old), len(new))
    start = _common(old, new, shorter)
    end = _common(reversed(old), reversed(new), shorter - start)
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) > MOST_LINES or len(new) > MOST_LINES or _pairs(old, new) > MOST_PAIRS:
        return TextChanges((), more=len(old) + len(new))
    found: list[tuple[Sign, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            found += [("…", "")] if found else []
            continue
        found += [("-", line) for line in old[a:b]]
        found += [("+", line) for line in new[c:d]]
    while found and found[-1][0] == "…":
        found.pop()
    told = tuple(found[:MOST_TOLD])
    return TextChanges(told, more=sum(sign != "…" for sign, _ in found[MOST_TOLD:]))


def _lines(text: str) -> list[str]:
    return list(filter(None, map(str.rstrip, text.splitlines())))


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines of the one are equal to how many of the other."""
    times = Counter(new)
    return sum(times[line] for line in old)


def _common(one: Iterable[str], other: Iterable[str], most: int) -> int:
    """How many lines both begin with, of the first `most`."""
    return next((n for n, same in enumerate(islice(map(eq, one, other), most)) if not same), most)


def row_changes(columns: tuple[Column, ...], before: Sequence[Row], after: Sequence[Row]) -> list[RowChange]:
    """The rows that came, went or changed. A row is the same one where it has the same name."""
    old, new = _by_name(columns, before), _by_name(columns, after)
    found = [
        RowChange("changed", name[0], cells)
        for name, row in new.items()
        if name in old and (cells := _cells(columns, old[name], row))
    ]
    found += [RowChange("added", name[0]) for name in new if name not in old]
    return found + [RowChange("removed", name[0]) for name in old if name not in new]


def _by_name(columns: tuple[Column, ...], rows: Sequence[Row]) -> dict[tuple[str, int], Row]:
    """Rows by their name, and which of that name it is."""
    found: dict[tuple[str, int], Row] = {}
    met: dict[str, int] = {}
    for row in rows:
        name = " ".join(row_name(columns, row).split())
        met[name] = met.get(name, 0) + 1
        found[name, met[name]] = row
    return found


def _cells(columns: tuple[Column, ...], old: Row, new: Row) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (column.title, old.get(column.key, ""), new.get(column.key, ""))
        for column in columns
        if old.get(column.key, "") != new.get(column.key, "")
    )
