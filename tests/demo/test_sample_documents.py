"""The demo's sample documents: they say one day, stories are told on any.

Owns how their days are told anew; that the documents agree with each other is `test_truth`.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.demo.sample_documents import SAMPLE_DUE, as_due, sample_document

_BEGIN = timedelta(days=90)
"""How long after a decision a release may begin, in the built-in framework."""


@pytest.mark.parametrize("today", [date(2026, 12, 3), date(2026, 11, 30), date(2027, 1, 31), date(2028, 2, 29)])
def test_what_is_due_before_a_release_is_due_on_a_working_day_while_the_release_may_begin(today: date) -> None:
    due = date.fromisoformat(as_due(SAMPLE_DUE, today))
    assert today < due <= today + _BEGIN
    assert due.weekday() < 5


def test_a_plan_has_no_other_day_before_the_release() -> None:
    before = [row for row in sample_document("remediation-plan").splitlines() if "| before |" in row]
    assert before
    assert all(SAMPLE_DUE in row for row in before)
