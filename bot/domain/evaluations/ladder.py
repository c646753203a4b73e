"""Whether tampering was tried hard enough for a release form: each risk it could bring about, each attack.

Owns what is asked of all records together, from the second edition of the rules on. The verdict on one record is
`bot.domain.evaluations.tampering`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.evaluations.state import Arm, Risk, TamperRecord
from bot.domain.evaluations.tampering import failed_records, judge_record, record_supports
from bot.domain.evaluations.verdicts import prioritised_risks
from bot.domain.kernel.attacks import Effort
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.models import Frozen


class Shortfall(Frozen):
    """What the records lack for a release form: one on this risk (no attack), or this attack with enough effort."""

    risk: str
    attack: str = ""


def tampering_supports(audit: Audit, spec: ArtifactSpec, version: int, form: int, *, twice: bool = False) -> bool:
    """Whether the records speak for a form that needs them; by the first edition of the rules, whether a version does.

    None of this version of the model fails, and each risk that tampering could bring about has one that holds, with the
    attacks of the ladder. What is below the ladder and does not fail is passed over. `twice`: two people say so.
    """
    if audit.rules < 2 or not tamperable_risks(audit, form):
        return record_supports(audit, spec, version)
    return not failed_records(audit, spec) and not any(shortfalls(audit, spec, form, twice=twice))


def tamperable_risks(audit: Audit, form: int) -> list[Risk]:
    """The risks with priority that concern a form and that tampering could bring about, as Mapping has them."""
    return [r for r in prioritised_risks(audit) if r.tamperable and form >= r.least_form]


def shortfalls(audit: Audit, spec: ArtifactSpec, form: int, *, twice: bool = False) -> Iterator[Shortfall]:
    """What the records lack for a form."""
    for risk in tamperable_risks(audit, form):
        tried = [arm for r in _held(audit, spec, twice=twice) if r.facts.risk == risk.key for arm in r.facts.arms]
        if not tried:
            yield Shortfall(risk=risk.key)
            continue
        asked = ((attack.key, attack.effort(form)) for attack in spec.ladder)
        for key, least in asked:
            if least and not any(arm.kind == "tampered" and arm.attack == key and reaches(arm, least) for arm in tried):
                yield Shortfall(risk=risk.key, attack=key)


def reaches(arm: Arm, least: Effort) -> bool:
    """Whether an attack was tried at least so hard."""
    return (
        (arm.examples or 0) >= least.examples
        and (arm.steps or 0) >= least.steps
        and (arm.seeds or 0) >= least.seeds
        and (arm.hours or 0) >= least.hours
    )


def _held(audit: Audit, spec: ArtifactSpec, *, twice: bool) -> list[TamperRecord]:
    """The records that a reviewer (`twice`: and somebody else) accepted as supporting, and that hold."""
    accepted = [v for v in audit.artifacts.get(spec.key, ()) if v.counts]
    said = [v for v in accepted if v.supports and not (twice and v.supported_by is None)]
    numbers = {v.number for v in (said if spec.verdict else accepted)}
    return [
        r
        for r in audit.tampering
        if r.artifact == spec.key and r.version in numbers and judge_record(audit, r).supports
    ]
