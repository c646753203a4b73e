"""What comes for a stage after it was closed: it lies beside, until a reviewer takes it in.

Owns whole plays, by the rules of before and of now.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import support
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import CloseStage, TakeIn
from bot.domain.lifecycle.duties import TakeInDuty
from bot.domain.lifecycle.late_evidence import late_evidence
from tests.builders import AUDITOR, AUDITOR_2, BOARD, ENGINEER, LEAD, SAFETY, first_edition, refused_with
from tests.decision.test_bent_decisions import API
from tests.engine.played_audits import Branch, audit_at

FILTERS = "content-filters"


def waiting_for_the_board(framework: Framework | None = None) -> Branch:
    """Every stage closed, with what the interface needs."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    return play


def withdrawn(play: Branch) -> Branch:
    """A later version of the filters does not support the release."""
    play.hand_in(FILTERS)
    play.accept(FILTERS, supports=False)
    return play


def failed(play: Branch) -> Branch:
    """A larger run fails, after testing was closed."""
    play.admit(play.reading(), "R1", 0.9, samples=5000)
    return play


def decides(play: Branch, *forms: int) -> Branch:
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(*forms))
    play.reveal()
    return play


def holds(play: Branch) -> bool:
    [risk] = play.audit.risks
    return verdict_on(play.audit, risk) == "supports"


def test_a_document_that_comes_late_counts_for_nothing_until_it_is_taken_in() -> None:
    def supported(framework: Framework | None) -> bool:
        play = audit_at("post-audit", framework=framework)
        for key in API:
            play.hand_in(key)
            play.accept(key)
        return support(play.audit, play.framework, 3).supported

    assert (supported(first_edition()), supported(None)) == (True, False)
    assert support(waiting_for_the_board().audit, waiting_for_the_board().framework, 3).supported


def test_what_lies_beside_moves_no_stage() -> None:
    play = failed(withdrawn(waiting_for_the_board()))
    assert moved_stages(play.audit, play.framework) == []
    play.do(OpenBallot, LEAD)


def test_a_result_that_comes_late_counts_for_nothing_until_it_is_taken_in() -> None:
    play = failed(waiting_for_the_board())
    assert holds(play)
    play.do(TakeIn, SAFETY, stage="testing")
    assert not holds(play)


def test_taking_in_opens_one_stage_alone_for_the_signatures_whose_evidence_changed() -> None:
    play = failed(waiting_for_the_board())
    collected = play.audit.stages["collection"]
    play.do(TakeIn, SAFETY, stage="testing")
    assert [key for key in play.audit.open_stages() if key != "post-audit"] == ["testing"]
    assert [key for key, stage in play.audit.stages.items() if stage.questioned] == ["reflection"]
    assert play.audit.stages["collection"] == collected
    with refused_with("ballot-stage-not-closed"):
        play.do(OpenBallot, LEAD)


def test_several_are_taken_in_at_once_and_the_stage_is_closed_once() -> None:
    play = waiting_for_the_board()
    play.hand_in(FILTERS)
    play.accept(FILTERS)
    play.hand_in("abuse-response")
    play.accept("abuse-response")
    stage = play.framework.stage_of(FILTERS).key
    assert set(late_evidence(play.audit, play.framework, stage).artifacts) == {FILTERS, "abuse-response"}
    play.do(TakeIn, SAFETY, stage=stage)
    assert not late_evidence(play.audit, play.framework, stage)
    play.signatures(stage)
    play.do(CloseStage, LEAD, stage=stage)
    assert play.audit.stages[stage].closed_with[FILTERS] == 2


@pytest.mark.parametrize("who", [LEAD, ENGINEER, BOARD[0]])
def test_a_reviewer_alone_takes_in(who: str) -> None:
    play = failed(waiting_for_the_board())
    with refused_with("late-reviewer-only", NotAllowed):
        play.do(TakeIn, who, stage="testing")


def test_nothing_is_swapped_under_an_open_ballot_by_handing_it_in_late() -> None:
    def voided(framework: Framework | None) -> bool:
        play = waiting_for_the_board(framework)
        play.do(OpenBallot, LEAD)
        play.hand_in(FILTERS)
        play.accept(FILTERS)
        assert play.audit.ballot
        return play.audit.ballot.status == "void"

    assert (voided(first_edition()), voided(None)) == (True, False)


def test_while_the_board_decides_what_does_not_speak_against_a_form_waits() -> None:
    play = waiting_for_the_board()
    play.do(OpenBallot, LEAD)
    play.hand_in(FILTERS)
    play.accept(FILTERS)
    with refused_with("late-waits", NotNow):
        play.do(TakeIn, SAFETY, stage=play.framework.stage_of(FILTERS).key)


def test_a_result_that_holds_waits_until_the_board_has_decided() -> None:
    play = waiting_for_the_board()
    play.do(OpenBallot, LEAD)
    play.admit(play.reading(), "R1", 0.001, samples=5000)
    with refused_with("late-waits", NotNow):
        play.do(TakeIn, SAFETY, stage="testing")


def test_a_failed_result_is_taken_in_while_the_board_votes_and_voids_the_ballot() -> None:
    play = waiting_for_the_board()
    play.do(OpenBallot, LEAD)
    failed(play).do(TakeIn, SAFETY, stage="testing")
    assert play.audit.ballot
    assert play.audit.ballot.status == "void"


def test_a_need_that_is_withdrawn_while_the_result_cools_off_voids_it() -> None:
    play = withdrawn(decides(waiting_for_the_board(), 0, 1, 2, 3))
    assert play.audit.proposal
    play.do(TakeIn, SAFETY, stage=play.framework.stage_of(FILTERS).key)
    assert play.audit.proposal is None


def test_nothing_is_taken_in_against_a_result_that_releases_nothing() -> None:
    play = failed(decides(waiting_for_the_board(), 0))
    with refused_with("late-waits", NotNow):
        play.do(TakeIn, SAFETY, stage="testing")


def test_a_version_handed_in_before_the_closing_and_accepted_after_it_comes_late_too() -> None:
    play = audit_at("collection")
    play.documents("collection")
    play.signatures("collection")
    play.hand_in("model-card")
    play.do(CloseStage, LEAD, stage="collection")
    play.accept("model-card")
    counting = play.audit.accepted("model-card")
    assert counting
    assert counting.number == 1


def test_somebody_is_asked_to_review_and_then_to_take_in_what_came_late() -> None:
    play = waiting_for_the_board()
    play.hand_in(FILTERS)
    stage = play.framework.stage_of(FILTERS).key
    owed = {(d.kind, d.artifact) for d in duties_of(play.audit, play.framework, play.today)}
    assert ("review", FILTERS) in owed
    play.accept(FILTERS)
    asked = [d for d in duties_of(play.audit, play.framework, play.today) if isinstance(d, TakeInDuty)]
    assert [(d.stage, d.person in (AUDITOR, AUDITOR_2, SAFETY)) for d in asked] == [(stage, True)]
