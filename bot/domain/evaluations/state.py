"""Risks, thresholds, results and tamper records, as an audit holds them.

Owns their shape. What a result file says is `bot.domain.evaluations.measurement`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field, FiniteFloat

from bot.domain.evaluations.measurement import Measurement, NoteKind, Run
from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.state import Subject

Direction = Literal["at-most", "at-least"]

ResultStatus = Literal["reading", "unread", "offered", "dismissed", "admitted", "late", "rerun"]
"""reading: being fetched and read · unread: no reader could · offered: its sender is asked what it speaks to ·
dismissed: talk · admitted: it speaks to a risk · rerun: of an earlier version of the model, and to be run again."""


class Terms(Frozen):
    """What a threshold asks for: sealed until the first result speaks to its risk."""

    direction: Direction
    value: FiniteFloat
    """In the metric's own unit; the value itself is still within."""
    margin: FiniteFloat | None = None
    """How much worse than the best public model, tampered alike, would still add little. In the metric's unit."""


class Expectation(Frozen):
    """What people may expect of the model, as far as a rule needs it. Its words stay in the document."""

    number: int
    """Its row in the document, counted from 1."""
    metric: str
    terms: Terms
    """Open, unlike those of a threshold; without a margin."""


class ExpectationList(Frozen):
    """The expectations of one version of a document."""

    artifact: str
    version: int
    rows: tuple[Expectation, ...]


class ExpectationAnswer(Frozen):
    """What becomes of an expectation: a risk that is tested, or a reason why there is none."""

    expectation: Expectation
    """As it was when somebody answered: once its row says something else, it is asked about again."""
    risk: str = ""
    """Empty where there is none."""
    why: Digest | None = None
    by: Person
    at: datetime
    seq: int
    """The number of the event: a threshold is made of the expectation where it was set later."""


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
    at: datetime | None = Field(default=None, exclude_if=lambda at: at is None)
    """When it was set, from the second edition of the rules on."""
    put_right: bool = Field(default=False, exclude_if=lambda put_right: not put_right)
    """It stands in place of one that differed from the expectation it was made of, with the value that is expected."""


PutRight = Literal["", "stricter", "looser"]
"""What a correction makes of a threshold of which a result is known: stricter or looser than it was, as is expected.
Empty: no result was known."""


class ThresholdCorrection(Frozen):
    """A threshold that a reviewer would withdraw or replace; it counts on until a second agrees."""

    number: int
    risk: str
    threshold: int
    """The number of the threshold among those of its risk."""
    metric: str = ""
    """Of what is to stand in its place; empty where nothing is."""
    sealed: Digest | None = None
    """What is to stand in its place, as it was sealed."""
    why: Digest
    put_right: PutRight = ""
    by: Person
    at: datetime
    status: Literal["asked", "done", "refused", "replaced"] = "asked"
    """replaced: another one was asked for since."""
    answered_by: Person | None = None
    withdrawn: Threshold | None = None
    """What counted until it was done."""
    replacement: int = 0
    """The number of what stands in its place since; 0: nothing does."""


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
    least_form: int = Field(default=1, exclude_if=lambda form: form == 1)
    """The least open release form that it concerns; every more open one, too."""
    tamperable: bool = Field(default=True, exclude_if=lambda tamperable: tamperable)
    """Whether tampering with the model could bring it about: then a tamper record is asked for it."""


KindVerdict = Literal["tested", "not-applicable", "not-tested"]
"""What is said of a kind of risk. tested: as risks on record · not-tested: a gap, which is printed."""


class KindAnswer(Frozen):
    """What is said of one kind of risk."""

    kind: str
    """Its key in the framework."""
    verdict: KindVerdict
    risks: tuple[str, ...] = ()
    """The keys of the risks that it is tested as."""
    why: Digest | None = None
    """Why it is not tested, or not applicable."""


class AnsweredKind(KindAnswer):
    """The same with who said it."""

    by: Person
    at: datetime


class MetricNames(Frozen):
    """Two names of a risk's metrics that reviewers say are one."""

    number: int
    risk: str
    one: str
    """The metric of a threshold."""
    other: str
    """That of another threshold, or what a result states."""
    by: Person
    at: datetime
    why: Digest
    status: Literal["asked", "joined", "parted"] = "asked"
    """asked: another reviewer has to agree · joined: one did · parted: one says that they are two."""
    answered_by: Person | None = None


class LateRisk(Frozen):
    """A risk that was recorded, or scored or worded anew, after the stage that chooses risks was closed."""

    risk: Risk
    """As it will be; its thresholds are those that count already."""
    at: datetime


class LateThreshold(Frozen):
    """A threshold that was set after that stage was closed."""

    risk: str
    threshold: Threshold


class Speaks(Frozen):
    """A result was admitted: one of its values speaks to a risk."""

    risk: str
    measured: Measurement
    why: Digest | None = None
    """Why it counts in spite of what does not fit."""
    by: Person
    at: datetime
    guard: Digest | None = Field(default=None, exclude_if=lambda guard: guard is None)
    """Behind which changed filters or other system prompt it was measured; None: as the model is."""
    guarded_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The reviewer who said so first; `by` agreed."""
    problems: int = Field(default=0, exclude_if=lambda number: not number)
    """How many problems were on record then, where there is a guard: it answers none that was found since."""
    scale: Digest | None = Field(default=None, exclude_if=lambda scale: scale is None)
    """Why value and threshold are on one scale, where it does not look so."""
    scale_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)


def newest_said(placed: tuple[Speaks, ...]) -> tuple[Speaks, ...]:
    """Of what is said of one value and risk, what was said last, in the place of the first."""
    return tuple({(said.risk, said.measured): said for said in placed}.values())


class GuardedAdmission(Frozen):
    """What one reviewer says of a test that was run behind changed filters or another system prompt."""

    risk: str
    measured: Measurement
    why: Digest | None = None
    guard: Digest
    by: Person
    at: datetime


class Dismissal(Frozen):
    """Why a result that was read is left out: one reviewer proposed it, another one agreed, each with a reason."""

    by: Person
    why: Digest
    seconded_by: Person | None = None
    seconded_why: Digest | None = None


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
    """Canonical JSON of a `bot.domain.evaluations.measurement.EvaluationResult`."""
    read_seq: int = 0
    """The number of the event that read it, or first read a file that said the same: from then on its values could be
    known. 0 before."""
    same_as: int = 0
    """The first result whose file said the very same; 0: none did."""
    began: datetime | None = Field(default=None, exclude_if=lambda began: began is None)
    """When its run began, where the file says so; from the second edition of the rules on."""
    weights: str = Field(default="", exclude_if=lambda weights: not weights)
    """The fingerprint of the weights that the file states, where it does; from the second edition of the rules on."""
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
    late: tuple[Speaks, ...] = Field(default=(), exclude_if=lambda late: not late)
    """What it was admitted for after its stage was closed: it counts for nothing until it is taken in."""
    carried_why: Digest | None = None
    """Why it also speaks for the newer version of the model."""
    carried_by: Person | None = None
    measured_on: int = Field(default=0, exclude_if=lambda number: number == 0)
    """The version it was run on, where it was carried over since; 0: the one it counts for."""
    guarded: GuardedAdmission | None = Field(default=None, exclude_if=lambda asked: asked is None)
    """What another reviewer has to agree to before it speaks to anything."""
    dismissal: Dismissal | None = Field(default=None, exclude_if=lambda dismissal: dismissal is None)
    """Who leaves it out, where it was read: two of them, from the second edition of the rules on."""

    @property
    def placed(self) -> tuple[Speaks, ...]:
        """What it was admitted for, whether it counts or came late."""
        return (*self.speaks, *self.late)


ManifestStatus = Literal["reading", "unread", "read", "stated", "dropped", "tied"]
"""reading: fetched and read · unread: it is no manifest · read: shown back to who handed it in · stated: they said that
this is the model · dropped: they said that it is not · tied: of encrypted files, which a reviewer compared."""

Comparison = Literal["same-files", "same-tensors", "other"]
"""What decrypted files are, held against the audited ones."""


class Tie(Frozen):
    """That encrypted files hold the audited ones, as a reviewer found."""

    by: Person
    at: datetime
    audited: str
    """The fingerprint of the audited files."""
    comparison: Comparison
    decrypted: str
    """The fingerprint of the decrypted files; empty where they were compared tensor by tensor."""
    how: Digest
    doubted_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """A reviewer who found something else in them since."""
    doubt: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """How they found it."""


class Manifest(Frozen):
    """The files of a model by their digests, as a builder handed them in."""

    number: int
    by: Person
    at: datetime
    how: Digest
    """How they know that these are the files of the model under audit."""
    status: ManifestStatus
    source: Source | None = None
    fingerprint: str = ""
    """`sha256:` and 64 digits; empty until it was read."""
    files: int = 0
    """How many files it names; 0 where the fingerprint alone was handed in."""
    size: int = 0
    """Bytes of all files of which the size is known."""
    parts: tuple[str, ...] = Field(default=(), exclude_if=lambda parts: not parts)
    """The SHA-256 of its largest files: by any of them another audit of this model is found."""
    content: Digest | None = None
    problem: str = ""
    """Why it cannot be used: the id of a text."""
    params: Digest | None = None
    """Canonical JSON of what fills that sentence."""
    encrypted: bool = Field(default=False, exclude_if=lambda encrypted: not encrypted)
    """Of the files that leave in place of the audited ones."""
    tie: Tie | None = Field(default=None, exclude_if=lambda tie: tie is None)
    taken_back: int = Field(default=0, exclude_if=lambda seq: not seq)
    """The event at which two reviewers took its tie back; 0 where none was."""


class ServedModel(Frozen):
    """A model that is only called: what is known of it in place of a manifest."""

    provider: Digest
    endpoint: Digest
    since: date
    by: Person
    at: datetime


class VersionChange(Frozen):
    """A new version of the model, as the lead said it and a reviewer declared it."""

    number: int
    subject: Subject
    weights: str
    line: Literal["same-line", "another-model"]
    why: Digest
    by: Person
    at: datetime
    status: Literal["asked", "declared", "in-force", "refused", "replaced"] = "asked"
    """declared: it takes effect once a result that was revealed is posted or void."""
    answered_by: Person | None = None


ArmKind = Literal["untouched", "tampered", "public"]


class Arm(Frozen):
    """One arm of a tamper record: a model, what was done to it, and what it could do afterwards."""

    kind: ArmKind
    """untouched: the audited model as it is · tampered: the audited model after an attack · public: the best public
    model, tampered alike."""
    attack: str = Field(default="", exclude_if=lambda attack: not attack)
    """Which attack of the framework's ladder it is, by its key; empty for none of them."""
    named: bool = Field(default=False, exclude_if=lambda named: not named)
    """Of a public model: whether it is named with its digest or revision."""
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
    metric: str = Field(default="", exclude_if=lambda metric: not metric)
    """What the hazardous capability is measured by; empty where the record does not say."""
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
