"""Tables: rows from a CSV file or a Markdown table, and back.

Owns how a table is found in a text, the bounds, and errors that name the row. All or nothing: a table with one bad row
yields no row. Knows no document: what a cell may hold is `bot.domain.kernel.columns`. Works in one pass over at most
`MOST_CHARACTERS`, and stops at the first row too many.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final

from bot.domain.kernel.columns import Column, Row, check_row
from bot.domain.kernel.lines import LONGEST_LINE, without
from bot.domain.kernel.text import Joined, Text, Typed

MOST_CHARACTERS: Final = 21 * 1024 * 1024
"""Of a text a table is looked for in: a file of 20 MB."""

MOST_ROWS: Final = 2_000

MOST_TOLD: Final = 20
"""Rows whose errors are spelled out; the others are counted."""

_SEPARATORS: Final = (",", ";", "\t")

_NUMBERING: Final = frozenset(("", "no", "nr", "number", "row"))
"""Headings of a column that only counts the rows."""

_CELL_BORDER: Final = re.compile(r"(?<!\\)\|")

_BREAK: Final = re.compile(r"<br\s*+/?>", re.IGNORECASE)

_MARKS: Final = re.compile(r"[^\w]+")

_FORMULAS: Final = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for the beginning of a formula."""

Found = Iterator[tuple[int, list[str]]]
"""(line of the text, cells) of each row beneath a header."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row. `row` counts from 1 beneath the header, `line` from the top of the text."""

    row: int
    line: int
    wrong: tuple[Text, ...]

    @property
    def text(self) -> Text:
        """The row, and all that is wrong with it."""
        return Text("table-row", row=self.row, line=self.line, wrong=Joined(self.wrong, "; "))


class TableProblem(Exception):
    """A table that was not taken, not one row of it. `problems`: per row; `more`: how many rows beyond those told."""

    def __init__(self, text: Text, problems: Sequence[RowProblem] = (), more: int = 0) -> None:
        super().__init__(text.id)
        self.text = text
        self.problems = tuple(problems)
        self.more = more

    def __reduce__(self) -> tuple[type[TableProblem], tuple[Text, tuple[RowProblem, ...], int]]:
        """It is raised in another process than the one that tells of it."""
        return type(self), (self.text, self.problems, self.more)

    @property
    def lines(self) -> Joined:
        """What a person reads of it: the text, a line for each row told, and how many more there are."""
        more = [Text("table-rows-more", more=self.more)] if self.more else []
        return Joined([self.text, *(problem.text for problem in self.problems), *more], "\n")


class NoTable(TableProblem):
    """There is no table with these columns in the text."""


def decoded(data: bytes) -> str | None:
    """The text of a file; None for one that is no text (a PDF, a spreadsheet's own format)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:65_536] or data.startswith((b"%PDF", b"PK\x03\x04")):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # what spreadsheets write where nobody chose UTF-8
        return data.decode("cp1252", errors="replace")


def read_table(text: str, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The rows of the table with these columns: a Markdown table anywhere in the text, or the text as CSV.

    Rows without any cell are left out. Raises NoTable where there is none, TableProblem where a row does not fit.
    """
    if len(text) > MOST_CHARACTERS:
        raise TableProblem(Text("table-too-large", most=MOST_CHARACTERS // 1024 // 1024))
    table = _separated(text, columns) or _markdown(text, columns)
    if table is None:
        raise NoTable(Text("table-none", columns=[column.title for column in columns]))
    return _checked(*table, columns)


def _checked(header: list[str], found: Found, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    problems: list[RowProblem] = []
    bad = count = 0
    try:
        for line, cells in found:
            if not any(cell.strip() for key, cell in zip(header, cells, strict=False) if key):
                continue
            count += 1
            if count > MOST_ROWS:
                raise TableProblem(Text("table-too-many-rows", most=MOST_ROWS))
            row, wrong = _row(header, cells, columns)
            if wrong:
                bad += 1
                problems += [RowProblem(count, line, wrong)] if len(problems) < MOST_TOLD else []
            rows.append(row)
    except csv.Error:
        raise TableProblem(Text("table-breaks-off", row=count + 1)) from None
    if bad:
        raise TableProblem(Text("table-rows-wrong", count=bad), problems, bad - len(problems))
    if not rows:
        raise NoTable(Text("table-empty"))
    return tuple(rows)


def _row(header: list[str], cells: list[str], columns: tuple[Column, ...]) -> tuple[Row, tuple[Text, ...]]:
    """One row as it is kept, and what is wrong with it; empty where it fits."""
    while len(cells) > len(header) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(header):
        return {}, (Text("row-too-long", cells=len(cells), columns=len(header)),)
    row, wrong = check_row(columns, {key: cell for key, cell in zip(header, cells, strict=False) if key})
    titles = {column.key: column.title for column in columns}
    return row, tuple(Text("table-cell", column=titles[key], wrong=text) for key, text in wrong.items())


def _markdown(text: str, columns: tuple[Column, ...]) -> tuple[list[str], Found] | None:
    """The first Markdown table whose header names one of the columns; None where there is none."""
    names = _names(columns)
    above, start = "", 0
    for line in _lines(text):
        end = start + len(line)
        if "|" in above and "-" in line and max(len(above), len(line)) <= LONGEST_LINE and _is_rule(line):
            said = _cells(above)
            if _known(said, names):
                first = text.count("\n", 0, end) + 1
                return _header(said, columns), _markdown_rows(text, end, first)
        above, start = line, end
    return None


def _markdown_rows(text: str, start: int, line: int) -> Found:
    for number, said in enumerate(_lines(text, start), line):
        if "|" not in said:
            return
        yield number, _cells(said)


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines from a place on, with their endings; only as many as are asked for."""
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _is_rule(line: str) -> bool:
    """Whether a line is what stands beneath a header: `|---|:-:|`."""
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    dashes = [cell.strip().removeprefix(":").removesuffix(":") for cell in cells]
    return all(dashes) and not any(cell.strip("-") for cell in dashes)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [_BREAK.sub("\n", cell.strip()).replace("\\|", "|") for cell in _CELL_BORDER.split(inner)]


def _separated(text: str, columns: tuple[Column, ...]) -> tuple[list[str], Found] | None:
    """The text as CSV, by the separator that makes the most of its first line; None where that is no header."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    first = next(_lines(text, start), "")[:LONGEST_LINE]
    headers = [(_first_row(first, separator), separator) for separator in _SEPARATORS]
    names = _names(columns)
    said, separator = max(headers, key=lambda one: sum(cell in names for cell in map(_bare, one[0])))
    if not _known(said, names):
        return None
    return _header(said, columns), _separated_rows(text, start, separator)


def _separated_rows(text: str, start: int, separator: str) -> Found:
    before = text.count("\n", 0, start)
    reader = csv.reader(_lines(text, start), delimiter=separator)
    next(reader)
    for cells in reader:
        yield before + reader.line_num, [_as_meant(cell) for cell in cells]


def _first_row(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _header(said: list[str], columns: tuple[Column, ...]) -> list[str]:
    """The column of each heading; empty for one that only counts. Refuses unknown and repeated ones."""
    names = _names(columns)
    keys = [names.get(_bare(heading), "" if _bare(heading) in _NUMBERING else None) for heading in said]
    unknown = [heading.strip() for heading, key in zip(said, keys, strict=True) if key is None]
    titles = {column.key: column.title for column in columns}
    if unknown:
        said_so = Typed(", ".join(unknown)[:200])
        raise TableProblem(Text("columns-unknown", columns=said_so, known=list(titles.values())))
    found = [key for key in keys if key]
    if repeated := [titles[key] for key in dict.fromkeys(found) if found.count(key) > 1]:
        raise TableProblem(Text("columns-repeated", columns=repeated))
    if missing := [c.title for c in columns if c.required and c.key not in found]:
        raise TableProblem(Text("columns-missing", columns=missing))
    return [key or "" for key in keys]


def _known(headings: Iterable[str], names: Mapping[str, str]) -> bool:
    """Whether a header is that of a table with these columns: at least half of them, or all it has, are known."""
    said = [bare for heading in headings if (bare := _bare(heading)) not in _NUMBERING]
    hits = sum(bare in names for bare in said)
    return hits > 0 and (2 * hits >= len(said) or 2 * hits >= len(set(names.values())))


def _names(columns: tuple[Column, ...]) -> dict[str, str]:
    return {name: column.key for column in columns for name in (_bare(column.title), _bare(column.key))}


def _bare(heading: str) -> str:
    """A heading without case, marks and what stands in brackets."""
    return _MARKS.sub(" ", without(heading, "(", ")", " ").casefold()).replace("_", " ").strip()


def to_markdown(columns: tuple[Column, ...], rows: Iterable[Row] = ()) -> str:
    """The rows as a Markdown table; without rows, with an empty one to fill in."""
    lines = [[column.title for column in columns], ["---"] * len(columns)]
    filled = [[_escaped(row.get(column.key, "")) for column in columns] for row in rows]
    lines += filled or [[""] * len(columns)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\r\n", "\n").replace("\n", "<br>")


def to_csv(columns: tuple[Column, ...], rows: Iterable[Row] = ()) -> str:
    """The rows as CSV with a header. A cell that a spreadsheet would run as a formula is led in by an apostrophe."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append))
    writer.writerow([column.title for column in columns])
    writer.writerows([_harmless(row.get(column.key, "")) for column in columns] for row in rows)
    return "".join(lines)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) and not cell[1:].isdigit() else cell


def _as_meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULAS) else cell
