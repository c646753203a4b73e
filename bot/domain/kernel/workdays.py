"""Working days: Monday to Friday. Public holidays differ within one audit's people, so none are assumed.

Owns the hour at which what takes days is over.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

CLOSING_HOUR: Final = time(17, tzinfo=UTC)
"""Ballots, cooling-offs and holds end at 17:00 UTC of their last day."""


def is_workday(day: date) -> bool:
    """Whether a calendar day is a working day."""
    return day.weekday() < 5


def add_workdays(day: date, count: int) -> date:
    """The day that is `count` working days after `day` (before it, for a negative count).

    A count of 0 is the day itself, or the next working day when it is none.
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    if left == 0:
        while not is_workday(day):
            day += timedelta(days=1)
        return day
    while left:
        day += step
        left -= is_workday(day)
    return day


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def workdays_between(first: date, last: date) -> int:
    """How many working days lie after `first` up to and including `last`; 0 when `last` is not later."""
    count = 0
    while first < last:
        first += timedelta(days=1)
        count += is_workday(first)
    return count


def closing(now: datetime, days: int) -> datetime:
    """The closing hour once `days` whole working days have passed after this one (or the next, on a day off)."""
    return datetime.combine(add_workdays(add_workdays(now.date(), 0), days), CLOSING_HOUR)
