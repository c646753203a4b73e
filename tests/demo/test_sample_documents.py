"""The demo's sample documents: they say one day, stories are told on any.

Owns how their days are told anew; that the documents agree with each other is `test_truth`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.demo.sample_documents import SAMPLE_DUE, SAMPLE_LATER, as_due, sample_document

_BEGIN = timedelta(days=90)
"""How long after a decision a release may begin, in the built-in framework."""


@pytest.mark.parametrize("today", [date(2026, 12, 3), date(2026, 11, 30), date(2027, 1, 31), date(2028, 2, 29)])
def test_what_is_due_before_a_release_is_due_on_a_working_day_while_the_release_may_begin(today: date) -> None:
    due = date.fromisoformat(as_due(SAMPLE_DUE, today))
    assert today < due <= today + _BEGIN
    assert due.weekday() < 5


@pytest.mark.parametrize("today", [date(2026, 12, 3), date(2027, 7, 1), date(2031, 10, 31)])
def test_what_may_come_after_a_release_is_due_on_a_working_day_after_what_comes_before_it(today: date) -> None:
    first, later = (date.fromisoformat(as_due(day, today)) for day in (SAMPLE_DUE, SAMPLE_LATER))
    assert first < later
    assert later.weekday() < 5


def test_a_plan_has_no_other_days() -> None:
    rows = [row for row in sample_document("remediation-plan").splitlines() if re.search(r"\d{4}-\d\d-\d\d", row)]
    assert {"| before |" in row for row in rows} == {True, False}
    assert all((SAMPLE_DUE if "| before |" in row else SAMPLE_LATER) in row for row in rows)
