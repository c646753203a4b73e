"""Inspect's evaluation log, as one JSON file; the header of its archive has the same shape.

Owns what the fields of a log mean. A log counts as complete only when its status is `success`, it was not declared
invalid and every sample was completed. Must not know how an archive is unpacked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    Completeness,
    EvaluationResult,
    Note,
    SystemUnderTest,
    Uncertainty,
    Variant,
)
from bot.evaluations.field_values import count, mapping, moment, number, sequence, text
from bot.evaluations.result_file import Found, Reader, ResultFile
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Inspect .json"

LIMITS: Final = ("limit", "sample_id", "message_limit", "token_limit", "time_limit", "working_limit", "cost_limit")

STANDARD_ERRORS: Final = ("stderr", "bootstrap_stderr")

MEANS: Final = frozenset({"accuracy", "mean"})
"""The metrics Inspect's standard error is the error of."""


def _claims(file: ResultFile) -> bool:
    return isinstance(file.json.get("eval"), dict) and "status" in file.json


def _read(file: ResultFile) -> EvaluationResult:
    return read_log(file.json, FORMAT)


READER: Final = Reader(FORMAT, _claims, _read)


def read_log(log: Mapping[str, Any], form: str) -> EvaluationResult:
    """What a log, or an archive's header, says."""
    about, results = mapping(log.get("eval")), mapping(log.get("results"))
    if not text(about.get("task")):
        raise UnreadableResult("incomplete", format=form, field="eval.task")
    config = mapping(about.get("config"))
    model = SystemUnderTest(name=text(about.get("model")))
    found = Found()
    for score in sequence(results.get("scores")):
        _add_score(found, mapping(score), text(about.get("task")), model, _samples(about, results, config))
    version = text(mapping(about.get("packages")).get("inspect_ai"))
    invalid = log.get("invalidated") is True
    return EvaluationResult(
        format=form,
        tool=f"inspect_ai {version}".strip(),
        models=(model,) if model.name else (),
        completeness=_completeness(log, results, invalid),
        limits=tuple(f"{name}={_limit(config[name])}" for name in LIMITS if config.get(name) is not None),
        notes=(*((Note(kind="invalidated"),) if invalid else ()), *found.notes),
        measurements=found.measurements,
        started_at=moment(mapping(log.get("stats")).get("started_at") or None) or moment(about.get("created")),
    )


def _completeness(log: Mapping[str, Any], results: Mapping[str, Any], invalid: bool) -> Completeness:
    status = log.get("status")
    if invalid or status == "error":
        return Completeness(status="failed", reason="invalidated" if invalid else "error")
    if status != "success":
        return Completeness(status="partial", reason="cancelled" if status == "cancelled" else "not-ended")
    total, completed = count(results.get("total_samples")), count(results.get("completed_samples"))
    if total is None or completed is None:
        return Completeness(status="partial", reason="not-ended")
    if completed < total:
        params: dict[str, str | int] = {"samples": completed, "declared": total}
        return Completeness(status="partial", reason="samples-missing", params=params)
    return Completeness(status="complete", reason="ended")


def _samples(
    about: Mapping[str, Any], results: Mapping[str, Any], config: Mapping[str, Any]
) -> tuple[int | None, int | None]:
    """How many were completed, and how many there should have been: the data set's, once per epoch."""
    completed, total = count(results.get("completed_samples")), count(results.get("total_samples"))
    whole = (count(mapping(about.get("dataset")).get("samples")) or 0) * (count(config.get("epochs")) or 1)
    return completed, max(whole, total or 0) or None


def _add_score(
    found: Found, score: Mapping[str, Any], task: str, model: SystemUnderTest, samples: tuple[int | None, int | None]
) -> None:
    """One scorer's metrics; a standard error among them becomes the uncertainty of the mean beside it."""
    metrics = {text(name): mapping(metric).get("value") for name, metric in mapping(score.get("metrics")).items()}
    errors = [number(metrics[name]) for name in STANDARD_ERRORS if name in metrics]
    rest = [name for name in metrics if name not in STANDARD_ERRORS]
    bearers = [name for name in rest if name in MEANS] or (rest if len(rest) == 1 else [])
    scorer = text(score.get("name")) or text(score.get("scorer"))
    scored = count(score.get("scored_samples"))
    for name in rest if bearers else metrics:
        error = errors[0] if name in bearers and errors else None
        found.add(
            metrics[name],
            task=task,
            metric=name,
            variant=Variant(scorer=scorer),
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            samples=samples[0] if scored is None else scored,
            declared=samples[1],
            model=model,
        )


def _limit(value: object) -> str:
    """A limit is a number, or a list: from and to, or the samples that were chosen."""
    return ", ".join(text(each) for each in value[:10]) if isinstance(value, list) else text(value)
