"""The results file of lm-evaluation-harness.

Owns what its fields mean: a key is `metric,filter`, its standard error stands beside it as `metric_stderr,filter`. The
harness writes the file at its end, so a file is of a run that ended; a limit or missing samples still show. Must not
know anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import NOT_STATED, EvaluationResult, SystemUnderTest, Uncertainty, Variant
from bot.evaluations.field_values import count, mapping, moment, number, text, truth
from bot.evaluations.result_file import WRITTEN_AT_END, Found, Reader, ResultFile

FORMAT: Final = "lm-evaluation-harness"

NOT_METRICS: Final = frozenset({"alias", "name", "sample_len", "sample_count"})

NO_FILTER: Final = ("", "none")


def _claims(file: ResultFile) -> bool:
    return isinstance(file.json.get("results"), dict) and any(key in file.json for key in ("configs", "versions"))


def _read(file: ResultFile) -> EvaluationResult:
    said = file.json
    config = mapping(said.get("config"))
    model = _model(said, config)
    found = Found()
    for task, values in mapping(said.get("results")).items():
        _add_task(found, said, text(task), mapping(values), model)
    limit = text(config.get("limit"))
    return EvaluationResult(
        format=FORMAT,
        tool=f"lm_eval {text(said.get('lm_eval_version'))}".strip(),
        models=(model,) if model != NOT_STATED else (),
        completeness=WRITTEN_AT_END,
        limits=(f"limit={limit}",) if limit else (),
        notes=found.notes,
        measurements=found.measurements,
        started_at=moment(said.get("date")),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _model(said: Mapping[str, Any], config: Mapping[str, Any]) -> SystemUnderTest:
    """`model_name`, or what the model's arguments name it by; the backend alone (`hf`) names no model."""
    arguments = config.get("model_args")
    pairs = mapping(arguments) or dict(
        pair.split("=", 1) for pair in str(arguments or "")[:10_000].split(",") if "=" in pair
    )
    name = text(said.get("model_name")) or text(pairs.get("pretrained")) or text(pairs.get("model"))
    return SystemUnderTest(name=name, revision=text(config.get("model_sha")) or text(config.get("model_revision")))


def _add_task(
    found: Found, said: Mapping[str, Any], task: str, values: Mapping[str, Any], model: SystemUnderTest
) -> None:
    samples = mapping(mapping(said.get("n-samples")).get(task))
    better = mapping(mapping(said.get("higher_is_better")).get(task))
    for key, value in values.items():
        metric, _, kept = key.partition(",")
        if metric in NOT_METRICS or metric.endswith("_stderr"):
            continue
        error = number(values.get(f"{metric}_stderr,{kept}" if kept else f"{metric}_stderr"))
        found.add(
            value,
            task=task,
            metric=text(metric),
            variant=Variant(filter="" if kept in NO_FILTER else text(kept)),
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            samples=count(samples.get("effective")),
            declared=count(samples.get("original")),
            higher_is_better=truth(better.get(metric)),
            model=model,
        )
