"""Tables: rows from a CSV file or a Markdown table, and back.

Owns which tables of a text are read, the bounds, and errors that name the row. All or nothing: a table with one bad row
yields no row, and what looks like a row and is none is told. Knows no document: what a cell may hold is
`bot.domain.kernel.columns`, where a table begins `bot.domain.kernel.table_search`. Works over at most
`MOST_CHARACTERS`, and stops at the first row too many.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Final

from bot.domain.kernel.columns import Column, Row, as_admitted, check_row, short
from bot.domain.kernel.grid_tables import without_grids
from bot.domain.kernel.headings import UNNAMED, HeadingProblem, Headings, counts
from bot.domain.kernel.table_search import (
    Header,
    csv_header,
    csv_rows,
    html_headers,
    lines,
    list_headers,
    markdown_lines,
    other_headers,
)
from bot.domain.kernel.text import Joined, Text

MOST_CHARACTERS: Final = 21 * 1024 * 1024
"""Of a text a table is looked for in: a file of 20 MB."""

MOST_ROWS: Final = 2_000

MOST_TOLD: Final = 20
"""Rows whose errors are spelled out; the others are counted."""

_FORMULAS: Final = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for the beginning of a formula."""

LINE_BREAK: Final = "\u2028"
"""Unicode's line separator: a line break within a cell, in a text that has one line for each row."""


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
    """A table that was not taken, not one row of it.

    `problems`: per row; `more`: how many rows beyond those told; `line`: of its header, where that is at fault.
    """

    def __init__(self, text: Text, problems: Sequence[RowProblem] = (), more: int = 0, line: int = 0) -> None:
        super().__init__(text.id)
        self.text = text
        self.problems = tuple(problems)
        self.more = more
        self.line = line

    def __reduce__(self) -> tuple[type[TableProblem], tuple[Text, tuple[RowProblem, ...], int, int]]:
        """It is raised in another process than the one that tells of it."""
        return type(self), (self.text, self.problems, self.more, self.line)

    @property
    def lines(self) -> Joined:
        """What a person reads of it: the text, a line for each row told, and how many more there are."""
        where = [Text("table-at-line", line=self.line)] if self.line > 1 else []
        more = [Text("table-rows-more", more=self.more)] if self.more else []
        return Joined([*where, self.text, *(problem.text for problem in self.problems), *more], "\n")


class NoTable(TableProblem):
    """There is no table with these columns in the text."""


def read_table(text: str, columns: tuple[Column, ...], on_record: int = 0) -> tuple[Row, ...]:
    """The rows of all Markdown tables with these columns anywhere in the text, or of the text as CSV.

    Rows without any cell are left out, and so is a table that names none of the rows: a key of scores, say. Of a
    version that was admitted with `on_record` rows, those: an earlier release, to which comments were text and tables
    in quotations or grids were not, may have found others than stand there. Raises NoTable where there is none,
    TableProblem where a row does not fit, or a table that has these rows.
    """
    if len(text) > MOST_CHARACTERS:
        raise TableProblem(Text("table-too-large", most=MOST_CHARACTERS // 1024 // 1024))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    headings = Headings(columns)
    if on_record:
        with suppress(TableProblem):
            if len(found := _read(text, text, headings, on_record)) == on_record:
                return found
    return _read(text, _shown(text), headings, on_record)


def _read(text: str, shown: str, headings: Headings, on_record: int) -> tuple[Row, ...]:
    rows = _Rows(headings, on_record)
    header = csv_header(text, headings.fit)
    if header and header.sure:
        return _separated(text, header, rows)
    found = _markdown(shown, rows)
    if not on_record:
        _refuse_unread(shown, headings, NoTable if found is None else TableProblem)
        if found or not header:
            _refuse_others(shown, headings, NoTable if found is None else TableProblem)
    if found:
        return found
    if header:
        return _separated(text, header, rows)
    raise NoTable(Text("table-none", columns=[column.title for column in headings.columns]))


def _separated(text: str, header: Header, rows: _Rows) -> tuple[Row, ...]:
    keys = _keys(rows.headings, header.headings, header.line)
    try:
        for line, cells in csv_rows(text, header):
            if rows.enough:
                break
            rows.add(keys, line, [_as_meant(cell) for cell in cells], header.headings)
    except csv.Error:
        raise TableProblem(Text("table-breaks-off", row=rows.count + 1)) from None
    return rows.found()


def _markdown(text: str, rows: _Rows) -> tuple[Row, ...] | None:
    """The rows of every table with these columns; None where there is none."""
    headings, said = rows.headings, list[str]()
    keys: list[str] | None = None
    aside: TableProblem | None = None
    read = False
    for found in markdown_lines(text):
        if rows.enough:
            break
        goes_on = found.kind == "divided" and keys is not None and not headings.are_of_rows(found.cells)
        if found.kind in ("header", "divided") and not goes_on:
            said, keys = found.cells, None
            try:
                of_rows = headings.are_of_rows(said) or (not rows.on_record and headings.speak_of_rows(said))
                keys = _keys(headings, said, found.line) if of_rows else None
            except TableProblem as problem:
                # one known heading makes a key of scores; more of them, or a name, make rows that would be lost
                if headings.name_rows(said) or headings.fit(said) > 1:
                    raise
                aside = aside or problem
            read = read or keys is not None
        elif keys is not None and found.kind == "stray":
            rows.tell(found.line, Text("row-stray"))
        elif keys is not None:
            rows.add(keys, found.line, found.cells, said)
    if aside and not read:
        raise aside
    return rows.found() if read else None


def _shown(text: str) -> str:
    """The text without comments, which nobody sees who reads the document, and with the tables of quotations, and those
    that are drawn with lines, as such. Every line stays where it was.
    """
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += (text[at:start], "\n" * text.count("\n", start, end))
        at = end + len("-->")
    shown = "".join((*parts, text[at:]))
    if ">" in shown:
        shown = "".join(map(_unquoted, lines(shown)))
    return "".join(without_grids(lines(shown))) if "+-" in shown or "+=" in shown else shown


def _unquoted(line: str) -> str:
    """A row of a table that is quoted, `> | a | b |`, as a row; any other line as it is."""
    bare = line.lstrip("> \t")
    return bare if bare.startswith("|") else line


def _refuse_unread(text: str, headings: Headings, problem: type[TableProblem]) -> None:
    """Raises this problem for a table in HTML, or one made of lists, that has the columns: its rows would be lost."""
    for line, said in html_headers(text):
        if headings.are_of_rows(said):
            raise problem(Text("table-html"), line=line)
    for line, said in list_headers(text):
        if headings.are_of_rows(said):
            raise problem(Text("table-otherwise"), line=line)


def _refuse_others(text: str, headings: Headings, problem: type[TableProblem]) -> None:
    """Raises this problem for a table in another form than Markdown's that has the columns: its rows would be lost."""
    of_tables: set[int] | None = None
    for line, said in other_headers(text, headings.telling):
        if headings.fit(said) == 3:
            of_tables = of_tables if of_tables is not None else {found.line for found in markdown_lines(text)}
            if line not in of_tables:
                raise problem(Text("table-otherwise"), line=line)


def _keys(headings: Headings, said: list[str], line: int) -> list[str]:
    try:
        return headings.keys(said)
    except HeadingProblem as problem:
        raise TableProblem(problem.text, line=line) from None


@dataclass
class _Rows:
    """Rows as they are gathered, and what is wrong with them."""

    headings: Headings
    on_record: int
    rows: list[Row] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    bad: int = 0
    count: int = 0

    @property
    def enough(self) -> bool:
        """Whether all rows that are on record are found."""
        return bool(self.on_record) and self.count >= self.on_record

    def add(self, keys: list[str], line: int, cells: list[str], said: list[str]) -> None:
        """Keep a row; a header that stands there again is none. Raises TableProblem past the limit."""
        if not any(cell.strip() for cell in cells) or cells == said:
            return
        self._count()
        row, wrong = _row(keys, cells, self.headings, known=bool(self.on_record))
        if wrong:
            self._wrong(line, wrong)
        self.rows.append(row)

    def tell(self, line: int, wrong: Text) -> None:
        """A line that is no row, where one could be."""
        self._count()
        self._wrong(line, (wrong,))

    def found(self) -> tuple[Row, ...]:
        """All rows. Raises TableProblem where one does not fit, NoTable where there is none."""
        if self.bad:
            text = Text("table-rows-wrong", count=self.bad)
            raise TableProblem(text, self.problems, self.bad - len(self.problems))
        if not self.rows:
            raise NoTable(Text("table-empty"))
        return tuple(self.rows)

    def _count(self) -> None:
        self.count += 1
        if self.count > MOST_ROWS:
            raise TableProblem(Text("table-too-many-rows", most=MOST_ROWS))

    def _wrong(self, line: int, wrong: tuple[Text, ...]) -> None:
        self.bad += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(RowProblem(self.count, line, wrong))


def _row(keys: list[str], cells: list[str], headings: Headings, *, known: bool) -> tuple[Row, tuple[Text, ...]]:
    """One row as it is kept, and what is wrong with it; empty where it fits.

    Of one that is on record (`known`) no words are missed that stand under no heading.
    """
    while len(cells) > len(keys) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(keys):
        return {}, (Text("row-too-long", cells=len(cells), columns=len(keys)),)
    if not known and headings.sums_up(cells):
        return {}, (Text("row-of-totals", cell=short(next(cell for cell in cells if cell.strip()))),)
    said = list(zip(keys, cells, strict=False))
    typed = as_admitted(headings.columns, dict(said)) if known else dict(said)
    row, wrong = check_row(headings.columns, typed)
    found = [Text("table-cell", column=headings.titles[key], wrong=text) for key, text in wrong.items()]
    lost = [] if known else [cell for key, cell in said if key == UNNAMED and not counts(cell)]
    found += [Text("row-cell-unnamed", cell=short(cell)) for cell in lost]
    return row, tuple(found or headings.contradictions(dict(said), row))


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
    cell = cell.replace(LINE_BREAK, "\n")
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULAS) else cell
