"""What a chart shows of a risk: one state out of what results, tamper records and open problems say together.

Owns the order of these, for every chart and for the words beside it. Nothing is shown as holding that any record speaks
against, or that nobody knows yet. Must not judge: verdicts come from the rules.
"""

from __future__ import annotations

from typing import Literal

from bot.domain.evaluations.state import Risk
from bot.domain.evaluations.tampering import failed_records, judge_record, records
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework

State = Literal[
    "does-not-support",
    "tampering-fails",
    "inconclusive",
    "problem-open",
    "tampering-open",
    "supports",
    "untested",
    "listed",
]
"""Its words are `risk-chart-` and this, in the texts people read."""


def state_of(audit: Audit, framework: Framework, risk: Risk) -> State:
    """The worst that is on record of a risk, or what is missing."""
    verdict = verdict_on(audit, risk)
    if verdict == "does-not-support":
        return verdict
    if _tampering_fails(audit, framework, risk):
        return "tampering-fails"
    if verdict == "supports" and problems_against(audit, risk.key):
        return "problem-open"
    if verdict == "supports" and _tampering_is_open(audit, framework, risk):
        return "tampering-open"
    return verdict or ("untested" if risk.priority and not audit.over else "listed")


def problems_against(audit: Audit, risk: str) -> tuple[Finding, ...]:
    """What is open and names a risk, or is severe and may be of any: no result that holds settles it."""
    return tuple(
        f
        for f in audit.findings
        if f.disposition == "open" and (f.risk == risk or (f.severity == "severe" and not f.risk))
    )


def _tampering_fails(audit: Audit, framework: Framework, risk: Risk) -> bool:
    return any(r.facts.risk == risk.key for spec in records(framework) for r in failed_records(audit, spec))


def _tampering_is_open(audit: Audit, framework: Framework, risk: Risk) -> bool:
    """Whether tampering could bring it about, and no record of this version says that it does not.

    Where the form asked for takes no record and none was made, nobody asked.
    """
    made = [r for r in audit.tampering if r.facts.risk == risk.key]
    asked = any(s.required_from is not None and s.required_from <= audit.asked_form for s in records(framework))
    wanted = asked and risk.tamperable and risk.priority and risk.least_form <= audit.asked_form
    return bool(made or wanted) and not any(judge_record(audit, r).supports for r in made)
