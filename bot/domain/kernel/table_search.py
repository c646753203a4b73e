"""Where in a text a table stands: the header of a CSV file, the lines of every Markdown table.

Owns the search, in one pass and bounded by line; of a table in HTML its headings alone, for nobody reads its rows. Must
not know what a column is: whoever asks says how well headings fit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from bot.domain.kernel.lines import LONGEST_LINE, without

MOST_ABOVE: Final = 20
"""Lines with words among which the header of a CSV file is looked for: titles and notes stand above it."""

_TALLEST_HEADER: Final = 10
"""Lines of a header whose headings are broken over several."""

_SEPARATORS: Final = (",", ";", "\t")

_SEPARATOR_LINE: Final = re.compile(r'"?sep=([^"\w\s]|\t)"?', re.IGNORECASE)
"""The first line that a spreadsheet writes to say what separates the cells."""

_CELL_BORDER: Final = re.compile(r"(?<!\\)\|")

_BREAK: Final = re.compile(r"<br\s*+/?>", re.IGNORECASE)

_BLOCKS: Final = ("#", "```", "~~~", ">", "<", "---", "***", "___", "- ", "* ", "+ ")
"""What begins something else than a row, right beneath a table."""

_OTHER_BORDERS: Final = re.compile(r"\|\|?|!!|&|[│┃║]|[ \t]{2,9}")
"""What stands between headings elsewhere: Jira, MediaWiki, LaTeX, boxes, and columns that are set apart by blanks."""

_OF_LISTS: Final = "list-table"
"""The directive of reStructuredText, and of Markdown's dialects that have it, for a table whose rows are lists."""

_LONGEST_LIST: Final = 200
"""Lines of such a table among which its headings are looked for."""

_DASHES: Final = re.compile(r"[=-]{1,500}")

_BLANKS_IN_RULE: Final = re.compile(r"[=-]{1,500}(?: {1,99}[=-]{1,500}){1,200}")
"""What stands above or beneath headings that are set apart by blanks."""

NO_ROW: Final = "\u2060|"
"""What a line of a table begins with that cannot be taken for a row: cells of it are joined."""

_ITEMS: Final = ("-", "*", "+")
"""What an item of a list begins with: a table that stands in one has it before its header."""

Fit = Callable[[list[str]], int]
"""How well headings fit: 0 not at all; 1 one column is known; 2 several are; 3 every needed column is there."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a CSV file. `line` counts from 1, `start` is where it begins in the text."""

    start: int
    line: int
    separator: str
    headings: list[str]
    sure: bool
    """Whether nothing stands above it, and every needed column is there: then the text is a CSV file."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a Markdown table: its header, a row, or words right beneath it that are neither row nor new block.

    `divided`: a row of the table with a rule right beneath it. To Markdown it is a row like the others, and people set
    groups of rows apart so; others write the header of their next table so.
    """

    kind: Literal["header", "row", "stray", "divided"]
    line: int
    cells: list[str]


def lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines from a place on, with their endings; only as many as are asked for. Lines end with a line feed."""
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def csv_header(text: str, fit: Fit) -> Header | None:
    """The first line near the top that fits best, by the separator that makes the most of it; None where none does."""
    best: tuple[int, Header] | None = None
    separators: tuple[str, ...] = _SEPARATORS
    start = above = 0
    for number, line in enumerate(lines(text), 1):
        bare = line[:LONGEST_LINE].strip("\ufeff \n")
        if said := _SEPARATOR_LINE.fullmatch(bare) if not above else None:
            separators = (said[1],)
        elif bare.strip() and not bare.lstrip("> \t").startswith("|"):
            said_as = [(_first_row(text, start, separator), separator) for separator in separators]
            headings, separator = max(said_as, key=lambda one: (fit(one[0]), len(one[0])))
            # a title of one word may be called like a column, so beneath the first line it takes several
            if fit(headings) > (best[0] if best else min(above, 1)):
                sure = not above and fit(headings) == 3
                best = fit(headings), Header(start, number, separator, headings, sure)
            above += 1
        elif bare.strip():
            above += 1
        if above >= MOST_ABOVE or (best and best[0] == 3):
            break
        start += len(line)
    return best[1] if best else None


def _first_row(text: str, start: int, separator: str) -> list[str]:
    cut = (line[:LONGEST_LINE] for line in islice(lines(text, start), _TALLEST_HEADER))
    try:
        return next(csv.reader(cut, delimiter=separator), [])
    except csv.Error:
        return []


def csv_rows(text: str, header: Header) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of everything beneath the header. Raises csv.Error where a quotation mark is never closed."""
    reader = csv.reader(lines(text, header.start), delimiter=header.separator)
    next(reader)
    while True:
        line = header.line + reader.line_num
        cells = next(reader, None)
        if cells is None:
            return
        yield line, cells


def markdown_lines(text: str) -> Iterator[TableLine]:
    """The lines of every Markdown table, in their order.

    A row that stands apart from its table, behind blank lines or words, belongs to the last table above it.
    """
    above = ""
    headed = bordered = inside = follows = False
    # a line is a row only once the next one has not made a header of it
    pending: TableLine | None = None
    for number, line in enumerate(lines(text), 1):
        if "|" in above and "-" in line and max(len(above), len(line)) <= LONGEST_LINE and _is_rule(line):
            cells = _cells(above)
            if cells[0] in _ITEMS and len(cells) == len(_cells(line)) + 1:
                cells = cells[1:]
            yield TableLine("divided" if pending and follows else "header", number - 1, cells)
            headed, inside, bordered = True, True, above.lstrip().startswith("|")
            above, pending = "", None
            continue
        if pending:
            yield pending
        pending = None
        if headed:
            follows = inside
            kind, inside = _kind(line, inside=inside, bordered=bordered)
            pending = TableLine(kind, number, _cells(line)) if kind else None
        above = line
    if pending:
        yield pending


def _kind(line: str, *, inside: bool, bordered: bool) -> tuple[Literal["row", "stray", ""], bool]:
    """What a line beneath a header is, and whether the table goes on with it."""
    bare = line.strip()
    if bare.startswith(NO_ROW):
        return "stray", inside
    if bare.startswith("|") or (inside and "|" in bare):
        return "row", True
    strays = bool(bare) and not bare.startswith(_BLOCKS) and (inside or (not bordered and "|" in bare))
    return ("stray" if strays else ""), False


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


def html_headers(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, headings) of every table that is written in HTML, in small letters."""
    small = text.lower()
    line, counted, start = 1, 0, 0
    while (start := small.find("<table", start)) >= 0:
        line, counted = line + small.count("\n", counted, start), start
        end = small.find("</tr", start, start + LONGEST_LINE)
        row = small[start : end if end >= 0 else start + LONGEST_LINE]
        cells = row.replace("<thead", "<").replace("<td", "<th").split("<th")[1:]
        yield line, [without(cell.partition(">")[2], "<", ">", " ").strip() for cell in cells]
        start += len(row)


def list_headers(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, headings) of every table that reStructuredText makes of lists, in small letters."""
    small = text.lower()
    line, counted, at = 1, 0, 0
    while (at := small.find(_OF_LISTS, at)) >= 0:
        line, counted = line + small.count("\n", counted, at), at
        cells: list[str] = []
        for said in islice(lines(small, at), 1, _LONGEST_LIST):
            bare = said[:LONGEST_LINE].strip()
            if _OF_LISTS in bare or (cells and bare.startswith("* -")):
                break
            if bare.startswith(("* -", "- ")) and (cells or bare.startswith("*")):
                cells.append(bare.removeprefix("* ").removeprefix("-").strip())
        yield line, cells
        at += len(_OF_LISTS)


def other_headers(text: str, heading: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every line with this heading that may be the header of a table of any form, in small letters."""
    small = text.lower()
    line, counted, at = 1, 0, 0
    while (at := small.find(heading, at)) >= 0:
        line, counted = line + small.count("\n", counted, at), at
        start, end = small.rfind("\n", 0, at) + 1, small.find("\n", at)
        end = end if end >= 0 else len(small)
        if end - start <= LONGEST_LINE:
            above = small[max(small.rfind("\n", 0, max(start - 1, 0)) + 1, start - LONGEST_LINE) : start]
            below = small[end + 1 : end + 1 + LONGEST_LINE].partition("\n")[0]
            for cells in _as_headings(small[start:end], above, below):
                yield line, cells
        at = end


def _as_headings(said: str, above: str, below: str) -> Iterator[list[str]]:
    """The cells of a line by what may stand between them, if there are several; of its neighbours one may be a rule."""
    for rule in (above.rstrip("\n"), below):
        if _BLANKS_IN_RULE.fullmatch(rule.strip()):
            yield [said[dashes.start() : dashes.end()].strip() for dashes in _DASHES.finditer(rule)]
    for sign in _SEPARATORS:
        if 0 < said.count(sign) <= below.count(sign):
            yield [cell.strip(' "') for cell in said.split(sign)]
    cells = [cell.strip() for cell in _OTHER_BORDERS.split(said.strip(" \t|!│┃║\\"))]
    if len(found := list(filter(None, cells))) > 1:
        yield found
