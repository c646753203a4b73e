"""Columns: what a document that consists of rows says of each of its cells.

Owns the schema of a column and the check of one cell: what a person typed becomes the cell as it is kept, or a text
about what is wrong. Knows nothing of files; reading a whole table is `bot.domain.kernel.tables`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from pydantic import Field, model_validator

from bot.domain.kernel.models import Key, Misfit, Strict
from bot.domain.kernel.text import Text, Typed

ColumnKind = Literal["text", "number", "choice", "person", "date"]

Row = Mapping[str, str]
"""Column -> cell, as it is kept; empty cells are left out."""

LONGEST_CELL: Final = 2_000
"""Characters of one cell: what a form takes, with room for a list."""

_SHOWN: Final = 40

_NUMBER: Final = re.compile(r"[+-]?\d{1,12}(\.\d{1,9})?")

_EMPHASIS: Final = "*_`"
"""What Markdown sets a number in bold with, or as code: on both sides of it."""

_UNSEEN: Final = " \u200b\u2060\ufeff"
"""What nobody sees around a number that was copied."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class CellProblem(Exception):
    """A cell that cannot be kept; its text is read after the column's title."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


class Column(Strict):
    """One column of a document that consists of rows."""

    key: Key
    title: str = Field(min_length=1, max_length=60)
    kind: ColumnKind = "text"
    required: bool = False
    names: bool = False
    """Tells the row from every other: the same name in the next version is the same row."""
    stands_for: str = ""
    """The key of the number column whose value a filled cell replaces when rows are ranked: a rescored value."""
    scored: bool = False
    """Reviewers score it blind, each for themselves, and the scores are revealed together. Numbers only."""
    least: float | None = None
    most: float | None = None
    whole: bool = False
    """Numbers without a fraction only."""
    choices: tuple[str, ...] = ()
    hint: str = ""
    """What belongs in it, in a few words."""

    @model_validator(mode="after")
    def _fits(self) -> Column:
        if (self.kind == "choice") != bool(self.choices):
            raise Misfit((Text("framework-choices-of-choice"),))
        if self.kind != "number" and (self.least is not None or self.most is not None or self.whole or self.scored):
            raise Misfit((Text("framework-bounds-of-number"),))
        if self.scored and (self.least is None or self.most is None):
            raise Misfit((Text("framework-scored-without-bounds"),))
        return self

    def kept(self, said: str) -> str:
        """A cell as it is kept. Raises CellProblem."""
        cell = _UNPRINTABLE.sub("", said).strip()
        if not cell:
            if self.required:
                raise CellProblem(Text("cell-missing"))
            return ""
        if len(cell) > LONGEST_CELL:
            raise CellProblem(Text("cell-too-long", count=len(cell), most=LONGEST_CELL))
        match self.kind:
            case "number":
                return self._number(cell)
            case "choice":
                return self._choice(cell)
            case "date":
                return _day(cell)
            case _:
                return cell

    def _number(self, said: str) -> str:
        cell = _without_emphasis(said)
        if not _NUMBER.fullmatch(cell):
            raise CellProblem(Text("cell-not-a-number", cell=short(said), example=self._example()))
        value = float(cell)
        if self.whole and value != int(value):
            raise CellProblem(Text("cell-not-whole", cell=cell))
        if self.least is not None and value < self.least:
            raise CellProblem(Text("cell-below", cell=cell, least=f"{self.least:g}"))
        if self.most is not None and value > self.most:
            raise CellProblem(Text("cell-above", cell=cell, most=f"{self.most:g}"))
        return f"{int(value)}" if value == int(value) else cell.lstrip("+")

    def _example(self) -> str:
        return "7" if self.whole else "0.25"

    def _choice(self, cell: str) -> str:
        found = next((choice for choice in self.choices if choice.casefold() == cell.casefold()), None)
        if found is None:
            raise CellProblem(Text("cell-not-a-choice", cell=short(cell), choices=self.choices))
        return found


def _without_emphasis(said: str) -> str:
    """A number without what sets it in bold. A mark on one side only is that of a footnote, and stays."""
    cell = said.strip(_UNSEEN)
    while len(cell) > 1 and cell[0] in _EMPHASIS and cell[0] == cell[-1]:
        cell = cell[1:-1].strip(_UNSEEN)
    return cell


def _day(cell: str) -> str:
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise CellProblem(Text("cell-not-a-day", cell=short(cell))) from None


def short(text: str) -> Typed:
    """A cell as it is quoted back: on one line, cut visibly."""
    line = " ".join(text.split())
    return Typed(line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…")


def check_row(columns: tuple[Column, ...], cells: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Text]]:
    """(the row as it is kept, column -> what is wrong with its cell). Cells of unknown columns are dropped."""
    row: dict[str, str] = {}
    wrong: dict[str, Text] = {}
    for column in columns:
        try:
            if cell := column.kept(cells.get(column.key, "")):
                row[column.key] = cell
        except CellProblem as problem:
            wrong[column.key] = problem.text
    return row, wrong


def as_admitted(columns: tuple[Column, ...], cells: Mapping[str, str]) -> dict[str, str]:
    """Cells of a version on record: an earlier release took a mark on one side of a number for emphasis, too."""
    numbers = {column.key for column in columns if column.kind == "number"}
    return {key: cell.strip(_EMPHASIS + _UNSEEN) if key in numbers else cell for key, cell in cells.items()}


def rank(columns: tuple[Column, ...], ranked_by: tuple[str, ...], row: Row) -> tuple[float, ...]:
    """What rows are sorted by, the highest first: by the first of these columns, then by the next; no number is least.

    A rescored value stands for the one it replaces.
    """
    newer = {column.stands_for: column.key for column in columns if column.stands_for}
    return tuple(float(row.get(newer.get(key, "")) or row.get(key) or "-inf") for key in ranked_by)


def ranked(columns: tuple[Column, ...], ranked_by: tuple[str, ...], rows: tuple[Row, ...]) -> list[tuple[int, Row]]:
    """(number counted from 1, row), the highest rank first; equal ones as they stand."""
    numbered = list(enumerate(rows, 1))
    if not ranked_by:
        return numbered
    return sorted(numbered, key=lambda one: rank(columns, ranked_by, one[1]), reverse=True)


def row_name(columns: tuple[Column, ...], row: Row) -> str:
    """What a row is called: the cells that name it, else its first one."""
    named = [row[c.key] for c in columns if c.names and row.get(c.key)]
    return " · ".join(named) or next(iter(row.values()), "")


class Section(Strict):
    """A part that a document of words should have, found by its heading."""

    key: Key
    title: str
    also: tuple[str, ...] = ()
    """Other headings it goes by."""
    unknowns: bool = Field(default=False, exclude_if=lambda unknowns: not unknowns)
    """It says what is not known: the board reads what stands beneath it, on the ballot and in front of a report."""
