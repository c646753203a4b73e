"""The fold of an audit's course: how the state changes with what happened.

Owns a function per event (start and details, stages, pause, end, smaller kinds) and their table; nothing is decided
here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    AuditUpgraded,
    ChannelBound,
    DetailsChanged,
    DueChanged,
    EndProposed,
    EndRefused,
    StageClosed,
    StageOpened,
    StageReady,
    StageReopened,
    StageStands,
    VariantApproved,
)
from bot.domain.lifecycle.state import EndProposal, Stage
from bot.domain.roster.state import Seat


def begin(e: AuditStarted) -> Audit:
    """The first state: lead and deputy named, every stage waiting."""
    lead = Seat(person=e.lead, accepted=True if e.lead == e.by else None, since=e.at.date())
    roster: dict[str, tuple[Seat, ...]] = {"lead": (lead,)}
    if e.deputy:
        roster["deputy"] = (Seat(person=e.deputy, since=e.at.date()),)
    return Audit(
        workspace=e.workspace,
        key=e.key,
        seq=1,
        started_at=e.at,
        started_by=e.by,
        subject=e.subject,
        description=e.description,
        asked_form=e.asked_form,
        framework=e.framework,
        channel=e.channel,
        wants_channel=e.wants_channel,
        shared_channel=e.channel is not None,
        decision_channel=e.decision_channel,
        variant=e.variant,
        variant_reason=e.reason,
        roster=roster,
        stages={key: Stage() for key in e.stages},
    )


def _stage(audit: Audit, key: str, **update: Any) -> dict[str, Any]:
    return {"stages": {**audit.stages, key: audit.stages[key].model_copy(update=update)}}


def details(audit: Audit, e: DetailsChanged) -> dict[str, Any]:
    """Only what was named changes."""
    return e.model_dump(include={"description", "asked_form", "decision_channel"}, exclude_none=True)


def bound(audit: Audit, e: ChannelBound) -> dict[str, Any]:
    """The audit lives in this channel."""
    return {"channel": e.channel, "wants_channel": ""}


def due(audit: Audit, e: DueChanged) -> dict[str, Any]:
    """A stage's due date moves."""
    return _stage(audit, e.stage, due=e.due)


def opened(audit: Audit, e: StageOpened) -> dict[str, Any]:
    """A stage opens."""
    return _stage(audit, e.stage, status="open", opened_at=e.at, due=e.due)


def ready(audit: Audit, e: StageReady) -> dict[str, Any]:
    """Its required documents are there: the wait for responses begins."""
    return _stage(audit, e.stage, ready_at=e.at)


def closed(audit: Audit, e: StageClosed) -> dict[str, Any]:
    """A stage keeps what it closed with."""
    return _stage(
        audit,
        e.stage,
        status="closed",
        closed_at=e.at,
        closed_with=e.closed_with,
        closed_evidence=e.evidence,
        closed_seq=audit.seq + 1,
        questioned=False,
    )


def reopened(audit: Audit, e: StageReopened) -> dict[str, Any]:
    """A stage is open again; its signatures and responses stay, bound to the evidence they were given on.

    More time, and going on without somebody, were granted for its earlier closing.
    """
    stages = dict(audit.stages)
    stages[e.stage] = stages[e.stage].model_copy(
        update={"status": "open", "due": e.due, "questioned": False, "ready_at": None, "closed_at": None}
    )
    for key in e.questioned:
        stages[key] = stages[key].model_copy(update={"questioned": True})
    return {
        "stages": stages,
        "extended_duties": {k: v for k, v in audit.extended_duties.items() if not _of_stage(k, e.stage)},
        "proceeded_duties": {k: v for k, v in audit.proceeded_duties.items() if not _of_stage(k, e.stage)},
        "escalated_duties": {
            d: day for d, day in audit.escalated_duties.items() if not _of_stage(d.partition("@")[0], e.stage)
        },
    }


def _of_stage(duty: str, stage: str) -> bool:
    """Whether a duty (`kind:stage:...`) is about a stage as a whole."""
    return stage in duty.split(":")[1:2]


def stands(audit: Audit, e: StageStands) -> dict[str, Any]:
    """A questioned stage needs nothing."""
    return _stage(audit, e.stage, questioned=False)


def paused(audit: Audit, e: AuditPaused) -> dict[str, Any]:
    """The audit rests."""
    return {"paused": e.reason}


def resumed(audit: Audit, e: AuditResumed) -> dict[str, Any]:
    """The audit goes on."""
    return {"paused": None}


def end_proposed(audit: Audit, e: EndProposed) -> dict[str, Any]:
    """An end waits for its second."""
    return {"end_proposal": EndProposal(by=e.by, reason=e.reason, at=e.at)}


def end_refused(audit: Audit, e: EndRefused) -> dict[str, Any]:
    """The audit goes on."""
    return {"end_proposal": None}


def ended(audit: Audit, e: AuditEnded) -> dict[str, Any]:
    """Nothing is asked any more."""
    return {"ended": audit.end_proposal, "end_proposal": None, "ended_at_stage": e.stage, "paused": None}


def approved(audit: Audit, e: VariantApproved) -> dict[str, Any]:
    """Who approved the reason."""
    return {"variant_approved_by": e.by}


def upgraded(audit: Audit, e: AuditUpgraded) -> dict[str, Any]:
    """The stages begin anew: documents stay where they are, by their keys; approvals were given for less.

    What the lead went on without, and extended, was a stage's; it is asked for again.
    """
    first, *rest = e.stages
    stages = {first: Stage(status="open", opened_at=e.at, due=e.due), **{key: Stage() for key in rest}}
    return {
        "framework": e.framework,
        "variant": "",
        "stages": stages,
        "proceeded_duties": {},
        "extended_duties": {},
        "escalated_duties": {},
    }


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    DetailsChanged: details,
    ChannelBound: bound,
    DueChanged: due,
    StageOpened: opened,
    StageReady: ready,
    StageClosed: closed,
    StageReopened: reopened,
    StageStands: stands,
    AuditPaused: paused,
    AuditResumed: resumed,
    EndProposed: end_proposed,
    EndRefused: end_refused,
    AuditEnded: ended,
    VariantApproved: approved,
    AuditUpgraded: upgraded,
}
