"""What ends a decision: a cancelling condition that came true, and its last day. And what stands beside a decision.

Owns these rules on played audits. How they read is tried in `tests/<subject>/…_in_slack`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.ballot.commands import CastBallot, OpenBallot
from bot.domain.decision.commands import AnswerOutside, AnswerReport, ProposeOutside, ReportCancelling, StageRelease
from bot.domain.decision.events import (
    BoardAsked,
    DecidedOutside,
    DecisionExpired,
    DecisionSuspended,
    ExpiryNoticed,
    ReportAnswered,
)
from bot.domain.decision.state import Decision
from bot.domain.duties.rules import duties_of
from bot.domain.engine.timers import next_alarm
from bot.domain.findings.commands import DisposeFinding, SecondDisposition
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar
from bot.domain.lifecycle.commands import CloseStage, PassTime, TakeIn
from bot.domain.lifecycle.events import StageReopened
from bot.domain.roster.commands import RecordGone
from tests.builders import AUDITOR, BOARD, DEPUTY, ENGINEER, LEAD, SAFETY, STRANGER, first_edition, refused_with
from tests.engine.played_audits import Branch, at_home_in, audit_at


def decided(form: int = 2, *, asked_form: int = 3, calendar: Calendar = MONDAY_TO_FRIDAY) -> Branch:
    """Every seat allows a form that the evidence supports, and it is posted."""
    play = at_home_in(calendar, audit_at("post-audit", asked_form=asked_form))
    play.needs(form)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(form))
    play.reveal()
    play.cool_off()
    assert decision(play).form == form
    return play


def decision(play: Branch) -> Decision:
    found = play.audit.decision
    assert found
    return found


def reported(play: Branch, by: Person = SAFETY, cause: str = "new-attack") -> Branch:
    play.do(ReportCancelling, by, cause=cause, text=play.text("Ten examples are enough, see the paper."))
    return play


def answer(play: Branch, by: Person = LEAD, *, happened: bool = True, **more: object) -> list[Event]:
    why = play.text("I have tried it.")
    return play.do(AnswerReport, by, report=len(play.audit.reports), happened=happened, why=why, **more)


def owed(play: Branch) -> list[tuple[str, Person]]:
    return [(d.kind, d.person) for d in duties_of(play.audit, play.framework, play.today)]


def time_passes(play: Branch, moment: datetime) -> list[Event]:
    play.clock.set(moment)
    return play.do(PassTime, SYSTEM)


def test_a_report_asks_the_lead_alone_and_changes_nothing_yet() -> None:
    play = reported(decided())
    assert owed(play) == [("answer-report", LEAD)]
    assert play.audit.in_force


@pytest.mark.parametrize("who", [SAFETY, ENGINEER, BOARD[0], STRANGER])
def test_whoever_sees_it_reports_it(who: Person) -> None:
    assert reported(decided(), by=who).audit.reports[0].by == who


def test_a_report_names_a_cause_and_says_how_one_knows() -> None:
    play = decided()
    with pytest.raises(Invalid):
        play.do(ReportCancelling, SAFETY, cause="bad-mood", text=play.text("It is."))
    with pytest.raises(Invalid):
        play.do(ReportCancelling, SAFETY, cause="incident", text=play.text(" "))
    with pytest.raises(NotAllowed):
        play.do(ReportCancelling, STRANGER, cause="incident", text=play.text("x"), actor_full_member=False)


def test_the_same_person_reports_the_same_thing_once() -> None:
    with refused_with("report-made-already", NotNow):
        reported(reported(decided()))


def test_it_happened_the_decision_is_suspended_and_the_stage_concerned_opened_again() -> None:
    play = reported(decided())
    answered, suspended, again, *_ = answer(play)
    assert isinstance(answered, ReportAnswered)
    assert isinstance(suspended, DecisionSuspended)
    assert isinstance(again, StageReopened)
    assert (suspended.stage, again.stage, again.questioned) == ("testing", "testing", ("reflection",))
    assert not play.audit.over
    assert play.audit.in_force is None
    assert decision(play).suspended


def test_a_severe_problem_stands_on_every_form_the_decision_allowed_and_every_more_open_one() -> None:
    play = reported(decided())
    answer(play)
    [problem] = play.audit.findings
    assert (problem.severity, problem.report, problem.owner) == ("severe", 1, LEAD)
    assert (problem.text, problem.blocks) == (play.audit.reports[0].text, tuple(range(2, 9)))


def test_what_answers_a_report_is_newer_than_it_and_takes_a_reviewer_with_safety() -> None:
    play = reported(decided())
    answer(play)
    fields = {"finding": 1, "disposition": "fixed", "why": play.text("The filter holds.")}
    with refused_with("finding-report-unanswered", NotNow):
        play.do(DisposeFinding, AUDITOR, **fields)
    play.clock.forward(timedelta(hours=1))
    play.hand_in("abuse-response")
    play.accept("abuse-response", by=SAFETY)
    with refused_with("finding-report-unanswered", NotNow):
        play.do(DisposeFinding, AUDITOR, **fields)
    play.do(TakeIn, SAFETY, stage=play.framework.stage_of("abuse-response").key)
    play.do(DisposeFinding, AUDITOR, **fields)
    assert ("second-disposition", SAFETY) in owed(play)
    play.do(SecondDisposition, SAFETY, finding=1, confirm=True)
    assert play.audit.findings[0].disposition == "fixed"


def test_what_suspended_a_decision_changes_what_was_signed_before_it_was_known() -> None:
    play = reported(decided())
    answer(play)
    assert ("still-approve", SAFETY) in owed(play)
    with refused_with("stage-close-obstacles", NotNow):
        play.do(CloseStage, LEAD, stage="testing")
    play.signatures("testing")
    play.do(CloseStage, LEAD, stage="testing")


def test_a_suspended_decision_is_decided_on_anew_and_keeps_its_place_in_the_record() -> None:
    play = reported(decided())
    answer(play)
    play.signatures("testing")
    play.do(CloseStage, LEAD, stage="testing")
    play.stands("reflection")
    assert ("open-ballot", LEAD) in owed(play)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0))
    play.reveal()
    play.cool_off()
    assert [d.form for d in play.audit.earlier_decisions] == [2]
    assert play.audit.in_force
    assert play.audit.in_force.form == 0


def test_it_did_not_happen_and_the_decision_stands() -> None:
    play = reported(decided())
    [answered] = answer(play, happened=False)
    assert isinstance(answered, ReportAnswered)
    assert play.audit.in_force
    assert owed(play) == []
    with refused_with("report-answered-by", NotNow):
        answer(play)


def test_only_whoever_leads_answers_and_after_two_working_days_the_board_may() -> None:
    play = reported(decided())
    for who in (SAFETY, BOARD[0], AUDITOR):
        with pytest.raises(NotAllowed):
            answer(play, by=who)
    alarm = next_alarm(play.audit, play.framework, play.now)
    assert alarm == datetime(2026, 11, 26, 17, tzinfo=UTC)
    [asked] = time_passes(play, alarm)
    assert isinstance(asked, BoardAsked)
    assert owed(play) == [("answer-report", who) for who in (LEAD, *BOARD)]
    answer(play, by=BOARD[1])
    assert decision(play).suspended


def test_the_deputy_answers_as_the_lead_does() -> None:
    play = reported(decided())
    answer(play, by=DEPUTY, stage="scoping")
    assert play.audit.open_stages()[0] == "scoping"


def test_of_published_weights_somebody_must_own_containment() -> None:
    play = reported(decided(7, asked_form=7))
    with refused_with("containment-missing", Invalid):
        answer(play)
    answer(play, containment=SAFETY)
    found = decision(play).suspended
    assert found
    assert found.containment == SAFETY


def test_what_is_suspended_is_not_reported_again() -> None:
    play = reported(decided())
    answer(play)
    with refused_with("report-already-suspended", NotNow):
        reported(play, by=ENGINEER)


def test_before_there_is_a_decision_there_is_nothing_to_cancel() -> None:
    with refused_with("report-no-decision", NotNow):
        reported(audit_at("testing"))


def test_a_decision_to_release_holds_for_a_year_and_a_new_audit_is_called_for_a_month_before() -> None:
    play = decided()
    last = play.today + timedelta(days=365)
    assert decision(play).expires == last
    [noticed] = time_passes(play, datetime.combine(last - timedelta(days=30), time(8), UTC))
    assert isinstance(noticed, ExpiryNoticed)
    assert time_passes(play, datetime.combine(last, time(23), UTC)) == []
    [expired] = time_passes(play, datetime.combine(last + timedelta(days=1), time(0), UTC))
    assert isinstance(expired, DecisionExpired)
    assert next_alarm(play.audit, play.framework, play.now) is None


def test_the_year_of_a_decision_is_counted_from_the_day_on_which_it_is_taken_where_the_audit_is_at_home() -> None:
    play = decided(calendar=Calendar(zone="America/Los_Angeles"))
    day = play.audit.calendar.day(decision(play).at)
    assert decision(play).at.date() > day
    last = day + timedelta(days=365)
    assert decision(play).expires == last
    assert {term.until for term in decision(play).terms} == {last}
    over = play.audit.calendar.begin(last + timedelta(days=1))
    time_passes(play, over - timedelta(minutes=1))
    assert decision(play).expired_at is None
    time_passes(play, over)
    assert decision(play).expired_at


def test_not_releasing_does_not_expire() -> None:
    play = decided(0)
    assert decision(play).expires is None
    assert next_alarm(play.audit, play.framework, play.now) is None


def test_a_cancelling_condition_on_a_decision_that_expired_gets_a_sentence() -> None:
    play = reported(decided())
    time_passes(play, play.now + timedelta(days=400))
    assert owed(play) == []
    for step in (lambda: reported(play, by=ENGINEER), lambda: answer(play)):
        with refused_with("report-decision-expired", NotNow):
            step()


def test_what_is_not_reconsidered_before_a_day_cannot_be_voted_on_until_then() -> None:
    play = decided(2, asked_form=7)
    day = play.today + timedelta(days=60)
    play.do(StageRelease, LEAD, form=7, not_before=day)
    reported(play)
    answer(play)
    play.signatures("testing")
    play.do(CloseStage, LEAD, stage="testing")
    play.stands("reflection")
    play.do(OpenBallot, LEAD)
    with refused_with("form-not-reconsidered", Invalid):
        play.vote(BOARD[0], play.paper(1, 7))
    play.vote(BOARD[0], play.paper(1, 6))


def test_only_whoever_leads_puts_a_release_into_steps_and_only_of_more_open_forms() -> None:
    play, day = decided(), date(2027, 6, 1)
    with pytest.raises(NotAllowed):
        play.do(StageRelease, SAFETY, form=3, not_before=day)
    for form, when in ((1, day), (2, day), (3, None), (3, play.today)):
        with pytest.raises(Invalid):
            play.do(StageRelease, LEAD, form=form, not_before=when)
    with pytest.raises(Invalid):
        play.do(StageRelease, LEAD)


def test_the_lead_adds_what_would_reopen_the_question_of_a_model_that_is_not_released() -> None:
    play = decided(0)
    words = play.text("A tamper record that holds.")
    play.do(StageRelease, LEAD, words=words)
    assert play.audit.staging
    assert play.audit.staging.words == words.digest


def outside(play: Branch, form: int = 7, by: Person = LEAD) -> Branch:
    play.do(ProposeOutside, by, form=form, words=play.text("The management decided on Monday."))
    return play


def test_a_decision_taken_outside_takes_the_lead_and_a_board_member_and_says_what_the_audit_supported() -> None:
    play = outside(audit_at("testing", asked_form=7, framework=first_edition()))
    assert {who for kind, who in owed(play) if kind == "confirm-outside"} == set(BOARD)
    [recorded] = play.do(AnswerOutside, BOARD[0], confirm=True)
    assert isinstance(recorded, DecidedOutside)
    found = decision(play).outside
    assert found
    assert (decision(play).form, found.supported, found.proposed_by, found.seconded_by) == (7, 0, LEAD, BOARD[0])
    assert play.audit.over


@pytest.mark.parametrize("who", [SAFETY, ENGINEER, BOARD[0]])
def test_only_whoever_leads_asks_to_record_it(who: Person) -> None:
    with pytest.raises(NotAllowed):
        outside(audit_at("testing"), by=who)


def test_only_a_board_member_seconds_it_and_may_refuse() -> None:
    play = outside(audit_at("testing", framework=first_edition()))
    with pytest.raises((NotAllowed, NotIndependent)):
        play.do(AnswerOutside, LEAD, confirm=True)
    play.do(AnswerOutside, BOARD[0], confirm=False)
    assert play.audit.outside_proposal is None
    with pytest.raises(NotNow):
        play.do(AnswerOutside, BOARD[1], confirm=True)


def test_a_ballot_under_way_counts_for_nothing_once_it_was_decided_outside() -> None:
    play = audit_at("post-audit", framework=first_edition())
    play.do(OpenBallot, LEAD)
    outside(play, 3).do(AnswerOutside, BOARD[0], confirm=True)
    with pytest.raises(NotNow):
        play.vote(BOARD[0], play.paper(1))


def test_what_was_decided_outside_can_be_cancelled_like_any_decision() -> None:
    play = outside(audit_at("post-audit", framework=first_edition()), 3)
    play.do(AnswerOutside, BOARD[0], confirm=True)
    answer(reported(play))
    assert decision(play).suspended


def test_a_ballot_after_the_deadline_is_refused_in_words() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    ballot = play.audit.ballot
    assert ballot
    play.clock.set(ballot.deadline)
    with refused_with("vote-too-late", NotNow):
        play.vote(BOARD[0], play.paper(1))


def test_a_seat_replaced_while_voting_makes_the_ballots_void_and_is_told_so() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(1))
    play.do(RecordGone, SYSTEM, person=BOARD[0])
    play.reassign(board=(*BOARD[1:], STRANGER))
    paper = play.paper(1)
    sealed = play.text(paper.model_dump_json(), sealed=True)
    with refused_with("vote-ballot-void", NotNow):
        play.do(CastBallot, BOARD[0], round=1, paper=paper, sealed=sealed)
