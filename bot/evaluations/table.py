"""A plain CSV, for results of tools that write nothing better.

Owns its columns. Needed: `task`, `metric`, `value`. May be there: `standard_error`, `lower`, `upper`, `confidence`,
`samples`, `declared` (how many samples there should have been), `higher_is_better` (yes or no), `model`,
`model_digest`, `complete` (yes or no), `limit`, `started_at` (ISO 8601). Separated by commas, semicolons or tabs. One
bad cell refuses the file, with its row, so that nothing is half read. Must not know anything else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import datetime
from typing import Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, SystemUnderTest, Uncertainty
from bot.evaluations.field_values import count, moment, number, text, truth
from bot.evaluations.result_file import Found, Reader, ResultFile
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

SEPARATORS: Final = ",;\t"

Cells = Mapping[str, str]


def _claims(file: ResultFile) -> bool:
    try:
        columns, _ = _header(file.data[:2000].decode("utf-8-sig", errors="replace"))
    except csv.Error:
        return False
    return set(NEEDED) <= set(columns)


def _read(file: ResultFile) -> EvaluationResult:
    found, complete = Found(), set()
    digests, limits, starts = dict[str, None](), dict[str, None](), list[datetime]()
    for cells in _rows(file.text):
        _add_row(found, cells)
        complete.add(truth(cells["complete"]))
        digests |= dict.fromkeys(filter(None, [text(cells["model_digest"])]))
        limits |= dict.fromkeys(filter(None, [text(cells["limit"])]))
        starts += filter(None, [moment(cells["started_at"])])
    if len(digests) > 1:
        raise UnreadableResult("several-digests")
    return EvaluationResult(
        format=FORMAT,
        models=found.models,
        model_digest="".join(digests),
        completeness=_completeness(complete),
        limits=tuple(limits),
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


def _header(start: str) -> tuple[list[str], str]:
    """The columns, and the separator that makes the most of them."""
    line = start.split("\n", 1)[0]
    found = [(next(csv.reader([line], delimiter=each), []), each) for each in SEPARATORS]
    columns, separator = max(found, key=lambda one: len(one[0]))
    return [column.strip().casefold() for column in columns], separator


def _rows(content: str) -> Iterator[Cells]:
    """Each row by column, every cell checked; columns that are not there are empty."""
    try:
        columns, separator = _header(content)
    except csv.Error:
        raise UnreadableResult("row-broken", row=1) from None
    for column in columns:
        if column not in KINDS or columns.count(column) > 1:
            raise UnreadableResult("column", column=text(column), columns=", ".join(KINDS))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    try:
        next(reader)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(columns):
                raise UnreadableResult("row-length", row=reader.line_num, cells=len(row), columns=len(columns))
            cells = dict.fromkeys(KINDS, "") | {name: cell.strip() for name, cell in zip(columns, row, strict=True)}
            _check(cells, reader.line_num)
            yield cells
    except csv.Error:
        raise UnreadableResult("row-broken", row=reader.line_num) from None


def _check(cells: Cells, row: int) -> None:
    for column, kind in KINDS.items():
        needed = column in NEEDED
        if (cells[column] or needed) and kind(cells[column]) in ("", None):
            raise UnreadableResult("cell", row=row, column=column, said=text(cells[column]))


def _add_row(found: Found, cells: Cells) -> None:
    error, lower, upper = (number(cells[name]) for name in ("standard_error", "lower", "upper"))
    unsure = Uncertainty(standard_error=error, lower=lower, upper=upper, confidence=number(cells["confidence"]))
    found.add(
        cells["value"],
        task=text(cells["task"]),
        metric=text(cells["metric"]),
        uncertainty=None if error is None and (lower is None or upper is None) else unsure,
        samples=count(cells["samples"]),
        declared=count(cells["declared"]),
        higher_is_better=truth(cells["higher_is_better"]),
        model=SystemUnderTest(name=text(cells["model"])),
    )
