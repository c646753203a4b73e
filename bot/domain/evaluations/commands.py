"""Commands on measurements: what may be asked for.

Owns the shape of these requests (risks, thresholds, results, tamper records, versions of the model). Whether they are
granted, the rules say.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.domain.evaluations.measurement import EvaluationResult, Measurement
from bot.domain.evaluations.state import Comparison, KindVerdict, Terms
from bot.domain.kernel.content import Digest, Prose, Source
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.state import Subject


class RecordRisk(Command):
    """Put a risk on record; with a key, change one that is there."""

    risk: str = ""
    title: Prose | None = None
    """None: a risk that is there keeps its own."""
    likelihood: int
    severity: int
    priority: bool = False
    least_form: int = 1
    """The least open release form that it concerns; every more open one, too."""
    tamperable: bool = True
    """Whether tampering with the model could bring it about."""


class KindWord(Frozen):
    """What is said of one kind of risk: `tested` as risks on record, or in words why not."""

    kind: str
    verdict: KindVerdict
    risks: tuple[str, ...] = ()
    why: Prose | None = None
    """None: a kind of which the same was said before keeps its reason."""


class AnswerRiskKinds(Command):
    """Say of kinds of risk whether they are tested, not applicable or not tested; one word a kind."""

    answers: tuple[KindWord, ...]


class ThresholdPaper(Frozen):
    """A threshold as somebody set it. Its canonical JSON, salted, is what the record holds until the reveal."""

    metric: str
    terms: Terms


class SetThreshold(Command):
    """Set what the results of a risk will be held against. `sealed` is the canonical JSON of `paper`."""

    risk: str
    paper: ThresholdPaper
    sealed: Prose


class CorrectThreshold(Command):
    """A reviewer would withdraw a threshold, or have another one in its place: `sealed` is the canonical JSON of
    `paper`. It counts once a second agrees.
    """

    risk: str
    number: int
    """Which of the thresholds of its risk."""
    paper: ThresholdPaper | None = None
    """None: nothing is to stand in its place."""
    sealed: Prose | None = None
    why: Prose


class AnswerThresholdCorrection(Command):
    """A second agrees that a threshold is withdrawn or replaced, or does not."""

    number: int
    confirm: bool


class AnswerExpectation(Command):
    """What becomes of an expectation: a risk that is tested (`risk`), or why there is none (`why`); exactly one."""

    version: int
    """The version of the document that was shown."""
    number: int
    """Its row, counted from 1."""
    risk: str = ""
    why: Prose | None = None


class JoinMetricNames(Command):
    """Two names of a risk's metrics are one: a result by either answers for both. `one`: the metric of a threshold;
    `other`: that of another one, or the label of a value that speaks to the risk.
    """

    risk: str
    one: str
    other: str
    why: Prose


class AnswerMetricNames(Command):
    """Another reviewer agrees that two names are one metric, or says that they are two."""

    number: int
    confirm: bool


class RevealThresholds(Command):
    """The sealed thresholds of a risk, opened, by their numbers: each with the salt and text of its digest."""

    risk: str
    opened: dict[int, Prose]


class OfferResult(Command):
    """A file in the thread of a stage with results: it is read at once. `artifact`: what else it may be."""

    source: Source
    name: Prose
    artifact: str = ""


class RecordReading(Command):
    """A result file was fetched, stored and read. `reading` is what it says, as canonical JSON; `result` the same with
    no more values than show what does not fit.

    `same_as`: the first result of this audit whose file said the very same; 0: none did.
    """

    number: int
    content: Digest
    size: int
    result: EvaluationResult
    reading: Prose
    same_as: int = 0


class FailReading(Command):
    """A result file could not be fetched or read. `params` is canonical JSON; `offer` an id from the Ids port."""

    number: int
    problem: str
    params: Prose
    offer: str


class AdmitResult(Command):
    """A result speaks to a risk, through one of its values."""

    number: int
    risk: str
    measured: Measurement
    why: Prose | None = None
    """Why it counts in spite of what does not fit."""
    guard: Prose | None = None
    """Behind which changed filters or other system prompt the test was run; None: as the model is."""
    scale: Prose | None = None
    """Why value and threshold are on one scale, where it does not look so."""


class AnswerGuardedResult(Command):
    """Another reviewer agrees that a test was run behind changed filters or another system prompt, or does not."""

    number: int
    confirm: bool


class DismissResult(Command):
    """The file is no result for this audit. `why`: what a reviewer says who leaves out a result that was read."""

    number: int
    why: Prose | None = None


class ChangeModel(Command):
    """The audited model has a new version. `weights`: the fingerprint of its weights, where it is known."""

    subject: Subject
    weights: str = ""
    line: Literal["", "same-line", "another-model"] = ""
    """Whether it is of the same line, or another model; by the first edition of the rules nobody says."""
    why: Prose


class AnswerVersion(Command):
    """A reviewer declares a new version with the lead, or says that it is none."""

    number: int
    confirm: bool


class SubmitManifest(Command):
    """The manifest of the model's files: as a file, as JSON, or its fingerprint alone; exactly one of the three.

    `encrypted`: of the files that leave in place of the audited ones.
    """

    source: Source | None = None
    text: Prose | None = None
    fingerprint: str = ""
    how: Prose
    """How they know that these are the files of the model under audit."""
    encrypted: bool = False


class RecordManifest(Command):
    """A manifest was fetched, stored and read. `size` in bytes."""

    number: int
    content: Digest
    fingerprint: str
    files: int
    size: int
    parts: tuple[str, ...] = ()
    """The SHA-256 of its largest files."""


class FailManifest(Command):
    """What was handed in is no manifest, or could not be fetched. `problem`: the id of a text; `params`: canonical JSON
    of what fills it.
    """

    number: int
    problem: str
    params: Prose


class ConfirmManifest(Command):
    """Who handed a manifest in has read what it says: this is the model, or it is not."""

    number: int
    confirm: bool


class TieManifest(Command):
    """A reviewer decrypted the files of an encrypted manifest once, and compared them with the audited ones."""

    number: int
    comparison: Comparison
    decrypted: str = ""
    """The fingerprint of the decrypted files."""
    how: Prose
    """What was decrypted where, with which key, for whom."""
    audited: str | None = None
    """The fingerprint of the audited files that was shown; None where that is not known."""


class StateServedModel(Command):
    """The model is only called: its provider, where it answers, and since when as it is."""

    provider: Prose
    endpoint: Prose
    since: date


class CarryResult(Command):
    """A result of an earlier version also speaks for the new one, because ..."""

    number: int
    why: Prose
    model: int | None = None
    """The number of the version of the model that was shown; None where that is not known."""


class RerunResult(Command):
    """A result of an earlier version counts no longer: it is run again."""

    number: int
    model: int | None = None
    """The number of the version of the model that was shown; None where that is not known."""
