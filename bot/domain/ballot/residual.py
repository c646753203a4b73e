"""Residual risks: what does not hold, and a board accepts by name for a form that can be taken back.

Owns which risk a ballot may name beside which form, and which of them as many seats named as the form needs. From the
second edition of the rules on. What a form lacks otherwise is `bot.domain.ballot.support`.
"""

from __future__ import annotations

from typing import Final

from bot.domain.ballot.state import OpenedBallot, ResidualRisk
from bot.domain.decision.state import AcceptedRisk
from bot.domain.evaluations.state import Risk
from bot.domain.evaluations.verdicts import is_tested, prioritised_risks, unheld_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework

SEVEREST: Final = 5
"""A risk of this severity is accepted by nobody."""


def blocking_risks(audit: Audit, framework: Framework, form: int) -> tuple[str, ...]:
    """The risks that do not hold for a form, as far as its framework lets weaker evidence carry."""
    carried, guarded = framework.versions.carried_up_to, framework.evidence.guarded_up_to
    return unheld_risks(audit, form, carried_up_to=carried, guarded_up_to=guarded)


def residual_risks(audit: Audit, framework: Framework, form: int) -> tuple[str, ...]:
    """The risks that a ballot may name beside a form: tested ones that do not hold, none of the highest severity."""
    if not 0 < form <= framework.evidence.residual_up_to:
        return ()
    blocking = blocking_risks(audit, framework, form)
    return tuple(r.key for r in prioritised_risks(audit) if r.key in blocking and _is_acceptable(audit, r))


def _is_acceptable(audit: Audit, risk: Risk) -> bool:
    return risk.severity < SEVEREST and is_tested(audit, risk)


def nameable(audit: Audit, framework: Framework) -> tuple[ResidualRisk, ...]:
    """What a ballot may name, form by form up to the one asked for."""
    forms = (o.number for o in framework.options if o.number <= audit.asked_form)
    return tuple(
        ResidualRisk(risk=risk, form=form) for form in forms for risk in residual_risks(audit, framework, form)
    )


def names(ballot: OpenedBallot, each: ResidualRisk) -> bool:
    """Whether a ballot accepts a risk for a form that it ticks."""
    return each in ballot.residual and each.form in ballot.forms


def accepted_for(accepted: tuple[AcceptedRisk, ...], form: int) -> tuple[str, ...]:
    """The risks that do not block a form."""
    return tuple(each.risk for each in accepted if each.form == form)
