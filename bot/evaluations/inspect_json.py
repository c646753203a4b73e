"""Inspect's evaluation log, as one JSON file; the header of its archive has the same shape.

Owns what the fields of a log mean. A log counts as complete only when its status is `success`, it was not declared
invalid and every sample was completed. Must not know how an archive is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Note
from bot.evaluations.field_values import count, mapping, moment, sequence, text
from bot.evaluations.inspect_edits import edited_scores
from bot.evaluations.inspect_models import measured_system, systems_under_test
from bot.evaluations.inspect_scores import add_scores, run_of
from bot.evaluations.result_file import Found, Reader, ResultFile, counted
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Inspect .json"

CHOSEN: Final = ("limit", "sample_id")
"""What leaves samples out. All else that is named `…_limit` cuts each sample off, and whether it did stands nowhere in
the header: such a limit is told."""


def _claims(file: ResultFile) -> bool:
    return isinstance(file.json.get("eval"), dict) and "status" in file.json


def _read(file: ResultFile) -> EvaluationResult:
    return read_log(file.json, FORMAT)


READER: Final = Reader(FORMAT, _claims, _read)


def read_log(log: Mapping[str, Any], form: str, edited: int | None = None) -> EvaluationResult:
    """What a log, or an archive's header, says. `edited`: how many scores were, where samples stand elsewhere."""
    about, results, stats = (mapping(log.get(each)) for each in ("eval", "results", "stats"))
    task = text(about.get("task"))
    if not task:
        raise UnreadableResult("incomplete", format=form, field="eval.task")
    systems = systems_under_test(about, mapping(stats.get("model_usage")), mapping(stats.get("role_usage")))
    found = Found()
    add_scores(found, _scores(results), run_of(about, results, measured_system(systems), task))
    version = text(mapping(about.get("packages")).get("inspect_ai"))
    invalid = log.get("invalidated") is True
    return EvaluationResult(
        format=form,
        tool=f"inspect_ai {version}".strip(),
        models=systems,
        completeness=_completeness(log, results, invalid),
        limits=(*_limits(about), *_early_stops(results)),
        notes=(
            *((Note(kind="invalidated"),) if invalid else ()),
            *counted("edited", edited_scores(sequence(log.get("samples"))) if edited is None else edited),
            *found.notes,
        ),
        measurements=found.measurements,
        started_at=moment(stats.get("started_at") or None) or moment(about.get("created")),
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
    if completed != total:
        params: dict[str, str | int] = {"samples": completed, "declared": total}
        return Completeness(status="partial", reason="samples-missing", params=params)
    return Completeness(status="complete", reason="ended")


def _scores(results: Mapping[str, Any]) -> Sequence[Any]:
    """The scores; the logs of 2024's first months have one, whose metrics stand beside it."""
    scorer = mapping(results.get("scorer"))
    first = [{"name": scorer.get("name"), "metrics": results.get("metrics")}] if scorer else []
    return sequence(results.get("scores")) or first


def _limits(about: Mapping[str, Any]) -> Iterator[str]:
    """The limits that were set; one that leaves samples out only where it did."""
    config, dataset = mapping(about.get("config")), mapping(about.get("dataset"))
    whole = count(dataset.get("samples"))
    taken = len(sequence(dataset.get("sample_ids")))
    for name in (*CHOSEN, *(text(key) for key in config if key.endswith("_limit"))):
        limit = config.get(name)
        if limit is None or (name == "limit" and whole is not None and _covers(limit, whole)):
            continue
        if name == "sample_id" and whole is not None and taken >= whole:
            continue
        yield f"{name}={_words(limit)}"


def _early_stops(results: Mapping[str, Any]) -> Iterator[str]:
    """Who stopped samples before they had run as often as planned, where one was."""
    stopping = mapping(results.get("early_stopping"))
    if sequence(stopping.get("early_stops")):
        yield f"early_stopping={text(stopping.get('manager'))}"


def _covers(limit: object, whole: int) -> bool:
    """Whether a limit, a number or from and to, leaves nothing out of so many samples."""
    first, last = limit if isinstance(limit, list) and len(limit) == 2 else (0, limit)
    start, end = count(first), count(last)
    return start == 0 and end is not None and end >= whole


def _words(limit: object) -> str:
    """A limit is a number, or a list: from and to, or the samples that were chosen."""
    return ", ".join(text(each) for each in limit[:10]) if isinstance(limit, list) else text(limit)
