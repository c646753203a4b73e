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
from bot.domain.decision.events import DecisionReached
from bot.domain.decision.fold import reached
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
