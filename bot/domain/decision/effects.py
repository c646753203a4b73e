"""Effects of the decision: the work outside that its events cause.

Owns the table from event to effects (proposal, holds, conditions, suspension, decisions taken elsewhere). Must not
know how any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.ballot.events import BallotOpened
from bot.domain.decision.events import (
    CancellingReported,
    ConditionsMet,
    DecidedOutside,
    DecisionExpired,
    DecisionReached,
    DecisionSuspended,
    DoneRefused,
    ExpiryNoticed,
    HoldCalled,
    HoldLifted,
    OutsideRefused,
    ProposalVoided,
    ReportAnswered,
)
from bot.domain.decision.mitigations import plan_to_read
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import (
    CHANNEL,
    DecisionCard,
    NoticeKind,
    Place,
    ProposalCard,
    decision_place,
    dm,
    thread,
)
from bot.domain.kernel.effects import Effect, PinDecision, ReadPlan, post_notice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event


def _both(f: Framework) -> list[Place]:
    """Where everybody hears of a decision: where it is posted, and in the audit's channel."""
    return list(dict.fromkeys((decision_place(f), CHANNEL)))


def _opened(a: Audit, f: Framework, x: BallotOpened) -> list[Effect]:
    plan = plan_to_read(a, f)
    return [ReadPlan(round=x.round, artifact=plan[0], version=plan[1])] if plan else []


def _beneath(a: Audit, x: HoldCalled | HoldLifted | ProposalVoided, kind: NoticeKind) -> list[Effect]:
    number = 0 if isinstance(x, ProposalVoided) else x.hold
    place = thread(ProposalCard(x.round))
    return [post_notice(place, kind, number=number, person=x.by, statement=str(x.round), seq=a.seq)]


def _held(a: Audit, f: Framework, x: HoldCalled) -> list[Effect]:
    return _beneath(a, x, "decision-held")


def _hold_lifted(a: Audit, f: Framework, x: HoldLifted) -> list[Effect]:
    return _beneath(a, x, "hold-lifted")


def _not_posted(a: Audit, f: Framework, x: ProposalVoided) -> list[Effect]:
    return _beneath(a, x, "proposal-void")


def _decided(a: Audit, f: Framework, x: DecisionReached | DecidedOutside) -> list[Effect]:
    return [PinDecision(card=DecisionCard(len(a.earlier_decisions) + 1).key)]


def _refused(a: Audit, f: Framework, x: DoneRefused) -> list[Effect]:
    owner = a.followed[f"{x.round}:{x.item}"].owner or next(
        (m.owner for m in a.mitigations if f"M{m.number}" == x.item), None
    )
    return (
        [post_notice(dm(owner), "not-done", number=x.round, artifact="", statement=x.item, person=x.by)]
        if owner
        else []
    )


def _met(a: Audit, f: Framework, x: ConditionsMet) -> list[Effect]:
    """News for those who read "once the conditions are verified"; a decision posted at this moment says it itself."""
    if a.decision and a.decision.at == x.at:
        return []
    return [post_notice(place, "conditions-met", number=x.round, seq=a.seq) for place in _both(f)]


def _reported(a: Audit, f: Framework, x: CancellingReported) -> list[Effect]:
    return [post_notice(CHANNEL, "cancel-reported", number=x.report, person=x.by)]


def _answered(a: Audit, f: Framework, x: ReportAnswered) -> list[Effect]:
    return [] if x.happened else [post_notice(CHANNEL, "report-dismissed", number=x.report, person=x.by)]


def _suspended(a: Audit, f: Framework, x: DecisionSuspended) -> list[Effect]:
    return [post_notice(place, "decision-suspended", number=x.report, seq=a.seq) for place in _both(f)]


def _expiring(a: Audit, f: Framework, x: ExpiryNoticed) -> list[Effect]:
    return [post_notice(CHANNEL, "decision-expiring", person=a.lead or a.started_by)]


def _expired(a: Audit, f: Framework, x: DecisionExpired) -> list[Effect]:
    return [post_notice(place, "decision-expired", seq=a.seq) for place in _both(f)]


def _outside_refused(a: Audit, f: Framework, x: OutsideRefused) -> list[Effect]:
    return [post_notice(dm(a.lead or a.started_by), "outside-refused", person=x.by)]


EFFECTS: dict[type[Event], Callable[[Audit, Framework, Any], list[Effect]]] = {
    BallotOpened: _opened,
    HoldCalled: _held,
    HoldLifted: _hold_lifted,
    ProposalVoided: _not_posted,
    DecisionReached: _decided,
    DecidedOutside: _decided,
    OutsideRefused: _outside_refused,
    CancellingReported: _reported,
    ReportAnswered: _answered,
    DecisionSuspended: _suspended,
    ExpiryNoticed: _expiring,
    DecisionExpired: _expired,
    DoneRefused: _refused,
    ConditionsMet: _met,
}
