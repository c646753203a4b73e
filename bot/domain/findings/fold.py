"""The fold of problems found: how the state changes with what happened.

Owns a function per event (from the log to the disposal) and their table; nothing is decided here, and nothing can be
refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.documents.fold import _version
from bot.domain.findings.events import FindingAnswered, FindingDisposed, FindingLogged
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event


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


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    FindingLogged: finding_logged,
    FindingAnswered: finding_answered,
    FindingDisposed: finding_disposed,
}
