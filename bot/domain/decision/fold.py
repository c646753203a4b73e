"""The fold of the decision: how the state changes with what happened.

Owns a function per event (proposal, holds, conditions, suspension, decisions taken elsewhere) and their table;
nothing is decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.decision.events import (
    BoardAsked,
    CancellingReported,
    ConditionDropped,
    ConditionsMet,
    DecidedOutside,
    DecisionExpired,
    DecisionProposed,
    DecisionReached,
    DecisionSuspended,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    ExpiryNoticed,
    HoldCalled,
    HoldLapsed,
    HoldLifted,
    MitigationsListed,
    OutsideProposed,
    OutsideRefused,
    OwnerNamed,
    ProposalVoided,
    ReleaseStaged,
    ReportAnswered,
)
from bot.domain.decision.state import Decision, Followed, Hold, Outside, Proposal, Report, Staging, Suspension
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event


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
    return _decision(audit, met_at=e.at)


def staged(audit: Audit, e: ReleaseStaged) -> dict[str, Any]:
    """The newest word stands."""
    return {"staging": Staging(form=e.form, not_before=e.not_before, words=e.words, by=e.by, at=e.at)}


def reported(audit: Audit, e: CancellingReported) -> dict[str, Any]:
    """It waits for an answer."""
    seq = audit.decision.seq if audit.decision else 0
    report = Report(number=e.report, decision=seq, cause=e.cause, text=e.text, by=e.by, at=e.at)
    return {"reports": (*audit.reports, report)}


def _report(audit: Audit, number: int, **update: Any) -> dict[str, Any]:
    return {"reports": tuple(r.model_copy(update=update) if r.number == number else r for r in audit.reports)}


def board_asked(audit: Audit, e: BoardAsked) -> dict[str, Any]:
    """The board may answer, too."""
    return _report(audit, e.report, board_asked=True)


def report_answered(audit: Audit, e: ReportAnswered) -> dict[str, Any]:
    """It happened, or it did not."""
    status = "happened" if e.happened else "not"
    return _report(audit, e.report, status=status, answered_by=e.by, answered_at=e.at, why=e.why)


def _decision(audit: Audit, **update: Any) -> dict[str, Any]:
    return {"decision": audit.decision.model_copy(update=update) if audit.decision else None}


def suspended(audit: Audit, e: DecisionSuspended) -> dict[str, Any]:
    """It is in force no more, and the audit goes on."""
    found = Suspension(report=e.report, cause=e.cause, stage=e.stage, by=e.by, at=e.at, containment=e.containment)
    return _decision(audit, suspended=found)


def expiry_noticed(audit: Audit, e: ExpiryNoticed) -> dict[str, Any]:
    """It is said once."""
    return _decision(audit, noticed_at=e.at)


def expired(audit: Audit, e: DecisionExpired) -> dict[str, Any]:
    """Nothing may be released under it any more."""
    return _decision(audit, expired_at=e.at)


def outside_proposed(audit: Audit, e: OutsideProposed) -> dict[str, Any]:
    """A board member is asked."""
    return {"outside_proposal": Outside(proposed_by=e.by, words=e.words, form=e.form, at=e.at, supported=e.supported)}


def outside_refused(audit: Audit, e: OutsideRefused) -> dict[str, Any]:
    """Nothing is recorded."""
    return {"outside_proposal": None}


def decided_outside(audit: Audit, e: DecidedOutside) -> dict[str, Any]:
    """It takes the place of what was proposed or decided; ballots under way count for nothing."""
    asked = audit.outside_proposal
    outside = asked.model_copy(update={"seconded_by": e.by}) if asked else None
    decision = Decision(
        form=e.form,
        ticks={},
        at=e.at,
        round=0,
        seq=audit.seq + 1,
        expires=e.expires,
        outside=outside,
        model=e.model,
        weights=e.weights,
    )
    proposals, ballots = [], []
    for p in audit.proposals:
        gone = {"status": "void", "cause": "outside"} if p.status == "standing" else {}
        proposals.append(p.model_copy(update=gone))
    for b in audit.ballots:
        ballots.append(b.model_copy(update={"status": "void"} if b.status in ("open", "closed") else {}))
    return {
        "decision": decision,
        "earlier_decisions": (*audit.earlier_decisions, audit.decision) if audit.decision else audit.earlier_decisions,
        "outside_proposal": None,
        "paused": None,
        "proposals": tuple(proposals),
        "ballots": tuple(ballots),
    }


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


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    DecisionReached: reached,
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
    ReleaseStaged: staged,
    CancellingReported: reported,
    BoardAsked: board_asked,
    ReportAnswered: report_answered,
    DecisionSuspended: suspended,
    ExpiryNoticed: expiry_noticed,
    DecisionExpired: expired,
    OutsideProposed: outside_proposed,
    OutsideRefused: outside_refused,
    DecidedOutside: decided_outside,
}
