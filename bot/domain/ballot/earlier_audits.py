"""What other audits of the same weights mean for a ballot here, from the second edition of the rules on.

Owns what failed there and counts here, the one ballot at a time, and when a light audit is too little. How the others
came to be known is `bot.domain.lifecycle.earlier_audits`.
"""

from __future__ import annotations

from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.risk_kinds import answer_on
from bot.domain.evaluations.verdicts import counted_results, prioritised_risks, same_metric, verdict_on
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow, Refusal
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.state import EarlierAudit

SEVEREST = 5
"""The severity of a risk on which a light audit decides nothing."""


def failed_elsewhere(audit: Audit, form: int) -> tuple[str, ...]:
    """The audits in which this model failed, by their keys: each blocks every form above 0.

    Of one that shares some files alone, what failed counts until the same metric holds here.
    """
    if audit.rules < 2 or form == 0:
        return ()
    return tuple(other.key for other in audit.earlier_audits if _counts(audit, other))


def _counts(audit: Audit, other: EarlierAudit) -> bool:
    if other.same_weights:
        return bool(other.failed)
    return (other.shares_files or other.declared) and not all(_holds_here(audit, metric) for metric in other.failed)


def _holds_here(audit: Audit, metric: str) -> bool:
    return any(
        same_metric(metric, said.measured.label)
        for risk in prioritised_risks(audit)
        if verdict_on(audit, risk) == "supports"
        for _, said in counted_results(audit, risk)
    )


def fails_tampered_elsewhere(audit: Audit) -> bool:
    """Whether these very weights failed in another audit once they were tampered with."""
    return any(other.same_weights and other.failed_tampered for other in audit.earlier_audits)


def voted_on_elsewhere(audit: Audit) -> EarlierAudit | None:
    """Another audit of these weights whose board votes, or whose result cools off; a practice audit bars nobody."""
    return next((o for o in audit.earlier_audits if o.same_weights and o.voting and not o.practice), None)


def too_little(audit: Audit, framework: Framework) -> Refusal | None:
    """Why a light audit does not do; None where it does, and for every other kind of audit."""
    if audit.rules < 2 or not framework.variant.key or framework.variant.practice or audit.asked_form == 0:
        return None
    if severe := next((r for r in all_risks(audit) if r.severity >= SEVEREST), None):
        return NotNow("light-risk-severe", risk=severe.key, kind=framework.variant.title)
    for kind in framework.risk_kinds:
        said = answer_on(audit, kind.key) if kind.full_audit else None
        if said and said.verdict == "tested":
            return NotNow("light-risk-kind", of=kind.title, risk=said.risks[0], kind=framework.variant.title)
    for other in audit.earlier_audits:
        if not other.same_weights or other.practice:
            continue
        if other.status in ("running", "paused"):
            return NotNow("light-elsewhere-runs", audit=other.key, kind=framework.variant.title)
        if other.form is not None and other.form < audit.asked_form:
            return NotNow("light-elsewhere-less", audit=other.key, form=other.title, kind=framework.variant.title)
    return None
