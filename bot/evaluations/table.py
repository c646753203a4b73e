"""A plain CSV, for results of tools that write nothing better.

Owns its columns. Needed: `task`, `metric`, `value`. May be there: `standard_error`, `lower`, `upper`, `confidence`,
`samples`, `declared` (how many samples there should have been), `higher_is_better` (yes or no), `model`,
`model_digest`, `complete` (yes or no), `limit`, `started_at` (ISO 8601). Separated by commas, semicolons or tabs; where
it is not by commas, 0,9 is a number. Titles may stand above the columns. Left of them may stand what pandas and R write
there: the number of each row. One bad cell refuses the file, with its row, so that nothing is half read. Must not know
anything else.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import datetime
from typing import Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, SystemUnderTest, Uncertainty
from bot.domain.kernel.fingerprints import bare
from bot.domain.kernel.table_search import Header, csv_header, csv_rows
from bot.evaluations.field_values import count, moment, number, text, truth
from bot.evaluations.result_file import Found, Reader, ResultFile, decoded_start
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "CSV"

NEEDED: Final = ("task", "metric", "value")

KINDS: Final[Mapping[str, Callable[[object], object]]] = {
    "task": text,
    "metric": text,
    "value": number,
    "standard_error": number,
    "lower": number,
    "upper": number,
    "confidence": number,
    "samples": count,
    "declared": count,
    "higher_is_better": truth,
    "model": text,
    "model_digest": text,
    "complete": truth,
    "limit": text,
    "started_at": moment,
}
"""Every column with what its cells are read as."""

_DECIMAL_COMMA: Final = re.compile(r"[+-]?(0|\d{1,15}(?!,\d{3}$)),\d{1,15}")
"""A number with a decimal comma; 1,234 may be a thousand and more, so it is none."""

_GROUPS: Final = re.compile(r"\d{1,3}([.,]\d{3})+")
"""A count with marks between its thousands, or else a fraction: nobody can tell."""

_NO_FRACTION: Final = re.compile(r",0{1,15}$")
"""What stands behind a count in a column that has gaps, where commas are decimal: pandas makes fractions of it."""

_NOT_STATED: Final = "NA"
"""What R writes where there is no number."""

_BRACKETS: Final = re.compile(r"\s{0,9}[(\[][^)\]]{0,99}[)\]]$")
"""A unit behind a heading, `value (%)`: no column is called so, and which one it is can be told."""

_LOOKED_AT: Final = 20_000
"""Bytes in which the columns are looked for."""

Cells = Mapping[str, str]


def _claims(file: ResultFile) -> bool:
    return _header(decoded_start(file.data, _LOOKED_AT)) is not None


def _read(file: ResultFile) -> EvaluationResult:
    return read_table(file.text, FORMAT)


def read_table(content: str, form: str) -> EvaluationResult:
    """What the rows of a table say. Raises UnreadableResult."""
    found, complete = Found(), set()
    digests, limits, starts = dict[str, str](), dict[str, None](), list[datetime]()
    for cells in _rows(content):
        _add_row(found, cells)
        complete.add(truth(cells["complete"]))
        digests |= {bare(stated): stated for stated in [text(cells["model_digest"])] if stated}
        limits |= dict.fromkeys(filter(None, [text(cells["limit"])]))
        starts += filter(None, [moment(cells["started_at"])])
    if len(digests) > 1:
        raise UnreadableResult("several-digests")
    return EvaluationResult(
        format=form,
        models=found.models,
        model_digest="".join(digests.values()),
        completeness=_completeness(complete),
        limits=tuple(limits),
        notes=found.notes,
        measurements=found.measurements,
        started_at=min(starts, default=None),
    )


def _completeness(said: Set[bool | None]) -> Completeness:
    """What the rows say together."""
    if False in said:
        return Completeness(status="partial", reason="stated")
    whole = said == {True}
    return Completeness(status="complete" if whole else "not-stated", reason="stated" if whole else "")


READER: Final = Reader(FORMAT, _claims, _read)


def _header(content: str) -> Header | None:
    """The line with the columns; None where there is none with all that are needed."""
    return csv_header(
        content, lambda said: 3 if set(NEEDED) <= {_BRACKETS.sub("", _bare(each)) for each in said} else 0
    )


def _bare(heading: str) -> str:
    return heading.strip().casefold()


def _rows(content: str) -> Iterator[Cells]:
    """Each row by column, every cell checked; columns that are not there are empty."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    header = _header(content)
    if header is None:
        raise UnreadableResult("row-broken", row=1)
    columns = [_bare(heading) for heading in header.headings]
    while columns and not columns[-1]:
        columns.pop()
    first = next((at for at, column in enumerate(columns) if column), 0)
    columns = columns[first:]
    for column in columns:
        if column not in KINDS or columns.count(column) > 1:
            raise UnreadableResult("column", column=text(column), columns=", ".join(KINDS))
    row = taken = 0
    try:
        for row, said in csv_rows(content, header):
            # spreadsheets write a million empty rows for their borders
            if not any(said):
                continue
            cells = [cell.strip() for cell in said]
            unnamed = "".join(cells[:first])
            if unnamed and unnamed not in (str(taken), str(taken + 1)):
                raise UnreadableResult("cell-unnamed", row=row, said=text(unnamed))
            cells = cells[first:]
            while len(cells) > len(columns) and not cells[-1]:
                cells.pop()
            if not any(cells):
                continue
            if len(cells) != len(columns):
                raise UnreadableResult("row-length", row=row, cells=len(cells), columns=len(columns))
            taken += 1
            yield _checked(dict(zip(columns, cells, strict=True)), row, comma=header.separator != ",")
    except csv.Error:
        raise UnreadableResult("row-broken", row=row + 1) from None


def _checked(said: Cells, row: int, *, comma: bool) -> Cells:
    """The cells of all columns, decimal commas as points where `comma` says that they may be there."""
    cells = dict.fromkeys(KINDS, "") | dict(said)
    for column, kind in KINDS.items():
        if kind is number and comma and _DECIMAL_COMMA.fullmatch(cells[column]):
            cells[column] = cells[column].replace(",", ".")
        if kind is count and _GROUPS.fullmatch(cells[column]):
            raise UnreadableResult("cell", row=row, column=column, said=text(cells[column]))
        if kind is count and comma:
            cells[column] = _NO_FRACTION.sub("", cells[column])
        if kind in (number, count) and column not in NEEDED and cells[column] == _NOT_STATED:
            cells[column] = ""
    _check(cells, row)
    return cells


def _check(cells: Cells, row: int) -> None:
    for column, kind in KINDS.items():
        needed = column in NEEDED
        if (cells[column] or needed) and kind(cells[column]) in ("", None):
            raise UnreadableResult("cell", row=row, column=column, said=text(cells[column]))
    error, lower, upper = (number(cells[column]) for column in ("standard_error", "lower", "upper"))
    if error is not None and error < 0:
        raise UnreadableResult("cell", row=row, column="standard_error", said=text(cells["standard_error"]))
    if lower is not None and upper is not None and lower > upper:
        raise UnreadableResult("cell", row=row, column="lower", said=text(cells["lower"]))


def _add_row(found: Found, cells: Cells) -> None:
    error, lower, upper = (number(cells[name]) for name in ("standard_error", "lower", "upper"))
    unsure = Uncertainty(standard_error=error, lower=lower, upper=upper, confidence=number(cells["confidence"]))
    found.add(
        cells["value"],
        task=text(cells["task"]),
        metric=text(cells["metric"]),
        uncertainty=None if error is lower is upper is None else unsure,
        samples=count(cells["samples"]),
        declared=count(cells["declared"]),
        higher_is_better=truth(cells["higher_is_better"]),
        model=SystemUnderTest(name=text(cells["model"])),
    )
