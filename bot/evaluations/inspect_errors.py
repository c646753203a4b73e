"""Samples of an Inspect log that ended in an error.

Owns what their summaries, or they themselves, say of it: those that were run again until they ended, and those that
were scored although they did not: a run leaves them out, unless it was told otherwise, and `inspect score` takes them
in (`findings/inspect_score_takes_errors.sh`). Must not know what a score is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bot.domain.evaluations.measurement import Note
from bot.evaluations.field_values import count, mapping, sequence
from bot.evaluations.result_file import counted


class Errors(NamedTuple):
    """How many samples an error met, each epoch for itself."""

    retried: int
    """Those that ended at a later try."""
    scored: int
    """Those that never ended and have a score."""


def errors_of(samples: Iterable[Any]) -> Errors:
    """What samples, or summaries of them, say: a sample holds its earlier errors, a summary their number."""
    retried = scored = 0
    for each in map(mapping, samples):
        if each.get("error"):
            scored += bool(mapping(each.get("scores")))
        else:
            retried += bool(sequence(each.get("error_retries")) or count(each.get("retries")))
    return Errors(retried, scored)


def notes_on_errors(errors: Errors) -> Iterator[Note]:
    """What a person should know of them."""
    yield from counted("retried", errors.retried)
    yield from counted("scored-in-error", errors.scored)
