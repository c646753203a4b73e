"""Which days are off where: four places over Christmas, and what is not known.

Owns the adapter. Days in later years may be changed by a later release of the library; those here are years old law.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from bot.calendars.public_holidays import PublicHolidays
from bot.domain.kernel.workdays import MOST_DAYS, Calendar

PLACES = PublicHolidays()

DEC_23, DEC_24, DEC_25, DEC_28 = (date(2026, 12, day) for day in (23, 24, 25, 28))
"""A Wednesday to a Friday, and the Monday after."""


def of(country: str, tz: str = "UTC", part: str = "", year: int = 2026) -> Calendar:
    return PLACES.calendar(country, part, tz, year)


@pytest.mark.parametrize(
    ("country", "after_one", "after_two"),
    [
        ("DE", DEC_24, DEC_28),
        ("US", DEC_24, DEC_28),
        ("JP", DEC_24, DEC_25),
        ("EG", DEC_24, date(2026, 12, 27)),
    ],
)
def test_one_and_two_working_days_after_the_23rd_of_december(country: str, after_one: date, after_two: date) -> None:
    assert [of(country).add(DEC_23, n) for n in (1, 2)] == [after_one, after_two]


def test_christmas_on_a_thursday_and_a_friday() -> None:
    wednesday, monday = date(2025, 12, 24), date(2025, 12, 29)
    assert of("DE", year=2025).add(wednesday, 1) == monday
    assert of("US", year=2025).add(wednesday, 1) == date(2025, 12, 26)
    assert of("JP", year=2025).add(wednesday, 1) == date(2025, 12, 25)
    assert of("EG", year=2025).add(wednesday, 1) == date(2025, 12, 25)
    assert of("EG", year=2025).add(wednesday, 2) == date(2025, 12, 28)


def test_a_part_of_a_country_has_days_off_of_its_own() -> None:
    epiphany = date(2027, 1, 6)
    assert not of("DE", part="BY").is_workday(epiphany)
    assert of("DE", part="BE").is_workday(epiphany)
    assert of("DE", part="nowhere") == of("DE")


def test_days_off_are_known_until_the_end_of_an_audit_that_begins_in_december() -> None:
    assert {day.year for day in of("DE").days_off} == {2026, 2027, 2028, 2029}


@pytest.mark.parametrize("country", ["", "ZZ", "de"])
def test_somewhere_unknown_has_its_saturdays_and_sundays(country: str) -> None:
    assert of(country, "Asia/Tokyo") == Calendar(zone="Asia/Tokyo")


@pytest.mark.parametrize(
    ("tz", "country"),
    [("Europe/Berlin", "DE"), ("Asia/Kolkata", "IN"), ("Asia/Calcutta", "IN"), ("UTC", ""), ("Mars/Olympus", "")],
)
def test_a_zone_lies_in_a_country(tz: str, country: str) -> None:
    assert PLACES.country_of(tz) == country


def test_the_zone_of_most_people_stands_first() -> None:
    assert PLACES.zones("US")[0] == "America/New_York"
    assert PLACES.zones("ZZ") == ()


def test_a_calendar_names_a_bounded_number_of_days() -> None:
    day = date(2026, 1, 1)
    days = tuple(day + timedelta(days=n) for n in range(MOST_DAYS + 1))
    assert len(Calendar(days_off=days[1:], worked=days[1:]).days_off) == MOST_DAYS
    for field in ("days_off", "worked"):
        with pytest.raises(ValidationError):
            Calendar.model_validate({field: days})


def test_every_country_can_be_looked_up() -> None:
    # a few of 250: the library has one class for each
    for country in PLACES.countries()[::25]:
        assert len(of(country).weekend) in (1, 2)
        assert PLACES.subdivisions(country).keys() == set(PLACES.subdivisions(country))


def test_a_saturday_that_makes_up_for_a_day_off_is_worked() -> None:
    saturday, sunday = date(2026, 10, 10), date(2026, 10, 11)
    assert of("CN").is_workday(saturday)
    assert not of("CN").is_workday(sunday)
    assert of("CN").add(date(2026, 10, 9), 1) == saturday
    assert not of("CN", year=2030).worked
