"""Amounts as a sentence writes them: digits, words, parts of a whole and scales.

Owns what a bare number is. Must not know what stands behind it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.domain.documents.sentences import Token
from bot.domain.documents.vocabulary import Vocabulary

ROUGH: Final = 0.2
"""Of a part that is named and not counted (`a fifth`), the smallest difference that it can tell."""

BINARY: Final = 0.05
"""Of a number with a letter for its scale, the smallest difference that it can tell: 64k may be 65,536."""

Tokens = tuple[Token, ...]


class Number(NamedTuple):
    """A number with its unit. The fields are those of `quantities.Quantity`."""

    value: float
    step: float
    dimension: str
    heads: tuple[str, ...]
    first: int
    last: int
    """Tokens it is written with; `last` excluded."""
    inner: tuple[Token, ...] = ()
    """Words within it that say what it is about."""


class Amount(NamedTuple):
    """A bare number: its value, the smallest difference its spelling tells, and the token behind it."""

    value: float
    step: float
    last: int


def amount(said: Tokens, at: int, vocabulary: Vocabulary) -> Amount | None:
    """A number with its scale, in digits or in words: `1.2 million`, `16k`, `forty-one`, `a hundred`."""
    if at >= len(said):
        return None
    token = said[at]
    if portion := _portion_of_scale(said, at, vocabulary):
        return portion
    if token.kind == "number":
        value, step = _value(token.text)
        at += 1
    elif token.text in vocabulary.number:
        value, step = float(vocabulary.number[token.text]), 1.0
        at += 1
        if value >= 20 and at + 1 < len(said) and said[at].text == "-" and said[at + 1].text in vocabulary.number:
            value, at = value + vocabulary.number[said[at + 1].text], at + 2
    elif token.text == "a" and at + 1 < len(said) and said[at + 1].text in vocabulary.spelled_scale:
        value, step, at = 1.0, 1.0, at + 1
    else:
        return None
    behind = at + (at + 1 < len(said) and said[at].text == "-")
    if behind < len(said) and (scale := vocabulary.spelled_scale.get(said[behind].text)):
        return Amount(value * scale, step * scale, behind + 1)
    close = at < len(said) and token.kind == "number" and said[at].start == token.end
    if close and (scale := vocabulary.scale.get(said[at].text)):
        return Amount(value * scale, max(step, BINARY * value) * scale, at + 1)
    return Amount(value, step, at)


def portion(said: Tokens, at: int, vocabulary: Vocabulary) -> Amount | None:
    """`a fifth`, `two thirds`, `half`: told roughly."""
    first, times = said[at].text, 1
    if first in vocabulary.singles:
        at += 1
    elif first in vocabulary.number:
        at, times = at + 1, vocabulary.number[first]
    elif first not in vocabulary.alone:
        return None
    at += at < len(said) and said[at].text == "-"
    name = said[at].text if at < len(said) else ""
    part = vocabulary.portion.get(name.removesuffix("s") if times > 1 else name)
    if part is None or not 0 < times * part < 1:
        return None
    return Amount(times * part, times * part * ROUGH, at + 1)


def _portion_of_scale(said: Tokens, at: int, vocabulary: Vocabulary) -> Amount | None:
    """`half a million`, `a quarter of a million`."""
    part = portion(said, at, vocabulary)
    if part is None:
        return None
    behind = part.last + (part.last < len(said) and said[part.last].text == "of")
    if behind + 1 < len(said) and said[behind].text in vocabulary.singles:
        scale = vocabulary.spelled_scale.get(said[behind + 1].text)
        if scale:
            return Amount(part.value * scale, part.step * scale, behind + 2)
    return None


def _value(text: str) -> tuple[float, float]:
    """The value of a number and the step of its last digit. A comma before three digits groups thousands."""
    text, _, power = text.lower().partition("e")
    if power:
        value, step = _value(text)
        return value * 10.0 ** int(power), step * 10.0 ** int(power)
    groups = text.split(",")
    if len(groups) > 1 and all(len(g.partition(".")[0]) == 3 for g in groups[1:]):
        text = "".join(groups)
    text = text.replace(",", ".")
    whole, _, rest = text.partition(".")
    if "." in rest or len(text) > 18:
        return float(whole[:18]), 1.0
    return float(text), 10.0 ** -len(rest)
