"""Events of duties: what can have happened.

Owns the shape of these facts (reminders, and what is overdue). A released class keeps its name and its meaning.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from bot.domain.decision.state import MotionKind
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class RemindersSent(Event):
    """A daily list named these duties to a person; the escalated ones go to the lead from now on."""

    type: Literal["RemindersSent"] = "RemindersSent"
    person: Person
    duties: tuple[str, ...]
    escalated: tuple[str, ...] = ()
    day: date | None = Field(default=None, exclude_if=lambda day: day is None)
    """The person's own; None where an earlier release sent the list, which it did not keep up to date."""


class RemindersAsked(Event):
    """Somebody asked that these people hear today of what they owe."""

    type: Literal["RemindersAsked"] = "RemindersAsked"
    people: tuple[Person, ...]


class DutyExtended(Event):
    """The lead gave a duty another date."""

    type: Literal["DutyExtended"] = "DutyExtended"
    duty: str
    until: date
    reason: Digest | None = Field(default=None, exclude_if=lambda reason: reason is None)


class ExtensionAsked(Event):
    """Whoever owes something asks for more time. `duty`: its id."""

    type: Literal["ExtensionAsked"] = "ExtensionAsked"
    redraws = frozenset({"homes"})
    duty: str
    until: date
    reason: Digest


class ExtensionRefused(Event):
    """The lead leaves the date as it is."""

    type: Literal["ExtensionRefused"] = "ExtensionRefused"
    redraws = frozenset({"homes"})
    duty: str


class DutyProceededWithout(Event):
    """The lead goes on without an answer that never came."""

    type: Literal["DutyProceededWithout"] = "DutyProceededWithout"
    duty: str
    reason: Digest


class MotionMade(Event):
    """The seats of the board are asked for something that takes several of them."""

    worded = MappingProxyType({"kind": "recorded-motion"})
    type: Literal["MotionMade"] = "MotionMade"
    number: int
    kind: MotionKind
    round: int
    of: str
    due: date | None
    why: Digest | None


class MotionSeconded(Event):
    """A seat agrees."""

    type: Literal["MotionSeconded"] = "MotionSeconded"
    number: int


class MotionRefused(Event):
    """A seat does not agree. `over`: too few others are left."""

    type: Literal["MotionRefused"] = "MotionRefused"
    number: int
    over: bool


class MotionCarried(Event):
    """Enough seats agree: it is done."""

    type: Literal["MotionCarried"] = "MotionCarried"
    number: int
