"""The scores of an Inspect log as measurements.

Owns scorers, reducers, groups and which value a standard error belongs to. Inspect writes one score for each scorer,
key of a scorer and reducer; `grouped()` puts every group beside the other metrics under its own name, with the metric
it is a group of among its parameters, and without a count of samples. Must not know the rest of a log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.domain.evaluations.measurement import DataSet, SystemUnderTest, Uncertainty, Variant
from bot.evaluations.field_values import arguments, count, mapping, number, sequence, text
from bot.evaluations.result_file import Found

STANDARD_ERRORS: Final = ("stderr", "bootstrap_stderr")

MEANS: Final = frozenset({"accuracy", "mean"})
"""The metrics Inspect's standard error is the error of."""

DEFAULT_REDUCER: Final = "mean"


@dataclass(frozen=True, slots=True)
class Run:
    """What all scores of a log share."""

    task: str
    dataset: DataSet
    model: SystemUnderTest
    epochs: int
    reducers: tuple[str, ...]
    """As the log states them for all its scores; none: the default. Where a score states its own, those that state
    none have the default: what was scored afterwards with another reducer leaves its own here.
    """
    samples: int | None
    """Completed ones, each once; a score's own count goes first."""
    declared: int | None


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of a score."""

    name: str
    value: object
    params: Mapping[str, Any]
    group: str = ""
    over_groups: bool = False
    """Whether it is a mean of groups, so that samples do not weigh alike in it."""
    all_samples: bool = True
    """Whether it rests on every sample of its score."""

    @property
    def is_mean(self) -> bool:
        """Whether the standard error beside it is its own."""
        return self.name in MEANS and self.all_samples and not self.over_groups


def add_scores(found: Found, scores: Sequence[Any], run: Run) -> None:
    """Every metric of every score. Raises UnreadableResult past the limit of values."""
    said = [mapping(score) for score in scores]
    if any(text(score.get("reducer")) for score in said):
        run = replace(run, reducers=())
    names = Counter((text(score.get("name")), text(score.get("reducer"))) for score in said)
    for score in said:
        name, scorer = text(score.get("name")), text(score.get("scorer"))
        alone = names[name, text(score.get("reducer"))] == 1
        _add_score(found, score, name if name and alone else "/".join(dict.fromkeys(filter(None, (scorer, name)))), run)


def _add_score(found: Found, score: Mapping[str, Any], scorer: str, run: Run) -> None:
    """One score's metrics; a standard error among them becomes the uncertainty of the mean beside it."""
    metrics = [_metric(text(key), mapping(said)) for key, said in mapping(score.get("metrics")).items()]
    errors = [each for each in metrics if each.name in STANDARD_ERRORS and not each.group]
    rest = [each for each in metrics if each not in errors]
    bears = [each.is_mean or len(rest) == 1 for each in rest]
    if not any(bears):
        rest, bears = metrics, [False for _ in metrics]
    scored = count(score.get("scored_samples"))
    for each, bears_error in zip(rest, bears, strict=True):
        found.add(
            each.value,
            task=run.task,
            metric=each.name,
            variant=Variant(
                scorer=scorer,
                group=each.group,
                reducer=_reducer(score, run),
                epochs=run.epochs if run.epochs > 1 else None,
            ),
            uncertainty=_uncertainty(errors) if bears_error else None,
            samples=(run.samples if scored is None else scored) if each.all_samples else None,
            declared=run.declared if each.all_samples else None,
            model=run.model,
            dataset=run.dataset,
        )


def _metric(key: str, said: Mapping[str, Any]) -> Metric:
    params = mapping(said.get("params"))
    inner = text(mapping(params.get("metric")).get("name")).rpartition("/")[2]
    if not inner or not text(params.get("group_key")):
        return Metric(key, said.get("value"), params)
    whole = key == (text(params.get("all_label")) or "all")
    over_groups = whole and params.get("all") == "groups"
    return Metric(inner, said.get("value"), params, key, over_groups=over_groups, all_samples=whole)


def _reducer(score: Mapping[str, Any], run: Run) -> str:
    """As the score says it; else the only one the run was started with, unless that is the default."""
    only = run.reducers[0] if len(run.reducers) == 1 and run.epochs > 1 else ""
    return text(score.get("reducer")) or ("" if only == DEFAULT_REDUCER else only)


def _uncertainty(errors: Sequence[Metric]) -> Uncertainty | None:
    """The first standard error, with the cluster it was computed over where there is one."""
    if not errors or (error := number(errors[0].value)) is None:
        return None
    cluster = text(errors[0].params.get("cluster"))
    method = f"{errors[0].name}, cluster={cluster}" if cluster else errors[0].name
    return Uncertainty(standard_error=error, method=method)


def run_of(about: Mapping[str, Any], results: Mapping[str, Any], model: SystemUnderTest, task: str) -> Run:
    """What a log's `eval` and `results` say of all its scores. Their totals count every epoch of a sample anew."""
    config, dataset = mapping(about.get("config")), mapping(about.get("dataset"))
    epochs = max(count(config.get("epochs")) or 1, 1)
    completed, total = count(results.get("completed_samples")), count(results.get("total_samples"))
    in_epochs = None if completed is None or (epochs > 1 and completed != total) else -(-completed // epochs)
    given = mapping(about.get("task_args_passed")) or mapping(about.get("task_args"))
    return Run(
        task=task,
        dataset=DataSet(
            name=text(dataset.get("name")),
            arguments=arguments(given),
        ),
        model=model,
        epochs=epochs,
        reducers=tuple(text(each) for each in sequence(config.get("epochs_reducer"))),
        samples=in_epochs,
        declared=max(count(dataset.get("samples")) or 0, -(-(total or 0) // epochs)) or None,
    )
