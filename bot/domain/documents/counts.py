"""Numbers of things, and the bare values of measures.

Owns what is counted by a number. Must not know units.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.documents.amounts import Amount, Number, Tokens
from bot.domain.documents.sentences import Place, Token
from bot.domain.documents.vocabulary import Vocabulary, stem

HIGHEST_SCORE: Final = 10
"""A bare cell with no larger number may be the score of a row."""

FEWEST_PARAMETERS: Final = 1_000_000

FEWEST_TOKENS: Final = 100_000_000
"""So many are what a model learned from, no context and no quota."""

OF_CORPUS: Final = "/corpus"
"""What sets such tokens apart from those of a context."""

DONE: Final = "ed"
"""How a word behind what is counted ends that says what was done: `two physicians graded each picture`."""

PHRASE: Final = 3
"""Words behind a number that may name what is counted."""

NEAR: Final = 6
"""Words before a number in which what it is is named."""

FAR: Final = 9
"""The same, where the name of a metric tells it."""


def counted(place: Place, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """A number of things, or the bare value of a measure."""
    said = place.tokens
    value, step, last = bare
    if last < len(said) and said[last].text in vocabulary.month:
        return None
    skip = last + (last + 1 < len(said) and said[last].text in ("-", *vocabulary.adjectives))
    phrase = phrase_of(_compound(said, skip), vocabulary)
    if value < 1 and step < 1 and (phrase or said[max(0, at - 1)].text == ":"):
        return Number(value, step, "share", (), at, last)
    if phrase:
        qualified = skip > last and said[skip].text in vocabulary.qualifiers
        # `of 900 requests it refused 12`: as many as were tried then
        of_what_was_tried = at == 1 and said[0].text == "of"
        if qualified or of_what_was_tried or _is_name(said, at, bare):
            return None
        behind = next((at for at in range(skip, len(said)) if said[at] is phrase[-1]), skip) + 1
        each = per(said, skip + 1, vocabulary) or per(said, behind, vocabulary)
        heads = (*_whole(said, at, phrase, vocabulary), *heads_of(phrase, value, vocabulary))
        return Number(value, step, f"count{each}", tuple(dict.fromkeys(heads)), at, skip + 1, phrase)
    return _labelled(place, at, bare, vocabulary)


def _compound(said: Tokens, at: int) -> Tokens:
    """The first words from a place on, as one phrase: `fine-tuning jobs`."""
    words: list[Token] = []
    for index in range(at, min(len(said), at + 2 * PHRASE)):
        joins = said[index].text == "-" and words and index + 1 < len(said) and said[index + 1].kind == "word"
        if len(words) == PHRASE or (said[index].kind != "word" and not joins):
            break
        words += [said[index]] if said[index].kind == "word" else []
    return tuple(words)


def none_of(said: Tokens, at: int, vocabulary: Vocabulary) -> Number | None:
    """`none of the plans`, `in no plan`: no thing of a kind."""
    if said[at].text not in ("no", "none"):
        return None
    first = at + 1
    while first < len(said) and first < at + 3 and said[first].text in ("of", "the", "these", "those"):
        first += 1
    if (first > at + 1) == (said[at].text == "no"):
        return None
    phrase = phrase_of(said[first : first + 3], vocabulary)
    return Number(0.0, 1.0, "count", heads_of(phrase, 0.0, vocabulary), at, first + 1, phrase) if phrase else None


def _labelled(place: Place, at: int, bare: Amount, vocabulary: Vocabulary) -> Number | None:
    """A number with nothing behind it: what it is stands before it, or in the labels of its cell."""
    said, (value, step, last) = place.tokens, bare
    field = at >= 2 and said[at - 1].text in (":", "numbered")
    if each := per(said, last, vocabulary):
        return Number(
            value, step, f"count{each}", heads_of(said[at - 2 : at - 1] if field else (), value, vocabulary), at, last
        )
    if _is_total(said, at, last, vocabulary):
        return Number(value, step, "count", heads_of(said[max(0, at - NEAR) : at][::-1], value, vocabulary), at, last)
    near = {stem(t.text) for t in (*place.about, *said[max(0, at - NEAR) : at]) if t.kind == "word"}
    named = {stem(t.text) for t in said[max(0, at - FAR) : at]} & vocabulary.metrics
    if near & vocabulary.measures or named:
        return Number(value, step, "share" if value <= 1 and step < 1 else "value", (), at, last)
    if at and said[at - 1].text in vocabulary.limits:
        return Number(value, step, "value", (), at, last)
    if field:
        label = said[max(0, at - 4) : at - 1]
        at_per = next((index for index, token in enumerate(label) if token.text == "per"), len(label))
        dimension = f"count{per(label, at_per, vocabulary)}"
        return Number(value, step, dimension, heads_of(label[:at_per], value, vocabulary), at, last)
    if place.label and len(said) == last and not at and value > HIGHEST_SCORE:
        return Number(value, step, "count", heads_of(place.about, value, vocabulary), at, last)
    return None


def _whole(said: Tokens, at: int, phrase: Tokens, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The whole that a number is the size of: `a panel of 15 noses`, `the panel had 24 members`."""
    before = [stem(t.text) for t in said[max(0, at - NEAR) : at] if t.kind == "word"]
    of = len(before) > 1 and before[-1] == "of" and before[-2] in vocabulary.collectives
    if of or stem(phrase[0].text) in vocabulary.members:
        whole = next((i for i in reversed(range(len(before))) if before[i] in vocabulary.collectives), None)
        if whole is not None:
            parts = before[whole + 2 : whole + 3] if before[whole + 1 : whole + 2] == ["of"] else []
            return (before[whole], *map(vocabulary.canonical, parts))
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


def heads_of(said: Tokens, value: float, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Stems of what is counted, each once."""
    return tuple(dict.fromkeys(_head(t, value, vocabulary) for t in said if phrase_of((t,), vocabulary)))


def _head(token: Token, value: float, vocabulary: Vocabulary) -> str:
    """The stem of what is counted; millions of weights are a model's parameters, billions of tokens its corpus."""
    found = vocabulary.canonical(stem(token.text))
    if found in vocabulary.corpora and value >= FEWEST_TOKENS:
        return found + OF_CORPUS
    return vocabulary.sizes[0] if found in vocabulary.sizes and value >= FEWEST_PARAMETERS else found


def phrase_of(said: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words behind a number that may name what is counted."""
    v = vocabulary
    phrase: list[Token] = []
    for token in said:
        known = any(token.text in words for words in (v.fillers, v.limits, v.number, ("per",)))
        done = phrase and token.text.endswith(DONE)
        if token.kind != "word" or known or done or v.sets_apart(token.text):
            break
        phrase.append(token)
    return tuple(phrase)


def per(said: Tokens, at: int, vocabulary: Vocabulary) -> str:
    """`per hour`, `an hour`: what it is counted in; nothing where it is not."""
    if at + 1 < len(said):
        behind = said[at + 1].text
        timed = said[at].text in ("a", "an", "each", "every") and vocabulary.units.get(behind, ("",))[0] == "time"
        if said[at].text in ("per", "/") or timed:
            return f"/{stem(behind)}"
    return ""
