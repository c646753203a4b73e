"""Severe problems that stand by themselves: of a risk that fails, and of a tamper record that does.

Owns which forms they block, as they stand now; nobody logs or lowers them. They block through `support` already, and
are listed here for whoever decides. From the second edition of the rules on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bot.domain.ballot.support import Support, support
from bot.domain.evaluations.tampering import failed_records, records
from bot.domain.evaluations.verdicts import prioritised_risks, verdict_on
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen


class StandingProblem(Frozen):
    """A severe problem that stands by itself."""

    kind: Literal["risk", "tampering"]
    """risk: its results fail · tampering: a tamper record fails."""
    about: str
    """The key of the risk, or of the tamper record."""
    forms: tuple[int, ...]
    """The release forms that it blocks, least open first."""


def standing_problems(audit: Audit, framework: Framework) -> tuple[StandingProblem, ...]:
    """Every one of them: risks in their order, then tamper records in the framework's."""
    if audit.rules < 2:
        return ()
    forms = [support(audit, framework, option.number) for option in framework.options if option.number]
    return (*_risks(audit, forms), *_records(audit, framework, forms))


def _risks(audit: Audit, forms: list[Support]) -> Iterator[StandingProblem]:
    for risk in prioritised_risks(audit):
        if verdict_on(audit, risk) == "does-not-support":
            blocked = tuple(found.form for found in forms if risk.key in found.risks)
            yield StandingProblem(kind="risk", about=risk.key, forms=blocked)


def _records(audit: Audit, framework: Framework, forms: list[Support]) -> Iterator[StandingProblem]:
    """None where accepted provider controls support the form, or a record is asked for whatever its result."""
    for spec in records(framework):
        blocked = _unmet(forms, spec.key) if failed_records(audit, spec) else ()
        if blocked:
            yield StandingProblem(kind="tampering", about=spec.key, forms=blocked)


def _unmet(forms: list[Support], artifact: str) -> tuple[int, ...]:
    """The forms with a need for a document, and what it says, that no document meets."""
    return tuple(
        found.form
        for found in forms
        if any(
            artifact in state.need.any_of and not state.need.whatever_result and state.status != "supports"
            for state in found.needs
        )
    )
