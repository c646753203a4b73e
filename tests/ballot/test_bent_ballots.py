"""Ways in which a board's vote would say less than it decides: said, by the rules of now.

Owns whole plays around one round of voting.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import gap_in
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PassTime
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from tests.builders import BOARD, LEAD, first_edition
from tests.decision.test_bent_decisions import API
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, say, shown


def one_seat_silent(framework: Framework | None, *ticks: int) -> Branch:
    """Two of three seats vote, one of them for everything and one for `ticks`."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(0, 1, 2, 3))
    play.vote(BOARD[1], play.paper(*ticks))
    assert play.audit.ballot
    play.clock.set(play.audit.ballot.deadline)
    play.do(PassTime, SYSTEM)
    play.reveal()
    return play


def test_a_seat_that_stays_away_and_decides_by_it_is_said() -> None:
    def absent(framework: Framework | None) -> tuple[int, ...]:
        [proposal] = one_seat_silent(framework, 0, 2).audit.proposals
        assert proposal.form == 2
        return proposal.absent

    assert absent(first_edition()) == ()
    assert absent(None) == (3,)


def test_a_seat_that_stays_away_and_decides_nothing_is_not_blamed() -> None:
    [proposal] = one_seat_silent(None, 0, 2, 3).audit.proposals
    assert (proposal.form, proposal.absent) == (3, ())


def test_who_decided_by_staying_away_stands_on_proposal_and_decision() -> None:
    play = one_seat_silent(None, 0, 2)
    said = say()("decision-absent", absent="<@UBOARD3>", forms="3 Inference API").split("*")[1]
    assert said in shown(proposal_card(context_of(play), 1))
    play.cool_off()
    assert said in shown(decision_card(context_of(play)))


@pytest.mark.parametrize(
    ("ticked", "gap"), [((0, 1, 3), (2,)), ((0, 3), (1, 2)), ((0, 1, 2), ()), ((2, 3), ()), ((), ())]
)
def test_a_gap_is_what_lies_between_the_least_and_the_most_open_form_ticked(
    ticked: tuple[int, ...], gap: tuple[int, ...]
) -> None:
    assert gap_in(ticked) == gap
