"""How each prioritised risk stands by what was measured: as a board reads it, the weakest evidence first.

Owns that order, that of tamper records, and which result stands for a risk. What a result says is
`bot.domain.evaluations.verdicts`.
"""

from __future__ import annotations

from typing import Final

from bot.domain.evaluations.measurement import Measurement
from bot.domain.evaluations.state import Result, Risk, Speaks, TamperRecord
from bot.domain.evaluations.tampering import TamperOutcome, judge_record
from bot.domain.evaluations.verdicts import (
    ResultVerdict,
    Verdict,
    is_metric,
    judge_result,
    prioritised_risks,
    sized_interval,
    standing_results,
    verdict_on,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.models import Frozen

_WEAKEST_FIRST: Final[tuple[Verdict | None, ...]] = ("does-not-support", None, "inconclusive", "supports")

_WORST_FIRST: Final[tuple[TamperOutcome, ...]] = ("fails", "inconclusive", "holds")


class Held(Frozen):
    """One value of a result, held against its risk's threshold."""

    result: Result
    measured: Measurement
    judged: ResultVerdict

    @property
    def between(self) -> tuple[float, float] | None:
        """From where to where the value surely lies; None where there is no size to be had."""
        return sized_interval(self.measured)


class Standing(Frozen):
    """A prioritised risk with what its results say together."""

    risk: Risk
    verdict: Verdict | None
    """None where it has no result of this version of the model."""
    held: tuple[Held, ...]
    """Every value that counts for it, the worst first."""
    unmeasured: tuple[str, ...]
    """The metrics of its thresholds that no result has."""

    @property
    def worst(self) -> Held | None:
        """The value that the verdict rests on."""
        return next(iter(self.held), None)

    @property
    def weakness(self) -> tuple[int, bool, int, int]:
        """What it is ordered by: its verdict, then whether it holds only with a mark, then how grave it is."""
        marked = any(held.judged.afterwards or held.result.carried_by for held in self.held)
        risk = self.risk
        return _WEAKEST_FIRST.index(self.verdict), not marked, -risk.severity * risk.likelihood, -risk.severity


def standings(audit: Audit) -> tuple[Standing, ...]:
    """Every prioritised risk, the weakest evidence first: what fails, what has no result, what is inconclusive."""
    found = (_standing(audit, risk) for risk in prioritised_risks(audit))
    return tuple(sorted(found, key=lambda standing: standing.weakness))


def _standing(audit: Audit, risk: Risk) -> Standing:
    held = [_held(audit, risk, result, said) for result, said in standing_results(audit, risk)]
    metrics = dict.fromkeys(threshold.metric for threshold in risk.thresholds)
    return Standing(
        risk=risk,
        verdict=verdict_on(audit, risk),
        held=tuple(sorted(held, key=lambda each: _WEAKEST_FIRST.index(each.judged.verdict))),
        unmeasured=tuple(
            m for m in metrics if not any(is_metric(audit, risk.key, m, each.measured.label) for each in held)
        ),
    )


def _held(audit: Audit, risk: Risk, result: Result, said: Speaks) -> Held:
    return Held(result=result, measured=said.measured, judged=judge_result(audit, risk, result, said))


def standing_records(audit: Audit) -> tuple[tuple[TamperOutcome, TamperRecord], ...]:
    """The tamper records of this version of the model with what each comes to, the worst first."""
    judged = [(judge_record(audit, r).outcome, r) for r in audit.tampering if r.model == audit.model_number]
    return tuple(sorted(judged, key=lambda each: _WORST_FIRST.index(each[0])))


def beside_tampering(audit: Audit, framework: Framework) -> list[ArtifactSpec]:
    """The documents that stand on the ballot beside tamper records, where a form up to the one asked for needs them."""
    asked = (option.number for option in framework.options if option.number <= audit.asked_form)
    needed = {key for form in asked for need in framework.needs_of(form) for key in need.documents}
    return [spec for spec in framework.artifacts() if spec.beside_tampering and spec.key in needed]
