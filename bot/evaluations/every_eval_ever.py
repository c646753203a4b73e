"""Records of Every Eval Ever, the neutral form results of all tools can be kept in, as of schema 0.3.0.

Owns the schema (https://github.com/evaleval/every_eval_ever, `eval.schema.json`): reading its records, one JSON object
or one a line, and writing them. What the schema has no field for stands in its `additional_details`, all of it text.
Must not know any other format.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NOT_STATED,
    Completeness,
    DataSet,
    EvaluationResult,
    Measurement,
    SystemUnderTest,
    Uncertainty,
    Variant,
)
from bot.evaluations.field_values import count, mapping, moment, number, sequence, text, truth
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile
from bot.evaluations.syntax import json_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Every Eval Ever"

SCHEMA: Final = "0.3.0"

UNKNOWN: Final = "unknown"
"""The schema's word where a required text is not known."""

SIGNS: Final = (b'"schema_version"', b'"evaluation_results"', b'"source_metadata"')

RUNS: Final = ("complete", "partial", "failed")

VARIANT: Final = ("scorer", "filter", "group", "reducer", "prompt", "provider")

DATA_SET: Final = ("subset", "split", "revision", "arguments")


def _claims(file: ResultFile) -> bool:
    return file.starts(b"{") and all(sign in file.data for sign in SIGNS)


def _read(file: ResultFile) -> EvaluationResult:
    found, records = Found(), list(_records(file))
    for record in records:
        model = _model(mapping(record.get("model_info")))
        for each in sequence(record.get("evaluation_results")):
            _add(found, mapping(each), model)
    starts = {text(record.get("evaluation_timestamp")) for record in records}
    tools = dict.fromkeys(filter(None, (_tool(mapping(record.get("eval_library"))) for record in records)))
    details = [mapping(mapping(record.get("source_metadata")).get("additional_details")) for record in records]
    return EvaluationResult(
        format=FORMAT,
        tool=", ".join(tools),
        models=tuple(
            dict.fromkeys(each for record in records if (each := _model(mapping(record.get("model_info")))).name)
        ),
        completeness=_completeness({text(each.get("completeness")) for each in details}),
        limits=tuple(dict.fromkeys(limit for each in details if (limit := text(each.get("limits"))))),
        notes=found.notes,
        measurements=found.measurements,
        started_at=_moment(starts.pop()) if len(starts) == 1 else None,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _records(file: ResultFile) -> Iterator[Mapping[str, Any]]:
    """Of a file that is one object over many lines, or one object a line."""
    lines = [line for line in file.text.split("\n") if line.strip()]
    if len(lines) > 1 and lines[0].rstrip().endswith("}"):
        for number_of_line, line in enumerate(lines, 1):
            try:
                yield mapping(json_value(line))
            except ValueError:
                raise UnreadableResult("not-json-line", line=number_of_line) from None
    else:
        yield file.json


def _known(said: object) -> str:
    word = text(said)
    return "" if word == UNKNOWN else word


def _model(said: Mapping[str, Any]) -> SystemUnderTest:
    name, details = _known(said.get("id")) or _known(said.get("name")), mapping(said.get("additional_details"))
    if not name:
        return NOT_STATED
    return SystemUnderTest(
        name=name, **{field: _known(details.get(field)) for field in ("revision", "role", "endpoint")}
    )


def _tool(said: Mapping[str, Any]) -> str:
    return f"{_known(said.get('name'))} {_known(said.get('version'))}".strip()


def _completeness(stated: set[str]) -> Completeness:
    """The schema has no field for it; records written here say it in their details. The worst of them counts."""
    worst = next((run for run in reversed(RUNS) if run in stated), "")
    if not worst or (worst == "complete" and len(stated) > 1):
        return FORMAT_SILENT
    return Completeness.model_validate({"status": worst, "reason": "stated"})


def _moment(said: str) -> datetime | None:
    seconds = number(said)
    return moment(said if seconds is None else seconds)


def _add(found: Found, said: Mapping[str, Any], model: SystemUnderTest) -> None:
    source, metric = mapping(said.get("source_data")), mapping(said.get("metric_config"))
    score, about = mapping(said.get("score_details")), mapping(source.get("additional_details"))
    variant, unsure = mapping(metric.get("additional_details")), mapping(score.get("uncertainty"))
    lower = truth(metric.get("lower_is_better"))
    stated = lower is not None and truth(variant.get("lower_is_better_stated")) is not False
    split = _known(about.get("split")) or _known(source.get("hf_split"))
    found.add(
        score.get("score"),
        task=text(said.get("evaluation_name")),
        metric=text(metric.get("metric_name")) or text(metric.get("metric_id")) or "score",
        model=model,
        dataset=DataSet(
            name=_known(source.get("hf_repo")) or _known(source.get("dataset_name")),
            **{field: _known(about.get(field)) for field in DATA_SET} | {"split": split},
        ),
        variant=Variant(
            epochs=count(variant.get("epochs")) or None, **{each: text(variant.get(each)) for each in VARIANT}
        ),
        uncertainty=_uncertainty(unsure),
        samples=count(unsure.get("num_samples")),
        declared=count(mapping(score.get("details")).get("samples_declared")),
        higher_is_better=not lower if stated else None,
        between=(number(metric.get("min_score")), number(metric.get("max_score"))),
    )


def _uncertainty(said: Mapping[str, Any]) -> Uncertainty | None:
    error, interval = mapping(said.get("standard_error")), mapping(said.get("confidence_interval"))
    found = Uncertainty(
        standard_error=number(error.get("value")),
        lower=number(interval.get("lower")),
        upper=number(interval.get("upper")),
        confidence=number(interval.get("confidence_level")),
        method=_known(error.get("method")) or _known(interval.get("method")),
    )
    return None if found == Uncertainty() else found


def written(result: EvaluationResult, now: datetime) -> Iterator[str]:
    """A result as records of the schema, one a line and one for each system under test. `now`: of the writing.

    The schema demands to know whether lower is better; where the file does not say, `lower_is_better_stated` is false.
    """
    seconds = str(int(now.timestamp()))
    for model in dict.fromkeys(each.model for each in result.measurements):
        values = [_result(each) for each in result.measurements if each.model == model]
        name = model.name or UNKNOWN
        record = {
            "schema_version": SCHEMA,
            "evaluation_id": f"{result.format}/{name.replace('/', '_')}/{seconds}",
            **({"evaluation_timestamp": str(result.started_at.timestamp())} if result.started_at else {}),
            "retrieved_timestamp": seconds,
            "source_metadata": {
                "source_name": result.format,
                "source_type": "evaluation_run" if result.tool else "documentation",
                "source_organization_name": UNKNOWN,
                "evaluator_relationship": "other",
                "additional_details": _stated(
                    completeness=result.completeness.status,
                    limits=", ".join(result.limits),
                    notes=", ".join(dict.fromkeys(note.kind for note in result.notes)),
                ),
            },
            "eval_library": _library(result.tool),
            "model_info": {
                "name": name,
                "id": name,
                "additional_details": {
                    "deployment_type": UNKNOWN,
                    "model_availability": UNKNOWN,
                    **_stated(revision=model.revision, role=model.role, endpoint=model.endpoint),
                },
            },
            "evaluation_results": values,
        }
        yield json.dumps(record, ensure_ascii=False)


def _library(tool: str) -> dict[str, str]:
    name, _, version = tool.partition(" ")
    return {"name": name or UNKNOWN, "version": version or UNKNOWN}


def _stated(**words: str) -> dict[str, str]:
    return {key: word for key, word in words.items() if word}


def _result(each: Measurement) -> dict[str, Any]:
    better = {} if each.higher_is_better is not None else {"lower_is_better_stated": "false"}
    epochs = {"epochs": str(each.variant.epochs)} if each.variant.epochs else {}
    declared = {} if each.declared is None else {"details": {"samples_declared": str(each.declared)}}
    return {
        "evaluation_name": each.task,
        "source_data": {
            "dataset_name": each.dataset.name or UNKNOWN,
            "source_type": "other",
            "additional_details": _stated(**{field: getattr(each.dataset, field) for field in DATA_SET}),
        },
        "metric_config": {
            "metric_name": each.metric,
            "lower_is_better": each.higher_is_better is False,
            "additional_details": {
                **_stated(**{field: getattr(each.variant, field) for field in VARIANT}),
                **epochs,
                **better,
            },
        },
        "score_details": {"score": each.value, **declared, **_unsure(each)},
    }


def _unsure(each: Measurement) -> dict[str, Any]:
    found: dict[str, Any] = {} if each.samples is None else {"num_samples": each.samples}
    doubt = each.uncertainty or Uncertainty()
    method = _stated(method=doubt.method)
    if doubt.standard_error is not None:
        found["standard_error"] = {"value": doubt.standard_error, **method}
    if doubt.lower is not None and doubt.upper is not None:
        level = {} if doubt.confidence is None else {"confidence_level": doubt.confidence}
        found["confidence_interval"] = {"lower": doubt.lower, "upper": doubt.upper, **level, **method}
    return {"uncertainty": found} if found else {}
