"""Text in sentences, words and weights: the little arithmetic that excerpts need.

Owns splitting and TF-IDF vectors. Must not know what is chosen, or why. Works for any language with
spaces between words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from bot.llm.wording import stop_words

Vector = dict[str, float]
"""Word -> weight, of length 1 (or empty)."""

_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_LINE_START = re.compile(r"\s*(?:[•*-]\s+|\d+[.)]\s+|(?:>|&gt;).*)?")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=\S)")
_LINK = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def sentences(text: str) -> list[str]:
    """The sentences of a message, each exactly as written. Code and lines quoted from others are left out."""
    found: list[str] = []
    for block in _BLOCK.split(text):
        for line in block.splitlines():
            rest = _LINE_START.sub("", line, count=1)
            found += [part.strip() for part in _SENTENCE_END.split(rest) if part.strip()]
    return found


def words(text: str) -> list[str]:
    """The words of a text in lower case, without links, mentions and stop words."""
    return [w for w in _WORD.findall(_LINK.sub(" ", text.lower().replace("’", "'"))) if w not in stop_words()]


def vectors(texts: Sequence[str]) -> list[Vector]:
    """TF-IDF vectors of texts, weighted among themselves."""
    bags = [Counter(words(text)) for text in texts]
    seen_in = Counter(word for bag in bags for word in bag)
    rarity = {word: math.log((1 + len(bags)) / (1 + count)) + 1 for word, count in seen_in.items()}
    return [_unit({word: (1 + math.log(n)) * rarity[word] for word, n in bag.items()}) for bag in bags]


def centre(of: Sequence[Vector]) -> Vector:
    """The direction most of these vectors point to."""
    total: Vector = {}
    for vector in of:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return _unit(total)


def likeness(one: Vector, other: Vector) -> float:
    """Cosine of two vectors, 0 to 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}
