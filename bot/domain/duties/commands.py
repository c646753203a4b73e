"""Commands on duties: what may be asked for.

Owns the shape of these requests (reminders, and what is overdue). Whether they are granted, the rules say.
"""

from __future__ import annotations

from datetime import date

from bot.domain.decision.state import MotionKind
from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


class RecordReminders(Command):
    """One daily list went out to a person; `escalated` duties now go to the lead."""

    person: Person
    duties: tuple[str, ...]
    escalated: tuple[str, ...] = ()
    day: date | None = None
    """The person's own day."""


class RemindPeople(Command):
    """Whoever is named here hears today of what they owe in this audit, also where nothing is due yet."""

    people: tuple[Person, ...]


class ExtendDuty(Command):
    """The lead gives a duty another date."""

    duty: str
    until: date
    reason: Prose | None = None


class AskExtension(Command):
    """Whoever owes something asks the lead for more time."""

    duty: str
    until: date
    reason: Prose


class RefuseExtension(Command):
    """The lead leaves the date as it is. `duty`: the id of what was asked about."""

    duty: str


class ProceedWithout(Command):
    """The lead goes on without an answer that never came."""

    duty: str
    reason: Prose


class MakeMotion(Command):
    """A seat asks the others for something that takes several of them; of a round whose key is lost, the lead does."""

    kind: MotionKind
    round: int = 0
    of: str = ""
    """The condition or mitigation (`C1`), or the stage."""
    due: date | None = None
    why: Prose | None = None


class AnswerMotion(Command):
    """A seat agrees, or does not."""

    motion: int
    agree: bool
