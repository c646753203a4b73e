"""Numbers as a sentence writes them: digits and words, with their unit, as a share, a date, a range, a scale.

Owns what one number is. Must not know what the rest of its sentence says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.documents.amounts import Amount, Number, Tokens, amount, portion
from bot.domain.documents.counts import NEAR, counted, heads_of, none_of, per, phrase_of
from bot.domain.documents.periods import AGAIN, RANGE, a_while, age, date, frequency, times, years
from bot.domain.documents.sentences import Place, Token
from bot.domain.documents.vocabulary import Vocabulary, stem

SCALE: Final = "scale"
"""The dimension of what is given marks by, of which the value is where it ends, then where it begins."""

RANGES: Final = "range"
"""The dimension of numbered things from one to another, of which the value is the last, then the first."""

LONGEST_SCALE: Final = 100

MOST_NAMED: Final = 12
"""Things of which one is spoken of as one of them, and not as a share: `one of four grades`."""

_WHOLE: Final = frozenset(("in", "of", "per", "out"))
"""Words behind which stands of how many a number is."""


def numbers_of(place: Place, vocabulary: Vocabulary) -> Iterator[Number]:
    """The numbers of a sentence or a cell, in order."""
    said, at, before = place.tokens, 0, None
    while at < len(said):
        if said[at].kind != "number" and said[at].text not in vocabulary.openings_of_numbers:
            at += 1
            continue
        found = date(said, at, vocabulary) or age(said, at, vocabulary) or _number(place, at, vocabulary)
        if found and not _is_base(said, before, found):
            yield found
        before = found or before
        at = found.last if found else at + 1


def _is_base(said: Tokens, before: Number | None, found: Number) -> bool:
    """Whether a number only says of how many a share is: `3 % of 1,100 answers`."""
    share = before is not None and before.dimension == "share" and before.last + 1 == found.first
    return share and said[found.first - 1].text == "of" and found.dimension == "count"


def _portioned(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`a fifth of the answers`, `a quarter of a degree`: a share, or a part of a unit."""
    part = portion(said, at, vocabulary)
    if part is None or part.last + 1 >= len(said) or said[part.last].text != "of":
        return None
    value, step, last = part
    behind = said[last + 1].text
    if behind in vocabulary.singles and last + 2 < len(said):
        unit = vocabulary.units.get(said[last + 2].text)
        return Number(value * unit[1], step * unit[1], unit[0], (), at, last + 3) if unit else None
    return Number(value, step, "share", (), at, last)


def _number(place: Place, at: int, vocabulary: Vocabulary) -> Number | None:
    said = place.tokens
    told = (times, frequency, a_while, _portioned, none_of)
    if in_words := next((found for rule in told if (found := rule(said, at, vocabulary))), None):
        return in_words
    money = said[at].text in ("$", "€")
    bare = amount(said, at + money, vocabulary)
    if bare is None:
        return None
    value, step, last = bare
    if money:
        return Number(value, step, vocabulary.units[said[at].text][0], (), at, last)
    if any(t.text in vocabulary.certainties for t in said[last : last + 2]):
        return None
    special = (
        _scale(said, at, bare, vocabulary)
        or _share(said, at, bare, vocabulary)
        or _fraction(said, at, bare, vocabulary)
        or years(said, at, bare)
        or _named_range(said, at, bare, vocabulary)
    )
    if special:
        return special
    if until := _until(said, at, bare, vocabulary):
        value, step, last = bare = until
    while last < len(said) and said[last].text in "-/":
        last += 1
    for length in (2, 1):
        spelled = " ".join(t.text for t in said[last : last + length])
        if last + length <= len(said) and spelled in vocabulary.units:
            dimension, factor = vocabulary.units[spelled]
            again = at > 0 and said[at - 1].text in vocabulary.everies
            dimension = (
                AGAIN
                if again and dimension == "time"
                else f"every {dimension}"
                if again
                else dimension + per(said, last + length, vocabulary)
            )
            return Number(value * factor, step * factor, dimension, (), at, last + length)
    return counted(place, at, bare, vocabulary)


def _until(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Amount | None:
    """`2 to 5`, `1.6–3.5`: the middle of a range, and its width as the smallest difference that it can tell."""
    joints = ("and",) if at and said[at - 1].text == "between" else ()
    end = _range_end(said, bare.last, vocabulary, joints)
    if end is None or end.value <= bare.value or (end.last < len(said) and said[end.last].text in vocabulary.month):
        return None
    return Amount((bare.value + end.value) / 2, end.value - bare.value, end.last)


def _range_end(said: Tokens, at: int, vocabulary: Vocabulary, joints: tuple[str, ...] = ()) -> Amount | None:
    """The number a range goes to, behind `to`, a dash or one of these words."""
    joined = at + 1 < len(said) and said[at].text in (*RANGE, *joints)
    return amount(said, at + 1, vocabulary) if joined else None


def _named_range(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """`classes 5 to 10`: from which to which of what stands before; no `figures 2 to 4`, which are places."""
    named = at > 0 and said[at - 1].kind == "word" and said[at - 1].text.endswith("s") and said[at].kind == "number"
    end = _range_end(said, bare.last, vocabulary) if named else None
    if end is None or not bare.value < end.value < 1_000 or min(bare.step, end.step) < 1:
        return None
    before, behind = phrase_of(said[at - 1 : at], vocabulary), phrase_of(said[end.last : end.last + 1], vocabulary)
    unit = end.last < len(said) and (said[end.last].text in vocabulary.units or said[end.last].text == "%")
    if unit or behind or not before or stem(before[0].text) in vocabulary.references:
        return None
    return Number(end.value * 1_000 + bare.value, 1.0, RANGES, heads_of(before, bare.value, vocabulary), at, end.last)


def _scale(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """`a scale of 0 to 10`, `rated from 1 to 5`, `a seven-point scale`, `one to five stars`."""
    near = {stem(t.text) for t in said[max(0, at - NEAR) : at]}
    last = bare.last
    while last < len(said) and said[last].text == "-":
        last += 1
    if any(t.text in vocabulary.points for t in said[last : last + 1]):
        if any(stem(t.text) in vocabulary.scales for t in said[last + 1 : last + 3]) and bare.value <= LONGEST_SCALE:
            return Number(bare.value * 1_000 + 1, 1.0, SCALE, (), at, last + 1)
        return None
    below = at > 1 and said[at - 1].text == "-" and said[at - 2].kind == "word"
    begin = -bare.value if below else bare.value
    end = _range_end(said, bare.last, vocabulary)
    if end is None or not begin < end.value <= LONGEST_SCALE:
        return None
    behind = {stem(t.text) for t in said[end.last : end.last + 1]}
    if not (near | behind) & vocabulary.scales:
        return None
    return Number(end.value * 1_000 + begin, 1.0, SCALE, (), at, end.last)


def _share(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """`3 in 500`, `2 of five`, `4 per 100`, `one answer in eight`: one number of another, as a share."""
    inner: tuple[Token, ...] = ()
    last = bare.last
    if bare.value == 1 and [t.text for t in said[last : last + 2]] == ["of", "the"]:
        return None
    between = said[last] if last + 1 < len(said) else None
    if between and between.kind == "word" and between.text not in _WHOLE:
        behind, one = said[last + 1].text, bare.value == 1
        ends = behind == "of" and last + 3 == len(said)
        if (one and behind == "in") or (between.text not in vocabulary.units and (behind == "out" or ends)):
            inner, last = (between,), last + 1
    if last < len(said) and said[last].text in _WHOLE:
        at_whole = last + 1
        while at_whole < len(said) and at_whole < last + 3 and said[at_whole].text in ("of", "the", "every"):
            at_whole += 1
        whole = amount(said, at_whole, vocabulary)
        if whole and bare.value == 1 and _is_one_of_few(said, at, last, whole):
            return None
        if whole and whole.value > 1 and bare.value <= whole.value and not 0 < bare.value < 1:
            return Number(bare.value / whole.value, 1 / whole.value, "share", (), at, whole.last, inner)
    return None


def _is_one_of_few(said: Tokens, at: int, last: int, whole: Amount) -> bool:
    """Whether one thing of a few that are counted is spoken of: `one of four grades`, no share of a quarter."""
    named = whole.last < len(said) and said[whole.last].kind == "word"
    return (
        named and said[at].kind == "word" and said[last].text == "of" and last == at + 1 and whole.value <= MOST_NAMED
    )


def _fraction(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """`a fraction of 0.02`, `0.02 of the answers`."""
    unit = bare.last < len(said) and said[bare.last].text in vocabulary.units
    if bare.value > 1 or bare.step >= 1 or unit:
        return None
    named = any(stem(t.text) in vocabulary.shares for t in said[max(0, at - 2 * NEAR) : at])
    behind = bare.last + 1 < len(said) and said[bare.last].text == "of" and said[bare.last + 1].kind == "word"
    return Number(bare.value, bare.step, "share", (), at, bare.last) if named or behind else None
