"""The last step to a draft, whoever made it: numbered statements and canonical JSON.

Owns how a `Draft` becomes text. Must not know how its statements were found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import rfc8785

from bot.domain.reflection import Draft, DraftSection, DraftStatement
from bot.ports import Utterance


@dataclass(frozen=True, slots=True)
class Found:
    """A statement whose quote stands, exactly, in what was said."""

    text: str
    said: Utterance
    quote: str
    dissent: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What was found on one question."""

    question: str
    found: tuple[Found, ...]
    open_questions: tuple[str, ...] = ()
    not_verified: tuple[str, ...] = ()


def write_draft(sections: Iterable[Section], narrative: str = "") -> str:
    """The canonical JSON of a draft. Statements are numbered `s1`, `s2` ... through all sections."""
    written: list[DraftSection] = []
    not_verified: list[str] = []
    number = 0
    for section in sections:
        statements = []
        for found in section.found:
            number += 1
            statements.append(_statement(f"s{number}", found))
        written.append(
            DraftSection(
                question=section.question,
                statements=tuple(statements),
                open_questions=section.open_questions,
            )
        )
        not_verified += section.not_verified
    draft = Draft(narrative=narrative, sections=tuple(written), not_verified=tuple(not_verified))
    return rfc8785.dumps(draft.model_dump(mode="json")).decode()


def _statement(key: str, found: Found) -> DraftStatement:
    return DraftStatement(
        id=key,
        text=found.text,
        person=found.said.person,
        quote=found.quote,
        source=found.said.source,
        dissent=found.dissent,
    )
