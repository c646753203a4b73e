"""Ways in which whoever leads would be rid of a result of the board and ask it again: refused by the rules of now.

Owns whole plays from the opening of a ballot to the post. What a hold is, `tests.decision.test_cooling_off` says.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import CallHold, PostDecision
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.lifecycle.commands import AnswerEnd, PassTime, ProposeEnd, ReopenStage
from bot.slack.decision.messages import ASKS
from bot.slack.kit.action_ids import ActionId
from tests.builders import AUDITOR, BOARD, LEAD, SAFETY, first_edition, refused_with
from tests.decision.test_bent_decisions import API
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of

BEFORE = first_edition()


def votes(play: Branch, *forms: int) -> Branch:
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(*forms))
    play.reveal()
    return play


def hosted(framework: Framework | None = None) -> Branch:
    """The board allows the hosted product, and that cools off."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    return votes(play, 2)


def nothing_released(framework: Framework | None = None) -> Branch:
    """The board allows nothing, and that cools off."""
    return votes(audit_at("post-audit", framework=framework))


def held(play: Branch, who: Person) -> Branch:
    play.do(CallHold, who, round=1, reason=play.text("Not yet."))
    return play


def ran_out(play: Branch) -> Branch:
    play.clock.set(play.now + timedelta(days=10))
    play.do(PassTime, SYSTEM)
    return play


def stands(play: Branch) -> bool:
    return play.audit.proposal is not None and play.audit.proposal.round == 1


@pytest.mark.parametrize("who", [LEAD, BOARD[0]])
def test_the_lead_asks_for_no_fresh_ballot_while_a_result_is_held(who: Person) -> None:
    assert held(hosted(BEFORE), who).do(OpenBallot, LEAD)
    play = held(hosted(), who)
    with refused_with("ballot-result-held"):
        play.do(OpenBallot, LEAD)
    assert stands(play)


def test_a_lead_who_holds_a_result_has_no_new_one() -> None:
    with refused_with("ballot-result-held"):
        held(hosted(), LEAD).do(OpenBallot, LEAD)


def test_a_result_that_nothing_is_released_is_not_voted_on_again_because_one_seat_holds_it() -> None:
    assert held(nothing_released(BEFORE), BOARD[0]).do(OpenBallot, LEAD)
    with refused_with("ballot-result-held"):
        held(nothing_released(), BOARD[0]).do(OpenBallot, LEAD)


def test_a_held_result_is_not_replaced_by_a_ballot_on_form_0() -> None:
    with refused_with("ballot-result-held"):
        held(hosted(), BOARD[0]).do(OpenBallot, LEAD, form_0_alone=True)


def test_after_a_hold_ran_out_the_lead_posts_and_asks_nobody_anew() -> None:
    assert ran_out(held(hosted(BEFORE), BOARD[0])).do(OpenBallot, LEAD)
    play = ran_out(held(hosted(), BOARD[0]))
    with refused_with("ballot-result-held"):
        play.do(OpenBallot, LEAD)
    play.do(PostDecision, LEAD, round=1)
    assert play.audit.decision


@pytest.mark.parametrize("over", [False, True], ids=["while it is held", "after the hold"])
def test_as_many_seats_as_the_threshold_ask_for_a_fresh_ballot(over: bool) -> None:
    play = held(hosted(), BOARD[0])
    play = ran_out(play) if over else play
    play.do(MakeMotion, BOARD[0], kind="fresh-ballot", round=1)
    assert stands(play)
    play.do(AnswerMotion, BOARD[1], motion=1, agree=True)
    assert play.audit.ballot
    assert (play.audit.ballot.number, play.audit.ballot.status) == (2, "open")


def test_after_a_hold_the_lead_is_offered_to_post_alone() -> None:
    def offered(play: Branch) -> list[str]:
        context = context_of(ran_out(held(play, BOARD[0])))
        [duty] = (d for d in context.duties if d.kind == "post-decision")
        return [str(b.action_id).split(":")[0] for b in ASKS[type(duty)](context, duty).buttons]

    assert offered(hosted(BEFORE)) == [ActionId.POST_DECISION, ActionId.OPEN_BALLOT]
    assert offered(hosted()) == [ActionId.POST_DECISION]


def test_no_stage_is_reopened_to_take_a_result_back() -> None:
    before = hosted(BEFORE)
    before.do(ReopenStage, LEAD, stage="reflection", reason=before.text("We look again."))
    assert not stands(before)
    play = hosted()
    with refused_with("reopen-board-deciding"):
        play.do(ReopenStage, LEAD, stage="reflection", reason=play.text("We look again."))
    assert stands(play)


def test_no_stage_is_reopened_under_the_vote() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("reopen-board-deciding"):
        play.do(ReopenStage, LEAD, stage="reflection", reason=play.text("We look again."))
    assert play.audit.ballot
    assert play.audit.ballot.status == "open"


def test_a_stage_is_reopened_under_a_ballot_on_form_0_alone() -> None:
    play = audit_at("testing")
    play.do(OpenBallot, LEAD, form_0_alone=True)
    assert play.do(ReopenStage, LEAD, stage="mapping", reason=play.text("A new use came up."))


def problem(play: Branch, who: Person, severity: str = "severe") -> Branch:
    text = play.text("It leaks.")
    play.do(LogFinding, who, stage="testing", severity=severity, text=text, blocks=(8,))
    return play


def test_the_lead_voids_no_result_by_a_severe_problem() -> None:
    assert not stands(problem(hosted(BEFORE), LEAD))
    with refused_with("finding-while-deciding"):
        problem(hosted(), LEAD)
    assert stands(problem(hosted(), LEAD, "high"))
    assert not stands(problem(hosted(), SAFETY))


def test_the_lead_voids_no_result_by_opening_a_problem_again() -> None:
    play = audit_at("post-audit")
    play.bring(*API)
    problem(play, AUDITOR)
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="fixed", why=play.text("It is gone."))
    play.do(SecondDisposition, SAFETY, finding=1, confirm=True)
    votes(play, 2)
    twin = play.branch()
    with refused_with("finding-while-deciding"):
        play.do(DisposeFinding, LEAD, finding=1, disposition="open", why=play.text("It is back."))
    twin.do(DisposeFinding, AUDITOR, finding=1, disposition="open", why=twin.text("It is back."))
    assert (stands(play), stands(twin)) == (True, False)


def ends(play: Branch) -> bool:
    play.do(ProposeEnd, LEAD, reason=play.text("We start anew."))
    play.do(AnswerEnd, BOARD[0], confirm=True)
    return play.audit.ended is not None


def test_an_audit_is_not_ended_over_a_result_that_nothing_is_released() -> None:
    assert ends(nothing_released(BEFORE))
    assert ends(hosted())
    play = nothing_released()
    with refused_with("end-form-0-proposed"):
        ends(play)
    play.cool_off()
    assert play.audit.decision
    assert play.audit.decision.form == 0
