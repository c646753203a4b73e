"""Which languages a document lists, in a sentence, a field or a column: `in Polish, Czech and Slovak`.

Owns how a list is found, and when two cannot both be right. A list is closed where it says so (`only`), or stands as a
field or a column of its own; any other may be a part. A pair of languages to translate between is no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from bot.domain.documents.sentences import Place, Token
from bot.domain.documents.vocabulary import Vocabulary, stem

APART: Final = 3
"""Words that may stand between two languages of one list."""

FIELD: Final = 4
"""Words before a field's colon."""


class Languages(NamedTuple):
    """A list of languages and where it stands; `sides` are words that say of what: of training, of a test."""

    named: frozenset[str]
    closed: bool
    sides: frozenset[str]
    start: int
    end: int
    sentence: tuple[int, int]


def languages(read: Iterable[Place], vocabulary: Vocabulary) -> Iterator[Languages]:
    """The lists of a text, in order; the cells beneath one heading are one list."""
    column: list[tuple[Place, list[Token]]] = []
    for place in read:
        found = _named(place.tokens, vocabulary)
        if column and place.heading != column[0][0].heading and not place.heading:
            yield from _column(column, vocabulary)
            column = []
        if place.heading and _speaks_of_them(place.heading, vocabulary):
            column.append((place, found))
        elif found and not place.heading:
            yield from _in_sentence(place, found, vocabulary)
    yield from _column(column, vocabulary)


def contradict(one: Languages, other: Languages, vocabulary: Vocabulary) -> bool:
    """Whether a list names what a closed one leaves out, or two open ones share some and each names another."""
    if one.named == other.named or any(
        (one.sides & x and other.sides & y) or (one.sides & y and other.sides & x) for x, y in vocabulary.opposites
    ):
        return False
    if (one.closed and other.closed) or not one.named & other.named:
        return one.closed and other.closed
    if one.closed or other.closed:
        closed, free = (one, other) if one.closed else (other, one)
        return bool(free.named - closed.named)
    return bool(one.named - other.named and other.named - one.named)


def _named(said: tuple[Token, ...], vocabulary: Vocabulary) -> list[Token]:
    return [token for token in said if token.text in vocabulary.languages]


def _speaks_of_them(said: tuple[Token, ...], vocabulary: Vocabulary) -> bool:
    return any(stem(token.text) in vocabulary.language_stems for token in said)


def _in_sentence(place: Place, found: list[Token], vocabulary: Vocabulary) -> Iterator[Languages]:
    said = place.tokens
    at = {token.start: index for index, token in enumerate(said)}
    run = [found[0]]
    for token in found[1:]:
        between = said[at[run[-1].start] + 1 : at[token.start]]
        if any(t.text in ("-", "–", "→", "to", "from", "into") for t in between):
            return
        if len(between) > APART or not all(t.kind == "mark" or t.text in vocabulary.fillers for t in between):
            break
        run.append(token)
    label = next((index for index, token in enumerate(said[: FIELD + 1]) if token.text == ":"), 0)
    only = any(token.text in vocabulary.onlys for token in said)
    field = bool(label) and _speaks_of_them(said[:label], vocabulary)
    if len({token.text for token in run}) > 1 or ((only or field) and _speaks_of_them(said, vocabulary)):
        yield _listed(said, run, only or field)


def _column(column: list[tuple[Place, list[Token]]], vocabulary: Vocabulary) -> Iterator[Languages]:
    run = [token for _, found in column for token in found]
    if run and all(len(found) == 1 for _, found in column):
        yield _listed((*column[0][0].tokens, *column[-1][0].tokens), run, closed=True)


def _listed(said: tuple[Token, ...], run: list[Token], closed: bool) -> Languages:
    sides = frozenset(stem(token.text) for token in said if token.kind == "word")
    named = frozenset(token.text for token in run)
    return Languages(named, closed, sides, run[0].start, run[-1].end, (said[0].start, said[-1].end))
