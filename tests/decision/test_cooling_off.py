"""Between the reveal and the posted decision: cooling-off, holds, and the last look at evidence and needs.

Owns these rules on played audits. How it reads is tried in `tests/<subject>/…_in_slack`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bot.domain.ballot.commands import OpenBallot, RevealBallots
from bot.domain.decision.commands import CallHold, LiftHold, PostDecision
from bot.domain.decision.events import DecisionReached, HoldCalled, HoldLapsed, MitigationsListed, ProposalVoided
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.timers import next_alarm
from bot.domain.findings.commands import DisposeFinding, LogFinding
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    ChangeDetails,
    CloseStage,
    PassTime,
    PauseAudit,
    ProposeEnd,
    ReopenStage,
    TakeIn,
)
from bot.domain.roster.commands import DeclineRole
from tests.builders import (
    AUDITOR,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    SAFETY,
    STRANGER,
    built_in,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at

TUESDAY = datetime(2026, 11, 24, 17, tzinfo=UTC)

NEXT_MONDAY = datetime(2026, 11, 30, 17, tzinfo=UTC)


@cache
def _proposed(days: int, framework: Framework | None) -> Branch:
    if days != 1:
        other = built_in().model_dump()
        other["decision"]["cooling_off_days"] = days
        framework = Framework.model_validate(other)
    play = audit_at("post-audit", framework=framework)
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    play.reveal()
    return play


def proposed(*, days: int = 1, framework: Framework | None = None) -> Branch:
    """A board that allows the hosted product, revealed on a Monday."""
    return _proposed(days, framework).branch()


def hold(play: Branch, who: Person, why: str = "I have not read the last result.") -> HoldCalled:
    [called] = play.do(CallHold, who, round=1, reason=play.text(why))
    assert isinstance(called, HoldCalled)
    return called


def time_passes(play: Branch, moment: datetime) -> list[object]:
    play.clock.set(moment)
    return list(play.do(PassTime, SYSTEM))


def owed_to(play: Branch, who: Person) -> list[str]:
    return [d.kind for d in duties_of(play.audit, play.framework, play.today) if d.person == who]


def test_the_decision_is_reached_one_working_day_after_the_reveal_and_not_before() -> None:
    play = proposed()
    assert next_alarm(play.audit, play.framework, play.now) == TUESDAY
    assert time_passes(play, TUESDAY - timedelta(minutes=1)) == []
    [reached] = time_passes(play, TUESDAY)
    assert isinstance(reached, DecisionReached)
    assert (reached.form, reached.by) == (2, SYSTEM)


def test_a_result_of_a_friday_cools_off_over_the_monday() -> None:
    play = audit_at("post-audit")
    play.clock.set(datetime(2026, 11, 27, 8, tzinfo=UTC))
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1))
    play.reveal()
    assert play.audit.proposal
    assert play.audit.proposal.until == NEXT_MONDAY


def test_not_releasing_cools_off_too() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper())
    play.reveal()
    assert not play.audit.over
    play.cool_off()
    assert play.audit.decision
    assert play.audit.decision.form == 0


def test_a_framework_may_do_without_the_cooling_off() -> None:
    play = proposed(days=0)
    assert play.audit.decision
    assert [p.status for p in play.audit.proposals] == ["posted"]


def test_nothing_is_posted_before_the_plan_of_repairs_was_read() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    assert play.audit.ballot
    opened = {who: play.prose[digest] for who, digest in play.audit.ballot.sealed.items()}
    play.do(RevealBallots, SYSTEM, round=1, opened=opened)
    assert time_passes(play, TUESDAY) == []
    assert (next_alarm(play.audit, play.framework, play.now) or NEXT_MONDAY) > play.now, "it rings for nothing"
    with refused_with("decision-plan-unread", NotNow):
        play.do(PostDecision, LEAD, round=1)
    listed, reached = play.plan(("Train the filter again.", "Engineering", "before"))
    assert isinstance(listed, MitigationsListed)
    assert isinstance(reached, DecisionReached)


@pytest.mark.parametrize("who", [BOARD[2], LEAD, DEPUTY])
def test_a_seat_or_the_lead_holds_it_with_a_reason_and_nothing_is_posted_meanwhile(who: Person) -> None:
    play = proposed()
    assert hold(play, who).until == NEXT_MONDAY
    assert time_passes(play, TUESDAY) == []
    assert not play.audit.over


@pytest.mark.parametrize("who", [SAFETY, ENGINEER, AUDITOR, STRANGER])
def test_nobody_else_holds_it(who: Person) -> None:
    with pytest.raises(NotAllowed):
        hold(proposed(), who)


def test_a_hold_says_why() -> None:
    with pytest.raises(Invalid):
        hold(proposed(), LEAD, " ")


def test_a_seat_that_voted_holds_also_after_it_was_left() -> None:
    play = proposed()
    play.do(DeclineRole, BOARD[0], role="board")
    assert hold(play, BOARD[0]).by == BOARD[0]


def test_a_seat_filled_after_the_vote_makes_the_proposal_void() -> None:
    play = proposed()
    play.do(DeclineRole, BOARD[0], role="board")
    assert play.audit.proposal
    play.reassign(board=(*BOARD[1:], STRANGER))
    [void] = [e for e in play.history if isinstance(e, ProposalVoided)]
    assert void.cause == "roster"
    with pytest.raises(NotNow):
        hold(play, STRANGER)


def test_its_caller_lifts_it_and_what_has_cooled_off_is_posted() -> None:
    play = proposed()
    hold(play, BOARD[0])
    time_passes(play, TUESDAY + timedelta(hours=1))
    with pytest.raises(NotAllowed):
        play.do(LiftHold, LEAD, round=1, hold=1)
    play.do(LiftHold, BOARD[0], round=1, hold=1)
    assert play.audit.decision


def test_lifted_early_it_still_cools_off() -> None:
    play = proposed()
    hold(play, BOARD[0])
    play.do(LiftHold, BOARD[0], round=1, hold=1)
    assert not play.audit.over
    play.cool_off()
    assert play.audit.decision


def test_every_hold_must_be_gone() -> None:
    play = proposed()
    hold(play, BOARD[0])
    hold(play, LEAD)
    time_passes(play, TUESDAY + timedelta(hours=1))
    play.do(LiftHold, BOARD[0], round=1, hold=1)
    assert not play.audit.over
    play.do(LiftHold, LEAD, round=1, hold=2)
    assert play.audit.decision


def test_a_hold_stops_the_posting_for_five_working_days_and_then_posts_nothing_by_itself() -> None:
    play = proposed()
    hold(play, BOARD[0])
    assert "post-decision" not in owed_to(play, LEAD)
    [lapsed] = time_passes(play, NEXT_MONDAY)
    assert isinstance(lapsed, HoldLapsed)
    assert time_passes(play, NEXT_MONDAY + timedelta(days=30)) == []
    assert not play.audit.over
    assert owed_to(play, LEAD) == ["post-decision"]


def test_after_a_hold_ran_out_the_lead_posts_it_or_its_caller_lets_it_go() -> None:
    play = proposed()
    hold(play, BOARD[0])
    with pytest.raises(NotNow):
        play.do(PostDecision, LEAD, round=1)
    time_passes(play, NEXT_MONDAY)
    twin = play.branch()
    with pytest.raises(NotAllowed):
        play.do(PostDecision, SAFETY, round=1)
    [reached] = play.do(PostDecision, LEAD, round=1)
    assert isinstance(reached, DecisionReached)
    assert reached.by == LEAD
    twin.do(LiftHold, BOARD[0], round=1, hold=1)
    assert twin.audit.decision


def test_nobody_posts_it_before_it_has_cooled_off() -> None:
    with refused_with("decision-cooling-off", NotNow):
        proposed().do(PostDecision, LEAD, round=1)


def test_nobody_holds_it_twice() -> None:
    play = proposed()
    hold(play, BOARD[0])
    assert play.do(CallHold, BOARD[0], round=1, reason=play.text("Again.")) == []
    play.do(LiftHold, BOARD[0], round=1, hold=1)
    with refused_with("hold-used-already", NotNow):
        hold(play, BOARD[0])


def test_a_hold_after_the_cooling_off_is_refused_with_what_to_do_instead() -> None:
    play = proposed()
    hold(play, BOARD[0])
    time_passes(play, TUESDAY)
    with refused_with("hold-too-late", NotNow):
        hold(play, BOARD[1])
    play.do(LiftHold, BOARD[0], round=1, hold=1)
    with refused_with("audit-decided", NotNow):
        hold(play, BOARD[1])


def test_a_fresh_ballot_takes_the_place_of_what_is_held_and_of_nothing_else() -> None:
    play = proposed()
    with refused_with("ballot-result-stands", NotNow):
        play.do(OpenBallot, LEAD)
    with refused_with("motion-nothing-held", NotNow):
        play.do(MakeMotion, BOARD[0], kind="fresh-ballot", round=1)
    hold(play, BOARD[0])
    play.do(MakeMotion, BOARD[0], kind="fresh-ballot", round=1)
    play.do(AnswerMotion, BOARD[1], motion=1, agree=True)
    assert play.audit.proposal is None
    with refused_with("decision-asked-again", NotNow):
        play.do(LiftHold, BOARD[0], round=1, hold=1)
    for who in BOARD:
        play.vote(who, play.paper(1))
    play.reveal()
    play.cool_off()
    assert play.audit.decision
    assert play.audit.decision.round == 2


def test_in_an_audit_of_before_a_reopened_stage_makes_the_result_void_at_once() -> None:
    play = proposed(framework=first_edition())
    play.do(ReopenStage, LEAD, stage="testing", reason=play.text("A new attack."))
    assert [e.cause for e in play.history if isinstance(e, ProposalVoided)] == ["reopened"]
    assert play.audit.proposal is None


def test_a_need_that_is_withdrawn_makes_the_result_void() -> None:
    play = proposed()
    play.hand_in("abuse-response")
    play.accept("abuse-response", supports=False)
    assert play.audit.proposal
    stage = play.framework.stage_of("abuse-response").key
    play.do(TakeIn, AUDITOR, stage=stage)
    assert isinstance(play.history[-1], ProposalVoided)
    play.signatures(stage)
    play.do(CloseStage, LEAD, stage=stage)
    play.stands()
    assert "open-ballot" in owed_to(play, LEAD)


def test_a_severe_problem_found_while_it_cools_off_goes_to_the_board_even_if_it_is_settled_at_once() -> None:
    play = proposed()
    logged = play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("Leaks."), blocks=(2,))
    assert [x.cause for x in logged if isinstance(x, ProposalVoided)] == ["evidence"]
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="accepted", why=play.text("It is rare."))
    assert time_passes(play, TUESDAY) == []
    assert "open-ballot" in owed_to(play, LEAD)


def test_a_need_that_does_not_hold_any_more_is_noticed_before_the_posting() -> None:
    play = audit_at("post-audit", asked_form=4)
    play.needs(4)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(4))
    play.reveal()
    attacked = play.audit.model_copy(update={"weights": "sha256:ab"})  # other weights were attacked, as it turns out
    assert attacked.proposal
    play.clock.set(attacked.proposal.until)
    [voided] = decide(attacked, play.framework, play.command(PassTime, SYSTEM), play.now)
    assert isinstance(voided, ProposalVoided)
    assert voided.cause == "needs"


def test_what_the_board_decided_on_is_neither_paused_nor_changed_while_it_cools_off() -> None:
    play = proposed()
    with refused_with("pause-cooling-off", NotNow):
        play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    with refused_with("details-cooling-off", NotNow):
        play.do(ChangeDetails, LEAD, asked_form=1)


def test_an_audit_that_ends_meanwhile_is_not_decided() -> None:
    play = proposed()
    play.do(ProposeEnd, LEAD, reason=play.text("The model was withdrawn."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    assert time_passes(play, TUESDAY) == []
    assert play.audit.decision is None


def test_a_day_of_downtime_posts_it_late_and_once() -> None:
    play = proposed()
    [reached] = time_passes(play, TUESDAY + timedelta(days=20))
    assert isinstance(reached, DecisionReached)
    assert time_passes(play, TUESDAY + timedelta(days=21)) == []
