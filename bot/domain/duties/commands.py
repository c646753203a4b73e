"""Commands on duties: what may be asked for.

Owns the shape of these requests (reminders, and what is overdue). Whether they are granted, the rules say.
"""

from __future__ import annotations

from datetime import date

from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


class RecordReminders(Command):
    """One daily list went out to a person; `escalated` duties now go to the lead."""

    person: Person
    duties: tuple[str, ...]
    escalated: tuple[str, ...] = ()


class ExtendDuty(Command):
    """The lead gives a duty more time."""

    duty: str
    until: date


class ProceedWithout(Command):
    """The lead goes on without an answer that never came."""

    duty: str
    reason: Prose
