"""How events after the reveal change the state: the proposal, its holds, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Audit
from bot.domain.decided import Followed, Hold, Proposal
from bot.domain.events.afterwards import (
    ConditionDropped,
    ConditionsMet,
    DecisionProposed,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    HoldCalled,
    HoldLapsed,
    HoldLifted,
    MitigationsListed,
    OwnerNamed,
    ProposalVoided,
)


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


def listed(audit: Audit, e: MitigationsListed) -> dict[str, Any]:
    """The plan the board votes on takes the place of an earlier round's."""
    return {"mitigations": e.mitigations, "plan_round": e.round}


def _follow(audit: Audit, number: int, item: str, **update: Any) -> dict[str, Any]:
    key = f"{number}:{item}"
    known = audit.followed.get(key, Followed())
    return {"followed": {**audit.followed, key: known.model_copy(update=update)}}


def owner_named(audit: Audit, e: OwnerNamed) -> dict[str, Any]:
    """What an owner before said of it counts no more."""
    known = audit.followed.get(f"{e.round}:{e.item}", Followed())
    same = known.owner == e.owner
    kept = {} if same else {"claimed": None, "claimed_by": None, "claimed_at": None}
    return _follow(audit, e.round, e.item, owner=e.owner, check=e.check or known.check, due=e.due, **kept)


def claimed(audit: Audit, e: DoneClaimed) -> dict[str, Any]:
    """It waits for an auditor."""
    return _follow(audit, e.round, e.item, claimed=e.words, claimed_by=e.by, claimed_at=e.at)


def verified(audit: Audit, e: DoneVerified) -> dict[str, Any]:
    """It is done."""
    return _follow(audit, e.round, e.item, verified_by=e.by, verified_at=e.at, how=e.how)


def refused(audit: Audit, e: DoneRefused) -> dict[str, Any]:
    """It is its owner's turn again."""
    return _follow(audit, e.round, e.item, claimed=None, claimed_by=None, claimed_at=None)


def dropped(audit: Audit, e: ConditionDropped) -> dict[str, Any]:
    """It binds nobody any more."""
    return _follow(audit, e.round, e.item, dropped=e.why)


def met(audit: Audit, e: ConditionsMet) -> dict[str, Any]:
    """It may be released."""
    return {"decision": audit.decision.model_copy(update={"met_at": e.at}) if audit.decision else None}


AFTERWARDS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    DecisionProposed: proposed,
    HoldCalled: held,
    HoldLifted: lifted,
    HoldLapsed: lapsed,
    ProposalVoided: voided,
    MitigationsListed: listed,
    OwnerNamed: owner_named,
    DoneClaimed: claimed,
    DoneVerified: verified,
    DoneRefused: refused,
    ConditionDropped: dropped,
    ConditionsMet: met,
}
