"""Ballots on form 0 alone, and results that release nothing: the way out that nothing bars.

Owns whole plays around them, by the rules of before and of now.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import CallHold
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PassTime, ReopenStage
from bot.domain.lifecycle.earlier_audits import account_of
from tests.builders import AUDITOR, BOARD, LEAD, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at


def asked_about_form_0(stage: str = "testing") -> Branch:
    """The board is asked whether nothing is released, while a stage is open."""
    play = audit_at(stage)
    play.do(OpenBallot, LEAD, form_0_alone=True)
    return play


def voted(play: Branch, *papers: tuple[int, ...]) -> Branch:
    """Each seat ticks these forms, and the ballots are revealed."""
    for who, forms in zip(BOARD, papers, strict=True):
        play.vote(who, play.paper(*forms))
    play.reveal()
    return play


def nothing_released(framework: Framework | None = None) -> Branch:
    """The board was asked about all forms, and ticked none above 0."""
    play = audit_at("post-audit", framework=framework)
    play.do(OpenBallot, LEAD)
    return voted(play, (0,), (0,), (0,))


@pytest.mark.parametrize("stage", ["scoping", "mapping", "testing", "post-audit"])
def test_a_ballot_on_form_0_alone_may_be_opened_at_any_time(stage: str) -> None:
    play = voted(asked_about_form_0(stage), (0,), (0,), ())
    play.cool_off()
    assert play.audit.decision
    assert (play.audit.decision.form, play.audit.decision.allowed) == (0, ())


def test_by_the_rules_of_before_nothing_is_decided_until_every_stage_is_closed() -> None:
    with refused_with("ballot-form-0-later-edition"):
        audit_at("testing", framework=first_edition()).do(OpenBallot, LEAD, form_0_alone=True)


def test_a_ballot_on_form_0_alone_needs_as_many_ticks_as_the_threshold_and_else_decides_nothing() -> None:
    play = voted(asked_about_form_0(), (0,), (), ())
    assert play.audit.ballot
    assert play.audit.ballot.status == "revealed"
    assert play.audit.proposals == ()
    assert play.audit.stages["testing"].status == "open"
    play.complete("testing")


def test_a_ballot_on_form_0_alone_ticks_no_other_form_and_sends_nothing_back() -> None:
    play = asked_about_form_0()
    with refused_with("vote-form-0-alone"):
        play.vote(BOARD[0], play.paper(0, 1))
    with refused_with("vote-send-back-form-0"):
        play.vote(BOARD[0], play.paper(send_back="scoping"))


def test_work_goes_on_beneath_a_ballot_on_form_0_alone() -> None:
    play = asked_about_form_0()
    play.complete("testing")
    assert play.audit.ballot
    assert play.audit.ballot.status == "open"


def test_a_ballot_on_form_0_alone_is_not_the_one_ballot_on_these_weights() -> None:
    play = asked_about_form_0()
    assert not account_of(play.audit, play.framework).told.voting
    voted(play, (0,), (0,), (0,))
    assert play.audit.proposal
    assert not account_of(play.audit, play.framework).told.voting


def test_a_result_that_nothing_is_released_is_voided_by_nothing() -> None:
    def reopened(framework: Framework | None) -> Branch:
        play = nothing_released(framework)
        play.do(ReopenStage, LEAD, stage="testing", reason=play.text("We want to test more."))
        return play

    assert reopened(first_edition()).audit.proposal is None
    with refused_with("reopen-board-deciding"):
        reopened(None)
    play = nothing_released()
    text = play.text("It leaks.")
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=text, blocks=(1,))
    assert play.audit.proposal
    play.cool_off()
    assert play.audit.decision
    assert play.audit.decision.form == 0


def test_a_severe_problem_does_not_take_back_that_nothing_is_released() -> None:
    def problem(framework: Framework | None) -> bool:
        play = nothing_released(framework)
        words = play.text("It leaks.")
        play.do(LogFinding, AUDITOR, stage="testing", severity="severe", text=words, blocks=(3,))
        return play.audit.proposal is not None

    assert (problem(first_edition()), problem(None)) == (False, True)


def test_that_nothing_is_released_is_held_by_seats_only() -> None:
    def held(framework: Framework | None) -> Branch:
        play = nothing_released(framework)
        play.do(CallHold, LEAD, round=1, reason=play.text("I see it otherwise."))
        return play

    assert held(first_edition()).audit.proposal
    with refused_with("hold-form-0"):
        held(None)
    play = nothing_released()
    play.do(CallHold, BOARD[0], round=1, reason=play.text("We overlooked a result."))
    assert play.audit.proposal
    assert play.audit.proposal.held


def test_a_ballot_on_form_0_alone_that_too_few_answer_is_no_decision() -> None:
    play = asked_about_form_0()
    for _ in range(2):
        assert play.audit.ballot
        play.clock.set(play.audit.ballot.deadline)
        play.do(PassTime, SYSTEM)
    assert play.audit.ballot
    assert play.audit.ballot.status == "no-decision"


def test_an_audit_that_asks_for_form_0_votes_whenever_its_lead_asks() -> None:
    play = audit_at("collection", asked_form=0)
    play.do(OpenBallot, LEAD)
    assert play.audit.ballot
    assert play.audit.ballot.form_0_alone
