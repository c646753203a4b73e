"""Whether a value and a threshold are on one scale: some tools tell a rate as a share, others in per cent.

Owns the guess, which is asked about and never acted on. That a rate lies outside of 0 to 1 can be told without a
threshold: `bot.domain.evaluations.misfits`.
"""

from __future__ import annotations

import re
from math import sqrt
from typing import Final

from bot.domain.evaluations.measurement import Measurement
from bot.domain.evaluations.state import Terms

RATES: Final = frozenset(
    (
        "acc",
        "accuracy",
        "accnorm",
        "balancedaccuracy",
        "exactmatch",
        "em",
        "f1",
        "f1score",
        "precision",
        "recall",
        "sensitivity",
        "specificity",
        "auc",
        "auroc",
        "iou",
        "pass1",
        "passat1",
        "passrate",
        "successrate",
        "attacksuccessrate",
        "refusalrate",
        "failurerate",
        "violationrate",
        "hitrate",
        "winrate",
    )
)
"""Metrics, without case and punctuation, whose values are shares of a whole; some tools tell them in per cent."""

_WITH_A_UNIT: Final = re.compile(
    r"latency|seconds?|secs?|ms|milliseconds|minutes?|min|hours?|days?|time|duration|ttft|tokens?|cost|usd|eur|dollars?"
    r"|price|counts?|number|perplexity|ppl|loss|entropy|nll|logprob|bits|nats|temperature|distance|mae|mse|rmse|energy"
    r"|kwh|memory|gb|mb|flops"
)
"""Words in the name of a metric that has a unit of its own, or no upper end, and is never told in per cent."""

_SHARES: Final = frozenset(("rate", "share", "fraction", "percent", "percentage"))
"""Words of a metric that is a share all the same: tokens that are right, answers in time."""

_WORD: Final = re.compile(r"[a-z]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

PER_CENT: Final = 100.0
"""The greatest threshold that can be one in per cent."""

ROUNDED: Final = 1.05
"""How much larger than a share's a standard error may be because figures in files are rounded."""


def is_rate(metric: str) -> bool:
    """Whether a metric is known to lie between 0 and 1."""
    return "".join(sign for sign in metric.casefold() if sign.isalnum()) in RATES


def on_two_scales(measured: Measurement, terms: Terms) -> bool:
    """Whether one of value and threshold looks like a share, the other like per cent: 1.4 beside 0.9, 0.41 beside 5.

    A rate above 1 is told with its file. 0 is the same on both scales, and whole numbers may be counts.
    """
    value, limit = measured.value, terms.value
    if _has_a_unit(measured.metric):
        return False
    if 0 < limit < 1:
        return value > 1 and not is_rate(measured.metric)
    if not 1 < limit <= PER_CENT:
        return False
    return (value == 1 and is_rate(measured.metric)) or (0 < value < 1 and not _varies_more_than_a_share(measured))


def _has_a_unit(metric: str) -> bool:
    """`meanLatencyMs` and `mean_latency_ms`, and not `token_accuracy`."""
    words = _WORD.findall(_HUMP.sub("_", metric).casefold())
    return any(map(_WITH_A_UNIT.fullmatch, words)) and not any(is_rate(word) or word in _SHARES for word in words)


def _varies_more_than_a_share(measured: Measurement) -> bool:
    """Whether a file says of a value how sure it is, and shares of so many samples are surer: it is a mean of more."""
    unsure, value = measured.uncertainty, measured.value
    error, samples = unsure.standard_error if unsure else None, measured.samples or 0
    return error is not None and samples > 1 and error > ROUNDED * sqrt(value * (1 - value) / (samples - 1))
