"""Calendars: which days are off where, and which zone is whose.

Owns this shape. What is looked up goes into a command, and from there into the record: rules never ask here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.kernel.workdays import Calendar


class Calendars(Protocol):
    """Countries by ISO 3166-1 (`DE`), their parts by ISO 3166-2 without the country (`BY`), zones by IANA name."""

    def countries(self) -> Sequence[str]:
        """Every country whose days off are known."""
        ...

    def subdivisions(self, country: str) -> Mapping[str, str]:
        """The parts of a country that have days off of their own, by code, each with its name; empty for none."""
        ...

    def zones(self, country: str) -> Sequence[str]:
        """A country's time zones, the one of most people first; empty where it has none."""
        ...

    def country_of(self, tz: str) -> str:
        """The country that a time zone lies in; empty where it lies in none (`UTC`) or is not known."""
        ...

    def calendar(self, country: str, subdivision: str, tz: str, first: int) -> Calendar:
        """The weekend and the days off of a place, from the year `first` on, for some years.

        Somewhere unknown has Saturday and Sunday alone; so has a zone without a country.
        """
        ...
