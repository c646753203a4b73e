"""Inspect's evaluation log, as one JSON file; the header of its archive has the same shape.

Owns what the fields of a log mean. A log counts as complete only when its status is `success`, it was not declared
invalid and every sample was completed. Must not know how an archive is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Note
from bot.evaluations.field_values import count, mapping, moment, sequence, text
from bot.evaluations.inspect_edits import edited_scores
from bot.evaluations.inspect_errors import Errors, errors_of, notes_on_errors
from bot.evaluations.inspect_limits import Stops, limits_of, notes_on_limits, stops_of
from bot.evaluations.inspect_models import measured_system, systems_under_test
from bot.evaluations.inspect_scores import add_scores, run_of
from bot.evaluations.result_file import Found, Reader, ResultFile, counted
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Inspect .json"


class Samples(NamedTuple):
    """What is taken out of the samples of a log, wherever they stand."""

    edited: int
    """How many of their scores were edited."""
    stops: Stops
    errors: Errors


def _claims(file: ResultFile) -> bool:
    return isinstance(file.json.get("eval"), dict) and "status" in file.json


def _read(file: ResultFile) -> EvaluationResult:
    return read_log(file.json, FORMAT)


READER: Final = Reader(FORMAT, _claims, _read)


def read_log(log: Mapping[str, Any], form: str, samples: Samples | None = None) -> EvaluationResult:
    """What a log, or an archive's header, says. `samples`: what they say, where they stand elsewhere."""
    about, results, stats = (mapping(log.get(each)) for each in ("eval", "results", "stats"))
    task = text(about.get("task"))
    if not task:
        raise UnreadableResult("incomplete", format=form, field="eval.task")
    systems = systems_under_test(about, mapping(stats.get("model_usage")), mapping(stats.get("role_usage")))
    found = Found()
    add_scores(found, _scores(results), run_of(about, results, measured_system(systems), task))
    version = text(mapping(about.get("packages")).get("inspect_ai"))
    edited, stops, errors = samples or _samples(sequence(log.get("samples")))
    invalid = log.get("invalidated") is True
    return EvaluationResult(
        format=form,
        tool=f"inspect_ai {version}".strip(),
        models=systems,
        completeness=_completeness(log, results, invalid),
        limits=(*limits_of(about, stops), *_early_stops(results)),
        notes=(
            *((Note(kind="invalidated"),) if invalid else ()),
            *counted("edited", edited),
            *notes_on_errors(errors),
            *notes_on_limits(about, stops, count(results.get("completed_samples"))),
            *found.notes,
        ),
        measurements=found.measurements,
        started_at=moment(stats.get("started_at") or None) or moment(about.get("created")),
    )


def _samples(said: Sequence[Any]) -> Samples:
    return Samples(edited_scores(said), stops_of(said), errors_of(said))


def _completeness(log: Mapping[str, Any], results: Mapping[str, Any], invalid: bool) -> Completeness:
    status = log.get("status")
    if invalid or status == "error":
        return Completeness(status="failed", reason="invalidated" if invalid else "error")
    if status != "success":
        return Completeness(status="partial", reason="cancelled" if status == "cancelled" else "not-ended")
    total, completed = count(results.get("total_samples")), count(results.get("completed_samples"))
    if total is None or completed is None:
        return Completeness(status="partial", reason="not-ended")
    if completed != total:
        params: dict[str, str | int] = {"samples": completed, "declared": total}
        return Completeness(status="partial", reason="samples-missing", params=params)
    return Completeness(status="complete", reason="ended")


def _scores(results: Mapping[str, Any]) -> Sequence[Any]:
    """The scores; the logs of 2024's first months have one, whose metrics stand beside it."""
    scorer = mapping(results.get("scorer"))
    first = [{"name": scorer.get("name"), "metrics": results.get("metrics")}] if scorer else []
    return sequence(results.get("scores")) or first


def _early_stops(results: Mapping[str, Any]) -> Iterator[str]:
    """Who stopped samples before they had run as often as planned, where one was."""
    stopping = mapping(results.get("early_stopping"))
    if sequence(stopping.get("early_stops")):
        yield f"early_stopping={text(stopping.get('manager'))}"
