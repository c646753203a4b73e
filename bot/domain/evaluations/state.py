"""Test results: what a result file says, and what of it does not fit the audited model.

Owns the shape every result file is read into, and the notes on what speaks against taking it as it is. Knows no file
format: `bot.evaluations` reads them. A note's text is `result-note-` and its kind, in the texts people read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from pydantic import AwareDatetime, FiniteFloat, NonNegativeInt

from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.state import Subject

Run = Literal["complete", "partial", "failed", "not-stated"]
"""complete: the file says it ended as planned · partial: cut short, or samples are missing · failed: it ended in an
error or was declared invalid · not-stated: the format, or this file, does not say."""

NoteKind = Literal[
    "model-not-stated",
    "another-model",
    "digest-not-stated",
    "another-digest",
    "run-partial",
    "run-failed",
    "run-not-stated",
    "limit",
    "fewer-samples",
    "nothing-measured",
    "invalidated",
    "cut-off",
    "errors",
    "unanswered",
    "not-numbers",
]

RUN_NOTES: Final[Mapping[Run, NoteKind]] = {
    "partial": "run-partial",
    "failed": "run-failed",
    "not-stated": "run-not-stated",
}


class Uncertainty(Frozen):
    """How sure a value is: its standard error, or an interval, in the value's own unit."""

    standard_error: FiniteFloat | None = None
    lower: FiniteFloat | None = None
    upper: FiniteFloat | None = None
    confidence: FiniteFloat | None = None
    """The interval's level, such as 0.95; None where the file does not say."""


class Measurement(Frozen):
    """One number of a result file."""

    task: str
    metric: str
    value: FiniteFloat
    uncertainty: Uncertainty | None = None
    samples: NonNegativeInt | None = None
    """How many samples the value rests on."""
    declared: NonNegativeInt | None = None
    """How many there should have been, where the file says so."""
    higher_is_better: bool | None = None
    model: str = ""
    """As the file names it; empty where it does not."""


class Note(Frozen):
    """Something a person should know before taking a result as evidence."""

    kind: NoteKind
    params: dict[str, str | int] = {}


class EvaluationResult(Frozen):
    """A result file, read."""

    format: str
    """The format's name, as people know it."""
    tool: str = ""
    """What wrote it, with its version, where the file says so."""
    models: tuple[str, ...]
    """Every model the file names, in the tool's own way of naming."""
    revision: str = ""
    """The model's revision as the tool recorded it: a commit, not a fingerprint of the weights."""
    model_digest: str = ""
    """The fingerprint of the weights, in the rare file that has one."""
    run: Run
    limits: tuple[str, ...] = ()
    """What kept the run smaller than it could have been, as the tool names it: `limit=10`."""
    notes: tuple[Note, ...] = ()
    """What its reader noticed; `misfits` adds what follows from the rest."""
    measurements: tuple[Measurement, ...]
    started_at: AwareDatetime | None = None


Direction = Literal["at-most", "at-least"]

ResultStatus = Literal["reading", "unread", "offered", "dismissed", "admitted", "rerun"]
"""reading: being fetched and read · unread: no reader could · offered: its sender is asked what it speaks to ·
dismissed: talk · admitted: it speaks to a risk · rerun: of an earlier version of the model, and to be run again."""


class Terms(Frozen):
    """What a threshold asks for: sealed until the first result speaks to its risk."""

    direction: Direction
    value: FiniteFloat
    """In the metric's own unit; the value itself is still within."""
    margin: FiniteFloat | None = None
    """How much worse than the best public model, tampered alike, would still add little. In the metric's unit."""


class Threshold(Frozen):
    """One threshold of a risk. Its metric is open, for whoever tests must know what to measure."""

    number: int
    metric: str
    sealed: Digest
    """The digest of `bot.domain.evaluations.commands.ThresholdPaper`, canonical, as it was sealed."""
    by: Person
    seq: int
    """The number of the event that set it: a result read later was not known to whoever set it."""
    after_result: bool = False
    """A result that speaks to the risk was on record already."""
    terms: Terms | None = None


class Risk(Frozen):
    """A risk to test. Likelihood and severity count from 1 (low) to 5 (high)."""

    key: str
    """`R1`."""
    title: Digest
    likelihood: int
    severity: int
    priority: bool
    by: Person
    thresholds: tuple[Threshold, ...] = ()


class Speaks(Frozen):
    """A result was admitted: one of its values speaks to a risk."""

    risk: str
    measured: Measurement
    why: Digest | None = None
    """Why it counts in spite of what does not fit."""
    by: Person
    at: datetime


class Result(Frozen):
    """A result file, from its message to what it speaks to."""

    number: int
    by: Person
    at: datetime
    source: Source
    name: Digest
    artifact: str = ""
    """The document it is offered as where no reader knows it."""
    status: ResultStatus = "reading"
    problem: str = ""
    """Why it could not be read: a key of the texts people read."""
    params: Digest | None = None
    """Canonical JSON of what fills that sentence: it comes from the file."""
    content: Digest | None = None
    """The file."""
    size: int = 0
    reading: Digest | None = None
    """Canonical JSON of a `bot.domain.evaluations.state.EvaluationResult`."""
    read_seq: int = 0
    """The number of the event that read it, or first read a file that said the same: from then on its values could be
    known. 0 before."""
    same_as: int = 0
    """The first result whose file said the very same; 0: none did."""
    format: str = ""
    run: Run = "not-stated"
    notes: tuple[NoteKind, ...] = ()
    """What of it does not fit."""
    subject: Subject | None = None
    """The model it was compared with."""
    model: int = 1
    """Which version of the audited model it counts for (`Audit.model_number`)."""
    speaks: tuple[Speaks, ...] = ()
    """What it was admitted for; a file may speak to several risks."""
    carried_why: Digest | None = None
    """Why it also speaks for the newer version of the model."""
    carried_by: Person | None = None


ArmKind = Literal["untouched", "tampered", "public"]


class Arm(Frozen):
    """One arm of a tamper record: a model, what was done to it, and what it could do afterwards."""

    kind: ArmKind
    """untouched: the audited model as it is · tampered: the audited model after an attack · public: the best public
    model, tampered alike."""
    examples: int | None = None
    steps: int | None = None
    seeds: int | None = None
    hours: FiniteFloat | None = None
    """GPU hours."""
    cost: FiniteFloat | None = None
    """US dollars."""
    harm: FiniteFloat
    """The hazardous capability, of the worst seed, in the unit of the threshold's metric."""
    refusal: FiniteFloat | None = None
    """The share of harmful requests that were refused. Shown, and decides nothing."""
    utility: FiniteFloat | None = None


class TamperFacts(Frozen):
    """What of a tamper record a rule needs. Its claim and its attacks are prose, and stay in the document."""

    risk: str
    """The key of the risk whose threshold it is judged by."""
    weights: str = ""
    """The fingerprint of the weights that were attacked, as stated."""
    arms: tuple[Arm, ...]


class TamperRecord(Frozen):
    """The facts of one version of the tamper record."""

    artifact: str
    version: int
    facts: TamperFacts
    seq: int
    """The number of the event that brought it: a threshold set later was set after its result."""
    model: int
    """Which version of the audited model it is about (`Audit.model_number`). Never carried over."""
