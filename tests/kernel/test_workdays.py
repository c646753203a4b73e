"""Working days, forwards and back: Monday to Friday, and any other weekend with any days off.

Owns the arithmetic alone; which days are off where stands in `tests/calendars`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar, zone

MONDAY, FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati", "Asia/Kathmandu")

WEEKENDS = ((5, 6), (4, 5), (6,), (4,), (4, 6), ())

CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    weekend=st.sampled_from(WEEKENDS),
    days_off=st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40).map(tuple),
)


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 4, FRIDAY),
        (MONDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 1, date(2026, 11, 30)),
        (FRIDAY, -1, date(2026, 11, 26)),
        (MONDAY, -1, date(2026, 11, 20)),
        (SATURDAY, 0, date(2026, 11, 30)),
        (SATURDAY, 1, date(2026, 11, 30)),
        (SUNDAY, -1, FRIDAY),
    ],
)
def test_so_many_working_days_later(day: date, count: int, wanted: date) -> None:
    assert MONDAY_TO_FRIDAY.add(day, count) == wanted


@given(DAYS, st.integers(-60, 60))
def test_the_answer_is_a_working_day(day: date, count: int) -> None:
    assert MONDAY_TO_FRIDAY.is_workday(MONDAY_TO_FRIDAY.add(day, count))


@given(DAYS, st.integers(0, 60))
def test_counting_and_adding_agree(day: date, count: int) -> None:
    assert MONDAY_TO_FRIDAY.between(day, MONDAY_TO_FRIDAY.add(day, count)) == count or (
        count == 0 and not MONDAY_TO_FRIDAY.is_workday(day)
    )


@given(DAYS, st.integers(0, 60))
def test_between_counts_the_days_after_the_first_up_to_the_last(day: date, span: int) -> None:
    days = [day + timedelta(days=n) for n in range(1, span + 1)]
    assert MONDAY_TO_FRIDAY.between(day, day + timedelta(days=span)) == sum(map(MONDAY_TO_FRIDAY.is_workday, days))


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert MONDAY_TO_FRIDAY.between(FRIDAY, MONDAY) == 0


@given(CALENDARS, DAYS, st.integers(-60, 60))
def test_whatever_is_off_the_answer_is_a_working_day(calendar: Calendar, day: date, count: int) -> None:
    assert calendar.is_workday(calendar.add(day, count))


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_whatever_is_off_so_many_working_days_lie_between(calendar: Calendar, day: date, count: int) -> None:
    later = calendar.add(day, count)
    assert calendar.between(day, later) == count
    if calendar.is_workday(day):
        assert calendar.add(later, -count) == day


@given(CALENDARS, DAYS, st.integers(0, 40), st.integers(0, 40))
def test_days_added_one_after_the_other_are_their_sum(calendar: Calendar, day: date, one: int, other: int) -> None:
    start = day if one else calendar.add(day, 0)
    assert calendar.add(calendar.add(day, one), other) == calendar.add(start, one + other)


@given(CALENDARS, DAYS, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 40))
def test_one_more_day_off_brings_nothing_forward(calendar: Calendar, day: date, off: date, count: int) -> None:
    freer = Calendar(zone=calendar.zone, weekend=calendar.weekend, days_off=(*calendar.days_off, off))
    assert freer.add(day, count) >= calendar.add(day, count)


@given(CALENDARS, MOMENTS, st.integers(0, 20))
def test_what_takes_days_ends_at_five_on_a_working_day_where_the_audit_is(
    calendar: Calendar, now: datetime, days: int
) -> None:
    end = calendar.closing(now, days)
    there = end.astimezone(zone(calendar.zone))
    assert (there.time(), calendar.is_workday(there.date())) == (time(17), True)
    assert calendar.between(calendar.add(now, 0), there.date()) == days


@given(CALENDARS, DAYS)
def test_a_day_begins_and_ends_on_itself(calendar: Calendar, day: date) -> None:
    assert calendar.day(calendar.begin(day)) == calendar.day(calendar.end(day)) == day
    assert calendar.begin(day) < calendar.end(day) < calendar.begin(day + timedelta(days=1))


@given(CALENDARS)
def test_a_calendar_is_read_as_it_was_written(calendar: Calendar) -> None:
    assert Calendar.model_validate_json(calendar.model_dump_json()) == calendar


def test_a_week_has_a_working_day() -> None:
    with pytest.raises(ValueError, match="weekend"):
        Calendar(weekend=(0, 1, 2, 3, 4, 5, 6))


def test_a_zone_that_this_machine_does_not_know_is_read_as_utc() -> None:
    assert Calendar(zone="Mars/Olympus").end(MONDAY) == datetime(2026, 11, 23, 17, tzinfo=UTC)
