"""Dates, years and how often a thing is done, as a sentence writes them.

Owns those numbers. Must not know other units.
"""

from __future__ import annotations

from typing import Final

from bot.domain.documents.amounts import ROUGH, Amount, Number, Tokens, amount
from bot.domain.documents.vocabulary import Vocabulary

AGAIN: Final = "every time"
"""The dimension of how often a thing is done."""

AGES: Final = "ages"
"""The dimension of ages from one to another, of which the value is the last, then the first."""

YOUNGEST: Final = 3

OLDEST: Final = 99

YEAR: Final = 31_557_600

RANGE: Final = ("to", "-", "–")
"""What stands between the ends of a range."""


def times(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`twice`, `once a year`."""
    count = vocabulary.times.get(said[at].text)
    if count is None:
        return None
    behind = said[at + 1] if at + 1 < len(said) else None
    if behind and behind.text in ("a", "an", "per", "each", "every") and at + 2 < len(said):
        unit = vocabulary.units.get(said[at + 2].text)
        return Number(unit[1] / count, unit[1] / count, AGAIN, (), at, at + 3) if unit else None
    ends = behind is None or behind.kind == "mark" or behind.text in vocabulary.joints | vocabulary.onlys
    return Number(float(count), 1.0, "times", (), at, at + 1) if ends else None


def frequency(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`every night`, `weekly`, `each fifth of a second`: in seconds from one time to the next."""
    first = said[at].text
    if first in vocabulary.everies and at + 4 < len(said) and said[at + 2].text == "of":
        part = vocabulary.portion.get(said[at + 1].text)
        whole, length = vocabulary.units.get(said[at + 4].text, ("", 0.0))
        if part and whole == "time" and said[at + 3].text in vocabulary.singles:
            return Number(part * length, part * length * ROUGH, AGAIN, (), at, at + 5)
    seconds, last = vocabulary.frequency.get(first), at + 1
    if first in vocabulary.everies and last < len(said):
        unit, factor = vocabulary.units.get(said[last].text, ("", 0.0))
        seconds, last = factor if unit == "time" else vocabulary.occasion.get(said[last].text), last + 1
    if seconds is None or not _ends(said, last, vocabulary):
        return None
    return Number(seconds, seconds / 2, AGAIN, (), at, last)


def a_while(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`for a year`, `within an hour`: one unit of time, of which no number is told."""
    led = at > 0 and said[at - 1].text in vocabulary.durations and said[at].text in ("a", "an")
    unit, factor = vocabulary.units.get(said[at + 1].text, ("", 0.0)) if led and at + 1 < len(said) else ("", 0.0)
    if unit != "time" or not _ends(said, at + 2, vocabulary):
        return None
    return Number(factor, factor, unit, (), at, at + 2)


def _ends(said: Tokens, at: int, vocabulary: Vocabulary) -> bool:
    """Whether no thing is named here that the words before belong to: not `the weekly report`."""
    behind = said[at] if at < len(said) else None
    return behind is None or behind.kind == "mark" or behind.text in vocabulary.fillers | vocabulary.joints


def age(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`aged 12 to 16`, `over 16`, `13 and older`, `60 years old`: of persons, from which age on or up to which."""
    bare = amount(said, at, vocabulary)
    if bare is None or bare.step != 1 or not YOUNGEST <= bare.value <= OLDEST:
        return None
    end = amount(said, bare.last + 1, vocabulary) if bare.last < len(said) and said[bare.last].text in RANGE else None
    last = end.last if end else bare.last
    years = last < len(said) and vocabulary.units.get(said[last].text, ("", 0))[1] == YEAR
    last += years
    before = [t.text for t in said[max(0, at - 4) : at]]
    behind = [t.text for t in said[last : last + 3]]
    older = len(behind) > 1 and behind[0] in ("and", "or") and behind[1] in vocabulary.ages
    told = older or vocabulary.ages.intersection(before) or (years and vocabulary.ages.intersection(behind))
    if not told or (not years and not older and last < len(said) and not _ends(said, last, vocabulary)):
        return None
    below = vocabulary.directions.get(before[-1] if before else "", "") == "most" or (older and behind[1] == "younger")
    if end and end.value > bare.value:
        return Number(end.value * 1_000 + bare.value, 1.0, AGES, (), at, last)
    return Number(bare.value, 2.0, f"{AGES} below" if below else f"{AGES} from", (), at, last + 2 * older)


def years(said: Tokens, at: int, bare: Amount) -> Number | None:
    """`2015 to 2023`."""
    last = bare.last
    if last + 1 < len(said) and said[last].text in ("until", *RANGE) and len(said[at].text) == 4:
        until = said[last + 1].text
        if said[at].text.isdecimal() and until.isdecimal() and len(until) == 4:
            return Number(bare.value * 10_000 + int(until), 1.0, "years", (), at, last + 2)
    return None


def date(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`3 November 2026`, `November 2026`: as days, of which a month alone is its middle, with a month's step."""
    month_at = at + 1 if said[at].kind == "number" else at
    if month_at + 1 >= len(said):
        return None
    month, year = vocabulary.month.get(said[month_at].text), said[month_at + 1]
    if not month or not year.text.isdecimal() or len(year.text) != 4:
        return None
    day = int(said[at].text) if month_at > at and said[at].text.isdigit() and len(said[at].text) < 3 else 0
    value = int(year.text) * 372 + (month - 1) * 31 + (day - 1 if day else 15)
    return Number(float(value), 1.0 if day else 32.0, "date", (), at, month_at + 2)
