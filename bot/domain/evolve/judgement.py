"""How events about the reflection and the decision change the state."""

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
from bot.domain.ballot.fold import (
    ballot_opened,
    cast,
    extended,
    no_decision,
    recommended,
    recused,
    revealed,
    voided,
    vote_closed,
)
from bot.domain.decided import Decision
from bot.domain.events import DecisionReached
from bot.domain.kernel.audit import Audit
from bot.domain.reflection.events import (
    StatementsAnswered,
    SummaryDrafted,
    SummaryFailed,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from bot.domain.reflection.fold import answered, drafted, failed, published, requested, reworded


def reached(audit: Audit, e: DecisionReached) -> dict[str, Any]:
    """The audit is decided."""
    decision = Decision(
        form=e.form,
        ticks=e.ticks,
        blocked=e.blocked,
        dissenters=e.dissenters,
        at=e.at,
        round=e.round,
        seq=audit.seq + 1,
        expires=e.expires,
        model=e.model,
        weights=e.weights,
    )
    earlier = (*audit.earlier_decisions, audit.decision) if audit.decision else audit.earlier_decisions
    proposals = tuple(p.model_copy(update={"status": "posted"}) if p.round == e.round else p for p in audit.proposals)
    return {"decision": decision, "earlier_decisions": earlier, "proposals": proposals}


JUDGEMENT: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    SummaryRequested: requested,
    SummaryDrafted: drafted,
    SummaryFailed: failed,
    SummaryReworded: reworded,
    SummaryPublished: published,
    StatementsAnswered: answered,
    FormRecommended: recommended,
    SeatRecused: recused,
    BallotOpened: ballot_opened,
    BallotCast: cast,
    BallotExtended: extended,
    BallotClosed: vote_closed,
    BallotVoided: voided,
    BallotsRevealed: revealed,
    DecisionReached: reached,
    NoDecisionReached: no_decision,
}
