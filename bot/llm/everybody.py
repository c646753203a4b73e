"""Everybody who answered a question stands in its summary, whoever made it.

Owns that: a line for whoever has none, what is in a language nobody here knows whole and marked, answers by a sign
alone with who gave them. Must not choose anything for whoever is there already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.kernel.content import Source
from bot.domain.kernel.people import Person
from bot.domain.reflection.state import Sign, StanceWord
from bot.llm.drafts import Found, Section
from bot.llm.languages import language_among
from bot.llm.positions import mainly, most_telling
from bot.ports.summarizer import QuestionAsked, Utterance

LONGEST = 1_000
"""Characters of an answer that stands whole; its link leads to the rest."""

_GAP = re.compile(r"\n(?:[ \t]*\n){2,}")
"""Two empty lines and more."""

_EMOJI = re.compile(r":[a-z0-9_+'-]{1,60}:(?::skin-tone-\d:)?")


def with_everybody(asked: QuestionAsked, section: Section, *, told_in_order: bool = False) -> Section:
    """The section with whoever was missing. `told_in_order`: as it was said, else what is added comes last."""
    main = mainly(asked)
    languages = {said.source: language_among(said.text, main) for said in asked.said}
    unread = [said for said in asked.said if languages[said.source] is None and _has_words(said.text)]
    found = [one for one in section.found if not _part_of(one, unread)]
    told = {(one.people[0], one.text) for one in found}
    found += [
        Found.verbatim(said, passage, dissent=False)
        for said in unread
        for passage in _passages(said)
        if (said.person, passage) not in told
    ]
    there = {person for one in found for person in one.people}
    signs = tuple(
        Sign(person=said.person, sign=sign, source=said.source) for said in asked.said if (sign := sign_of(said))
    )
    found += _denials(asked, found)
    there |= {person for one in found for person in one.people}
    found += _lines(asked, there | {sign.person for sign in signs})
    found = [_in_their_word(one, asked.stances) for one in found]
    foreign = {said.source for said in unread}
    found = [replace(one, unread=True) if {cite.said.source for cite in one.cites} & foreign else one for one in found]
    if told_in_order:
        places = {(said.source, said.person): number for number, said in enumerate(asked.said)}
        found.sort(key=lambda one: _place(one, places))
    known = tuple(dict.fromkeys(language.code for language in languages.values() if language))
    return replace(section, found=tuple(found), signs=signs, languages=known)


def _in_their_word(one: Found, stances: Mapping[Person, StanceWord]) -> Found:
    """A person's own words as what they say they are: dissent where they are against, none where they are for it."""
    alone = one.people if len(one.people) == 1 and one.text == one.cites[0].quote else ()
    match stances.get(alone[0]) if alone else None:
        case "against":
            return replace(one, dissent=True, kind="position")
        case "for":
            return replace(one, dissent=False)
        case "only-if" if not one.dissent:
            return replace(one, kind="condition")
    return one


def sign_of(said: Utterance) -> str:
    """The answer of a message that is a sign alone, as it was written; empty for any other."""
    text = said.text.strip()
    rest = _EMOJI.sub("", text)
    return "" if not text or any(map(_speaks, rest)) or len(text) > LONGEST else text


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, _EMOJI.sub("", text)))


def _speaks(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("P")


def _part_of(one: Found, unread: Sequence[Utterance]) -> bool:
    """Whether a statement is a piece of an answer that stands whole."""
    return not one.dissent and {(c.said.source, c.said.person) for c in one.cites} <= {
        (u.source, u.person) for u in unread
    }


def _passages(said: Utterance) -> Iterator[str]:
    """An answer as it stands, to a length that can be borne; in pieces where it is drawn out by empty lines."""
    left = LONGEST
    for passage in map(str.strip, _GAP.split(said.text)):
        if len(passage) > left:
            cut = max(passage.rfind(" ", 0, left), passage.rfind("\n", 0, left))
            passage = passage[: cut if cut > 0 else left].strip()
        if passage:
            yield passage
        left -= len(passage)
        if left <= 0:
            return


def _denials(asked: QuestionAsked, found: Sequence[Found]) -> list[Found]:
    """A sentence that says no, of whoever does not dissent by the words that are known: it may in words of its own."""
    told = {(one.cites[0].said.person, one.cites[0].quote) for one in found if len(one.cites) == 1}
    heard = {person for one in found if one.dissent or one.unread for person in one.people}
    wanted = [said.person for said in asked.said if said.person not in heard]
    denials = most_telling(asked, dict.fromkeys(wanted, "denial"))
    return [one for one in denials if not any(p == one.people[0] and one.text in quote for p, quote in told)]


def _lines(asked: QuestionAsked, there: set[str]) -> Iterator[Found]:
    """One line of everybody who has none: their most telling sentence, else what they wrote."""
    left = {said.person: said for said in reversed(asked.said) if said.person not in there and said.text.strip()}
    telling = most_telling(asked, dict.fromkeys(reversed(left), "anything"))
    yield from telling
    for person in {person for one in telling for person in one.people}:
        del left[person]
    yield from (Found.verbatim(first, next(_passages(first)), dissent=False) for first in reversed(left.values()))


def _place(one: Found, places: dict[tuple[Source, str], int]) -> tuple[int, int]:
    cite = one.cites[0]
    return places[cite.said.source, cite.said.person], cite.said.text.find(cite.quote)
