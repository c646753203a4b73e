"""Somebody has the people of an audit reminded: who may, who is, and when it is done.

Owns these rules. When a person is told is tried in `test_reminders`, what they read in `tests/acceptance`.
"""

from __future__ import annotations

from bot.domain.duties.commands import RecordReminders, RemindPeople
from bot.domain.duties.events import RemindersAsked
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import AnswerEnd, ProposeEnd
from tests.builders import AUDITOR, LEAD, PRODUCT, SAFETY, STRANGER, refused_with
from tests.engine.played_audits import audit_ready


def test_whoever_owes_something_is_to_hear_of_it_and_nobody_else() -> None:
    play = audit_ready("mapping")
    play.do(RemindPeople, PRODUCT, people=(SAFETY, AUDITOR, STRANGER))
    assert play.audit.to_remind == (SAFETY, AUDITOR)


def test_however_often_somebody_asks_each_person_is_recorded_once_until_they_heard() -> None:
    play = audit_ready("mapping")
    told = [event for _ in range(20) for event in play.do(RemindPeople, PRODUCT, people=(SAFETY,))]
    assert [event.type for event in told] == ["RemindersAsked"]
    [event] = play.do(RemindPeople, LEAD, people=(SAFETY, AUDITOR))
    assert isinstance(event, RemindersAsked)
    assert event.people == (AUDITOR,)
    play.do(RecordReminders, SYSTEM, person=SAFETY, duties=(f"sign:mapping:safety@{SAFETY}",))
    assert play.do(RemindPeople, PRODUCT, people=(SAFETY,))


def test_who_has_heard_of_it_is_left_in_peace() -> None:
    play = audit_ready("mapping")
    play.do(RemindPeople, PRODUCT, people=(SAFETY, AUDITOR))
    play.do(RecordReminders, SYSTEM, person=SAFETY, duties=(f"sign:mapping:safety@{SAFETY}",))
    assert play.audit.to_remind == (AUDITOR,)


def test_somebody_without_a_role_reminds_nobody() -> None:
    play = audit_ready("mapping")
    with refused_with("remind-role-only", NotAllowed):
        play.do(RemindPeople, STRANGER, people=(SAFETY,))


def test_nobody_is_reminded_of_an_audit_that_has_ended() -> None:
    play = audit_ready("mapping")
    play.do(ProposeEnd, LEAD, reason=play.text("Enough."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    with refused_with("audit-ended"):
        play.do(RemindPeople, LEAD, people=(SAFETY,))
