"""The fold of the board's vote: how the state changes with what happened.

Owns a function per event (recommendation, rounds of voting, their result) and their table; nothing is decided here,
and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable

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
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def recommended(audit: Audit, e: FormRecommended) -> Audit:
    """A person's newest word stands, beside the others'."""
    others = (r for r in audit.recommendations if r.person != e.by)
    return audit.replace(recommendations=(*others, _recommendation(e)))


def _recommendation(e: FormRecommended) -> Recommendation:
    return Recommendation(person=e.by, form=e.form, reason=e.reason, at=e.at, benefits=e.benefits)


@FOLDS.add
def recused(audit: Audit, e: SeatRecused) -> Audit:
    """A seat does not vote."""
    return audit.replace(recused=(*audit.recused, e.person))


@FOLDS.add
def ballot_opened(audit: Audit, e: BallotOpened) -> Audit:
    """A round of voting, with everything frozen that must not move under it; in place of what was proposed."""
    ballot = BallotRound(
        number=e.round,
        status="open",
        seats=e.seats,
        needed=e.needed,
        deadline=e.deadline,
        evidence=e.evidence,
        form_0_alone=e.form_0_alone,
    )
    proposals = tuple(p.replace(status="asked-again") if p.status == "standing" else p for p in audit.proposals)
    return audit.replace(ballots=(*audit.ballots, ballot), proposals=proposals)


def _round(audit: Audit, number: int, change: Callable[[BallotRound], BallotRound]) -> Audit:
    return audit.replace(ballots=tuple(change(b) if b.number == number else b for b in audit.ballots))


@FOLDS.add
def cast(audit: Audit, e: BallotCast) -> Audit:
    """A seat's newest ballot counts."""
    return _round(audit, e.round, lambda b: b.replace(sealed={**b.sealed, e.by: e.ballot}))


@FOLDS.add
def extended(audit: Audit, e: BallotExtended) -> Audit:
    """Once more time."""
    return _round(audit, e.round, lambda b: b.replace(extended=True, deadline=e.deadline))


@FOLDS.add
def vote_closed(audit: Audit, e: BallotClosed) -> Audit:
    """No more votes in this round."""
    return _round(audit, e.round, lambda b: b.replace(status="closed"))


@FOLDS.add
def voided(audit: Audit, e: BallotVoided) -> Audit:
    """The round counts for nothing."""
    return _round(audit, e.round, lambda b: b.replace(status="void"))


@FOLDS.add
def revealed(audit: Audit, e: BallotsRevealed) -> Audit:
    """Everybody in the audit's channel may read the ballots."""
    return _round(audit, e.round, lambda b: b.replace(status="revealed", opened=e.ballots))


@FOLDS.add
def no_decision(audit: Audit, e: NoDecisionReached) -> Audit:
    """The round ended without a result."""
    return _round(audit, e.round, lambda b: b.replace(status="no-decision"))
