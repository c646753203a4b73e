"""What a document says about the record itself: a version of a document, the version of the model, the form asked for.

Owns how such a mention is found. Must not know what the record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from bot.domain.documents.sentences import Place, Token, tokens
from bot.domain.documents.vocabulary import Vocabulary

MODEL: Final = "model"
"""What a version is of that is no document's."""

LONGEST_NAME: Final = 5
"""Words of the longest name of a document or a release form."""


class Mention(NamedTuple):
    """A version that is named (`of`: the document's key, or `model`), or a release form (`of`: its key)."""

    kind: Literal["version", "form"]
    of: str
    number: str
    start: int
    end: int
    sentence: tuple[int, int]
    relied_on: bool = False
    """Whether its sentence says that somebody read or tried it."""


def versions(
    read: Iterable[Place], names: dict[str, str], vocabulary: Vocabulary, model: str = ""
) -> Iterator[Mention]:
    """The versions of documents that a text says exist. `names`: how documents are called -> key; `model` is one.

    `model`: the model's own name, whose number behind it is a version, unless the name itself holds a number.
    """
    wish = frozenset(vocabulary.wish.split())
    called = tuple(t.text for t in tokens(model, 0, len(model)))
    if any(letter.isdecimal() for letter in model):
        called = ()
    for place in read:
        said = place.tokens
        words = {t.text for t in said}
        relied = bool(words & vocabulary.relied) and not words & vocabulary.others
        own = relied and _is_of_audit(said, vocabulary)
        for at in range(len(said)):
            named = _of_model(said, at, called)
            found = named or _version(said, at, vocabulary)
            if found is None:
                continue
            number, first, last = found
            build = bool(named) or said[first].text in vocabulary.build.split()
            about = MODEL if build else _name(said, first, last, names)
            apart = about == MODEL and not named and any(vocabulary.sets_apart(t.text) for t in said)
            if about and not apart and not wish & {t.text for t in said[max(0, first - 8) : first]}:
                sure = own if named else relied or about == MODEL
                yield Mention("version", about, number, said[first].start, said[last - 1].end, _span(said), sure)


def forms(read: Iterable[Place], names: dict[str, str], vocabulary: Vocabulary) -> Iterator[Mention]:
    """The release forms that a text asks for: named in a sentence that asks, and that takes nothing back."""
    ask, refuse = frozenset(vocabulary.ask.split()), frozenset(vocabulary.refuse.split())
    for place in read:
        said = place.tokens
        words = {t.text for t in said}
        if not words & ask:
            continue
        for at in range(len(said)):
            key, length = _longest(said, at, names)
            if key and not refuse & {
                t.text for t in (*said[max(0, at - 6) : at], *said[at + length : at + length + 6])
            }:
                yield Mention("form", key, "", said[at].start, said[at + length - 1].end, _span(said))


def withheld(read: Iterable[Place], vocabulary: Vocabulary) -> Iterator[Mention]:
    """The release forms that a text rules out: `no weights are handed to anyone`. Each with all that it rules out."""
    over = frozenset(vocabulary.hand_over.split())
    for place in read:
        said = place.tokens
        if not over & {t.text for t in said}:
            continue
        for at, token in enumerate(said):
            if token.text != "no":
                continue
            for behind in said[at + 1 : at + 1 + LONGEST_NAME]:
                forms_with = vocabulary.handed_over.get(behind.text.removesuffix("s"), ())
                for form in vocabulary.handed_over.get(behind.text, forms_with):
                    yield Mention("form", form, "", token.start, behind.end, _span(said))


def _span(said: tuple[Token, ...]) -> tuple[int, int]:
    return said[0].start, said[-1].end


def _of_model(said: tuple[Token, ...], at: int, called: tuple[str, ...]) -> tuple[str, int, int] | None:
    """`Kite 2.0`: the number right behind the model's whole name, which is no part of a longer one."""
    behind = at + len(called)
    if not called or behind >= len(said) or said[behind].kind != "number":
        return None
    if tuple(t.text for t in said[at:behind]) != called or (at > 1 and said[at - 1].capital):
        return None
    number = said[behind]
    after = said[behind + 1] if behind + 1 < len(said) else None
    longer = after and after.kind == "word" and (after.capital or after.start == number.end)
    return (number.text, at, behind + 1) if "." in number.text and not longer else None


def _is_of_audit(said: tuple[Token, ...], vocabulary: Vocabulary) -> bool:
    """Whether a sentence says that it is about what this audit is about."""
    pairs = {(one.text, other.text) for one, other in pairwise(said)}
    return not pairs.isdisjoint(vocabulary.ours)


def _version(said: tuple[Token, ...], at: int, vocabulary: Vocabulary) -> tuple[str, int, int] | None:
    """`version 3`, `v3`, `third version`: the number, and the tokens it stands in."""
    word = said[at].text
    behind = said[at + 1] if at + 1 < len(said) else None
    called = vocabulary.version.split()
    if (word in called or word in vocabulary.build.split()) and behind and behind.kind == "number":
        return behind.text, at, at + 2
    if len(word) > 1 and word[0] == "v" and word[1:].isdecimal():
        return word[1:], at, at + 1
    if word in vocabulary.ordinal and behind and behind.text in called:
        return str(vocabulary.ordinal[word]), at, at + 2
    return None


def _name(said: tuple[Token, ...], first: int, last: int, names: dict[str, str]) -> str:
    """The document that a version is of: named behind it (`of the model card`) or right before it."""
    behind = last
    while behind < len(said) and behind < last + 3 and said[behind].text in ("of", "the", "our", "its"):
        behind += 1
    if behind > last and (key := _longest(said, behind, names)[0]):
        return key
    before = first
    while before and said[before - 1].text in ("s", "'", "(", ",", "in", "its"):
        before -= 1
    for length in range(LONGEST_NAME, 0, -1):
        if before >= length and (key := names.get(_joined(said[before - length : before]), "")):
            return key
    return _only(said[:first], names) if first and said[first - 1].text == "its" else ""


def _only(said: tuple[Token, ...], names: dict[str, str]) -> str:
    """The document that words name, where they name no other: `the datasheet that I read, in its revision 4`."""
    found = {key for at in range(len(said)) if (key := _longest(said, at, names)[0])}
    return found.pop() if len(found) == 1 else ""


def _longest(said: tuple[Token, ...], at: int, names: dict[str, str]) -> tuple[str, int]:
    for length in range(LONGEST_NAME + 1, 0, -1):
        if at + length <= len(said) and (key := names.get(_joined(said[at : at + length]), "")):
            return key, length
    return "", 0


def _joined(said: tuple[Token, ...]) -> str:
    """A name as a vocabulary spells it: marks stand right behind their word."""
    words = "".join(t.text if t.text in ",-" else f" {t.text}" for t in said)
    return words.replace("- ", "-").strip()
