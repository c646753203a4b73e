"""Numbers in the demo's documents, as its people write them: rates, counts of a sentence, amounts of money.

Owns how they are read. Must not know what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

NUMBER = rf"(\d+(?:[.,]\d+)*|{'|'.join(_SMALL)}|no|nobody)"


def number(word: str) -> float:
    """A number in digits or as a small word."""
    word = word.lower()
    if word in ("no", "nobody"):
        return 0
    return float(_SMALL.index(word)) if word in _SMALL else float(word.replace(",", ""))


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text; rows of tables stay whole."""
    found: list[str] = []
    for part in re.split(r"\n(?=[-|#])|\n\s*\n|(?<=[.!?;])\s+", text):
        found += [" ".join(part.split())] if part.strip() else []
    return found


def rates(text: str) -> Iterator[float]:
    """Shares that a text states: `1 in 200`, `2 of 500`, `none in 500`, `5 %`."""
    for many, of in re.findall(rf"\b{NUMBER} (?:in|of|out of) (\d[\d,]*)\b", text, re.IGNORECASE):
        yield number(many) / number(of)
    for value in re.findall(r"(\d+(?:\.\d+)?) ?%", text):
        yield float(value) / 100


def points(text: str) -> Iterator[float]:
    """Distances that a text states: `7 points apart`."""
    for value in re.findall(r"(\d+(?:\.\d+)?) points", text):
        yield float(value)


def dollars(text: str) -> Iterator[float]:
    """Amounts of money: `18 dollars`, `$31`, `four dollars`."""
    for before, after in re.findall(rf"\$(\d+(?:\.\d+)?)|\b{NUMBER} dollars", text, re.IGNORECASE):
        yield number(before or after)


def measured(sentence: str) -> float | None:
    """What a sentence of a test report counted: `500 callers, played: 2 were kept`, `7 points apart`; None without."""
    for value in points(sentence):
        return value
    counted = re.search(rf"\b(\d[\d,]*) [^:.]*: {NUMBER}\b", sentence, re.IGNORECASE)
    return number(counted[2]) / number(counted[1]) if counted else None
