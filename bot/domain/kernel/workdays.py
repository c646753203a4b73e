"""Working days, as data: a weekend, days off and a zone, which somebody outside the rules looked up.

Owns reckoning with them, and the hour at which what takes days is over. Must not know where days off come from: an
audit and a person keep theirs, so that what was reckoned once is reckoned alike for ever.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from bot.domain.kernel.models import Frozen

CLOSING_HOUR: Final = time(17)
"""Ballots, cooling-offs and holds end at 17:00 of their last day, in their audit's zone."""

MORNING_HOUR: Final = time(8)
"""What people are told of on a day, they are told at this hour, in their audit's zone."""

MOST_DAYS: Final = 500
"""Days off that a calendar names at most: the country with the most public holidays has 128 in four years."""

LOOKED_AHEAD: Final = 366
"""Days for which two calendars are compared: longer than any term, and long enough for every public holiday."""

Weekday = Annotated[int, Field(ge=0, le=6)]
"""0: Monday."""


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name; UTC for one this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


class Calendar(Frozen):
    """Which days are worked, and in which zone a day begins. By itself Monday to Friday, UTC, without days off."""

    zone: str = "UTC"
    """By its IANA name: `Europe/Berlin`."""
    country: str = ""
    """Whose days off these are, by ISO 3166-1 (`DE`); empty for nobody's."""
    subdivision: str = ""
    """The part of it, by ISO 3166-2 without the country (`BY`)."""
    weekend: tuple[Weekday, ...] = Field(default=(5, 6), max_length=6)
    days_off: Annotated[tuple[date, ...], Field(max_length=MOST_DAYS), AfterValidator(_in_order)] = ()
    """In order, each once. After the last of them only the weekend is off."""
    worked: Annotated[tuple[date, ...], Field(max_length=MOST_DAYS), AfterValidator(_in_order)] = Field(
        default=(), exclude_if=lambda days: not days
    )
    """Days of a weekend that are worked all the same, in place of a day off; in order, each once."""

    def day(self, moment: datetime) -> date:
        """The calendar day of an aware moment, in this zone."""
        return moment.astimezone(zone(self.zone)).date()

    def is_workday(self, day: date) -> bool:
        """Whether a calendar day is a working day."""
        if day.weekday() in self.weekend:
            return day in self.worked
        place = bisect_left(self.days_off, day)
        return place == len(self.days_off) or self.days_off[place] != day

    def add(self, start: date | datetime, count: int) -> date:
        """The day that is `count` working days after a day or an aware moment (before it, for a negative count).

        A count of 0 is the day itself, or the next working day when it is none.
        """
        day = self.day(start) if isinstance(start, datetime) else start
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        if left == 0:
            while not self.is_workday(day):
                day += step
            return day
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and including `last`; 0 when `last` is not later."""
        count = 0
        while first < last:
            first += timedelta(days=1)
            count += self.is_workday(first)
        return count

    def closing(self, start: date | datetime, days: int) -> datetime:
        """The closing hour (UTC) once `days` whole working days have passed after a day (or the next, on a day off)."""
        return self.end(self.add(self.add(start, 0), days))

    def end(self, day: date) -> datetime:
        """The closing hour of a day, in UTC."""
        return datetime.combine(day, CLOSING_HOUR, zone(self.zone)).astimezone(UTC)

    def morning(self, day: date) -> datetime:
        """The moment (UTC) of a day from which on people are told what it brings."""
        return datetime.combine(day, MORNING_HOUR, zone(self.zone)).astimezone(UTC)

    def begin(self, day: date) -> datetime:
        """The moment (UTC) at which a day begins."""
        return datetime.combine(day, time(), zone(self.zone)).astimezone(UTC)


def ends_sooner(new: Calendar, old: Calendar, first: date) -> bool:
    """Whether within a year of a day anything that takes days could end sooner by one calendar than by another: a day
    counts as worked that did not, or ends earlier.
    """
    days = [first + timedelta(days=n) for n in range(LOOKED_AHEAD)]
    more = any(new.is_workday(day) and not old.is_workday(day) for day in days)
    return more or (new.zone != old.zone and any(new.end(day) < old.end(day) for day in days))


MONDAY_TO_FRIDAY: Final = Calendar()
"""UTC, without days off: what audits go by that were started before they had a calendar of their own."""


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
