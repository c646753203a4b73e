"""Scores of an Inspect log that were edited by hand after the run.

Owns where an edit shows: in the `history` of a sample's own score. Header, summaries and reductions give an edited
value as if it had been measured (`findings/inspect_edited_score.sh`). Must not know how samples are unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from bot.evaluations.field_values import mapping, sequence

SIGN: Final = re.compile(r'"history"\s{0,9}:\s{0,9}\[\s{0,9}\{')
"""A sample written as JSON in which this does not stand holds no edited score. Inside a text the quotes are escaped."""


def edited_scores(samples: Iterable[Any]) -> int:
    """How many scores of these samples have a history."""
    return sum(
        bool(sequence(mapping(score).get("history")))
        for sample in samples
        for score in mapping(mapping(sample).get("scores")).values()
    )
