"""Days and moments as a report writes them, by the rules of a language.

Owns how long they are. Moments are UTC: a file has no reader whose zone it could know.
"""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date


def day(when: date, locale: str) -> str:
    """A day in a table."""
    return format_date(when, "d MMM y", locale=locale)


def long_day(when: date, locale: str) -> str:
    """A day in a sentence."""
    return format_date(when, "d MMMM y", locale=locale)


def moment(when: datetime, locale: str) -> str:
    """A moment to the minute."""
    return f"{day(when.date(), locale)}, {when:%H:%M} UTC"
