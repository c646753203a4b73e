"""What stands in the documents: tables in full, words as their abstract and in an annex.

Owns how much of them is printed. A restricted document stands in a report by title and fingerprint alone
(`bot.reports.sections.documents`), and a file that is no text does so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.kernel.columns import Column, Row, ranked, row_name
from bot.domain.kernel.framework import ArtifactSpec
from bot.reports.document_words import Words
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said

MOST_ROWS: Final = 200
"""Rows of one table that are printed; the others stand in the file."""

LONGEST: Final = 20_000
"""Characters of one document that are printed."""

LONGEST_ABSTRACT: Final = 400
"""Characters of a first paragraph that stands in an abstract's place."""

SHORT: Final = 2 * LONGEST_ABSTRACT
"""Characters of a document that is read sooner than an abstract of it and then the document."""

WRAPPED: Final = 60
"""Characters from which on a line was broken for want of room, and not to end there."""

_LINE_ENDS: Final = re.compile(r"(?:[.!?:;|。！？]|  |```\w*)$")

_GOES_ON: Final = re.compile(r"\s{0,3}(?![-*+>#|`~]|\d+[.)]\s)\S")
"""A line that begins no list, table, heading, quotation or code."""

_FRONT_MATTER: Final = re.compile(r"\A\s*(---|\+\+\+)\n.*?\n\1\s*\n", re.DOTALL)

_BULLET: Final = re.compile(r"^\s*([-*+]|\d+[.)])\s+")

_SENTENCE_END: Final = re.compile(r"[.!?](?=\s)|[。！？]")

_MENTION: Final = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row: what it is called, and its cells, each with the column's title; empty cells are left out."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableLines:
    """A document of rows, the highest rank first. `more`: how many rows are not printed."""

    key: str
    title: str
    version: int
    rows: tuple[RowLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FullText:
    """A document of words. `length`: its characters where not all of them are printed, else 0."""

    key: str
    title: str
    version: int
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A document of words that is as short as an abstract: nobody wrote one, and the annex holds it."""

    key: str
    title: str
    version: int


@dataclass(frozen=True, slots=True)
class Abstract:
    """What a document of words says in short: its reviewer's words, or how it begins where they wrote none."""

    key: str
    title: str
    version: int
    by: str
    """Who wrote `words`; empty where none were written, and `begins` is printed."""
    words: Said | None
    begins: str
    printed: bool
    """Whether the annex holds it in full."""


def abstracts(read: Material) -> tuple[Abstract, ...]:
    """Of every document of words that everybody may open, in the order of the stages; not of those that are short."""
    specs = (spec for spec in _specs(read) if not spec.columns)
    found = (_abstract(read, spec, read.documents[spec.key]) for spec in specs)
    short = {whole.key for whole in short_texts(read)}
    return tuple(abstract for abstract in found if (abstract.words or abstract.begins) and abstract.key not in short)


def short_texts(read: Material) -> tuple[Whole, ...]:
    """The documents of which nobody wrote an abstract, and whose beginning would be most of them."""
    return tuple(Whole(spec.key, spec.title, read.documents[spec.key].version) for spec in _short(read))


def _short(read: Material) -> Iterator[ArtifactSpec]:
    for spec in _specs(read):
        shown = read.documents[spec.key]
        if not spec.columns and shown.text and len(shown.text) <= SHORT and not _abstract(read, spec, shown).words:
            yield spec


def _abstract(read: Material, spec: ArtifactSpec, shown: Words) -> Abstract:
    versions = read.audit.artifacts.get(spec.key, ())
    version = next((v for v in versions if v.number == shown.version and v.abstract_by), None)
    by = read.name(version.abstract_by) if version and version.abstract_by else ""
    words = said(read, version.abstract) if version else None
    begins = "" if words else first_paragraph(shown.text or "")
    return Abstract(spec.key, spec.title, shown.version, by, words, begins, bool(shown.text))


def first_paragraph(text: str) -> str:
    """The first words of a document that are neither title nor front matter, cut at the end of a sentence."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", _FRONT_MATTER.sub("", text)))
    lines = ([line for line in block.splitlines() if not line.startswith("#")] for block in blocks)
    words = [" ".join(" ".join(_BULLET.sub("", line) for line in found).split()) for found in lines]
    there = [block for block in words if block]
    # what ends in no full stop is a title, where more follows
    first = next((block for block in there if _SENTENCE_END.search(f"{block} ")), there[0] if there else "")
    if len(first) <= LONGEST_ABSTRACT:
        return first
    ends = [found.end() for found in _SENTENCE_END.finditer(first, 0, LONGEST_ABSTRACT)]
    return first[: ends[-1]] if ends else first[: LONGEST_ABSTRACT - 1].rstrip() + "…"


def unwrapped(text: str) -> str:
    """A text whose sentences run on where an editor had broken their lines; everything else stays line by line."""
    lines: list[str] = []
    fenced = False
    for line in text.splitlines():
        fenced ^= line.lstrip().startswith("```")
        runs_on = bool(lines) and len(lines[-1]) >= WRAPPED and not _LINE_ENDS.search(lines[-1])
        if runs_on and not fenced and _GOES_ON.match(line):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def tables(read: Material) -> tuple[TableLines, ...]:
    """Every document of rows that everybody may open, in the order of the stages."""
    return tuple(_table(read, spec) for spec in _specs(read) if spec.columns and _rows(read, spec))


def full_texts(read: Material) -> tuple[FullText, ...]:
    """Every document of words that everybody may open."""
    return tuple(_texts(read))


def _specs(read: Material) -> Iterator[ArtifactSpec]:
    return (spec for spec in read.framework.artifacts() if spec.key in read.documents)


def _rows(read: Material, spec: ArtifactSpec) -> tuple[Row, ...]:
    return read.documents[spec.key].rows


def _table(read: Material, spec: ArtifactSpec) -> TableLines:
    rows = [row for _, row in ranked(spec.columns, spec.ranked_by, _rows(read, spec))]
    shown = tuple(_line(read, spec.columns, row) for row in rows[:MOST_ROWS])
    return TableLines(spec.key, spec.title, read.documents[spec.key].version, shown, max(0, len(rows) - MOST_ROWS))


def _line(read: Material, columns: tuple[Column, ...], row: Row) -> RowLine:
    naming = {column.key for column in columns if column.names and row.get(column.key)}
    others = (column for column in columns if column.key not in naming and row.get(column.key))
    cells = tuple((column.title, _people(read, row[column.key])) for column in others)
    return RowLine(_people(read, row_name(columns, row)), cells)


def _people(read: Material, cell: str) -> str:
    """A cell with the names of the people it mentions."""
    return _MENTION.sub(lambda found: read.name(f"{read.audit.workspace}:{found[1]}"), cell)


def _texts(read: Material) -> Iterator[FullText]:
    for spec in _specs(read):
        found = read.documents[spec.key]
        if not spec.columns and found.text:
            length, words = len(found.text), unwrapped(found.text[:LONGEST]).strip()
            yield FullText(spec.key, spec.title, found.version, words, length if length > LONGEST else 0)
