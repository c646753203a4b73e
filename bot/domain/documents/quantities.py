"""Quantities in prose and tables: a number, its unit, and the words that say what it is about.

Owns how they are found. One pass over the words of a sentence, whatever stands in it: sentences and what is looked at
around a number are bounded, so twice the text takes twice the time. Must not know what is done with a quantity.

No library: pint knows units and no prose; quantulum3 finds quantities in prose and not what they are about, which is
the harder half; and rules stand on the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from bot.domain.documents.sentences import Place, Token, places
from bot.domain.documents.vocabulary import Bound, Vocabulary, stem

MOST_QUANTITIES: Final = 4_000
"""Quantities of one text; what stands behind them is not looked at."""

BEFORE: Final = 9

AFTER: Final = 7
"""Words before and after a number that can say what it is about."""

_OF: Final = frozenset(("of", "out", "among", "in", "on", "from", "the"))

_ORDER: Final = frozenset((stem("before"), stem("after")))
"""What tells two values apart, but not two dates of one thing."""

_MEASURED: Final = ("share", "value", "points")


class Quantity(NamedTuple):
    """A number with what it measures.

    `value` is in the base unit of its dimension, `step` the smallest difference that its spelling can tell. `words` are
    stems; `contrast` are words that set it apart from other values.
    """

    dimension: str
    value: float
    step: float
    heads: tuple[str, ...]
    """Stems of what is counted, the first one first; empty where a unit is there instead."""
    limit: bool
    bound: Bound
    """Which way the limit goes; none at all is the most there may be."""
    aware: bool
    """Whether it is said beside another value: `2.3 %, near the 2.1 % of the card`."""
    words: frozenset[str]
    contrast: frozenset[str]
    groups: frozenset[str]
    """Stems of whom or what the value is said for, where that is said."""
    threshold: bool
    """Whether it is called a threshold, and of nothing in particular."""
    start: int
    end: int
    sentence: tuple[int, int]


class _Number(NamedTuple):
    value: float
    step: float
    dimension: str
    heads: tuple[str, ...]
    first: int
    last: int
    """Tokens it is written with; `last` excluded."""
    inner: tuple[Token, ...] = ()
    """Words within it that say what it is about."""


def quantities(text: str, vocabulary: Vocabulary, *, bare: bool = False) -> Iterator[Quantity]:
    """The first quantities of a text, in order. `bare`: each part ends with the value of a metric, as on record."""
    found = (quantity for place in places(text) for quantity in _in_place(place, vocabulary, bare))
    return islice(found, MOST_QUANTITIES)


def _parts(said: tuple[Token, ...], vocabulary: Vocabulary, bare: bool) -> list[_Number]:
    """The numbers of a sentence; `of 900 posts, 31 were …` is one of them: a share."""
    numbers = list(_numbers(said, vocabulary))
    if bare and said and (not numbers or numbers[-1].last < len(said) or numbers[-1].dimension == "value"):
        return [*(n for n in numbers if n.last < len(said)), *_bare(said, vocabulary)]
    whole = numbers[0] if numbers and numbers[0].value else None
    if whole is None or whole.dimension != "count" or not {t.text for t in said[: whole.first]} <= _OF:
        return numbers
    for at in range(whole.last, min(whole.last + AFTER + 1, len(said))) if whole.first else ():
        plain = _plain(said, at, vocabulary)
        if plain is None:
            continue
        value, _, last = plain
        unit = last < len(said) and said[last].text in vocabulary.units
        if unit or value > whole.value or vocabulary.denials & {t.text for t in said[last:]}:
            break
        share = _Number(value / whole.value, 1 / whole.value, "share", (), at, last, whole.inner)
        return [share, *(number for number in numbers[1:] if number.first > at)]
    return numbers


def _bare(said: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[_Number]:
    """The number that a line of the record ends with, in the unit its metric names; up to 1 it is a share."""
    if plain := _plain(said, len(said) - 1, vocabulary):
        value, step, last = plain
        unit = next((vocabulary.units[t.text] for t in said if t.text in vocabulary.units), None)
        dimension, factor = unit or ("share" if value <= 1 else "value", 1.0)
        yield _Number(value * factor, step * factor, dimension, (), len(said) - 1, last)


def _in_place(place: Place, vocabulary: Vocabulary, bare: bool) -> Iterator[Quantity]:
    said = place.tokens
    numbers = _parts(said, vocabulary, bare)
    opening = _opening(said, vocabulary)
    for index, number in enumerate(numbers):
        after_last = _behind_mark(said, numbers[index - 1].last, number.first, vocabulary) if index else 0
        before_next = numbers[index + 1].first if index + 1 < len(numbers) else len(said)
        before = said[max(after_last, number.first - BEFORE) : number.first]
        after = _until_mark(said[number.last : min(before_next, number.last + AFTER)], vocabulary)
        behind = said[number.last : number.last + 2]
        local = (*place.about, *before, *number.inner, *after)
        words = _words(local, vocabulary)
        if len(words) < 2 and index:
            names = any(stem(word) in vocabulary.metrics for word in (t.text for t in local))
            first = said[: numbers[0].first][:BEFORE]
            local = (*(t for t in first if not (names and stem(t.text) in vocabulary.metrics)), *local)
            words = _words(local, vocabulary)
        start = 0 if index == 0 or stem(said[0].text) in vocabulary.contrasts else after_last
        label = _label(said) if index else ()
        apart = {stem(t.text) for t in (*place.about, *label, *said[start : number.first], *number.inner, *after)}
        limit = _is_limit((*place.about, *before), after, vocabulary) or bool(_bound((), behind, vocabulary))
        yield Quantity(
            dimension=number.dimension,
            value=number.value,
            step=number.step,
            heads=number.heads,
            limit=limit,
            bound="most" if limit and not number.value else _bound((*place.about, *before), behind, vocabulary),
            aware=any(t.text in vocabulary.awareness for t in said),
            words=(_named(words, vocabulary) if bare else words) | set(number.heads),
            contrast=frozenset(apart & vocabulary.contrasts - (_ORDER if number.dimension == "date" else frozenset()))
            | (opening[1] if number.first > opening[0] else frozenset()),
            groups=_groups(local, vocabulary) if number.dimension in _MEASURED else frozenset(),
            threshold=len(words) < 2 and any(t.text in vocabulary.thresholds for t in before[-3:]),
            start=said[number.first].start,
            end=said[number.last - 1].end,
            sentence=(said[0].start, said[-1].end),
        )


def _opening(said: Sequence[Token], vocabulary: Vocabulary) -> tuple[int, frozenset[str]]:
    """What a sentence opens with before its first comma (`With poor spelling, …`), and where that comma is."""
    if said and said[0].text in vocabulary.openings:
        for index, token in enumerate(said):
            if token.text == ",":
                return index, _words(said[:index], vocabulary)
    return len(said), frozenset()


def _named(words: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Of the words of a line of the record, those that say what was measured: no `R1`, no `rate`."""
    return frozenset(word for word in words - vocabulary.generic if word.isalpha())


def _label(said: Sequence[Token]) -> Sequence[Token]:
    """The words before the colon near the beginning of a sentence: all of it is about them."""
    return said[: next((at for at, token in enumerate(said[:6]) if token.text == ":"), 0)]


def _groups(said: Sequence[Token], vocabulary: Vocabulary) -> frozenset[str]:
    """Whom or what a value is said for: the word behind `for` or `among`."""
    found: set[str] = set()
    for index, token in enumerate(said):
        if token.text in vocabulary.openings and token.text not in ("in", "at"):
            found |= _words(said[index + 1 : index + 4], vocabulary)
    return frozenset(found)


def _is_limit(before: Sequence[Token], after: Sequence[Token], vocabulary: Vocabulary) -> bool:
    return any(t.text in vocabulary.limits for t in before) or any(t.text in vocabulary.behind for t in after[:3])


def _bound(before: Sequence[Token], after: Sequence[Token], vocabulary: Vocabulary) -> Bound:
    """Which way a limit goes: `at most 3`, `no more than 3`, `3 or more`."""
    if len(after) > 1 and after[0].text == "or" and (way := vocabulary.directions.get(after[1].text, "")):
        return way
    for at in range(len(before) - 1, max(-1, len(before) - 7), -1):
        if way := vocabulary.directions.get(before[at].text, ""):
            denied = any(t.text in vocabulary.denials for t in before[max(0, at - 3) : at])
            return way if not denied else "most" if way == "least" else "least"
    return ""


def _ends_part(token: Token, vocabulary: Vocabulary) -> bool:
    return token.text in vocabulary.joints if token.kind == "word" else token.kind == "mark" and token.text not in "-–/"


def _behind_mark(said: Sequence[Token], start: int, end: int, vocabulary: Vocabulary) -> int:
    """Where the part of a sentence begins that a number stands in: behind the first mark after the number before."""
    return next((i + 1 for i in range(start, end) if _ends_part(said[i], vocabulary)), start)


def _until_mark(said: Sequence[Token], vocabulary: Vocabulary) -> Sequence[Token]:
    return said[: next((i for i, token in enumerate(said) if _ends_part(token, vocabulary)), len(said))]


def _words(said: Sequence[Token], vocabulary: Vocabulary) -> frozenset[str]:
    """What is said, without what says nothing of the thing itself."""
    v = vocabulary
    return frozenset(
        stem(t.text)
        for t in said
        if t.kind == "word"
        and len(t.text) > 1
        and t.text not in v.fillers
        and stem(t.text) not in v.contrasts
        and t.text not in v.limits
        and t.text not in v.openings
        and t.text not in v.number
        and t.text not in v.month
    )


def _numbers(said: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[_Number]:
    at = 0
    while at < len(said):
        found = _date(said, at, vocabulary) or _number(said, at, vocabulary)
        if found:
            yield found
        at = found.last if found else at + 1


def _plain(said: tuple[Token, ...], at: int, vocabulary: Vocabulary) -> tuple[float, float, int] | None:
    """A number with its scale: value, step, and the token behind it."""
    if at >= len(said):
        return None
    token = said[at]
    if token.kind == "number":
        value, step = _value(token.text)
    elif token.text in vocabulary.number:
        value, step = float(vocabulary.number[token.text]), 1.0
    else:
        return None
    at += 1
    if at < len(said) and (scale := vocabulary.scale.get(said[at].text)) and token.kind == "number":
        spelled = len(said[at].text) > 2
        if spelled or said[at].start == token.end:
            return value * scale, step * scale, at + 1
    return value, step, at


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


def _number(said: tuple[Token, ...], at: int, vocabulary: Vocabulary) -> _Number | None:
    money = said[at].text in ("$", "€")
    plain = _plain(said, at + money, vocabulary)
    if plain is None:
        return None
    value, step, last = plain
    if money:
        return _Number(value, step, vocabulary.units[said[at].text][0], (), at, last)
    if any(t.text in vocabulary.certainties for t in said[last : last + 2]):
        return None
    special = _share(said, at, value, last, vocabulary) or _years(said, at, value, last)
    if special:
        return special
    if until := _until(said, last, value, vocabulary):
        value, step, last = plain = until
    while last < len(said) and said[last].text in "-/":
        last += 1
    for length in (2, 1):
        spelled = " ".join(t.text for t in said[last : last + length])
        if last + length <= len(said) and spelled in vocabulary.units:
            dimension, factor = vocabulary.units[spelled]
            dimension += _per(said, last + length)
            return _Number(value * factor, step * factor, dimension, (), at, last + length)
    return _counted(said, at, plain, vocabulary)


def _until(said: tuple[Token, ...], at: int, value: float, vocabulary: Vocabulary) -> tuple[float, float, int] | None:
    """`2 to 5`, `1.6–3.5`: the middle of a range, and its width as the smallest difference that it can tell."""
    if at + 1 < len(said) and said[at].text in ("to", "-", "–"):
        plain = _plain(said, at + 1, vocabulary)
        dated = plain and plain[2] < len(said) and said[plain[2]].text in vocabulary.month
        if plain and plain[0] > value and not dated:
            return (value + plain[0]) / 2, plain[0] - value, plain[2]
    return None


def _counted(
    said: tuple[Token, ...], at: int, plain: tuple[float, float, int], vocabulary: Vocabulary
) -> _Number | None:
    """A number of things, or the bare value of a measure."""
    value, step, last = plain
    if last < len(said) and said[last].text in vocabulary.month:
        return None
    skip = last + (last < len(said) and said[last].text == "-")
    phrase = _phrase(said[skip : skip + 3], vocabulary)
    if phrase:
        heads = tuple(stem(t.text) for t in phrase)
        return _Number(value, step, "count", heads, at, skip + 1, phrase)
    if per := _per(said, last):
        return _Number(value, step, f"count{per}", (), at, last)
    near = {stem(t.text) for t in said[max(0, at - 6) : at] if t.kind == "word"}
    if near & vocabulary.measures:
        return _Number(value, step, "share" if value <= 1 and step < 1 else "value", (), at, last)
    if at and said[at - 1].text in vocabulary.limits:
        return _Number(value, step, "value", (), at, last)
    if at >= 2 and said[at - 1].text in (":", "numbered"):
        return _Number(value, step, "count", (stem(said[at - 2].text),), at, last)
    return None


def _phrase(said: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words behind a number that may name what is counted."""
    phrase: list[Token] = []
    for token in said:
        known = token.text in vocabulary.fillers or token.text in vocabulary.limits or token.text in vocabulary.number
        if token.kind != "word" or known or stem(token.text) in vocabulary.contrasts:
            break
        phrase.append(token)
    return tuple(phrase)


def _per(said: tuple[Token, ...], at: int) -> str:
    if at + 1 < len(said) and said[at].text in ("per", "/"):
        return f"/{stem(said[at + 1].text)}"
    return ""


def _share(said: tuple[Token, ...], at: int, value: float, last: int, vocabulary: Vocabulary) -> _Number | None:
    """`3 in 500`, `2 of five`, `4 per 100`: one number of another, as a share."""
    if last < len(said) and said[last].text in ("in", "of", "per", "out"):
        behind = last + 1
        while behind < len(said) and behind < last + 3 and said[behind].text in ("of", "the", "every"):
            behind += 1
        whole = _plain(said, behind, vocabulary)
        if whole and whole[0] > 1 and value <= whole[0]:
            return _Number(value / whole[0], 1 / whole[0], "share", (), at, whole[2])
    return None


def _years(said: tuple[Token, ...], at: int, value: float, last: int) -> _Number | None:
    """`2015 to 2023`."""
    if last + 1 < len(said) and said[last].text in ("to", "until", "-") and len(said[at].text) == 4:
        until = said[last + 1].text
        if said[at].text.isdecimal() and until.isdecimal() and len(until) == 4:
            return _Number(value * 10_000 + int(until), 1.0, "years", (), at, last + 2)
    return None


def _date(said: tuple[Token, ...], at: int, vocabulary: Vocabulary) -> _Number | None:
    """`3 November 2026`, `November 2026`: as days, of which a month alone is its first, with a month's step."""
    month_at = at + 1 if said[at].kind == "number" else at
    if month_at + 1 >= len(said):
        return None
    month, year = vocabulary.month.get(said[month_at].text), said[month_at + 1]
    if not month or not year.text.isdecimal() or len(year.text) != 4:
        return None
    day = int(said[at].text) if month_at > at and said[at].text.isdigit() and len(said[at].text) < 3 else 0
    value = int(year.text) * 372 + (month - 1) * 31 + max(day - 1, 0)
    return _Number(float(value), 1.0 if day else 31.0, "date", (), at, month_at + 2)
