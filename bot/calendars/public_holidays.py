"""Public holidays, weekends and zones of all countries, from `holidays` and from the tables of `tzdata`.

Owns reading both, and for how many years ahead. Must not know any rule, nor what a calendar is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Final

from babel.core import get_global

from bot.domain.kernel.workdays import Calendar

YEARS: Final = 4
"""Years from the first one on that are looked up: an audit takes months, and its decision holds for one."""


class PublicHolidays:
    """The port `Calendars`."""

    def countries(self) -> Sequence[str]:
        """Every country that the library knows, by its code."""
        return tuple(sorted(_countries()))

    def subdivisions(self, country: str) -> Mapping[str, str]:
        """By code, each with the library's name for it."""
        if country not in _countries():
            return {}
        found = _holidays().country_holidays(country)
        names = {code: name for name, code in found.subdivisions_aliases.items()}
        return {code: names.get(code, code) for code in found.subdivisions}

    def zones(self, country: str) -> Sequence[str]:
        """In the order of the table, which begins with the one of most people."""
        return _zones().get(country, ())

    def country_of(self, tz: str) -> str:
        """By the table of zones; older names of them are in that of the Unicode consortium."""
        found = _territories().get(tz) or _territories().get(get_global("zone_aliases").get(tz, ""), "")
        return found if found and found in _countries() else ""

    def calendar(self, country: str, subdivision: str, tz: str, first: int) -> Calendar:
        """The public holidays of `YEARS` years."""
        if not country or country not in _countries():
            return Calendar(zone=tz)
        part = subdivision if subdivision in self.subdivisions(country) else ""
        years = range(first, first + YEARS)
        days = _holidays().country_holidays(country, subdiv=part or None, years=years)
        return Calendar(
            zone=tz,
            country=country,
            subdivision=part,
            weekend=tuple(sorted(days.weekend)),
            days_off=tuple(days),
            worked=tuple(day for day in days.weekend_workdays if day.year in years),
        )


def _holidays() -> Any:
    """The library, loaded by whoever asks first: most commands start without it."""
    return import_module("holidays")


@cache
def _countries() -> frozenset[str]:
    return frozenset(_holidays().list_supported_countries(include_aliases=False))


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Country -> its zones, in the order of tzdata's table."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), name)
    return found


@cache
def _territories() -> dict[str, str]:
    return {name: country for country, names in _zones().items() for name in names}
