"""What moves an audit without anybody's command: time that passes, and what follows by itself.

Owns deadlines and alarms. The deadline of a ballot is tried in `test_ballots`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.events import BallotExtended
from bot.domain.decision.commands import AnswerOutside, ProposeOutside
from bot.domain.decision.events import OutsideRecorded
from bot.domain.duties.rules import duties_of
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import AnswerEnd, PassTime, PauseAudit, ProposeEnd, ResumeAudit
from bot.domain.lifecycle.events import StageReady
from bot.domain.reflection.commands import FailSummary, RequestSummary
from bot.domain.reflection.events import SummaryRequested
from bot.domain.roster.commands import DelegateRole, SetAway
from tests.builders import BOARD, LEAD, LEGAL, SAFETY, STRANGER
from tests.engine.played_audits import Branch, audit_at, audit_ready


def alarm(play: Branch) -> datetime | None:
    return next_alarm(play.audit, play.framework, play.now)


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), UTC)


def test_a_stage_is_ready_in_the_same_breath_as_its_last_acceptance() -> None:
    play = audit_at("collection")
    play.documents("collection")
    assert isinstance(play.history[-1], StageReady)
    assert play.audit.stages["collection"].ready_at == play.now


def test_a_summary_is_drafted_when_the_date_of_the_reflection_has_passed() -> None:
    play = audit_at("reflection")
    due = play.audit.stages["reflection"].due
    assert due
    assert alarm(play) == midnight_after(due)
    play.clock.set(midnight_after(due) - timedelta(seconds=1))
    assert play.do(PassTime, SYSTEM) == []
    play.clock.set(midnight_after(due))
    [event] = play.do(PassTime, SYSTEM)
    assert isinstance(event, SummaryRequested)
    assert play.do(PassTime, SYSTEM) == []


def test_nothing_is_drafted_by_itself_where_somebody_asked_before() -> None:
    play = audit_at("reflection")
    play.do(RequestSummary, LEAD)
    play.do(FailSummary, SYSTEM, number=1, problem="timeout")
    play.later(days=60)
    assert play.do(PassTime, SYSTEM) == []


def test_a_ballot_is_looked_at_when_its_deadline_comes() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    assert play.audit.ballot
    assert alarm(play) == play.audit.ballot.deadline


def test_the_end_of_an_absence_and_of_a_delegation_are_moments_to_look_again() -> None:
    play = audit_at("mapping")
    assert alarm(play) is None
    play.do(DelegateRole, LEGAL, role="legal", to=STRANGER, until=play.today + timedelta(days=9))
    assert alarm(play) == midnight_after(play.today + timedelta(days=9))
    play.do(SetAway, LEAD, until=play.today + timedelta(days=2))
    assert alarm(play) == midnight_after(play.today + timedelta(days=2))


def test_the_end_of_the_wait_for_responses_and_for_lines_are_moments_to_look_again() -> None:
    testing = audit_ready("testing")
    assert alarm(testing) == midnight_after(MONDAY_TO_FRIDAY.add(testing.today, 3))
    reflection = audit_at("reflection")
    reflection.summary()
    assert alarm(reflection) == midnight_after(MONDAY_TO_FRIDAY.add(reflection.today, 3))


def test_at_every_alarm_what_is_owed_has_changed() -> None:
    play = audit_ready("testing")
    before = {d.kind for d in duties_of(play.audit, play.framework, play.today)}
    moment = alarm(play)
    assert moment
    play.clock.set(moment)
    assert before - {d.kind for d in duties_of(play.audit, play.framework, play.today)} == {"respond"}


def test_a_paused_or_finished_audit_waits_for_no_moment() -> None:
    play = audit_at("mapping")
    play.do(SetAway, LEAD, until=play.today + timedelta(days=2))
    paused = play.branch()
    paused.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    play.do(ProposeEnd, LEAD, reason=play.text("Enough."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    for still in (paused, play):
        assert alarm(still) is None
        still.later(days=30)
        assert still.do(PassTime, SYSTEM) == []


def test_a_moment_that_passed_while_the_audit_was_paused_is_still_to_be_looked_at() -> None:
    play = audit_at("reflection")
    due = play.audit.stages["reflection"].due
    assert due
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    play.clock.set(midnight_after(due) + timedelta(days=1))
    assert alarm(play) is None
    play.do(ResumeAudit, LEAD)
    assert alarm(play) == midnight_after(due)
    [event] = play.do(PassTime, SYSTEM)
    assert isinstance(event, SummaryRequested)
    assert alarm(play) is None


def test_days_without_anybody_looking_are_one_step() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD[:2]:
        play.vote(who, play.paper(1))
    play.later(days=100)
    assert len(play.do(PassTime, SYSTEM)) == 1
    assert play.do(PassTime, SYSTEM) == []


def said_outside(play: Branch) -> Branch:
    """A statement of a decision taken outside that the whole board seconded, with the time for holds running."""
    play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided on Monday."))
    for who in BOARD:
        play.do(AnswerOutside, who, confirm=True)
    return play


def test_a_ballot_and_a_statement_that_are_due_at_once_are_one_step() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    said_outside(play)
    assert play.audit.ballot
    play.clock.set(play.audit.ballot.deadline)
    assert [type(event) for event in play.do(PassTime, SYSTEM)] == [BallotExtended, OutsideRecorded]
    assert play.do(PassTime, SYSTEM) == []


def test_a_statement_and_a_summary_that_are_due_at_once_are_one_step() -> None:
    play = said_outside(audit_at("reflection"))
    play.later(days=60)
    assert [type(event) for event in play.do(PassTime, SYSTEM)] == [OutsideRecorded, SummaryRequested]
    assert play.do(PassTime, SYSTEM) == []
