"""The working days of the people of an audit, looked up where they live.

Owns when they are looked up, and for how long ahead. What they move is the domain's: they come to the rules as a
command of its own, decided in the same commit as what named the people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.workdays import Calendar
from bot.domain.roster.commands import StateDaysOff
from bot.ports.calendars import Calendars
from bot.ports.directory import Directory

AHEAD: Final = 1
"""Years beyond this one for which a person's days off are kept: they are looked up again when somebody moves."""


class DaysOff:
    """Looks them up: by the country in which a person's time zone lies."""

    def __init__(self, directory: Directory, calendars: Calendars) -> None:
        self._directory = directory
        self._calendars = calendars

    async def news(self, before: Audit | None, after: Audit, request: str, now: datetime) -> StateDaysOff | None:
        """What is known of those whom a change newly named, as a command; None where nobody is new, or nothing known.

        Raises Unavailable.
        """
        if not after.has_calendar:
            return None
        found = dict[Person, Calendar]()
        for who in sorted(_named(after) - (_named(before) if before and before.has_calendar else set())):
            profile = await self._directory.profile(after.workspace, who)
            if profile and (days := self.of(profile.tz, now)):
                found[who] = days
        return stated(after.workspace, after.key, request, found) if found else None

    def of(self, tz: str, now: datetime) -> Calendar | None:
        """The working days of somebody who lives in a zone; None where that lies in no country. Which, is not kept."""
        country = self._calendars.country_of(tz)
        if not country:
            return None
        found = self._calendars.calendar(country, "", tz, now.year)
        return own_days(found, now)


def own_days(calendar: Calendar, now: datetime) -> Calendar:
    """What an audit keeps of somebody's working days: as far ahead as they are looked up, and not whose they are."""
    off, worked = (
        tuple(day for day in days if day.year <= now.year + AHEAD) for days in (calendar.days_off, calendar.worked)
    )
    return Calendar(zone=calendar.zone, weekend=calendar.weekend, days_off=off, worked=worked)


def stated(workspace: str, audit: str, request: str, calendars: Mapping[Person, Calendar]) -> StateDaysOff:
    """What was looked up, as the command that brings it to an audit."""
    return StateDaysOff(workspace=workspace, audit=audit, request=request, actor=SYSTEM, calendars=dict(calendars))


def _named(audit: Audit) -> set[Person]:
    """Whoever holds a seat, acts for one or would take it."""
    seats = [seat for seats in audit.roster.values() for seat in seats if seat.accepted is not False]
    acting = {seat.delegation.to for seat in seats if seat.delegation}
    return {seat.person for seat in seats} | acting | {seat.alternate for seat in seats if seat.alternate}
