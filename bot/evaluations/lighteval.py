"""The results file of lighteval.

Owns what its fields mean: a task is `name|few shots`, its standard error stands beside a metric as `metric_stderr`;
`all` and `name:_average` are plain means over tasks. The error of a metric that is no mean over samples is none:
lighteval divides it by the root of how often it drew anew. It is written at the end of a run, and tells no date: its
times are those of a clock that starts with the machine. Must not know anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NO_DATA_SET,
    NOT_STATED,
    DataSet,
    EvaluationResult,
    SystemUnderTest,
    Uncertainty,
)
from bot.evaluations.field_values import count, mapping, number, sequence, text, truth
from bot.evaluations.model_names import host, named, revision
from bot.evaluations.result_file import WRITTEN_AT_END, Found, Reader, ResultFile, counted

FORMAT: Final = "lighteval"

STDERR: Final = "_stderr"

UNKNOWN_COMMIT: Final = "?"


def _claims(file: ResultFile) -> bool:
    return isinstance(file.json.get("results"), dict) and isinstance(file.json.get("config_general"), dict)


def _read(file: ResultFile) -> EvaluationResult:
    said, found = file.json, Found()
    general, tasks = mapping(said.get("config_general")), mapping(said.get("config_tasks"))
    model = _model(general)
    drawn = 0
    for task, values in mapping(said.get("results")).items():
        drawn += _add_task(found, task, mapping(values), mapping(tasks.get(task)), model)
    limit = text(general.get("max_samples"))
    commit = text(general.get("lighteval_sha"))
    return EvaluationResult(
        format=FORMAT,
        tool=FORMAT if commit in ("", UNKNOWN_COMMIT) else f"{FORMAT} {commit}",
        models=(model,) if model != NOT_STATED else (),
        completeness=WRITTEN_AT_END,
        limits=(f"max_samples={limit}",) if limit and _was_cut(tasks) else (),
        notes=(*found.notes, *counted("drawn-anew", drawn)),
        measurements=found.measurements,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _model(general: Mapping[str, Any]) -> SystemUnderTest:
    config = mapping(general.get("model_config"))
    name, commit = named(config.get("model_name") or general.get("model_name"))
    stated = commit or text(general.get("model_sha")) or revision(config.get("revision"))
    return SystemUnderTest(name=name, revision=stated, endpoint=host(config.get("base_url"))) if name else NOT_STATED


def _was_cut(tasks: Mapping[str, Any]) -> bool:
    """Whether fewer samples were taken than there are; also where the file does not say of how many."""
    counts = [_samples(mapping(each)) for each in tasks.values()]
    return not counts or any(done is None or there is None or done < there for done, there in counts)


def _samples(config: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Scored and meant; both are -1 where lighteval did not count."""
    return count(config.get("effective_num_docs")), count(config.get("original_num_docs"))


def _add_task(
    found: Found, task: str, values: Mapping[str, Any], config: Mapping[str, Any], model: SystemUnderTest
) -> int:
    """How many standard errors were left out for being got by drawing anew.

    A mean over tasks has no configuration, and no uncertainty: what stands there is a mean of standard errors.
    """
    better, dataset, drawn, left_out = _better(config), _dataset(config), _drawn(config), 0
    samples, declared = _samples(config)
    for metric, value in values.items():
        if metric.endswith(STDERR) and metric.removesuffix(STDERR) in values:
            continue
        stated = number(values.get(f"{metric}{STDERR}")) if config else None
        error = None if metric in drawn else stated
        left_out += stated is not None and metric in drawn
        found.add(
            value,
            task=text(task),
            metric=text(metric),
            dataset=dataset,
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            samples=samples,
            declared=declared,
            higher_is_better=better.get(metric),
            model=model,
        )
    return left_out


def _better(config: Mapping[str, Any]) -> dict[str, bool]:
    """By metric; a metric of several parts lists their names, and says it of each."""
    found: dict[str, bool] = {}
    for each in sequence(config.get("metrics")):
        names, said = mapping(each).get("metric_name"), mapping(each).get("higher_is_better")
        for name in map(text, sequence(names) or (names,)):
            if (is_better := truth(mapping(said).get(name) if mapping(said) else said)) is not None:
                found[name] = is_better
    return found


def _drawn(config: Mapping[str, Any]) -> set[str]:
    """The metrics that are no mean over samples, so that their standard error was got by drawing samples anew."""
    found = set[str]()
    for each in sequence(config.get("metrics")):
        names, said = mapping(each).get("metric_name"), mapping(each).get("corpus_level_fn")
        for name in map(text, sequence(names) or (names,)):
            how = text(mapping(said).get(name) if mapping(said) else said)
            found |= {name} if how and "mean" not in how else set()
    return found


def _dataset(config: Mapping[str, Any]) -> DataSet:
    shots = count(config.get("num_fewshots"))
    name = named(config.get("hf_repo"))[0]
    if not name:
        return NO_DATA_SET
    return DataSet(
        name=name,
        subset=text(config.get("hf_subset")),
        split=", ".join(filter(None, map(text, sequence(config.get("evaluation_splits"))))),
        revision=revision(config.get("hf_revision")),
        arguments="" if shots is None else f"num_fewshots={shots}",
    )
