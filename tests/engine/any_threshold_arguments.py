"""Arguments of any kind for the commands about thresholds and seconds, as `any_arguments` has them for all others.

Owns these lines. Must not know which of them a rule lets through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.domain.evaluations.commands import (
    AnswerGuardedResult,
    AnswerMetricNames,
    AnswerThresholdCorrection,
    CorrectThreshold,
    JoinMetricNames,
    RevealThresholds,
    SetThreshold,
)
from bot.domain.kernel.registry import Command
from tests.builders import ASR, LEAD

if TYPE_CHECKING:
    from tests.engine.wishes import Wishes


def _correction(w: Wishes) -> dict[str, Any]:
    """A threshold of a risk that would be withdrawn, or replaced by another."""
    said: dict[str, Any] = {"risk": w.risk(), "number": w.pick((1, 1, 2)), "why": w.words()}
    meant = w.threshold(LEAD, said["risk"]).model_dump(include={"paper", "sealed"})
    return {**said, **w.pick(({}, meant))}


ANYTHING_ABOUT_THRESHOLDS: dict[type[Command], Callable[[Wishes], dict[str, Any]]] = {
    SetThreshold: lambda w: w.threshold(LEAD, w.risk()).model_dump(include={"risk", "paper", "sealed"}),
    CorrectThreshold: _correction,
    AnswerThresholdCorrection: lambda w: {"number": w.number(), "confirm": w.pick((True, True, False))},
    RevealThresholds: lambda w: {"risk": w.risk(), "opened": {w.number(): w.words()}},
    JoinMetricNames: lambda w: {
        "risk": w.risk(),
        "one": ASR,
        "other": w.pick(("accuracy", "refusal_rate", ASR)),
        "why": w.words(),
    },
    AnswerGuardedResult: lambda w: {"number": w.number(), "confirm": w.pick((True, True, False))},
    AnswerMetricNames: lambda w: {"number": w.number(), "confirm": w.pick((True, False))},
}

SECONDED: dict[str, type[Command]] = {
    "second-guarded-result": AnswerGuardedResult,
    "second-metric-names": AnswerMetricNames,
    "second-threshold-correction": AnswerThresholdCorrection,
}
"""Which command answers a duty to be somebody's second."""
