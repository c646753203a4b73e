"""Events of measurements: what can have happened.

Owns the shape of these facts (risks, thresholds, results, tamper records, versions of the model). A released class
keeps its name and its meaning.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bot.domain.evaluations.measurement import Measurement, NoteKind, Run
from bot.domain.evaluations.state import Comparison, Expectation, KindAnswer, PutRight, TamperFacts, Terms
from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.state import Subject


class RiskRecorded(Event):
    """A risk was put on record, or scored or worded anew under the same key."""

    type: Literal["RiskRecorded"] = "RiskRecorded"
    redraws = frozenset({"results"})
    risk: str
    title: Digest
    likelihood: int
    severity: int
    priority: bool
    least_form: int = Field(default=1, exclude_if=lambda form: form == 1)
    """The least open release form that it concerns."""
    tamperable: bool = Field(default=True, exclude_if=lambda tamperable: tamperable)
    """Whether tampering with the model could bring it about."""
    late: bool = Field(default=False, exclude_if=lambda late: not late)
    """Whether the stage that chooses risks was closed then, from the second edition of the rules on."""


class RiskKindsAnswered(Event):
    """Kinds of risk were answered for, or answered for anew."""

    type: Literal["RiskKindsAnswered"] = "RiskKindsAnswered"
    stage: str
    """The stage that asks for them."""
    answers: tuple[KindAnswer, ...]


class ThresholdSealed(Event):
    """A threshold was set; what it asks for stays sealed."""

    type: Literal["ThresholdSealed"] = "ThresholdSealed"
    redraws = frozenset({"results"})
    risk: str
    number: int
    metric: str
    sealed: Digest
    after_result: bool
    late: bool = Field(default=False, exclude_if=lambda late: not late)
    """Whether the stage that chooses risks was closed then, from the second edition of the rules on."""


class ThresholdCorrectionProposed(Event):
    """A reviewer would withdraw or replace a threshold; it counts on until a second agrees."""

    type: Literal["ThresholdCorrectionProposed"] = "ThresholdCorrectionProposed"
    redraws = frozenset({"results"})
    number: int
    risk: str
    threshold: int
    metric: str
    sealed: Digest | None
    why: Digest
    put_right: PutRight


class ThresholdCorrected(Event):
    """A second agrees: the threshold counts no more, and what was sealed for it stands in its place."""

    type: Literal["ThresholdCorrected"] = "ThresholdCorrected"
    redraws = frozenset({"results"})
    number: int
    risk: str
    threshold: int
    replacement: int
    """The number of what stands in its place; 0: nothing does."""


class ThresholdCorrectionRefused(Event):
    """A second does not agree: the threshold stays as it is."""

    type: Literal["ThresholdCorrectionRefused"] = "ThresholdCorrectionRefused"
    redraws = frozenset({"results"})
    number: int


class ExpectationsListed(Event):
    """What a version of a document expects of the model, row by row."""

    type: Literal["ExpectationsListed"] = "ExpectationsListed"
    artifact: str
    version: int
    rows: tuple[Expectation, ...]


class ExpectationAnswered(Event):
    """An expectation became a risk that is tested, or somebody said why it does not."""

    type: Literal["ExpectationAnswered"] = "ExpectationAnswered"
    redraws = frozenset({"results"})
    expectation: Expectation
    risk: str
    why: Digest | None


class MetricNamesProposed(Event):
    """A reviewer says that two names are one metric; it counts once another one agrees."""

    type: Literal["MetricNamesProposed"] = "MetricNamesProposed"
    number: int
    risk: str
    one: str
    other: str
    why: Digest


class MetricNamesJoined(Event):
    """Another reviewer agrees: a result by either name answers for both."""

    type: Literal["MetricNamesJoined"] = "MetricNamesJoined"
    redraws = frozenset({"results"})
    number: int


class MetricNamesParted(Event):
    """A reviewer says that they are two metrics, before anybody agreed or after."""

    type: Literal["MetricNamesParted"] = "MetricNamesParted"
    redraws = frozenset({"results"})
    number: int


class ThresholdsRevealed(Event):
    """The sealed thresholds of a risk were opened and matched their digests."""

    type: Literal["ThresholdsRevealed"] = "ThresholdsRevealed"
    redraws = frozenset({"results"})
    risk: str
    terms: dict[int, Terms]


class ResultOffered(Event):
    """A file that may be a test result: it is being fetched and read."""

    type: Literal["ResultOffered"] = "ResultOffered"
    result: int
    person: Person
    source: Source
    name: Digest
    artifact: str


class ResultRead(Event):
    """A result file was stored and read; its sender is asked what it speaks to."""

    type: Literal["ResultRead"] = "ResultRead"
    redraws = frozenset({"results"})
    result: int
    content: Digest
    size: int
    reading: Digest
    format: str
    run: Run
    notes: tuple[NoteKind, ...]
    subject: Subject
    model: int
    began: datetime | None = Field(default=None, exclude_if=lambda began: began is None)
    """When the run began, where the file says so."""
    same_as: int = 0
    """The first result that said the very same, which was known from its reading on; 0: none did."""
    weights: str = Field(default="", exclude_if=lambda weights: not weights)
    """The fingerprint of the weights that the file states; from the second edition of the rules on."""


class ResultUnread(Event):
    """A file could not be read as a result."""

    type: Literal["ResultUnread"] = "ResultUnread"
    result: int
    problem: str
    params: Digest


class ResultAdmitted(Event):
    """A result speaks to a risk."""

    type: Literal["ResultAdmitted"] = "ResultAdmitted"
    redraws = frozenset({"results"})
    result: int
    risk: str
    measured: Measurement
    why: Digest | None
    late: bool = Field(default=False, exclude_if=lambda late: not late)
    """Whether the stage with results was closed then, from the second edition of the rules on: it lies beside."""
    guard: Digest | None = Field(default=None, exclude_if=lambda guard: guard is None)
    """Behind which changed filters or other system prompt it was run, as two reviewers say."""
    guarded_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The reviewer who said so first."""
    scale: Digest | None = Field(default=None, exclude_if=lambda scale: scale is None)
    """Why value and threshold are on one scale, where it does not look so. Of what speaks to the risk already, this
    alone is new."""


class GuardedResultProposed(Event):
    """A reviewer says that a test was run behind changed filters or another system prompt; another one is asked."""

    type: Literal["GuardedResultProposed"] = "GuardedResultProposed"
    redraws = frozenset({"results"})
    result: int
    risk: str
    measured: Measurement
    why: Digest | None
    guard: Digest


class GuardedResultRefused(Event):
    """Another reviewer does not say so: nobody has said yet what the result speaks to."""

    type: Literal["GuardedResultRefused"] = "GuardedResultRefused"
    redraws = frozenset({"results"})
    result: int


class ResultDismissalProposed(Event):
    """A reviewer would leave out a result that was read; it counts once another one says the same."""

    type: Literal["ResultDismissalProposed"] = "ResultDismissalProposed"
    redraws = frozenset({"results"})
    result: int
    why: Digest


class ResultDismissed(Event):
    """A result file counts for nothing: its sender calls it talk, or reviewers leave it out."""

    type: Literal["ResultDismissed"] = "ResultDismissed"
    redraws = frozenset({"results"})
    result: int
    why: Digest | None = Field(default=None, exclude_if=lambda why: why is None)


class TamperRecorded(Event):
    """A version of the tamper record was read; what a rule needs of it."""

    type: Literal["TamperRecorded"] = "TamperRecorded"
    artifact: str
    version: int
    facts: TamperFacts
    model: int


class ModelChanged(Event):
    """The audit goes on with a new version of the model."""

    type: Literal["ModelChanged"] = "ModelChanged"
    redraws = frozenset({"results"})
    subject: Subject
    weights: str
    number: int
    why: Digest
    change: int = Field(default=0, exclude_if=lambda change: not change)
    """Which declaration it follows from; by the first edition of the rules none."""


class VersionProposed(Event):
    """The lead says that there is a new version of the model: a reviewer is asked."""

    type: Literal["VersionProposed"] = "VersionProposed"
    change: int
    subject: Subject
    weights: str
    line: Literal["same-line", "another-model"]
    why: Digest


class VersionDeclared(Event):
    """A reviewer says so, too. What follows of it comes at once, or after the result that was revealed is posted."""

    type: Literal["VersionDeclared"] = "VersionDeclared"
    change: int


class VersionRefused(Event):
    """A reviewer does not: the audit goes on with the version it is about."""

    type: Literal["VersionRefused"] = "VersionRefused"
    change: int


class ManifestSubmitted(Event):
    """A manifest was handed in; `fingerprint` where that alone was, which needs no reading."""

    type: Literal["ManifestSubmitted"] = "ManifestSubmitted"
    manifest: int
    source: Source | None
    content: Digest | None
    fingerprint: str
    how: Digest
    encrypted: bool = Field(default=False, exclude_if=lambda encrypted: not encrypted)
    """Of the files that leave in place of the audited ones."""


class ManifestRead(Event):
    """What a manifest says: it is shown to who handed it in, and counts for nothing yet."""

    type: Literal["ManifestRead"] = "ManifestRead"
    manifest: int
    content: Digest
    fingerprint: str
    files: int
    size: int
    parts: tuple[str, ...] = Field(default=(), exclude_if=lambda parts: not parts)
    """The SHA-256 of its largest files."""


class ManifestFailed(Event):
    """What was handed in is no manifest."""

    type: Literal["ManifestFailed"] = "ManifestFailed"
    manifest: int
    problem: str
    params: Digest


class ManifestStated(Event):
    """A manifest counts: the first of a version is what its fingerprint is taken from; another is of a build that
    nobody has declared a version yet.
    """

    type: Literal["ManifestStated"] = "ManifestStated"
    redraws = frozenset({"results"})
    manifest: int


class ManifestTied(Event):
    """A reviewer compared what encrypted files hold with the audited files: they may stand for them."""

    type: Literal["ManifestTied"] = "ManifestTied"
    manifest: int
    audited: str
    """The fingerprint of the audited files."""
    comparison: Comparison
    decrypted: str
    """The fingerprint of the decrypted files; empty where they were compared tensor by tensor."""
    how: Digest


class TieDoubted(Event):
    """A reviewer found that encrypted files which were tied hold something else; another one has to find so, too."""

    type: Literal["TieDoubted"] = "TieDoubted"
    manifest: int
    how: Digest


class ManifestDropped(Event):
    """Who handed a manifest in says that it is not of the model under audit; of an encrypted one, a reviewer does."""

    type: Literal["ManifestDropped"] = "ManifestDropped"
    manifest: int
    how: Digest | None = Field(default=None, exclude_if=lambda how: how is None)
    """How the second reviewer found out, where files that were tied stand for nothing any more."""


class ServedModelStated(Event):
    """The model is only called; there is no manifest of it."""

    type: Literal["ServedModelStated"] = "ServedModelStated"
    provider: Digest
    endpoint: Digest
    since: date


class ResultCarried(Event):
    """A result of an earlier version was carried over to the new one, with the reason."""

    type: Literal["ResultCarried"] = "ResultCarried"
    redraws = frozenset({"results"})
    result: int
    model: int
    why: Digest


class ResultSetAside(Event):
    """A result of an earlier version counts no longer; it is to be run again."""

    type: Literal["ResultSetAside"] = "ResultSetAside"
    redraws = frozenset({"results"})
    result: int
