"""promptfoo's export, version 3 and the like, as JSON or as YAML.

Owns where rows, configuration and totals stand in it, and how whole the run was: an export can be made of a run that
was paused or filtered, and lists every configured test all the same. Must not know what a row means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult
from bot.evaluations.field_values import count, mapping, moment, sequence, text
from bot.evaluations.promptfoo_tests import (
    Row,
    add_columns,
    asserts_nothing,
    columns,
    expected_columns,
    expected_tests,
    is_error,
    is_not_graded,
)
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile, counted
from bot.evaluations.syntax import yaml_value

FORMAT: Final = "promptfoo"


def _claims(file: ResultFile) -> bool:
    if file.starts(b"evalId:"):
        return True
    results = _results(file.json)
    return isinstance(results.get("results"), list) and ("stats" in results or "evalId" in file.json)


def _read(file: ResultFile) -> EvaluationResult:
    export = file.json or mapping(yaml_value(file.text))
    results = _results(export)
    config, options = mapping(export.get("config")), mapping(export.get("runtimeOptions"))
    rows = [mapping(row) for row in sequence(results.get("results"))]
    stats, prompts = mapping(results.get("stats")), sequence(results.get("prompts"))
    counted_by_tool = sum(count(stats.get(each)) or 0 for each in ("successes", "failures", "errors"))
    expected = expected_tests(config, options)
    told = max(counted_by_tool, (expected or 0) * max(len(prompts), expected_columns(config)))
    return read_rows(
        rows,
        form=FORMAT,
        version=text(mapping(export.get("metadata")).get("promptfooVersion")),
        prompts=prompts,
        expected=expected,
        told=told,
        limits=tuple(_filters(options)) if len(rows) < told else (),
        started_at=moment(results.get("timestamp")),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _results(export: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part with rows, totals and prompts: all of it where a program kept what its own `evaluate` gave back."""
    alone = isinstance(export.get("results"), list) and "stats" in export
    return export if alone else mapping(export.get("results"))


def read_rows(
    rows: Sequence[Row],
    *,
    form: str,
    version: str = "",
    prompts: Sequence[Mapping[str, Any]] = (),
    expected: int | None = None,
    told: int = 0,
    limits: tuple[str, ...] = (),
    started_at: datetime | None = None,
) -> EvaluationResult:
    """What rows say. `expected`: how many tests each column should have; `told`: how many rows there should be."""
    found = Found()
    asked = columns(rows, prompts)
    add_columns(found, asked, expected)
    errors = sum(map(is_error, rows))
    return EvaluationResult(
        format=form,
        tool=f"promptfoo {version}".strip(),
        models=tuple(dict.fromkeys(column.system for column in asked if column.system.name)),
        completeness=_completeness(len(rows), told, errors, stated=expected is not None),
        limits=limits,
        notes=(
            *counted("errors", errors),
            *counted("asserted-nothing", sum(map(asserts_nothing, rows))),
            *counted("not-graded", sum(map(is_not_graded, rows))),
            *found.notes,
        ),
        measurements=found.measurements,
        started_at=started_at,
    )


def _filters(options: Mapping[str, Any]) -> Iterator[str]:
    """What the run was filtered by, as far as promptfoo writes it down: it keeps the filter of providers only."""
    for name, value in options.items():
        if name.casefold().startswith("filter") or name.endswith("Filter"):
            yield f"{text(name)}={text(value)}"


def _completeness(rows: int, told: int, errors: int, *, stated: bool) -> Completeness:
    if rows < told:
        return Completeness(status="partial", reason="samples-missing", params={"samples": rows, "declared": told})
    if errors:
        return Completeness(status="partial", reason="tests-in-error", params={"count": errors})
    return Completeness(status="complete", reason="stated") if stated else FORMAT_SILENT
