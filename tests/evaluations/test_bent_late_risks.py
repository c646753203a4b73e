"""Risks and thresholds that come after their stage was closed, and problems lowered while the board decides.

Owns whole plays, by the rules of before and of now.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import support
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.findings.duties import SecondDispositionDuty
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import CloseStage, TakeIn
from bot.domain.lifecycle.duties import TakeInDuty
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.slack.lifecycle.stage_card import stage_card
from tests.builders import AUDITOR, LEAD, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.lifecycle.test_bent_late_evidence import decides, waiting_for_the_board
from tests.slack.outbound.view_contexts import context_of, say, shown

SECOND = {"likelihood": 5, "severity": 5, "priority": True}


def recorded(play: Branch, *, by: str = LEAD, **said: Any) -> Branch:
    """One more risk, put on record by whoever may."""
    play.do(RecordRisk, by, **{"title": play.text("Weapons."), **SECOND, **said})
    return play


def is_void(play: Branch) -> bool:
    assert play.audit.ballot
    return play.audit.ballot.status == "void"


def test_a_risk_put_on_record_while_the_board_votes_voids_no_ballot() -> None:
    def voided(framework: Framework | None) -> bool:
        play = waiting_for_the_board(framework)
        play.do(OpenBallot, LEAD)
        return is_void(recorded(play))

    assert (voided(first_edition()), voided(None)) == (True, False)


def test_a_threshold_set_while_the_board_votes_voids_no_ballot() -> None:
    def voided(framework: Framework | None) -> bool:
        play = waiting_for_the_board(framework)
        play.do(OpenBallot, LEAD)
        play.threshold("R1", 0.001, beside=True)
        return is_void(play)

    assert (voided(first_edition()), voided(None)) == (True, False)


def test_a_risk_that_comes_late_moves_no_closed_stage_and_keeps_no_ballot_from_opening() -> None:
    play = recorded(waiting_for_the_board())
    assert moved_stages(play.audit, play.framework) == []
    assert [risk.key for risk in play.audit.risks] == ["R1"]
    play.do(OpenBallot, LEAD)


def test_a_threshold_that_comes_late_counts_for_nothing_until_it_is_taken_in() -> None:
    def verdict(framework: Framework | None, *, taken_in: bool = False) -> str | None:
        play = audit_at("reflection", framework=framework)
        play.threshold("R1", 0.001, beside=True)
        if taken_in:
            play.do(TakeIn, SAFETY, stage="mapping")
        play.open_thresholds("R1")
        return verdict_on(play.audit, play.audit.risks[0])

    assert (verdict(first_edition()), verdict(None)) == ("does-not-support", "supports")
    assert verdict(None, taken_in=True) == "does-not-support"


def test_what_is_taken_in_opens_the_stage_that_chose_the_risks_alone() -> None:
    play = recorded(audit_at("post-audit"))
    play.threshold("R2", 0.2, beside=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    assert [key for key in play.audit.open_stages() if key != "post-audit"] == ["mapping"]
    assert [(risk.key, len(risk.thresholds)) for risk in play.audit.risks] == [("R1", 1), ("R2", 1)]
    play.signatures("mapping")
    play.do(CloseStage, LEAD, stage="mapping")
    assert not late_evidence(play.audit, play.framework, "mapping")


def test_a_risk_scored_anew_late_keeps_its_thresholds_and_counts_once_it_is_taken_in() -> None:
    play = audit_at("post-audit")
    recorded(play, risk="R1", by=AUDITOR)
    [before], [after] = play.audit.risks, all_risks(play.audit)
    assert (before.severity, after.severity) == (4, 5)
    assert after.thresholds == before.thresholds
    play.do(TakeIn, SAFETY, stage="mapping")
    assert play.audit.risks == (after,)


def test_a_late_risk_is_known_when_more_is_recorded() -> None:
    play = recorded(recorded(audit_at("post-audit")), title=None, risk="R2", severity=3)
    recorded(play, title=play.text("Fraud."))
    assert [(r.key, r.severity) for r in all_risks(play.audit)] == [("R1", 4), ("R2", 3), ("R3", 5)]


def test_while_the_board_decides_no_risk_is_taken_in() -> None:
    play = waiting_for_the_board()
    play.do(OpenBallot, LEAD)
    recorded(play)
    with refused_with("late-waits", NotNow):
        play.do(TakeIn, SAFETY, stage="mapping")


def test_a_reviewer_is_asked_to_take_a_late_risk_in_and_the_card_shows_it() -> None:
    play = recorded(audit_at("post-audit"))
    play.threshold("R1", 0.05, beside=True)
    assert [d.stage for d in duties_of(play.audit, play.framework, play.today) if isinstance(d, TakeInDuty)] == [
        "mapping"
    ]
    text = shown(stage_card(context_of(play), "mapping"))
    assert say()("late-risk", risk="R2", title="Weapons.") in text.replace("> ", "")


def severe(play: Branch) -> Branch:
    words = play.text("Nine attacks of ten work.")
    play.do(LogFinding, AUDITOR, stage="testing", severity="severe", text=words, blocks=(3,))
    return play


def lowered(play: Branch) -> Branch:
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="mitigated", why=play.text("A filter stops them."))
    play.do(SecondDisposition, SAFETY, finding=1, confirm=True)
    return play


def test_a_severe_problem_is_not_lowered_while_the_board_votes() -> None:
    play = severe(waiting_for_the_board())
    play.do(OpenBallot, LEAD)
    with refused_with("finding-lowering-waits", NotNow):
        lowered(play)
    assert not is_void(play)
    assert play.audit.findings[0].proposed
    owed = duties_of(play.audit, play.framework, play.today)
    assert not [d for d in owed if isinstance(d, SecondDispositionDuty)]


def test_a_severe_problem_is_not_lowered_while_a_result_cools_off() -> None:
    play = decides(severe(waiting_for_the_board()), 0, 1)
    with refused_with("finding-lowering-waits", NotNow):
        lowered(play)
    assert play.audit.proposal


def test_a_severe_problem_logged_meanwhile_voids_the_ballot_at_once() -> None:
    play = waiting_for_the_board()
    play.do(OpenBallot, LEAD)
    assert is_void(severe(play))
    assert not support(play.audit, play.framework, 3).supported
    lowered(play)


@pytest.mark.parametrize("alone", [True, False])
def test_once_no_ballot_is_out_what_waited_is_taken_in(alone: bool) -> None:
    play = recorded(waiting_for_the_board())
    if alone:
        play.do(OpenBallot, LEAD, form_0_alone=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    assert [risk.key for risk in play.audit.risks] == ["R1", "R2"]
