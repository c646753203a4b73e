"""Risks that do not hold, and what a board may make of them: accept them by name, for what can be taken back.

Owns what a ballot may name, and what the result counts. Support without it is tested beside this.
"""

from __future__ import annotations

import functools

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.residual import nameable
from bot.domain.ballot.rules import only_form_0_can_win
from bot.domain.ballot.state import ResidualRisk
from bot.domain.ballot.support import support
from bot.domain.decision.state import AcceptedRisk
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.findings.commands import LogFinding
from tests.builders import AUDITOR, BOARD, LEAD, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at

API = ("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting", "weight-security")


def failing(value: float = 0.9, *, severity: int = 4) -> Branch:
    """The board is asked about an API, and a test did not hold."""
    return _failing(value, severity).branch()


@functools.cache
def _failing(value: float, severity: int) -> Branch:
    play = audit_at("mapping")
    facts = {"title": play.text("Harmful advice."), "likelihood": 3, "severity": severity, "priority": True}
    play.do(RecordRisk, AUDITOR, **facts)
    play.threshold("R1")
    play.complete("mapping")
    for key in API:
        if not play.audit.accepted(key):
            play.hand_in(key)
            play.accept(key)
    play.complete("collection")
    play.admit(play.reading(), "R1", value)
    words = play.text("Nine attacks of ten work.")
    play.do(
        LogFinding, AUDITOR, stage="testing", severity="severe", text=words, cause="test", risk="R1", blocks=(1, 2, 3)
    )
    for stage in ("testing", "reflection"):
        play.complete(stage)
    play.do(OpenBallot, LEAD)
    return play


def named(play: Branch, *forms: int, of: int = 3, reason: str = "The pilot is small, and we watch it.") -> Branch:
    """Everybody ticks everything; so many of them accept the risk for these forms."""
    for number, who in enumerate(BOARD):
        residual = tuple(ResidualRisk(risk="R1", form=form) for form in forms) if number < of else ()
        said = play.text(reason) if residual else None
        play.vote(who, play.paper(*range(4), residual=residual, residual_reason=said))
    play.reveal()
    play.cool_off()
    return play


def allowed(play: Branch) -> tuple[int, ...]:
    assert play.audit.decision
    return play.audit.decision.allowed


def test_ticks_alone_accept_no_risk() -> None:
    assert allowed(named(failing())) == ()


def test_a_risk_that_as_many_seats_accept_as_the_form_needs_does_not_block_it_nor_its_problem() -> None:
    play = named(failing(), 2, of=2)
    assert allowed(play) == (2,)
    assert play.audit.decision
    assert play.audit.decision.residual == (AcceptedRisk(form=2, risk="R1", by=BOARD[:2]),)


def test_one_seat_short_accepts_nothing() -> None:
    assert allowed(named(failing(), 2, 3, of=1)) == ()


def test_the_matrix_is_shown_without_it() -> None:
    play = named(failing(), 2, 3)
    assert not support(play.audit, play.framework, 2).supported


def test_an_inconclusive_result_may_be_accepted_too() -> None:
    assert allowed(named(failing(0.1), 3)) == (3,)


def test_a_risk_of_the_highest_severity_is_accepted_by_nobody() -> None:
    play = failing(severity=5)
    assert nameable(play.audit, play.framework) == ()
    with refused_with("vote-residual-not-acceptable"):
        named(play, 2)


def test_a_form_from_4_up_is_allowed_by_no_name() -> None:
    play = audit_at("testing", asked_form=5)
    play.admit(play.reading(), "R1", 0.9)
    assert {each.form for each in nameable(play.audit, play.framework)} == {1, 2, 3}


def test_a_risk_without_a_result_is_not_accepted() -> None:
    play = audit_at("testing")
    assert support(play.audit, play.framework, 3).risks == ("R1",)
    assert nameable(play.audit, play.framework) == ()


def test_another_problem_blocks_on() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), "R1", 0.9)
    words = play.text("It leaks.")
    play.do(LogFinding, AUDITOR, stage="testing", severity="severe", text=words, blocks=(2, 3))
    assert support(play.audit, play.framework, 3, ("R1",)).findings == (1,)


@pytest.mark.parametrize(
    ("ticked", "reason", "refusal"),
    [((0, 1), "Small.", "vote-residual-without-form"), ((0, 2), " ", "vote-residual-reason-missing")],
    ids=["form not ticked", "no reason"],
)
def test_a_risk_is_named_beside_a_ticked_form_with_a_reason(ticked: tuple[int, ...], reason: str, refusal: str) -> None:
    play = failing()
    paper = play.paper(*ticked, residual=(ResidualRisk(risk="R1", form=2),), residual_reason=play.text(reason))
    with refused_with(refusal):
        play.vote(BOARD[0], paper)


def test_audits_of_before_name_none() -> None:
    play = audit_at("testing", framework=first_edition())
    play.admit(play.reading(), "R1", 0.9)
    assert nameable(play.audit, play.framework) == ()


def test_that_only_form_0_can_win_is_not_said_where_the_board_may_accept_what_fails() -> None:
    play = failing()
    assert not only_form_0_can_win(play.audit, play.framework)
    assert only_form_0_can_win((severest := failing(severity=5)).audit, severest.framework)
