"""Working days: Monday to Friday, forwards and back.

Owns the arithmetic alone.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.workdays import add_workdays, is_workday, workdays_between

MONDAY, FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


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
    assert add_workdays(day, count) == wanted


@given(DAYS, st.integers(-60, 60))
def test_the_answer_is_a_working_day(day: date, count: int) -> None:
    assert is_workday(add_workdays(day, count))


@given(DAYS, st.integers(0, 60))
def test_counting_and_adding_agree(day: date, count: int) -> None:
    assert workdays_between(day, add_workdays(day, count)) == count or (count == 0 and not is_workday(day))


@given(DAYS, st.integers(0, 60))
def test_between_counts_the_days_after_the_first_up_to_the_last(day: date, span: int) -> None:
    days = [day + timedelta(days=n) for n in range(1, span + 1)]
    assert workdays_between(day, day + timedelta(days=span)) == sum(map(is_workday, days))


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert workdays_between(FRIDAY, MONDAY) == 0
