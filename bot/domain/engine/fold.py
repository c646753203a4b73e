"""The fold: an audit and an event make the next audit.

Owns the joining of the subjects' tables. Each subject's `fold` says how its events change the state.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.ballot import fold as ballot
from bot.domain.decision import fold as decision
from bot.domain.documents import fold as documents
from bot.domain.duties import fold as duties
from bot.domain.evaluations import fold as evaluations
from bot.domain.evaluations import manifest_fold as manifests
from bot.domain.evaluations import risk_fold as risks
from bot.domain.findings import fold as findings
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event, Folds
from bot.domain.lifecycle import fold as lifecycle
from bot.domain.lifecycle.events import AuditStarted
from bot.domain.lifecycle.fold import begin
from bot.domain.redaction import fold as redaction
from bot.domain.reflection import fold as reflection
from bot.domain.roster import fold as roster
from bot.domain.sign_offs import fold as sign_offs

FOLDS = Folds.joined(
    lifecycle.FOLDS,
    roster.FOLDS,
    documents.FOLDS,
    sign_offs.FOLDS,
    findings.FOLDS,
    risks.FOLDS,
    manifests.FOLDS,
    evaluations.FOLDS,
    reflection.FOLDS,
    ballot.FOLDS,
    decision.FOLDS,
    duties.FOLDS,
    redaction.FOLDS,
)
"""By event; `AuditStarted` stands outside, for there is no audit before it."""


def apply_event(audit: Audit | None, event: Event) -> Audit:
    """The audit after an event. Raises ValueError when history does not begin with its start."""
    if isinstance(event, AuditStarted):
        return begin(event)
    if audit is None:
        raise ValueError(f"history begins with {event.type}, not with AuditStarted")
    return FOLDS[type(event)](audit, event).replace(seq=audit.seq + 1)


def fold(events: Iterable[Event], audit: Audit | None = None) -> Audit:
    """The state after a history (or the rest of one, from a state). Raises ValueError for an empty one."""
    for event in events:
        audit = apply_event(audit, event)
    if audit is None:
        raise ValueError("an empty history has no state")
    return audit
