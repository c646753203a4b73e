"""Events of duties: what can have happened.

Owns the shape of these facts (reminders, and what is overdue). A released class keeps its name and its meaning.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class RemindersSent(Event):
    """A daily list named these duties to a person; the escalated ones go to the lead from now on."""

    type: Literal["RemindersSent"] = "RemindersSent"
    person: Person
    duties: tuple[str, ...]
    escalated: tuple[str, ...] = ()


class DutyExtended(Event):
    """The lead gave a duty more time."""

    type: Literal["DutyExtended"] = "DutyExtended"
    duty: str
    until: date


class DutyProceededWithout(Event):
    """The lead goes on without an answer that never came."""

    type: Literal["DutyProceededWithout"] = "DutyProceededWithout"
    duty: str
    reason: Digest
