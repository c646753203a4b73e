"""How many samples a threshold takes: the least with which a rate can hold it, however well the model does.

Owns that number, from the intervals of `bot.domain.evaluations.verdicts`. A metric that is no rate has none.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.evaluations.measurement import Measurement
from bot.domain.evaluations.state import Terms
from bot.domain.evaluations.verdicts import sized_interval, within
from bot.domain.kernel.models import Frozen

MOST: Final = 10_000_000
"""Samples of which more are not asked for: a threshold that takes more can be held by no run of a rate."""


_RATE: Final = re.compile(r"(?<![a-z])rate(?![a-z])")


class SampleSizes(Frozen):
    """How many samples a threshold on a rate takes."""

    best: int
    """Where none of them goes wrong (the rule of three)."""
    halfway: int
    """Where half as many go wrong as the threshold lets (Wilson's interval)."""


def is_called_rate(metric: str) -> bool:
    """Whether a metric says by its name that it lies between 0 and 1."""
    return _RATE.search(metric.casefold()) is not None


def is_of_a_rate(terms: Terms) -> bool:
    """Whether a threshold can be one on a rate: from none to all of the samples."""
    return 0 <= terms.value <= 1


def samples_needed(terms: Terms) -> SampleSizes | None:
    """None where the metric is no rate, or no number of samples is enough."""
    best = 0.0 if terms.direction == "at-most" else 1.0
    if not is_of_a_rate(terms):
        return None
    least, half = _least(terms, best), _least(terms, (best + terms.value) / 2)
    return SampleSizes(best=least, halfway=max(least, half)) if least and half else None


def _least(terms: Terms, rate: float) -> int:
    """The least number of samples at which a rate holds a threshold; 0 where none does."""

    def holds(samples: int) -> bool:
        between = sized_interval(Measurement(task="", metric="", value=rate, samples=samples))
        return between is not None and within(terms, *between) == "supports"

    if not holds(MOST):
        return 0
    low, high = 0, MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
