"""Numbers as a sentence writes them: digits and words, with their unit, as a share, a date, a range, a scale.

Owns what one number is, and what is counted by it. Must not know what the rest of its sentence says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.domain.documents.sentences import Place, Token
from bot.domain.documents.vocabulary import Vocabulary, stem

SCALE: Final = "scale"
"""The dimension of what is given marks by, of which the value is where it ends, then where it begins."""

LONGEST_SCALE: Final = 100

HIGHEST_SCORE: Final = 10
"""A bare cell with no larger number may be the score of a row."""

ROUGH: Final = 0.2
"""Of a part that is named and not counted (`a fifth`), the smallest difference that it can tell."""

FEWEST_PARAMETERS: Final = 1_000_000

NEAR: Final = 6
"""Words before a number in which a measure, a share or a scale is named."""


_WHOLE: Final = frozenset(("in", "of", "per", "out"))
"""Words behind which stands of how many a number is."""


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


Tokens = tuple[Token, ...]


def numbers_of(place: Place, vocabulary: Vocabulary) -> Iterator[Number]:
    """The numbers of a sentence or a cell, in order."""
    said, at, before = place.tokens, 0, None
    while at < len(said):
        if said[at].kind != "number" and said[at].text not in vocabulary.openings_of_numbers:
            at += 1
            continue
        found = _date(said, at, vocabulary) or _number(place, at, vocabulary)
        if found and not _is_base(said, before, found):
            yield found
        before = found or before
        at = found.last if found else at + 1


def _is_base(said: Tokens, before: Number | None, found: Number) -> bool:
    """Whether a number only says of how many a share is: `3 % of 1,100 answers`."""
    share = before is not None and before.dimension == "share" and before.last + 1 == found.first
    return share and said[found.first - 1].text == "of" and found.dimension == "count"


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
        return Amount(value * scale, step * scale, at + 1)
    return Amount(value, step, at)


def _portion(said: Tokens, at: int, vocabulary: Vocabulary) -> Amount | None:
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
    portion = vocabulary.portion.get(name.removesuffix("s") if times > 1 else name)
    if portion is None or not 0 < times * portion < 1:
        return None
    return Amount(times * portion, times * portion * ROUGH, at + 1)


def _portion_of_scale(said: Tokens, at: int, vocabulary: Vocabulary) -> Amount | None:
    """`half a million`, `a quarter of a million`."""
    portion = _portion(said, at, vocabulary)
    if portion is None:
        return None
    behind = portion.last + (portion.last < len(said) and said[portion.last].text == "of")
    if behind + 1 < len(said) and said[behind].text in vocabulary.singles:
        scale = vocabulary.spelled_scale.get(said[behind + 1].text)
        if scale:
            return Amount(portion.value * scale, portion.step * scale, behind + 2)
    return None


def _portioned(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`a fifth of the answers`, `a quarter of a degree`: a share, or a part of a unit."""
    portion = _portion(said, at, vocabulary)
    if portion is None or portion.last + 1 >= len(said) or said[portion.last].text != "of":
        return None
    value, step, last = portion
    behind = said[last + 1].text
    if behind in vocabulary.singles and last + 2 < len(said):
        unit = vocabulary.units.get(said[last + 2].text)
        return Number(value * unit[1], step * unit[1], unit[0], (), at, last + 3) if unit else None
    return Number(value, step, "share", (), at, last)


def _times(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`twice`, `once a year`."""
    times = vocabulary.times.get(said[at].text)
    if times is None:
        return None
    behind = said[at + 1] if at + 1 < len(said) else None
    if behind and behind.text in ("a", "an", "per", "each", "every") and at + 2 < len(said):
        unit = vocabulary.units.get(said[at + 2].text)
        return Number(unit[1] / times, unit[1] / times, "every time", (), at, at + 3) if unit else None
    ends = behind is None or behind.kind == "mark" or behind.text in vocabulary.joints | vocabulary.onlys
    return Number(float(times), 1.0, "times", (), at, at + 1) if ends else None


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


def _number(place: Place, at: int, vocabulary: Vocabulary) -> Number | None:
    said = place.tokens
    if rough := _times(said, at, vocabulary) or _portioned(said, at, vocabulary):
        return rough
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
        or _years(said, at, bare)
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
            dimension = f"every {dimension}" if again else dimension + _per(said, last + length, vocabulary)
            return Number(value * factor, step * factor, dimension, (), at, last + length)
    return _counted(place, at, bare, vocabulary)


def _until(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Amount | None:
    """`2 to 5`, `1.6–3.5`: the middle of a range, and its width as the smallest difference that it can tell."""
    joints = ("and",) if at and said[at - 1].text == "between" else ()
    end = _range_end(said, bare.last, vocabulary, joints)
    if end is None or end.value <= bare.value or (end.last < len(said) and said[end.last].text in vocabulary.month):
        return None
    return Amount((bare.value + end.value) / 2, end.value - bare.value, end.last)


def _range_end(said: Tokens, at: int, vocabulary: Vocabulary, joints: tuple[str, ...] = ()) -> Amount | None:
    """The number a range goes to, behind `to`, a dash or one of these words."""
    joined = at + 1 < len(said) and said[at].text in ("to", "-", "–", *joints)
    return amount(said, at + 1, vocabulary) if joined else None


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


def _counted(place: Place, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """A number of things, or the bare value of a measure."""
    said = place.tokens
    value, step, last = bare
    if last < len(said) and said[last].text in vocabulary.month:
        return None
    skip = last + (last < len(said) and said[last].text == "-")
    phrase = _phrase(said[skip : skip + 3], vocabulary)
    if value < 1 and step < 1 and (phrase or said[max(0, at - 1)].text == ":"):
        return Number(value, step, "share", (), at, last)
    if phrase:
        qualified = skip > last and said[skip].text in vocabulary.qualifiers
        if qualified or _is_name(said, at, bare):
            return None
        per = _per(said, skip + 1, vocabulary) or _per(said, skip + len(phrase), vocabulary)
        heads = (*_whole(said, at, phrase, vocabulary), *_heads(phrase, value, vocabulary))
        return Number(value, step, f"count{per}", tuple(dict.fromkeys(heads)), at, skip + 1, phrase)
    return _labelled(place, at, bare, vocabulary)


def _labelled(place: Place, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """A number with nothing behind it: what it is stands before it, or in the labels of its cell."""
    said, (value, step, last) = place.tokens, bare
    field = at >= 2 and said[at - 1].text in (":", "numbered")
    if per := _per(said, last, vocabulary):
        return Number(
            value, step, f"count{per}", _heads(said[at - 2 : at - 1] if field else (), value, vocabulary), at, last
        )
    if _is_total(said, at, last, vocabulary):
        return Number(value, step, "count", _heads(said[max(0, at - NEAR) : at][::-1], value, vocabulary), at, last)
    near = {stem(t.text) for t in (*place.about, *said[max(0, at - NEAR) : at]) if t.kind == "word"}
    if near & vocabulary.measures:
        return Number(value, step, "share" if value <= 1 and step < 1 else "value", (), at, last)
    if at and said[at - 1].text in vocabulary.limits:
        return Number(value, step, "value", (), at, last)
    if field:
        label = said[max(0, at - 4) : at - 1]
        at_per = next((index for index, token in enumerate(label) if token.text == "per"), len(label))
        dimension = f"count{_per(label, at_per, vocabulary)}"
        return Number(value, step, dimension, _heads(label[:at_per], value, vocabulary), at, last)
    if place.label and len(said) == last and not at and value > HIGHEST_SCORE:
        return Number(value, step, "count", _heads(place.about, value, vocabulary), at, last)
    return None


def _whole(said: Tokens, at: int, phrase: Tokens, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The whole that a number is the size of: `a panel of 15 noses`, `the panel had 24 members`."""
    before = [stem(t.text) for t in said[max(0, at - NEAR) : at] if t.kind == "word"]
    of = len(before) > 1 and before[-1] == "of" and before[-2] in vocabulary.collectives
    if of or stem(phrase[0].text) in vocabulary.members:
        return tuple(word for word in reversed(before) if word in vocabulary.collectives)[:1]
    return ()


def _is_total(said: Tokens, at: int, last: int, vocabulary: Vocabulary) -> bool:
    """Whether a number says how many there are of what is named before it: `twenty-six in number`, `runs to 55`."""
    before = [" ".join(t.text for t in said[max(0, at - length) : at]) for length in (1, 2)]
    behind = [" ".join(t.text for t in said[last : last + length]) for length in (1, 2, 3, 4)]
    return bool(vocabulary.totals_before.intersection(before) or vocabulary.totals.intersection(behind))


def _is_name(said: Tokens, at: int, bare: Amount) -> bool:
    """Whether a number belongs to the name before it: `Foo-QA 2 answers questions`."""
    named = at > 0 and said[at - 1].capital and (at > 1 or bare.step < 1 or said[at - 1].kind != "word")
    return named and said[at].kind == "number"


def _heads(said: Tokens, value: float, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Stems of what is counted, each once."""
    return tuple(dict.fromkeys(_head(t, value, vocabulary) for t in said if _phrase((t,), vocabulary)))


def _head(token: Token, value: float, vocabulary: Vocabulary) -> str:
    """The stem of what is counted; millions of weights are a model's parameters."""
    found = vocabulary.canonical(stem(token.text))
    return vocabulary.sizes[0] if found in vocabulary.sizes and value >= FEWEST_PARAMETERS else found


def _phrase(said: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words behind a number that may name what is counted."""
    v = vocabulary
    phrase: list[Token] = []
    for token in said:
        known = any(token.text in words for words in (v.fillers, v.limits, v.number, ("per",)))
        if token.kind != "word" or known or v.sets_apart(token.text):
            break
        phrase.append(token)
    return tuple(phrase)


def _per(said: Tokens, at: int, vocabulary: Vocabulary) -> str:
    """`per hour`, `an hour`: what it is counted in; nothing where it is not."""
    if at + 1 < len(said):
        behind = said[at + 1].text
        timed = said[at].text in ("a", "an", "each", "every") and vocabulary.units.get(behind, ("",))[0] == "time"
        if said[at].text in ("per", "/") or timed:
            return f"/{stem(behind)}"
    return ""


def _share(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """`3 in 500`, `2 of five`, `4 per 100`, `one answer in eight`: one number of another, as a share."""
    inner: tuple[Token, ...] = ()
    last = bare.last
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
        if whole and whole.value > 1 and bare.value <= whole.value and not 0 < bare.value < 1:
            return Number(bare.value / whole.value, 1 / whole.value, "share", (), at, whole.last, inner)
    return None


def _fraction(said: Tokens, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """`a fraction of 0.02`, `0.02 of the answers`."""
    unit = bare.last < len(said) and said[bare.last].text in vocabulary.units
    if bare.value > 1 or bare.step >= 1 or unit:
        return None
    named = any(stem(t.text) in vocabulary.shares for t in said[max(0, at - 2 * NEAR) : at])
    behind = bare.last + 1 < len(said) and said[bare.last].text == "of" and said[bare.last + 1].kind == "word"
    return Number(bare.value, bare.step, "share", (), at, bare.last) if named or behind else None


def _years(said: Tokens, at: int, bare: Amount) -> Number | None:
    """`2015 to 2023`."""
    last = bare.last
    if last + 1 < len(said) and said[last].text in ("to", "until", "-") and len(said[at].text) == 4:
        until = said[last + 1].text
        if said[at].text.isdecimal() and until.isdecimal() and len(until) == 4:
            return Number(bare.value * 10_000 + int(until), 1.0, "years", (), at, last + 2)
    return None


def _date(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
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
