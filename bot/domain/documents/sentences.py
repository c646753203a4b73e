"""Sentences of prose and cells of tables, as words, numbers and marks.

Owns how a text is cut up: by lines, blank lines, ends of sentences and the borders of cells. What is looked at of a
sentence or a row is bounded, so twice the text takes twice the time. Must not know what any word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

MOST_WORDS: Final = 120
"""Words and numbers of a sentence that are looked at; a longer one is cut into several."""

MOST_CELLS: Final = 60
"""Cells of a row that are looked at."""

LABEL_CELLS: Final = 2
"""Cells at the beginning of a row that say what the row is about."""

_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?:[eE]-\d{1,2})?)|(?P<word>(?:[^\W\d_]|°)[\w@]*)|(?P<mark>[%$€,;:()|/~–→-]|[.!?](?=\s|$))"
)

_FIELD: Final = re.compile(r"[A-Z][\w-]*(?: [\w-]+){0,4}:")
"""A line of a form: the name of a field before its value."""

_RULE: Final = frozenset("|-: \t")


class Token(NamedTuple):
    """A word in lower case, a number or a mark, and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    capital: bool = False
    """Whether it is written with a capital letter in front."""


BORDER: Final = Token("mark", "|", -1, -1)
"""Between two cells of a row's label."""


class Place(NamedTuple):
    """A sentence or the cell of a table: its tokens, and those that say what a cell is about."""

    tokens: tuple[Token, ...]
    label: tuple[Token, ...] = ()
    heading: tuple[Token, ...] = ()

    @property
    def about(self) -> tuple[Token, ...]:
        """All that says what a cell is about."""
        return (*self.label, *self.heading)


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The words, numbers and marks between two positions."""
    for found in _TOKEN.finditer(text, start, end):
        yield Token(found.lastgroup or "", found[0].lower(), found.start(), found.end(), found[0][0].isupper())


def places(text: str) -> Iterator[Place]:
    """The sentences and cells of a text. A sentence may go over lines, and ends with a blank line, a list's mark or the
    name of a field."""
    paragraph = at = 0
    header: list[tuple[Token, ...]] = []
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        bare = line.strip()
        if bare.startswith("|"):
            yield from _sentences(text, paragraph, start)
            paragraph = at
            cells = _cells(text, start, at)
            if not header:
                header = cells
            elif not set(bare) <= _RULE:
                yield from _row(cells, header)
            continue
        header = []
        if not bare or bare[0] in "#-*+>" or bare[:2].rstrip(".)").isdigit() or _FIELD.match(bare) or "→" in bare:
            yield from _sentences(text, paragraph, start)
            paragraph = start
    yield from _sentences(text, paragraph, at)


def _cells(text: str, start: int, end: int) -> list[tuple[Token, ...]]:
    cells: list[tuple[Token, ...]] = []
    cell: list[Token] = []
    for token in tokens(text, start, end):
        if token.text == "|":
            cells.append(tuple(cell))
            cell = []
            if len(cells) > MOST_CELLS:
                break
        elif len(cell) < MOST_WORDS:
            cell.append(token)
    return cells[1:]


def _row(cells: list[tuple[Token, ...]], header: list[tuple[Token, ...]]) -> Iterator[Place]:
    """The cells of a row. What a cell is about stands in its heading and in the first cells of words."""
    label: tuple[Token, ...] = ()
    for number, cell in enumerate(cells):
        heading = header[number] if number < len(header) else ()
        yield Place(cell, label, heading)
        if number < LABEL_CELLS and not any(token.kind == "number" for token in cell):
            label = (*label, *cell, BORDER)


def _sentences(text: str, start: int, end: int) -> Iterator[Place]:
    said: list[Token] = []
    for token in tokens(text, start, end):
        if token.text in (".", "!", "?", ";") or len(said) >= MOST_WORDS:
            yield Place(tuple(said))
            said = [token] if token.kind != "mark" else []
        else:
            said.append(token)
    if said:
        yield Place(tuple(said))
