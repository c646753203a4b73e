"""How events about documents and the verdicts on them change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import ChangeRequest, Condition, Finding, Offer, Response, Signature, Version
from bot.domain.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactWithoutEffect,
    ChangesRequested,
    ChangesResolved,
    ConditionCarried,
    ConditionClosed,
    DocumentOffered,
    DocumentRead,
    FindingAnswered,
    FindingDisposed,
    FindingLogged,
    OfferDismissed,
    Responded,
    SignatureWithdrawn,
    Signed,
)
from bot.domain.kernel.audit import Audit


def offered(audit: Audit, e: DocumentOffered) -> dict[str, Any]:
    """A reply waits to be called a document, or talk."""
    offer = Offer(key=e.offer, person=e.person, source=e.source, kind=e.kind, artifact=e.artifact, name=e.name, at=e.at)
    return {"offers": (*audit.offers, offer)}


def dismissed(audit: Audit, e: OfferDismissed) -> dict[str, Any]:
    """It was talk."""
    return {"offers": tuple(o for o in audit.offers if o.key != e.offer)}


def submitted(audit: Audit, e: ArtifactSubmitted) -> dict[str, Any]:
    """A new version; open requests for changes on the document are answered by it."""
    status = {"file": "fetching", "text": "submitted", "link": "pointer"}[e.kind]
    version = Version(
        number=e.version,
        kind=e.kind,
        by=e.by,
        at=e.at,
        source=e.source,
        name=e.name,
        content=e.content,
        size=e.size,
        written_afterwards=e.written_afterwards,
        status=status,  # type: ignore[arg-type]
        rows=e.rows,
        behalf=e.behalf,
    )
    changed = _answered(audit, e.artifact) if status == "submitted" else {}
    return {
        "artifacts": {**audit.artifacts, e.artifact: (*audit.artifacts.get(e.artifact, ()), version)},
        "offers": tuple(o for o in audit.offers if o.key != e.offer),
        **changed,
    }


def _answered(audit: Audit, artifact: str) -> dict[str, Any]:
    requests = tuple(
        r.model_copy(update={"status": "answered"}) if r.artifact == artifact and r.status == "open" else r
        for r in audit.requests
    )
    return {"requests": requests}


def _version(audit: Audit, artifact: str, number: int, **update: Any) -> dict[str, Any]:
    versions = tuple(v.model_copy(update=update) if v.number == number else v for v in audit.artifacts[artifact])
    return {"artifacts": {**audit.artifacts, artifact: versions}}


def stored(audit: Audit, e: ArtifactStored) -> dict[str, Any]:
    """The file is here: it can be reviewed."""
    changed = _version(audit, e.artifact, e.version, status="submitted", content=e.content, size=e.size, rows=e.rows)
    return {**changed, **_answered(audit, e.artifact)}


def failed(audit: Audit, e: ArtifactFailed) -> dict[str, Any]:
    """The file never came, or does not fit."""
    return _version(audit, e.artifact, e.version, status="failed", problem=e.problem, detail=e.detail)


def read(audit: Audit, e: DocumentRead) -> dict[str, Any]:
    """What a reader found in a version."""
    return _version(audit, e.artifact, e.version, missing=e.missing, stated=e.stated, listed=e.listed)


def accepted(audit: Audit, e: ArtifactAccepted) -> dict[str, Any]:
    """The version counts, and the reviewer's own requests on the document are settled by it.

    A version that was sent back is accepted only by the lead's word in the last round, which settles everybody's.
    """
    sent_back = any(v.number == e.version and v.status == "changes" for v in audit.artifacts[e.artifact])
    requests = tuple(
        r.model_copy(update={"status": "resolved"})
        if r.artifact == e.artifact and (sent_back or r.by == e.by) and r.status in ("open", "answered")
        else r
        for r in audit.requests
    )
    changed = _version(audit, e.artifact, e.version, status="accepted", reviewed_by=e.by, supports=e.supports)
    return {**changed, "requests": requests}


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


def changes_requested(audit: Audit, e: ChangesRequested) -> dict[str, Any]:
    """The version is sent back; a later request of the same person takes the place of their earlier one."""
    request = ChangeRequest(
        number=e.request, artifact=e.artifact, version=e.version, by=e.by, at=e.at, what=e.what, round=e.round
    )
    earlier = tuple(
        r.model_copy(update={"status": "resolved"})
        if r.artifact == e.artifact and r.by == e.by and r.status in ("open", "answered")
        else r
        for r in audit.requests
    )
    return {**_version(audit, e.artifact, e.version, status="changes"), "requests": (*earlier, request)}


def changes_resolved(audit: Audit, e: ChangesResolved) -> dict[str, Any]:
    """The requester is content; acceptance remains a reviewer's own act."""
    return {
        "requests": tuple(
            r.model_copy(update={"status": "resolved"}) if r.number == e.request else r for r in audit.requests
        )
    }


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
