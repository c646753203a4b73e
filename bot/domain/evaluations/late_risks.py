"""Risks and thresholds that came late: recorded after the stage that chooses risks was closed, from the second edition
of the rules on.

Owns what lies beside that stage, and what the risks are once it was taken in.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.evaluations.state import Risk
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.evidence import comes_late
from bot.domain.kernel.framework import Framework


def risks_come_late(audit: Audit, framework: Framework) -> bool:
    """Whether what is recorded of a risk now lies beside the stage that chooses them."""
    return any(comes_late(audit, spec.key) for spec in framework.stages if spec.risks)


def late_keys(audit: Audit) -> tuple[str, ...]:
    """The keys of the risks of which something lies beside."""
    found = (*(late.risk.key for late in audit.late_risks), *(late.risk for late in audit.late_thresholds))
    return tuple(dict.fromkeys(found))


def lies_beside(audit: Audit, risk: str, threshold: int) -> bool:
    """Whether a threshold of a risk lies beside, by its number."""
    return any((late.risk, late.threshold.number) == (risk, threshold) for late in audit.late_thresholds)


def all_risks(audit: Audit) -> list[Risk]:
    """Every risk as it would be with all that lies beside: those on record, in their order, and then the new ones."""
    return list(with_late(audit, late_keys(audit)).risks)


def latest_risk(audit: Audit, key: str) -> Risk | None:
    """A risk as it would be with all that lies beside; None for one that nobody recorded."""
    return next((risk for risk in all_risks(audit) if risk.key == key), None)


def with_late(audit: Audit, keys: Collection[str]) -> Audit:
    """The audit with what lies beside of these risks counting."""
    if not keys:
        return audit
    risks = {risk.key: risk for risk in audit.risks}
    for late in audit.late_risks:
        if late.risk.key in keys:
            known = risks.get(late.risk.key)
            risks[late.risk.key] = late.risk.replace(thresholds=known.thresholds if known else ())
    for sealed in audit.late_thresholds:
        if sealed.risk in keys and (risk := risks.get(sealed.risk)):
            risks[sealed.risk] = risk.replace(thresholds=(*risk.thresholds, sealed.threshold))
    return audit.replace(
        risks=tuple(risks.values()),
        late_risks=tuple(late for late in audit.late_risks if late.risk.key not in keys),
        late_thresholds=tuple(late for late in audit.late_thresholds if late.risk not in keys),
    )
