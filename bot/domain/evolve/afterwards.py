"""How events after the reveal change the state: the proposal, its holds, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Audit
from bot.domain.decided import Hold, Proposal
from bot.domain.events.afterwards import DecisionProposed, HoldCalled, HoldLapsed, HoldLifted, ProposalVoided


def proposed(audit: Audit, e: DecisionProposed) -> dict[str, Any]:
    """A result cools off."""
    proposal = Proposal(
        form=e.form, ticks=e.ticks, blocked=e.blocked, dissenters=e.dissenters, at=e.at, round=e.round, until=e.until
    )
    return {"proposals": (*audit.proposals, proposal)}


def _proposal(audit: Audit, number: int, **update: Any) -> dict[str, Any]:
    return {"proposals": tuple(p.model_copy(update=update) if p.round == number else p for p in audit.proposals)}


def _holds(audit: Audit, number: int) -> tuple[Hold, ...]:
    return next(p.holds for p in audit.proposals if p.round == number)


def held(audit: Audit, e: HoldCalled) -> dict[str, Any]:
    """The posting is stopped."""
    hold = Hold(number=e.hold, by=e.by, reason=e.reason, at=e.at, until=e.until)
    return _proposal(audit, e.round, holds=(*_holds(audit, e.round), hold))


def _ended(audit: Audit, number: int, hold: int, how: str) -> dict[str, Any]:
    holds = (h.model_copy(update={"ended": how}) if h.number == hold else h for h in _holds(audit, number))
    return _proposal(audit, number, holds=tuple(holds))


def lifted(audit: Audit, e: HoldLifted) -> dict[str, Any]:
    """A hold stops nothing any more."""
    return _ended(audit, e.round, e.hold, "lifted")


def lapsed(audit: Audit, e: HoldLapsed) -> dict[str, Any]:
    """Its time ran out; somebody has to say how it goes on."""
    return _ended(audit, e.round, e.hold, "lapsed")


def voided(audit: Audit, e: ProposalVoided) -> dict[str, Any]:
    """It is not posted."""
    return _proposal(audit, e.round, status="void", cause=e.cause)


AFTERWARDS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    DecisionProposed: proposed,
    HoldCalled: held,
    HoldLifted: lifted,
    HoldLapsed: lapsed,
    ProposalVoided: voided,
}
