"""The fold of results: how the state changes with what tests said, and with another version of the model.

Owns a function per event (results, tamper records, versions) and their table; nothing is decided here, and nothing can
be refused. Risks with their thresholds are folded in `risk_fold`, file lists in `manifest_fold`.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.evaluations.events import (
    GuardedResultProposed,
    GuardedResultRefused,
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissalProposed,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    ResultUnread,
    TamperRecorded,
    VersionDeclared,
    VersionProposed,
    VersionRefused,
)
from bot.domain.evaluations.state import (
    Dismissal,
    GuardedAdmission,
    Result,
    ResultStatus,
    Speaks,
    TamperRecord,
    VersionChange,
    newest_said,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def result_offered(audit: Audit, e: ResultOffered) -> Audit:
    """A file is being read."""
    new = Result(number=e.result, by=e.person, at=e.at, source=e.source, name=e.name, artifact=e.artifact)
    return audit.replace(results=(*audit.results, new))


def _result(audit: Audit, number: int, change: Callable[[Result], Result]) -> Audit:
    return audit.replace(results=tuple(change(r) if r.number == number else r for r in audit.results))


@FOLDS.add
def result_read(audit: Audit, e: ResultRead) -> Audit:
    """What the file says is known, since it was first read; its sender is asked."""
    first = audit.result(e.same_as) if e.same_as else None
    read_seq = first.read_seq if first else audit.seq + 1

    def read(result: Result) -> Result:
        return result.replace(
            status="offered",
            content=e.content,
            size=e.size,
            reading=e.reading,
            read_seq=read_seq,
            same_as=e.same_as,
            began=e.began,
            weights=e.weights,
            format=e.format,
            run=e.run,
            notes=e.notes,
            subject=e.subject,
            model=e.model,
        )

    return _result(audit, e.result, read)


@FOLDS.add
def result_unread(audit: Audit, e: ResultUnread) -> Audit:
    """No reader could."""
    return _result(audit, e.result, lambda r: r.replace(status="unread", problem=e.problem, params=e.params))


@FOLDS.add
def result_admitted(audit: Audit, e: ResultAdmitted) -> Audit:
    """It speaks to a risk; or it did, and somebody says since why its scale is the threshold's."""
    result = audit.result(e.result)
    said = next((s for s in result.placed if (s.risk, s.measured) == (e.risk, e.measured)), None) if result else None
    if said is None:
        known = len(audit.findings) if e.guard else 0
        fields = e.model_dump(include={"risk", "why", "by", "at", "guard", "guarded_by"})
        said = Speaks(measured=e.measured, problems=known, **fields)
        audit = _result(audit, e.result, lambda r: r.replace(dismissal=None, guarded=None))
    if e.scale:
        said = said.replace(scale=e.scale, scale_by=e.by)
    if e.late:
        return _result(audit, e.result, lambda r: _beside(r, said))
    return _result(audit, e.result, lambda r: r.replace(status="admitted", speaks=newest_said((*r.speaks, said))))


@FOLDS.add
def guarded_result_proposed(audit: Audit, e: GuardedResultProposed) -> Audit:
    """It speaks to nothing before another reviewer agrees."""
    asked = GuardedAdmission(risk=e.risk, measured=e.measured, why=e.why, guard=e.guard, by=e.by, at=e.at)
    return _result(audit, e.result, lambda r: r.replace(guarded=asked))


@FOLDS.add
def guarded_result_refused(audit: Audit, e: GuardedResultRefused) -> Audit:
    """What it speaks to has to be said anew."""
    return _result(audit, e.result, lambda r: r.replace(guarded=None))


def _beside(result: Result, said: Speaks) -> Result:
    status: ResultStatus = "admitted" if result.status == "admitted" else "late"
    return result.replace(status=status, late=newest_said((*result.late, said)))


@FOLDS.add
def result_dismissed(audit: Audit, e: ResultDismissed) -> Audit:
    """It was talk, or is left out with reasons."""

    def left_out(result: Result) -> Result:
        if e.why is None:
            return result.replace(status="dismissed")
        first = result.dismissal
        both = first.replace(seconded_by=e.by, seconded_why=e.why) if first else Dismissal(by=e.by, why=e.why)
        return result.replace(status="dismissed", dismissal=both)

    return _result(audit, e.result, left_out)


@FOLDS.add
def result_dismissal_proposed(audit: Audit, e: ResultDismissalProposed) -> Audit:
    """One reviewer would leave it out."""
    return _result(audit, e.result, lambda r: r.replace(dismissal=Dismissal(by=e.by, why=e.why)))


@FOLDS.add
def model_changed(audit: Audit, e: ModelChanged) -> Audit:
    """The audit is about the new version; what was measured before waits for a word."""
    known = audit.weights and audit.rules > 1 and e.number > audit.model_number
    past = {**audit.past_weights, audit.model_number: audit.weights} if known else audit.past_weights
    changes = tuple(v.replace(status="in-force") if v.number == e.change else v for v in audit.version_changes)
    return audit.replace(
        subject=e.subject,
        weights=e.weights,
        model_number=e.number,
        past_weights=past,
        version_changes=changes,
        served=None if audit.rules > 1 else audit.served,
    )


@FOLDS.add
def version_proposed(audit: Audit, e: VersionProposed) -> Audit:
    """It takes the place of one that waits."""
    before = tuple(v.replace(status="replaced") if v.status == "asked" else v for v in audit.version_changes)
    new = VersionChange(number=e.change, subject=e.subject, weights=e.weights, line=e.line, why=e.why, by=e.by, at=e.at)
    return audit.replace(version_changes=(*before, new))


def _change(audit: Audit, number: int, change: Callable[[VersionChange], VersionChange]) -> Audit:
    return audit.replace(version_changes=tuple(change(v) if v.number == number else v for v in audit.version_changes))


@FOLDS.add
def version_declared(audit: Audit, e: VersionDeclared) -> Audit:
    """Two say so."""
    return _change(audit, e.change, lambda v: v.replace(status="declared", answered_by=e.by))


@FOLDS.add
def version_refused(audit: Audit, e: VersionRefused) -> Audit:
    """It is none."""
    return _change(audit, e.change, lambda v: v.replace(status="refused", answered_by=e.by))


@FOLDS.add
def result_carried(audit: Audit, e: ResultCarried) -> Audit:
    """It counts for the new version too."""
    return _result(audit, e.result, lambda r: _carried(audit, r, e))


def _carried(audit: Audit, result: Result, e: ResultCarried) -> Result:
    measured_on = (result.measured_on or result.model) if audit.rules > 1 else 0
    return result.replace(model=e.model, carried_why=e.why, carried_by=e.by, measured_on=measured_on)


@FOLDS.add
def result_set_aside(audit: Audit, e: ResultSetAside) -> Audit:
    """It counts no longer."""
    return _result(audit, e.result, lambda r: r.replace(status="rerun"))


@FOLDS.add
def tamper_recorded(audit: Audit, e: TamperRecorded) -> Audit:
    """The facts of one version of the record."""
    new = TamperRecord(artifact=e.artifact, version=e.version, facts=e.facts, seq=audit.seq + 1, model=e.model)
    return audit.replace(tampering=(*audit.tampering, new))
