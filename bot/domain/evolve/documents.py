"""How events about documents and the verdicts on them change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Condition, Finding, Response, Signature
from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactWithoutEffect,
    ChangesRequested,
    ChangesResolved,
    DocumentOffered,
    DocumentRead,
    OfferDismissed,
)
from bot.domain.documents.fold import (
    _version,
    accepted,
    changes_requested,
    changes_resolved,
    dismissed,
    failed,
    offered,
    read,
    stored,
    submitted,
)
from bot.domain.events import (
    ConditionCarried,
    ConditionClosed,
    FindingAnswered,
    FindingDisposed,
    FindingLogged,
    Responded,
    SignatureWithdrawn,
    Signed,
)
from bot.domain.kernel.audit import Audit


def without_effect(audit: Audit, e: ArtifactWithoutEffect) -> dict[str, Any]:
    """Approvals given on the evidence before the change carry over to the evidence with it, marked."""
    before = {e.before, *e.also}
    stages = {
        key: stage.model_copy(
            update={"signatures": tuple(_carried(audit, s, e) if s.evidence in before else s for s in stage.signatures)}
        )
        if any(s.evidence in before for s in stage.signatures)
        else stage
        for key, stage in audit.stages.items()
    }
    return {**_version(audit, e.artifact, e.version, no_effect=True), "stages": stages}


def _carried(audit: Audit, signature: Signature, e: ArtifactWithoutEffect) -> Signature:
    """Bound to the versions that count now: to each it was carried over."""
    known = dict.fromkeys((*signature.versions, e.artifact)) if signature.versions else {}
    versions = {key: version.number for key in known if (version := audit.accepted(key))}
    return signature.model_copy(update={"evidence": e.after, "carried": True, "versions": versions})


def signed(audit: Audit, e: Signed) -> dict[str, Any]:
    """The newest signature of a person in a role stands for the earlier ones, which stay in the history."""
    signature = Signature(
        person=e.by,
        role=e.role,
        verdict=e.verdict,
        evidence=e.evidence,
        at=e.at,
        seat=e.seat,
        condition=e.condition,
        versions=e.versions,
    )
    stage = audit.stages[e.stage]
    others = tuple(s for s in stage.signatures if (s.person, s.role) != (e.by, e.role))
    changed: dict[str, Any] = {
        "stages": {**audit.stages, e.stage: stage.model_copy(update={"signatures": (*others, signature)})}
    }
    if e.condition is not None and e.condition_text is not None:
        condition = Condition(number=e.condition, stage=e.stage, by=e.by, text=e.condition_text)
        changed["conditions"] = (*audit.conditions, condition)
    return changed


def withdrawn(audit: Audit, e: SignatureWithdrawn) -> dict[str, Any]:
    """A withdrawn signature stays visible and counts no longer; its open condition falls with it."""
    stage = audit.stages[e.stage]
    signatures = tuple(
        s.model_copy(update={"withdrawn": True}) if (s.person, s.role) == (e.person, e.role) else s
        for s in stage.signatures
    )
    fallen = {s.condition for s in signatures if s.withdrawn and s.condition is not None}
    conditions = tuple(
        c.model_copy(update={"status": "closed"}) if c.number in fallen and c.status == "open" else c
        for c in audit.conditions
    )
    return {
        "stages": {**audit.stages, e.stage: stage.model_copy(update={"signatures": signatures})},
        "conditions": conditions,
    }


def responded(audit: Audit, e: Responded) -> dict[str, Any]:
    """The newest response of a person in a role stands."""
    stage = audit.stages[e.stage]
    response = Response(person=e.by, role=e.role, verdict=e.verdict, text=e.text, at=e.at)
    others = tuple(r for r in stage.responses if (r.person, r.role) != (e.by, e.role))
    return {"stages": {**audit.stages, e.stage: stage.model_copy(update={"responses": (*others, response)})}}


def _condition(audit: Audit, number: int, status: str) -> dict[str, Any]:
    return {
        "conditions": tuple(
            c.model_copy(update={"status": status}) if c.number == number else c for c in audit.conditions
        )
    }


def condition_closed(audit: Audit, e: ConditionClosed) -> dict[str, Any]:
    """The condition is met."""
    return _condition(audit, e.condition, "closed")


def condition_carried(audit: Audit, e: ConditionCarried) -> dict[str, Any]:
    """The board will see the condition."""
    return _condition(audit, e.condition, "carried")


def finding_logged(audit: Audit, e: FindingLogged) -> dict[str, Any]:
    """A problem is on record; a request for changes that became one is settled, and its version up for review."""
    finding = Finding(
        number=e.finding,
        stage=e.stage,
        severity=e.severity,
        text=e.text,
        by=e.by,
        artifact=e.artifact,
        blocks=e.blocks,
        cause=e.cause,
        risk=e.risk,
        model=audit.model_number,
        owner=e.owner,
        due=e.due,
    )
    logged = next((r for r in audit.requests if r.number == e.request), None)
    if logged is None:
        return {"findings": (*audit.findings, finding)}
    requests = tuple(r.model_copy(update={"status": "logged"}) if r is logged else r for r in audit.requests)
    others = any((r.artifact, r.version, r.status) == (logged.artifact, logged.version, "open") for r in requests)
    changed = {} if others else _version(audit, logged.artifact, logged.version, status="submitted")
    return {"findings": (*audit.findings, finding), "requests": requests, **changed}


def finding_answered(audit: Audit, e: FindingAnswered) -> dict[str, Any]:
    """Its owner says that something was done."""
    update = {"answer": e.text}
    return {"findings": tuple(f.model_copy(update=update) if f.number == e.finding else f for f in audit.findings)}


def finding_disposed(audit: Audit, e: FindingDisposed) -> dict[str, Any]:
    """It is said what became of a problem."""
    update: dict[str, Any] = {"disposition": e.disposition, "disposed_by": e.by, "disposed_why": e.why}
    if e.disposition == "open":
        # what was said before did not do: the owner is asked anew
        update["answer"] = None
    return {"findings": tuple(f.model_copy(update=update) if f.number == e.finding else f for f in audit.findings)}


DOCUMENTS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    DocumentOffered: offered,
    OfferDismissed: dismissed,
    ArtifactSubmitted: submitted,
    ArtifactStored: stored,
    ArtifactFailed: failed,
    DocumentRead: read,
    ArtifactAccepted: accepted,
    ArtifactWithoutEffect: without_effect,
    ChangesRequested: changes_requested,
    ChangesResolved: changes_resolved,
    Signed: signed,
    SignatureWithdrawn: withdrawn,
    Responded: responded,
    ConditionClosed: condition_closed,
    ConditionCarried: condition_carried,
    FindingLogged: finding_logged,
    FindingAnswered: finding_answered,
    FindingDisposed: finding_disposed,
}
