"""Of what a result file says, as much as is shown: it may have ten thousand values.

Owns what that is, and what has to be found out by looking at every value. All of it takes a text as it is stored and
gives something short, so that a long one can be read in confinement. Must not know a card or a modal.
"""

from __future__ import annotations

from typing import Final

from bot.domain.evaluations.measurement import EvaluationResult, Measurement, Note, read_reading, shared_identities
from bot.domain.evaluations.misfits import misfits, telling
from bot.domain.evaluations.state import Result
from bot.domain.evaluations.verdicts import same_metric
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.models import Frozen
from bot.domain.lifecycle.state import Subject

MOST_ROWS: Final = 20
"""Values a table shows; the rest is counted."""

MOST_OFFERED: Final = 100
"""Values somebody can choose from."""

MOST_SYSTEMS: Final = 5
"""Systems that are named; the rest is counted."""

MOST_NOTES: Final = 10
"""Notes that are shown; the rest is counted."""


class StoredReading(Frozen):
    """A reading as it goes on record: ten thousand values are a text for everybody but its readers."""

    text: str
    """The canonical JSON of all of it."""
    essence: EvaluationResult
    """With no more of its values than show what does not fit: its `misfits` are of the same kinds."""


class Excerpt(Frozen):
    """What is shown of a reading."""

    head: EvaluationResult
    """The reading with its first values and systems alone."""
    count: int
    """How many values there are."""
    systems: int
    """How many systems the file names."""
    notes: tuple[Note, ...]
    """The first of what does not fit the model it was compared with."""
    notes_left: int
    """How many more there are."""
    several_systems: bool
    datasets_stated: bool
    offered: tuple[tuple[int, Measurement], ...]
    """Values that can be chosen, with their places in the file: those of a wanted metric first, and none that nobody
    can tell apart."""


def stored_reading(result: EvaluationResult) -> StoredReading:
    """A reading, as it goes on record."""
    return StoredReading(text=result.model_dump_json(), essence=result.replace(measurements=telling(result)))


def compared_with(audit: Audit, result: Result) -> tuple[Subject | None, str]:
    """What a result is held against: the model as it was when the file was read, and the weights while they are its."""
    return result.subject, audit.weights if result.model == audit.model_number else ""


def excerpt(text: str, subject: Subject | None, weights: str, wanted: tuple[str, ...] = ()) -> Excerpt | None:
    """The excerpt of a reading as it is stored; None where that is gone. `wanted`: metrics that thresholds name."""
    reading = read_reading(text)
    if reading is None:
        return None
    values = reading.measurements
    shared = shared_identities(values)
    offered = [(n, each) for n, each in enumerate(values) if each.identity not in shared]
    if wanted:
        offered.sort(key=lambda found: not any(same_metric(each, found[1].label) for each in wanted))
    notes = misfits(reading, subject, weights)
    return Excerpt(
        head=reading.replace(measurements=values[:MOST_ROWS], models=reading.models[:MOST_SYSTEMS]),
        count=len(values),
        systems=len(reading.models),
        notes=notes[:MOST_NOTES],
        notes_left=len(notes[MOST_NOTES:]),
        several_systems=len({each.model for each in values}) > 1,
        datasets_stated=any(str(each.dataset) for each in values),
        offered=tuple(offered[:MOST_OFFERED]),
    )


def chosen_value(text: str, choice: str) -> Measurement:
    """The value somebody chose by its place in a reading as it is stored.

    Raises NotNow where the reading is gone, and Invalid for no value, or one of several that nobody can tell apart.
    """
    reading = read_reading(text)
    if reading is None:
        raise NotNow("result-gone")
    place = int(choice) if choice.isdecimal() else -1
    if not 0 <= place < len(reading.measurements):
        raise Invalid("input-missing", field="measured")
    chosen = reading.measurements[place]
    if chosen.identity in shared_identities(reading.measurements):
        raise Invalid("result-one-name", field="measured")
    return chosen


def say_the_same(one: str, other: str) -> bool:
    """Whether two readings, as they are stored, report one run."""
    known, new = read_reading(one), read_reading(other)
    return known is not None and new is not None and known.says_the_same(new)
