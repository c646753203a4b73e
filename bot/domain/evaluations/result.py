"""Test results: what a result file says, and what of it does not fit the audited model.

Owns the shape every result file is read into, and the notes on what speaks against taking it as it is. Knows no file
format: `bot.evaluations` reads them. A note's text is `result-note-` and its kind, in the texts people read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import AwareDatetime, FiniteFloat, NonNegativeInt

from bot.domain.kernel.models import Frozen
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


def misfits(result: EvaluationResult, subject: Subject | None = None, digest: str = "") -> tuple[Note, ...]:
    """What does not fit: another model than the audited one, a run that is not whole, limits, missing samples.

    Without a subject, and without a digest of its weights, nothing is compared with the audited model.
    """
    notes = [*_of_identity(result, subject, digest)]
    if kind := RUN_NOTES.get(result.run):
        notes.append(Note(kind=kind))
    notes += [Note(kind="limit", params={"limit": limit}) for limit in result.limits]
    notes += _of_samples(result)
    if not result.measurements:
        notes.append(Note(kind="nothing-measured"))
    return (*notes, *result.notes)


def names(stated: str, subject: Subject) -> bool:
    """Whether a tool's name for a model can mean the audited one: providers, owners, case and punctuation aside."""
    wanted = {_bare(_last(subject.model)), _bare(_last(subject.model) + subject.version)}
    return _bare(_last(stated)) in wanted


def _of_identity(result: EvaluationResult, subject: Subject | None, digest: str) -> Iterator[Note]:
    if subject:
        others = [model for model in result.models if not names(model, subject)]
        if not result.models:
            yield Note(kind="model-not-stated", params={"audited": str(subject)})
        elif others:
            yield Note(kind="another-model", params={"stated": ", ".join(others), "audited": str(subject)})
    if digest and not result.model_digest:
        yield Note(kind="digest-not-stated")
    elif digest and result.model_digest.casefold() != digest.casefold():
        yield Note(kind="another-digest", params={"stated": result.model_digest, "audited": digest})


def _of_samples(result: EvaluationResult) -> list[Note]:
    short = [
        (each.samples / each.declared, each.task, each.samples, each.declared)
        for each in result.measurements
        if each.samples is not None and each.declared and each.samples < each.declared
    ]
    if not short:
        return []
    _, task, samples, declared = min(short)
    params: dict[str, str | int] = {"count": len(short), "task": task, "samples": samples, "declared": declared}
    return [Note(kind="fewer-samples", params=params)]


def _last(name: str) -> str:
    """`openai/azure/gpt-4o-mini`, `openai:chat:gpt-4o-mini`: what stands behind the last separator."""
    return re.split(r"[/:]", name.strip())[-1]


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
