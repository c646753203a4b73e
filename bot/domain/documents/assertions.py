"""What documents say is so and what they say is not so: `names are removed` beside `names remain in the recordings`.

Owns how such a pair is found: by words that are opposites of each other, and by a denial. Better to miss one than to
ask about two that are about different things. Pure, and linear: an assertion is held against those that share one of
its rarer words. Must not know numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from bot.domain.documents.clauses import content, ends_part
from bot.domain.documents.sentences import BORDER, Place, Token
from bot.domain.documents.vocabulary import Vocabulary, stem

MOST_ASSERTIONS: Final = 2_000
"""Of one text; what stands behind them is not looked at."""

MOST_ALIKE: Final = 12
"""Assertions that may share a word; a word that more of them share tells nothing."""

DENIED: Final = 4
"""Words before a word in which a denial is its own."""

SUBJECT: Final = 6
"""Words before a word that say what it is said of."""

NAME: Final = 3
"""Words behind a word that may say so."""

FARTHEST: Final = 16
"""Words of the part before in which stands what a part without a subject is said of."""

FEWEST: Final = 2
"""Words that two assertions must share."""

SHARED: Final = 0.5
"""Of the words of the shorter part, how many the other must have."""

SAME_SUBJECT: Final = 0.66
"""Of the words that say of what something is denied, how many the other assertion must have."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d")

ALL: Final = ""
"""The topic of all that a part says, where another says the same and denies it."""

PRESENT: Final = "present"
"""The topic of `no X …`: whether there is any."""


class Setting(NamedTuple):
    """Where and when what a sentence says holds, as far as it says so."""

    named: frozenset[str]
    """Stems of the data sets, stages, environments and times that it names, and its months and years."""
    names: frozenset[str]
    """Words with a capital in the middle of it: names of models and sets."""
    said: frozenset[str]
    """All its words, as they are written in lower case."""
    alike: frozenset[str]
    """Stems that stand for what its words mean."""


class Assertion(NamedTuple):
    """What a part of a sentence says of a thing, as a fact and no wish: which pair of opposites, or which word, and
    which side of it."""

    topic: str
    word: str
    """Stem of the word that says so."""
    so: bool
    subject: frozenset[str]
    """Stems of what it is said of."""
    object: frozenset[str]
    """Stems of what stands behind the word that says so."""
    words: frozenset[str]
    """Stems of the whole part."""
    kinds: frozenset[tuple[str, str]]
    """Of them, those that only say of which kind a thing is, with the thing: the code of `trained on code comments`."""
    things: frozenset[str]
    """Of them, those that are said of a thing itself."""
    apart: frozenset[str]
    """Words that set it apart, as they are written."""
    start: int
    end: int
    sentence: tuple[int, int]
    setting: Setting


def assertions(read: Iterable[Place], vocabulary: Vocabulary) -> Iterator[Assertion]:
    """The assertions of a text, in order."""
    for place in read:
        if not place.heading:
            for start, part in _parts(place.tokens, vocabulary):
                yield from _in_part(place.tokens, start, part, vocabulary)


def contradict(one: Assertion, other: Assertion) -> bool:
    """Whether one says that a thing is so, and the other that it is not."""
    if one.topic != other.topic or one.so == other.so or one.apart != other.apart:
        return False
    if not _may_be_one(one.setting, other.setting):
        return False
    shared = one.words & other.words
    if _is_narrower(one, other) or _is_narrower(other, one) or _is_kind_of(one, other) or _is_kind_of(other, one):
        return False
    if one.topic == ALL:
        denied, said = (other, one) if one.so else (one, other)
        return len(denied.words) > FEWEST and denied.words <= said.words
    alike = len(shared) + (one.word == other.word)
    enough = alike >= FEWEST and alike >= SHARED * min(len(one.words), len(other.words))
    if one.topic == one.word:
        both = (one.subject & other.subject) - {kind for kind, _ in one.kinds}
        return enough and len(both) >= max(1, SHARED * min(len(one.subject), len(other.subject)))
    if one.topic == PRESENT and not (one.subject & other.words and other.subject & one.words):
        return False
    return enough and (_is_of(one, other) or _is_of(other, one))


def _is_of(one: Assertion, other: Assertion) -> bool:
    """Whether what one is said of, or what stands behind it, is named by the other."""
    return any(len(said & other.words) >= max(1, SAME_SUBJECT * len(said)) for said in (one.subject, one.object))


def _is_narrower(one: Assertion, other: Assertion) -> bool:
    """Whether one is said of a kind of what the other is said of: `questions about weapons`, `questions`."""
    both = one.topic != ALL and other.object
    return bool(both) and one.object > other.object and not one.object <= other.words


def _is_kind_of(one: Assertion, other: Assertion) -> bool:
    """Whether one speaks of a kind of something else by what the other speaks of: `code comments`, `code`.

    Where the other names both (`chats with pupils`), `pupils' chats` are the same thing.
    """
    return any(kind in other.things and thing not in other.words for kind, thing in one.kinds)


def _may_be_one(one: Setting, other: Setting) -> bool:
    """Whether neither names a setting that the other does not."""
    apart = (one.named ^ other.named) - (one.alike & other.alike)
    return not apart and one.names <= other.said and other.names <= one.said


def _setting(said: tuple[Token, ...], vocabulary: Vocabulary) -> Setting:
    words = {stem(t.text) for t in said if t.kind == "word"}
    alike = frozenset(map(vocabulary.canonical, words))
    times = {t.text for t in said if t.text in vocabulary.month or (t.kind == "number" and _YEAR.fullmatch(t.text))}
    names = frozenset(t.text for t in said[1:] if t.capital)
    named = frozenset(map(vocabulary.canonical, words & vocabulary.settings)) | times
    return Setting(named, names, frozenset(t.text for t in said), alike)


def _parts(said: tuple[Token, ...], vocabulary: Vocabulary) -> Iterator[tuple[int, Sequence[Token]]]:
    """Where each part begins, and its words."""
    start = 0
    for at, token in enumerate((*said, BORDER)):
        if at == len(said) or ends_part(token, vocabulary):
            if at > start:
                yield start, said[start:at]
            start = at + 1


def _in_part(said: tuple[Token, ...], start: int, part: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Assertion]:
    """The assertions of a part; one that begins with what is said goes on with the words before it."""
    firm = not (_is_conditional(said, vocabulary) or vocabulary.unreals & {token.text for token in part})
    if not firm or _is_limit(part, vocabulary):
        return
    stems = [content((token,), vocabulary) for token in part]
    whole, things = frozenset[str]().union(*stems), _things(stems)
    earlier = content(said[max(0, start - FARTHEST) : start], vocabulary)
    apart = frozenset(t.text for t in part if vocabulary.sets_apart(t.text)) - vocabulary.orders
    sentence, setting = (said[0].start, said[-1].end), _setting(said, vocabulary)
    for at, token in enumerate(part):
        if found := _topic(part, at, vocabulary):
            topic, so, behind = found
            before = frozenset[str]().union(*stems[max(0, at - SUBJECT) : at]) or earlier
            word = vocabulary.canonical(stem(token.text))
            words = (whole | before | (earlier if topic != word else frozenset())) - {word}
            follows = _behind(part, at, stems, vocabulary)
            object_ = frozenset[str]().union(*follows) - vocabulary.contraries
            subject = behind or before or frozenset[str]().union(*follows[:NAME])
            if topic == word:
                subject -= vocabulary.common_heads
            if words and subject:
                kinds = _kinds(part, stems, vocabulary, at)
                told = Assertion(
                    topic,
                    word,
                    so,
                    subject,
                    object_,
                    words,
                    kinds,
                    things,
                    apart,
                    token.start,
                    token.end,
                    sentence,
                    setting,
                )
                yield told
    if (words := whole - vocabulary.absences) and not _is_of_nothing(part, stems, vocabulary):
        so = not any(_says_no(token, vocabulary) for token in part)
        kinds, start, end = _kinds(part, stems, vocabulary), part[0].start, part[-1].end
        yield Assertion(ALL, "", so, words, words, words, kinds, things, apart, start, end, sentence, setting)


def _behind(
    part: Sequence[Token], at: int, stems: Sequence[frozenset[str]], vocabulary: Vocabulary
) -> Sequence[frozenset[str]]:
    """The words behind one that may be what it is said of: not those of `removed from the letters`."""
    led = at + 1 < len(part) and part[at + 1].text in vocabulary.prepositions
    missing = led and vocabulary.opposed.get(part[at].text) == (PRESENT, False)
    return () if missing else stems[at + 1 : at + 2 + NAME]


def _kinds(
    part: Sequence[Token], stems: Sequence[frozenset[str]], vocabulary: Vocabulary, at: int | None = None
) -> frozenset[tuple[str, str]]:
    """Stems of the words right before the thing that they are a kind of; `at`: the word that says what is so."""
    found: set[tuple[str, str]] = set()
    for index in range(len(part) - 1):
        behind = part[index + 2].text if index + 2 < len(part) else ""
        led = index > 0 and part[index - 1].text in vocabulary.openings | vocabulary.prepositions
        thing = led or behind in vocabulary.copulas or (at is not None and index > at)
        own = part[index + 1].text == "s"
        whose = stems[index + 2 : index + 3] if own else (stems[index + 1] - vocabulary.contraries if thing else (),)
        found |= {(kind, thing) for kind in stems[index] for things in whose for thing in things}
    return frozenset(found)


def _things(stems: Sequence[frozenset[str]]) -> frozenset[str]:
    """Stems of the words behind which no other follows that they might be a kind of."""
    return frozenset[str]().union(
        *(one for one, behind in zip(stems, (*stems[1:], frozenset()), strict=True) if not behind)
    )


def _is_of_nothing(part: Sequence[Token], stems: Sequence[frozenset[str]], vocabulary: Vocabulary) -> bool:
    """Whether a part says that a thing is gone, and the word for the thing tells nothing: `names were removed from`."""
    gone = next((at for at, t in enumerate(part) if vocabulary.opposed.get(t.text) == (PRESENT, False)), 0)
    return gone > 0 and not any(stems[:gone])


def _says_no(token: Token, vocabulary: Vocabulary) -> bool:
    absent = vocabulary.opposed.get(token.text) == (PRESENT, False)
    return absent or token.text in vocabulary.denials | vocabulary.nones


def _is_limit(part: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether a denial only says which way a limit goes: `no more than 400`."""
    pairs = pairwise(part)
    return any(one.text in vocabulary.denials and other.text in vocabulary.directions for one, other in pairs)


def _is_timed(part: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether a time is told, for which what is said holds."""
    return any(len(t.text) > 2 and vocabulary.units.get(t.text, ("",))[0] == "time" for t in part)


def _is_conditional(said: Sequence[Token], vocabulary: Vocabulary) -> bool:
    return any(token.text in vocabulary.conditions for token in said)


def _topic(part: Sequence[Token], at: int, vocabulary: Vocabulary) -> tuple[str, bool, frozenset[str]] | None:
    """What a word of a part says, whether it says so, and of what if that stands behind it; None for nothing."""
    token = part[at]
    if token.kind != "word":
        return None
    if part[0].text in vocabulary.nones:
        return None if at else (PRESENT, False, content(part[1 : 1 + NAME], vocabulary))
    if token.text in vocabulary.denials and at + 1 < len(part) and part[at + 1].text in ("in", "part", "among"):
        return PRESENT, False, frozenset()
    if any(t.text in vocabulary.nones for t in part[at:]):
        return None
    denied = any(t.text in vocabulary.denials for t in part[max(0, at - DENIED) : at])
    own = next((t.text for t in reversed(part[:at]) if t.text not in vocabulary.auxiliaries), "")
    if opposed := vocabulary.opposed.get(token.text):
        topic, so = opposed
        return None if topic == PRESENT and _is_timed(part, vocabulary) else (topic, so != denied, frozenset())
    if denied and (own not in vocabulary.denials or own in vocabulary.nones):
        return None
    word = {vocabulary.canonical(stem(token.text))} if token.text in vocabulary.deeds else content((token,), vocabulary)
    return (next(iter(word)), not denied, frozenset()) if word else None
