"""The last step to a draft, whoever made it: numbered statements and canonical JSON.

Owns how a `SummaryDraft` becomes text. Must not know how its statements were found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import rfc8785

from bot.domain.reflection.state import (
    Cite,
    DraftSection,
    DraftSentence,
    DraftStatement,
    Sign,
    StatementKind,
    SummaryDraft,
)
from bot.ports.summarizer import Utterance


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that stand, exactly, in what somebody said."""

    said: Utterance
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """A statement whose quotes stand in what was said."""

    text: str
    cites: tuple[Quoted, ...]
    dissent: bool = False
    kind: StatementKind = "position"
    unread: bool = False
    """Whether it is in a language nobody here knows, and stands whole."""

    @classmethod
    def verbatim(cls, said: Utterance, quote: str, *, dissent: bool) -> Found:
        """Somebody's own words as a statement."""
        return cls(quote, (Quoted(said, quote),), dissent)

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it quotes."""
        return tuple(dict.fromkeys(cite.said.person for cite in self.cites))


@dataclass(frozen=True, slots=True)
class Section:
    """What was found on one question."""

    question: str
    found: tuple[Found, ...]
    not_verified: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    languages: tuple[str, ...] = ()


def numbered(sections: Iterable[Section]) -> dict[int, tuple[str, Found]]:
    """Every statement by its number through all sections, with the key of its question."""
    every = [(section.question, found) for section in sections for found in section.found]
    return dict(enumerate(every, start=1))


def write_draft(
    sections: Iterable[Section], opening: Iterable[DraftSentence] = (), not_verified: Iterable[str] = ()
) -> str:
    """The canonical JSON of a draft. Statements are `s1`, `s2` ... by their numbers."""
    sections = list(sections)
    numbers = iter(numbered(sections).items())
    written = tuple(
        DraftSection(
            question=section.question,
            statements=tuple(_statement(f"s{n}", found) for n, (_, found) in islice(numbers, len(section.found))),
            signs=section.signs,
        )
        for section in sections
    )
    withheld = (*(text for section in sections for text in section.not_verified), *not_verified)
    spoken = tuple(dict.fromkeys(code for section in sections for code in section.languages))
    draft = SummaryDraft(narrative=tuple(opening), sections=written, not_verified=withheld, languages=spoken)
    return rfc8785.dumps(draft.model_dump(mode="json")).decode()


def _statement(key: str, found: Found) -> DraftStatement:
    first, *others = (Cite(person=cite.said.person, quote=cite.quote, source=cite.said.source) for cite in found.cites)
    return DraftStatement(
        id=key,
        text=found.text,
        person=first.person,
        quote=first.quote,
        source=first.source,
        dissent=found.dissent,
        kind=found.kind,
        also=tuple(others),
        unread=found.unread,
    )
