"""What a test tool said, in the words of the field: measurements, of which system, how sure, how whole the run.

Owns the one shape every result file is read into and every check reads, and lifting what earlier releases stored of it.
What a file does not say stands as not stated, never as a guess. Knows no file format: `bot.evaluations` reads them.
The words are those of HELM, of the Every Eval Ever schema and of lm-evaluation-harness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

from pydantic import (
    AwareDatetime,
    FiniteFloat,
    NonNegativeInt,
    PositiveInt,
    ValidationError,
    model_serializer,
    model_validator,
)

from bot.domain.kernel.models import Frozen

Run = Literal["complete", "partial", "failed", "not-stated"]
"""complete: it ended as planned · partial: cut short, or samples are missing · failed: it ended in an error or was
declared invalid · not-stated: neither the format nor this file says."""

RunReason = Literal[
    "",
    "ended",
    "written-at-end",
    "stated",
    "format-silent",
    "not-ended",
    "cancelled",
    "error",
    "invalidated",
    "samples-missing",
    "suites-died",
    "tasks-missing",
    "tests-in-error",
]
"""What that rests on; its words are `result-run-why-` and this, in the texts people read. Empty: there is no more to
say than the status, or an earlier release did not record it."""

NoteKind = Literal[
    "model-not-stated",
    "another-model",
    "digest-not-stated",
    "another-digest",
    "run-partial",
    "run-failed",
    "run-not-stated",
    "limit",
    "stopped",
    "stops-not-stated",
    "not-run",
    "threshold",
    "threshold-not-stated",
    "joined-runs",
    "fewer-samples",
    "more-samples",
    "nothing-measured",
    "invalidated",
    "edited",
    "cut-off",
    "suites-died",
    "nothing-ran",
    "totals-differ",
    "failures-hidden",
    "suites-without-tests",
    "errors",
    "tests-broken",
    "asserted-nothing",
    "not-graded",
    "interval-apart",
    "passed-again",
    "retried",
    "scored-in-error",
    "unanswered",
    "not-numbers",
    "no-samples",
    "out-of-range",
    "not-a-share",
    "uncertainty-unsound",
    "drawn-anew",
    "one-name",
    "repeated",
]

RUN_NOTES: Final[Mapping[Run, NoteKind]] = {
    "partial": "run-partial",
    "failed": "run-failed",
    "not-stated": "run-not-stated",
}


class SystemUnderTest(Frozen):
    """What was tested, as the tool names it. An empty field is not stated; an empty name: the file names no system.

    Stored as the name alone where no more is known, as earlier releases stored it.
    """

    name: str = ""
    revision: str = ""
    """A commit or tag as the tool recorded it: no fingerprint of the weights."""
    role: str = ""
    """Its role among several models of one run, as Inspect's `target`. Models that only judge are not under test."""
    endpoint: str = ""
    """Where it was reached: host, deployment, engine. Never a credential."""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, said: Any) -> Any:
        return {"name": said} if isinstance(said, str) else said

    @model_serializer(mode="wrap")
    def _as_stored(self, whole: Callable[[SystemUnderTest], dict[str, Any]]) -> str | dict[str, Any]:
        return whole(self) if self.revision or self.role or self.endpoint else self.name

    def __str__(self) -> str:
        """`acme/foo-7b@0123abcd (target, eu.example.org)`: what is stated of it, empty where nothing is."""
        name = f"{self.name}@{self.revision}" if self.name and self.revision else self.name or self.revision
        return f"{name} ({more})" if (more := ", ".join(filter(None, (self.role, self.endpoint)))) else name


NOT_STATED: Final = SystemUnderTest()
"""The file does not say what was tested."""


class DataSet(Frozen):
    """What was asked of the system: a data set and the part of it that was taken. An empty field is not stated."""

    name: str = ""
    subset: str = ""
    """The configuration, as Hugging Face calls a part with a name of its own: `bio` of WMDP."""
    split: str = ""
    revision: str = ""
    arguments: str = ""
    """What else it was called with, sorted by name: `num_few_shot=5, seed=1`."""

    def __str__(self) -> str:
        """`WMDP@0123 (bio, test, num_few_shot=5)`: what is stated of it, empty where nothing is."""
        name = f"{self.name}@{self.revision}" if self.revision else self.name
        more = ", ".join(filter(None, (self.subset, self.split, self.arguments)))
        return f"{name} ({more})" if more else name


NO_DATA_SET: Final = DataSet()
"""The file does not say what was asked."""


class Variant(Frozen):
    """What tells values of one metric on one task apart. An empty field: the tool has no such thing, or used none."""

    scorer: str = ""
    """Whoever judged each sample: Inspect's scorer, garak's detector, an assertion."""
    filter: str = ""
    """What was taken out of each answer before it was judged: lm-evaluation-harness's `strict-match`."""
    group: str = ""
    """The part of the samples it is about: a group of Inspect's `grouped`."""
    reducer: str = ""
    """How several epochs of a sample became one score: `mean`, `pass_at_2`. Empty where the tool's default did it."""
    epochs: PositiveInt | None = None
    """How often each sample was run, where that is more than once."""
    prompt: str = ""
    """Which of several prompts."""
    provider: str = ""
    """The label under which the tool lists the system, where that is not the system's name: promptfoo's `label`."""

    @property
    def words(self) -> tuple[str, ...]:
        """What is stated of it, in a fixed order."""
        epochs = f"epochs={self.epochs}" if self.epochs else ""
        said = (self.scorer, self.filter, self.group, self.reducer, epochs, self.prompt, self.provider)
        return tuple(filter(None, said))


NO_VARIANT: Final = Variant()
"""There is one value of this metric on this task."""


class Uncertainty(Frozen):
    """How sure a value is: its standard error, or an interval, in the value's own unit."""

    standard_error: FiniteFloat | None = None
    lower: FiniteFloat | None = None
    upper: FiniteFloat | None = None
    confidence: FiniteFloat | None = None
    """The interval's level, such as 0.95; None where the file does not say."""
    method: str = ""
    """How it was got, as the tool names it: `stderr`, `bootstrap`, `wilson`. Empty where the file does not say."""

    @model_serializer(mode="wrap")
    def _as_stored(self, whole: Callable[[Uncertainty], dict[str, Any]]) -> dict[str, Any]:
        return {name: value for name, value in whole(self).items() if name != "method" or value}


Identity = tuple[str, DataSet, str, Variant, SystemUnderTest]
"""What a value is a value of: task, data set, metric, variant, system. Two values of one file never share it."""


class Measurement(Frozen):
    """One value of a result file. It stands in events: a field is never renamed, and a later one has a default."""

    task: str
    metric: str
    """The tool's own word, without variant: `accuracy`, `acc_norm`, `attack_success_rate`."""
    value: FiniteFloat
    uncertainty: Uncertainty | None = None
    samples: NonNegativeInt | None = None
    """How many samples were scored and the value rests on, each once, however many epochs it was run."""
    declared: NonNegativeInt | None = None
    """How many were meant to be, counted the same way; None where the file does not say."""
    higher_is_better: bool | None = None
    model: SystemUnderTest = NOT_STATED
    dataset: DataSet = NO_DATA_SET
    variant: Variant = NO_VARIANT

    @model_serializer(mode="wrap")
    def _as_stored(self, whole: Callable[[Measurement], dict[str, Any]]) -> dict[str, Any]:
        """Without what is not stated of the later fields, so that earlier releases read it and fingerprints stay."""
        unstated = {"dataset"} if self.dataset == NO_DATA_SET else set()
        unstated |= {"variant"} if self.variant == NO_VARIANT else set()
        return {name: value for name, value in whole(self).items() if name not in unstated}

    @property
    def label(self) -> str:
        """The metric with its variant, as people read it and thresholds name it: `accuracy (judge, pass_at_2)`."""
        words = self.variant.words
        return f"{self.metric} ({', '.join(words)})" if words else self.metric

    @property
    def identity(self) -> Identity:
        """What it is a value of."""
        return self.task, self.dataset, self.metric, self.variant, self.model


class Note(Frozen):
    """Something a person should know before taking a result as evidence."""

    kind: NoteKind
    params: dict[str, str | int] = {}


class Completeness(Frozen):
    """Whether the run was whole, and what that rests on."""

    status: Run
    reason: RunReason = ""
    params: dict[str, str | int] = {}
    """What fills the reason's words: `samples` and `declared`, or `count`."""


class EvaluationResult(Frozen):
    """A result file, read. Stored as the content of a reading, and lifted when it is read again."""

    format: str
    """The format's name, as people know it."""
    tool: str = ""
    """What wrote it, with its version, where the file says so."""
    models: tuple[SystemUnderTest, ...]
    """Every system under test the file names, each once; none where it names none."""
    model_digest: str = ""
    """The fingerprint of the weights, in the rare file that has one."""
    completeness: Completeness
    limits: tuple[str, ...] = ()
    """The limits that bit, as the tool names them: `limit=10`. One that was set and cut nothing off is none."""
    notes: tuple[Note, ...] = ()
    """What its reader noticed; `misfits` adds what follows from the rest."""
    measurements: tuple[Measurement, ...]
    started_at: AwareDatetime | None = None

    @model_validator(mode="before")
    @classmethod
    def _lifted(cls, said: Any) -> Any:
        return _lift(said) if isinstance(said, dict) and "run" in said else said

    def says_the_same(self, other: EvaluationResult) -> bool:
        """Whether two files report one run: the same values of the same systems, begun at the same moment."""
        return _told(self) == _told(other)


def read_reading(text: str | None) -> EvaluationResult | None:
    """What a result file says, from the text it is stored as; None where that is gone, or of a later release."""
    if not text:
        return None
    try:
        return EvaluationResult.model_validate_json(text)
    except ValidationError:
        return None


def _lift(said: dict[str, Any]) -> dict[str, Any]:
    """A reading as it was stored at first: the run was a word, the revision stood beside the models' names."""
    rest = {key: value for key, value in said.items() if key not in ("run", "revision")}
    models, revision = said.get("models", ()), said.get("revision", "")
    if revision:
        models = [{"name": model, "revision": revision} for model in models or ("",)]
    return {**rest, "models": models, "completeness": {"status": said["run"]}}


def _told(result: EvaluationResult) -> tuple[object, ...]:
    values = [(each.task, each.label, each.model.name, each.value) for each in result.measurements]
    return result.format, [model.name for model in result.models], result.started_at, values


def shared_identities(measurements: Iterable[Measurement]) -> frozenset[Identity]:
    """What several different values of one file claim to be values of: nobody can tell which of them counts."""
    first: dict[Identity, Measurement] = {}
    return frozenset(each.identity for each in measurements if first.setdefault(each.identity, each) != each)
