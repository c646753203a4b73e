"""The fold of problems found: how the state changes with what happened.

Owns a function per event (from the log to the disposal) and their table; nothing is decided here, and nothing can be
refused.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.documents.fold import change_version
from bot.domain.findings.events import (
    FindingAnswered,
    FindingDisposed,
    FindingDispositionProposed,
    FindingDispositionRefused,
    FindingLogged,
)
from bot.domain.findings.state import Finding, ProposedDisposition
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def finding_logged(audit: Audit, e: FindingLogged) -> Audit:
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
        report=e.report,
        follow_up=audit.in_force is not None,
    )
    logged = next((r for r in audit.requests if r.number == e.request), None)
    if logged is None:
        return audit.replace(findings=(*audit.findings, finding))
    requests = tuple(r.replace(status="logged") if r is logged else r for r in audit.requests)
    others = any((r.artifact, r.version, r.status) == (logged.artifact, logged.version, "open") for r in requests)
    after = audit.replace(findings=(*audit.findings, finding), requests=requests)
    if others:
        return after
    return change_version(after, logged.artifact, logged.version, lambda v: v.replace(status="submitted"))


def _finding(audit: Audit, number: int, change: Callable[[Finding], Finding]) -> Audit:
    return audit.replace(findings=tuple(change(f) if f.number == number else f for f in audit.findings))


@FOLDS.add
def finding_answered(audit: Audit, e: FindingAnswered) -> Audit:
    """Its owner says that something was done."""
    return _finding(audit, e.finding, lambda f: f.replace(answer=e.text))


@FOLDS.add
def finding_disposed(audit: Audit, e: FindingDisposed) -> Audit:
    """It is said what became of a problem; one that stays open is its owner's anew: what was said did not do."""

    def disposed(finding: Finding) -> Finding:
        answer = None if e.disposition == "open" else finding.answer
        return finding.replace(
            disposition=e.disposition,
            disposed_by=e.proposed_by or e.by,
            disposed_why=e.why,
            answer=answer,
            proposed=None,
            seconded_by=e.by if e.proposed_by else None,
        )

    return _finding(audit, e.finding, disposed)


@FOLDS.add
def disposition_proposed(audit: Audit, e: FindingDispositionProposed) -> Audit:
    """It waits for its second; what was asked for before counts no more."""
    asked = ProposedDisposition(disposition=e.disposition, why=e.why, by=e.by, at=e.at)
    return _finding(audit, e.finding, lambda f: f.replace(proposed=asked))


@FOLDS.add
def disposition_refused(audit: Audit, e: FindingDispositionRefused) -> Audit:
    """It stays open, and is its owner's anew."""
    return _finding(audit, e.finding, lambda f: f.replace(proposed=None, answer=None))
