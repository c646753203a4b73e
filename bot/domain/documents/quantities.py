"""Quantities in prose and tables: a number, its unit, and the words that say what it is about.

Owns how they are found. One pass over the words of a sentence, whatever stands in it: sentences and what is looked at
around a number are bounded, so twice the text takes twice the time. Must not know what is done with a quantity.

No library: pint knows units and no prose; quantulum3 finds quantities in prose and not what they are about, which is
the harder half; and rules stand on the standard library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Final, NamedTuple

from bot.domain.documents.amounts import Number, amount
from bot.domain.documents.clauses import behind_mark, content, ends_part, until_mark
from bot.domain.documents.counts import OF_CORPUS, phrase_of
from bot.domain.documents.numbers import SCALE, numbers_of
from bot.domain.documents.periods import AGES
from bot.domain.documents.sentences import Place, Token
from bot.domain.documents.vocabulary import Bound, Vocabulary, stem

MOST_QUANTITIES: Final = 4_000
"""Quantities of one text; what stands behind them is not looked at."""

BEFORE: Final = 9

AFTER: Final = 7
"""Words before and after a number that can say what it is about."""

_OF: Final = frozenset(("of", "out", "among", "in", "on", "from", "the"))

_ORDER: Final = frozenset((stem("before"), stem("after")))
"""What tells two values apart, but not two dates of one thing."""

LAST_DAY: Final = "last day"
"""The dimension of the day of the last record."""

LAST: Final = 5
"""Words before a date that say that it is the last."""

DAYS_APART: Final = 93.0
"""Days that two such may be apart: a month more or less, and told roughly."""

STOPS: Final = 4
"""Words behind a limit that say what is done with all beyond it."""

FEWEST_WORDS: Final = 3
"""Words that say enough; where fewer stand around a later number, the first words of its sentence are taken too."""

FEWEST_WHOLE: Final = 20
"""Things of which a part may be told behind them."""

FARTHEST_PART: Final = 18
"""Words between a number of things and a part of them."""

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
    opening: frozenset[str]
    """Of them, those that its sentence opens with: `After compression, …`."""
    groups: frozenset[str]
    """Stems of whom or what the value is said for, where that is said."""
    threshold: bool
    """Whether it is called a threshold, and of nothing in particular."""
    start: int
    end: int
    sentence: tuple[int, int]


def quantities(read: Iterable[Place], vocabulary: Vocabulary, *, bare: bool = False) -> Iterator[Quantity]:
    """The first quantities of a text, in order. `bare`: each part ends with the value of a metric, as on record."""
    found = (quantity for place in read for quantity in _in_place(place, vocabulary, bare))
    return islice(found, MOST_QUANTITIES)


def _parts(place: Place, vocabulary: Vocabulary, bare: bool) -> list[Number]:
    """The numbers of a sentence; `of 900 posts, 31 were …` is one of them: a share."""
    said = place.tokens
    numbers = list(numbers_of(place, vocabulary))
    if bare and said and (not numbers or numbers[-1].last < len(said) or numbers[-1].dimension == "value"):
        return [*(n for n in numbers if n.last < len(said)), *_bare(said, vocabulary)]
    numbers = _with_parts(said, numbers, vocabulary)
    of_all = _of_all(said, vocabulary)
    whole = of_all or (numbers[0] if numbers and numbers[0].value else None)
    if whole is None or whole.dimension != "count" or not {t.text for t in said[: whole.first]} <= _OF:
        return numbers
    for at in range(whole.last, min(whole.last + AFTER + 1, len(said))) if whole.first else ():
        part = amount(said, at, vocabulary)
        if part is None:
            continue
        value, _, last = part
        unit = last < len(said) and said[last].text in vocabulary.units
        if unit or value > whole.value or vocabulary.denials & {t.text for t in until_mark(said[last:], vocabulary)}:
            break
        share = Number(value / whole.value, 1 / whole.value, "share", (), at, last, whole.inner)
        return [*([] if of_all else [whole]), share, *(number for number in numbers if number.first > at)]
    return numbers


def _of_all(said: tuple[Token, ...], vocabulary: Vocabulary) -> Number | None:
    """The things that a sentence begins with, `Of 900 posts, …`: by themselves they are no number of them."""
    bare = amount(said, 1, vocabulary) if said and said[0].text == "of" else None
    if bare is None or bare.value < FEWEST_WHOLE:
        return None
    things = phrase_of(said[bare.last : bare.last + 3], vocabulary)
    return Number(bare.value, bare.step, "count", (), 1, bare.last, things) if things else None


def _with_parts(said: tuple[Token, ...], numbers: list[Number], vocabulary: Vocabulary) -> list[Number]:
    """The numbers with those that stand alone behind a number of things: `900 requests, and it complied with 168`."""
    found: list[Number] = []
    for index, whole in enumerate(numbers):
        if index and _is_in_all(said, numbers[index - 1], whole, vocabulary):
            of = numbers[index - 1].value
            found.append(whole._replace(value=whole.value / of, step=1 / of, dimension="share", heads=()))
            continue
        found.append(whole)
        if whole.dimension != "count" or not whole.heads or whole.value < FEWEST_WHOLE:
            continue
        until = numbers[index + 1].first if index + 1 < len(numbers) else len(said)
        for at in range(whole.last, min(whole.last + FARTHEST_PART, until)):
            if part := amount(said, at, vocabulary):
                alone = part.last == len(said) or ends_part(said[part.last], vocabulary)
                apart = any(ends_part(token, vocabulary) for token in said[whole.last : at])
                if alone and apart and part.value < whole.value and part.step >= 1:
                    share, step = part.value / whole.value, 1 / whole.value
                    found.append(Number(share, step, "share", (), at, part.last, whole.inner))
                break
    return found


def _is_in_all(said: tuple[Token, ...], whole: Number, part: Number, vocabulary: Vocabulary) -> bool:
    """Whether a number is the part of a whole in which something is so: `900 questions, and in 63 answers …`."""
    counts = whole.dimension == part.dimension == "count" and FEWEST_WHOLE <= whole.value > part.value
    apart = any(ends_part(token, vocabulary) for token in said[whole.last : part.first])
    common = bool(part.heads) and vocabulary.common_heads.issuperset(part.heads[:1])
    return counts and apart and common and said[part.first - 1].text == "in"


def _bare(said: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[Number]:
    """The number that a line of the record ends with, in the unit its metric names; up to 1 it is a share."""
    if last_said := amount(said, len(said) - 1, vocabulary):
        value, step, last = last_said
        unit = next((vocabulary.units[t.text] for t in said if t.text in vocabulary.units), None)
        dimension, factor = unit or ("share" if value <= 1 else "value", 1.0)
        yield Number(value * factor, step * factor, dimension, (), len(said) - 1, last)


def _in_place(place: Place, vocabulary: Vocabulary, bare: bool) -> Iterator[Quantity]:
    said = place.tokens
    numbers = _parts(place, vocabulary, bare)
    opening = _opening(said, vocabulary)
    metric_names = vocabulary.metric_names if bare else frozenset()
    for index, number in enumerate(numbers):
        after_last = behind_mark(said, numbers[index - 1].last, number.first, vocabulary) if index else 0
        before_next = numbers[index + 1].first if index + 1 < len(numbers) else len(said)
        before = said[max(after_last, number.first - BEFORE) : number.first]
        after = _after(said, number.last, before_next, vocabulary)
        behind = said[number.last : number.last + 2]
        local = (*place.about, *before, *number.inner, *after)
        words = content(local, vocabulary)
        goes_on = index and after_last == numbers[index - 1].last
        if index and len(words) < (FEWEST_WORDS if goes_on else 2):
            names = any(stem(word) in vocabulary.metrics for word in (t.text for t in local))
            first = said[: numbers[0].first][:BEFORE]
            local = (*(t for t in first if not (names and stem(t.text) in vocabulary.metrics)), *local)
            words = content(local, vocabulary)
        start = 0 if index == 0 or vocabulary.sets_apart(said[0].text) else after_last
        label = _label(said) if index else ()
        part = said[behind_mark(said, 0, number.first, vocabulary, last=True) : number.first]
        told = _without_order(said[start : number.first])
        apart = _apart((*place.about, *label, *told, *number.inner, *after), vocabulary)
        limit = _is_limit((*place.about, *before), after, vocabulary) or bool(_bound((), behind, vocabulary))
        opened = frozenset[str]()
        if number.first > opening[0]:
            opened = opening[1] | _apart(said[: opening[0]], vocabulary)
        found = Quantity(
            dimension=number.dimension,
            value=number.value,
            step=number.step,
            heads=number.heads,
            limit=limit,
            bound="most" if limit and not number.value else _bound((*place.about, *before), behind, vocabulary, part),
            aware=_is_aware(said, vocabulary),
            words=_subject(number, _named(words, vocabulary) if bare else words, vocabulary),
            contrast=(apart - _ORDER if number.dimension in ("date", "time") else apart - metric_names) | opened,
            opening=opened,
            groups=_groups(place, local, vocabulary) if number.dimension in _MEASURED else frozenset(),
            threshold=len(words) < 2 and any(t.text in vocabulary.thresholds for t in before[-3:]),
            start=said[number.first].start,
            end=said[number.last - 1].end,
            sentence=(said[0].start, said[-1].end),
        )
        if number.dimension == "date" and _ORDER & {stem(t.text) for t in told[-2:]}:
            found = found._replace(step=max(found.step, DAYS_APART))
        found = _as_stop(found, after, vocabulary)
        found = _as_last_day(found, said, number.first, vocabulary)
        yield _as_age(_as_greatest(found, said, vocabulary), vocabulary)


def _as_stop(found: Quantity, after: Sequence[Token], vocabulary: Vocabulary) -> Quantity:
    """`A force above 140 N stops the arm`: what is beyond the limit does not come about, so it goes the other way.

    Of a share it says what was measured: `at least 95 % refused`.
    """
    shares = found.dimension in _MEASURED
    if shares or not found.bound or not any(token.text in vocabulary.stoppers for token in after[:STOPS]):
        return found
    return found._replace(limit=True, bound="least" if found.bound == "most" else "most")


def _as_last_day(found: Quantity, said: Sequence[Token], first: int, vocabulary: Vocabulary) -> Quantity:
    """A date up to which records go is that of the last of them, whatever they are called: a model has one."""
    last = {t.text for t in said[max(0, first - LAST) : first]} & vocabulary.lasts
    if found.dimension != "date" or not last or not any(stem(t.text) in vocabulary.records for t in said):
        return found
    words = frozenset((LAST_DAY,))
    return found._replace(dimension=LAST_DAY, step=DAYS_APART, words=words, contrast=frozenset(), limit=False, bound="")


def _as_greatest(found: Quantity, said: Sequence[Token], vocabulary: Vocabulary) -> Quantity:
    """`The longest file that it takes: 180 pages`, where nothing was measured, is a limit."""
    greatest = found.contrast & vocabulary.greatests
    observed = any(token.text in vocabulary.observations for token in said)
    if not greatest or observed or found.dimension in _MEASURED or found.bound == "least":
        return found
    return found._replace(limit=True, bound="most", contrast=found.contrast - greatest)


def _as_age(found: Quantity, vocabulary: Vocabulary) -> Quantity:
    """Which way the limit of an age goes is told by its dimension, and words for ages are no conditions."""
    if not found.dimension.startswith(AGES):
        return found
    contrast = found.contrast - {stem(word) for word in vocabulary.ages}
    return found._replace(limit=False, bound="", contrast=contrast)


def _after(said: Sequence[Token], last: int, end: int, vocabulary: Vocabulary) -> Sequence[Token]:
    """The words behind a number up to the next mark, and what is told of it behind that: `8k tokens, which is …`."""
    after = until_mark(said[last : min(end, last + AFTER)], vocabulary)
    mark = last + len(after)
    if mark + 1 < end and said[mark].text == "," and said[mark + 1].text in vocabulary.relatives:
        return (*after, *until_mark(said[mark + 2 : min(end, mark + 2 + AFTER)], vocabulary))
    return after


def _is_aware(said: Sequence[Token], vocabulary: Vocabulary) -> bool:
    words = [token.text for token in said]
    pairs = pairwise(words)
    return any((word,) in vocabulary.awareness for word in words) or any(pair in vocabulary.awareness for pair in pairs)


def _subject(number: Number, words: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """What is counted, and what else is said, without words that only say that it is a scale or a share."""
    beside = {SCALE: vocabulary.scales, "share": vocabulary.shares}
    whole = {head.removesuffix(OF_CORPUS) for head in number.heads if head.endswith(OF_CORPUS)}
    return words - whole - beside.get(number.dimension, frozenset()) | set(number.heads)


def _opening(said: Sequence[Token], vocabulary: Vocabulary) -> tuple[int, frozenset[str]]:
    """What a sentence opens with before its first comma (`With poor spelling, …`), and where that comma is."""
    if said and said[0].text in vocabulary.openings:
        for index, token in enumerate(said):
            if token.text == ",":
                if any(t.kind == "number" or t.text in vocabulary.number for t in said[:index]):
                    break
                return index, content(said[:index], vocabulary) - vocabulary.common_heads
    return len(said), frozenset()


def _named(words: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Of the words of a line of the record, those that say what was measured: no `R1`, no `rate`."""
    return frozenset(word for word in words - vocabulary.generic if word.isalpha())


def _label(said: Sequence[Token]) -> Sequence[Token]:
    """The words before the colon near the beginning of a sentence: all of it is about them."""
    return said[: next((at for at, token in enumerate(said[:6]) if token.text == ":"), 0)]


def _without_order(said: Sequence[Token]) -> Sequence[Token]:
    """The words before a number, without an `after` right before it: that is its own."""
    return said[:-1] if said and stem(said[-1].text) in _ORDER else said


def _apart(said: Sequence[Token], vocabulary: Vocabulary) -> frozenset[str]:
    """Stems of the words that set a value apart from others; what says which way a limit goes does not."""
    ways = vocabulary.limits | vocabulary.directions.keys()
    return frozenset(stem(t.text) for t in said if t.text not in ways and vocabulary.sets_apart(t.text))


def _groups(place: Place, said: Sequence[Token], vocabulary: Vocabulary) -> frozenset[str]:
    """Whom or what a value is said for: the word behind `for` or `among`, or what its row is called."""
    found = set(_row(place, vocabulary))
    for index, token in enumerate(said):
        if token.text in vocabulary.openings and token.text not in ("in", "at"):
            words = content(until_mark(said[index + 1 : index + 4], vocabulary), vocabulary)
            found |= words if token.text in vocabulary.populations else words - vocabulary.common_heads
    return frozenset(found) - vocabulary.samples


def _row(place: Place, vocabulary: Vocabulary) -> frozenset[str]:
    """Whom a cell is about, where its heading names the measure: what its row is called."""
    measures = vocabulary.metrics
    named = any(stem(t.text) in measures for t in place.heading)
    if not named or any(stem(t.text) in measures for t in place.label):
        return frozenset()
    return content(place.label, vocabulary)


def _is_limit(before: Sequence[Token], after: Sequence[Token], vocabulary: Vocabulary) -> bool:
    said = any(t.text in vocabulary.limits for t in _loose(before, vocabulary))
    return said or any(t.text in vocabulary.behind for t in after[:3])


def _loose(said: Sequence[Token], vocabulary: Vocabulary) -> Sequence[Token]:
    """The words that nothing makes a part of another: not the `under` of `under-triage`, nor the `up` of `makes up`."""
    behind = [*(token.text for token in said[1:]), ""]
    whole = vocabulary.limit_before
    return [t for t, then in zip(said, behind, strict=False) if then != "-" and whole.get(t.text, then) == then]


def _bound(
    before: Sequence[Token], after: Sequence[Token], vocabulary: Vocabulary, part: Sequence[Token] = ()
) -> Bound:
    """Which way a limit goes: `at most 3`, `no more than 3`, `3 or more`; `part` may deny it from further away."""
    if len(after) > 1 and after[0].text == "or" and (way := vocabulary.directions.get(after[1].text, "")):
        return way
    before = _loose(before, vocabulary)
    colon = next((at for at, token in enumerate(before) if token.text == ":"), 0)
    for at in range(len(before) - 1, max(-1, len(before) - 7, colon - 3), -1):
        if way := vocabulary.directions.get(before[at].text, ""):
            denied = any(t.text in vocabulary.denials for t in (*part, *before[max(0, at - 3) : at]))
            return way if not denied else "most" if way == "least" else "least"
    return ""
