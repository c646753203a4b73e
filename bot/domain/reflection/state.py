"""The state of the reflection, as an audit holds it.

Owns these shapes ({b}) and small look-ups on them. Must not know the audit around them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.reflection.draft import Making

AnswerVerdict = Literal["accurate", "dispute"]


class Statement(Frozen):
    """The facts of one statement of the summary; its words are in the summary's content."""

    id: str
    question: str
    person: Person
    source: Source
    dissent: bool = False
    also: tuple[Person, ...] = ()
    """Whoever else it quotes."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody it quotes."""
        return (self.person, *self.also)


class Answer(Frozen):
    """What a person who was quoted says of their lines (or anybody of any line)."""

    statement: str
    person: Person
    verdict: AnswerVerdict
    reason: Digest | None
    at: datetime


class Summary(Frozen):
    """One version of the reflection's summary, from request to publication."""

    number: int
    status: Literal["requested", "drafted", "failed", "published", "superseded"]
    requested_by: Person
    content: Digest | None = None
    """Canonical JSON of the drafted summary (`bot.domain.reflection.rules.Draft`)."""
    discussion: Digest | None = None
    """Digest of the frozen set of messages it was drafted from."""
    origin: str = ""
    """`excerpts`, or `provider:model`."""
    made: Making | None = None
    """How a model made it; None for excerpts."""
    statements: tuple[Statement, ...] = ()
    earlier: tuple[Digest, ...] = ()
    """Its words before the lead put them otherwise."""
    removed: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    published_at: datetime | None = None
    published_by: Person | None = None
    answers_due: date | None = None
    problem: str = ""
