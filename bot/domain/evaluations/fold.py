"""The fold of measurements: how the state changes with what happened.

Owns a function per event (risks, thresholds, results, tamper records, versions of the model) and their table; nothing
is decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.evaluations.events import (
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    ResultUnread,
    RiskRecorded,
    TamperRecorded,
    ThresholdSealed,
    ThresholdsRevealed,
)
from bot.domain.evaluations.state import Result, Risk, Speaks, TamperRecord, Threshold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event


def risk_recorded(audit: Audit, e: RiskRecorded) -> dict[str, Any]:
    """A new risk, or an old one in new words or scores; its thresholds stay."""
    update = {"title": e.title, "likelihood": e.likelihood, "severity": e.severity, "priority": e.priority}
    if audit.risk(e.risk):
        return _risk(audit, e.risk, **update)
    return {"risks": (*audit.risks, Risk.model_validate({"key": e.risk, "by": e.by, **update}))}


def _risk(audit: Audit, key: str, **update: Any) -> dict[str, Any]:
    return {"risks": tuple(r.model_copy(update=update) if r.key == key else r for r in audit.risks)}


def threshold_sealed(audit: Audit, e: ThresholdSealed) -> dict[str, Any]:
    """One more threshold of a risk."""
    new = Threshold(
        number=e.number, metric=e.metric, sealed=e.sealed, by=e.by, seq=audit.seq + 1, after_result=e.after_result
    )
    found = audit.risk(e.risk)
    return _risk(audit, e.risk, thresholds=(*(found.thresholds if found else ()), new))


def thresholds_revealed(audit: Audit, e: ThresholdsRevealed) -> dict[str, Any]:
    """Everybody may read what they ask for."""
    found = audit.risk(e.risk)
    opened = tuple(
        t.model_copy(update={"terms": e.terms[t.number]}) if t.number in e.terms else t
        for t in (found.thresholds if found else ())
    )
    return _risk(audit, e.risk, thresholds=opened)


def result_offered(audit: Audit, e: ResultOffered) -> dict[str, Any]:
    """A file is being read."""
    new = Result(number=e.result, by=e.person, at=e.at, source=e.source, name=e.name, artifact=e.artifact)
    return {"results": (*audit.results, new)}


def _result(audit: Audit, number: int, **update: Any) -> dict[str, Any]:
    return {"results": tuple(r.model_copy(update=update) if r.number == number else r for r in audit.results)}


def result_read(audit: Audit, e: ResultRead) -> dict[str, Any]:
    """What the file says is known, since it was first read; its sender is asked."""
    first = audit.result(e.same_as) if e.same_as else None
    return _result(
        audit,
        e.result,
        status="offered",
        content=e.content,
        size=e.size,
        reading=e.reading,
        read_seq=first.read_seq if first else audit.seq + 1,
        same_as=e.same_as,
        format=e.format,
        run=e.run,
        notes=e.notes,
        subject=e.subject,
        model=e.model,
    )


def result_unread(audit: Audit, e: ResultUnread) -> dict[str, Any]:
    """No reader could."""
    return _result(audit, e.result, status="unread", problem=e.problem, params=e.params)


def result_admitted(audit: Audit, e: ResultAdmitted) -> dict[str, Any]:
    """It speaks to a risk."""
    found = audit.result(e.result)
    said = Speaks(risk=e.risk, measured=e.measured, why=e.why, by=e.by, at=e.at)
    return _result(audit, e.result, status="admitted", speaks=(*(found.speaks if found else ()), said))


def result_dismissed(audit: Audit, e: ResultDismissed) -> dict[str, Any]:
    """It was talk."""
    return _result(audit, e.result, status="dismissed")


def model_changed(audit: Audit, e: ModelChanged) -> dict[str, Any]:
    """The audit is about the new version; what was measured before waits for a word."""
    return {"subject": e.subject, "weights": e.weights, "model_number": e.number}


def result_carried(audit: Audit, e: ResultCarried) -> dict[str, Any]:
    """It counts for the new version too."""
    return _result(audit, e.result, model=e.model, carried_why=e.why, carried_by=e.by)


def result_set_aside(audit: Audit, e: ResultSetAside) -> dict[str, Any]:
    """It counts no longer."""
    return _result(audit, e.result, status="rerun")


def tamper_recorded(audit: Audit, e: TamperRecorded) -> dict[str, Any]:
    """The facts of one version of the record."""
    new = TamperRecord(artifact=e.artifact, version=e.version, facts=e.facts, seq=audit.seq + 1, model=e.model)
    return {"tampering": (*audit.tampering, new)}


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    RiskRecorded: risk_recorded,
    ThresholdSealed: threshold_sealed,
    ThresholdsRevealed: thresholds_revealed,
    ResultOffered: result_offered,
    ResultRead: result_read,
    ResultUnread: result_unread,
    ResultAdmitted: result_admitted,
    ResultDismissed: result_dismissed,
    ModelChanged: model_changed,
    ResultCarried: result_carried,
    ResultSetAside: result_set_aside,
    TamperRecorded: tamper_recorded,
}
