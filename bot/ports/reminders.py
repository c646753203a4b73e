"""Reminder rows: one a person, claimed by whoever looks what is due to them.

Owns these shapes. What is due and when next, the rules say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person


@dataclass(frozen=True, slots=True)
class Reminded:
    """A person's reminder row after a daily list: the working day it was for, and when to look again."""

    person: Person
    day: date
    next_at: datetime | None
    sent: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(audit, duty key) -> how many of the reminder offsets have been used up."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What a person owes in one audit, and how often each duty was mentioned."""

    audit: str
    duty: Duty
    mentioned: int


@dataclass(frozen=True, slots=True)
class PersonDue:
    """A claimed person: everything they owe over all audits of a workspace."""

    workspace: str
    person: Person
    tz: str
    last_day: date | None
    snoozed_until: datetime | None
    pending: tuple[Pending, ...]


class Reminders(Protocol):
    """Reminder rows, one per person and workspace."""

    async def claim_person(self, now: datetime, lease: timedelta) -> PersonDue | None:
        """One person whose moment has come; claimed until the lease ends or `Commit.reminded` is committed."""
        ...

    async def postpone(self, workspace: str, who: Person, until: datetime | None) -> None:
        """Look again at a moment ("Tomorrow"; or nothing is due yet). None: when their duties change."""
        ...

    async def rezone(self, workspace: str, who: Person, tz: str) -> None:
        """The person's time zone changed."""
        ...
