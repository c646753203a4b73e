"""The fold of the board's vote: how the state changes with what happened.

Owns a function per event (recommendation, rounds of voting, their result) and their table; nothing is decided here,
and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.ballot.events import (
    BallotCast,
    BallotClosed,
    BallotExtended,
    BallotOpened,
    BallotsRevealed,
    BallotVoided,
    FormRecommended,
    NoDecisionReached,
    SeatRecused,
)
from bot.domain.ballot.state import BallotRound, Recommendation
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event


def recommended(audit: Audit, e: FormRecommended) -> dict[str, Any]:
    """A person's newest word stands, beside the others'."""
    others = (r for r in audit.recommendations if r.person != e.by)
    return {"recommendations": (*others, Recommendation(person=e.by, form=e.form, reason=e.reason, at=e.at))}


def recused(audit: Audit, e: SeatRecused) -> dict[str, Any]:
    """A seat does not vote."""
    return {"recused": (*audit.recused, e.person)}


def ballot_opened(audit: Audit, e: BallotOpened) -> dict[str, Any]:
    """A round of voting, with everything frozen that must not move under it; in place of what was proposed."""
    ballot = BallotRound(
        number=e.round, status="open", seats=e.seats, needed=e.needed, deadline=e.deadline, evidence=e.evidence
    )
    proposals = tuple(
        p.model_copy(update={"status": "asked-again"}) if p.status == "standing" else p for p in audit.proposals
    )
    return {"ballots": (*audit.ballots, ballot), "proposals": proposals}


def _round(audit: Audit, number: int, **update: Any) -> dict[str, Any]:
    return {"ballots": tuple(b.model_copy(update=update) if b.number == number else b for b in audit.ballots)}


def cast(audit: Audit, e: BallotCast) -> dict[str, Any]:
    """A seat's newest ballot counts."""
    ballot = next(b for b in audit.ballots if b.number == e.round)
    return _round(audit, e.round, sealed={**ballot.sealed, e.by: e.ballot})


def extended(audit: Audit, e: BallotExtended) -> dict[str, Any]:
    """Once more time."""
    return _round(audit, e.round, extended=True, deadline=e.deadline)


def vote_closed(audit: Audit, e: BallotClosed) -> dict[str, Any]:
    """No more votes in this round."""
    return _round(audit, e.round, status="closed")


def voided(audit: Audit, e: BallotVoided) -> dict[str, Any]:
    """The round counts for nothing."""
    return _round(audit, e.round, status="void")


def revealed(audit: Audit, e: BallotsRevealed) -> dict[str, Any]:
    """Everybody in the audit's channel may read the ballots."""
    return _round(audit, e.round, status="revealed", opened=e.ballots)


def no_decision(audit: Audit, e: NoDecisionReached) -> dict[str, Any]:
    """The round ended without a result."""
    return _round(audit, e.round, status="no-decision")


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    FormRecommended: recommended,
    SeatRecused: recused,
    BallotOpened: ballot_opened,
    BallotCast: cast,
    BallotExtended: extended,
    BallotClosed: vote_closed,
    BallotVoided: voided,
    BallotsRevealed: revealed,
    NoDecisionReached: no_decision,
}
