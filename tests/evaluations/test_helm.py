"""HELM runs that differ in one place: trials, limits, perturbations, what the specification names.

Owns these variations. What whole files say is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.archives import archived
from tests.evaluations.sample_files import ours

ROBUST = {"name": "robustness", "robustness": True, "fairness": False, "computed_on": "worst"}


def stat(name: str, mean: float | None, *, trials: int = 1, **context: Any) -> dict[str, Any]:
    averages = {} if mean is None else {"mean": mean}
    named = {"name": name, "split": "test", **context}
    return {"name": named, "count": trials, "sum": 1, "sum_squared": 1, **averages}


def specification(**adapter: Any) -> dict[str, Any]:
    return {
        "name": "mmlu:subject=law,model=acme_chat",
        "scenario_spec": {"class_name": "MMLUScenario", "args": {"subject": "law"}},
        "adapter_spec": adapter,
        "metric_specs": [],
    }


def read_stats(*stats: dict[str, Any]) -> EvaluationResult:
    return read(json.dumps(stats).encode())


def read_run(*stats: dict[str, Any], **adapter: Any) -> EvaluationResult:
    return read(archived({"r/stats.json": json.dumps(stats), "r/run_spec.json": json.dumps(specification(**adapter))}))


@pytest.mark.parametrize(("trials", "epochs"), [(1, None), (3, 3)])
def test_the_count_of_a_statistic_is_its_trials(trials: int, epochs: int | None) -> None:
    [value] = read_stats(stat("exact_match", 0.5, trials=trials)).measurements
    assert (value.variant.epochs, value.samples) == (epochs, None)


def test_a_statistic_without_a_count_was_not_measured() -> None:
    result = read_stats(stat("exact_match", None, trials=0), stat("num_instances", 4), stat("f1", 0.5))
    assert [each.metric for each in result.measurements] == ["f1"]
    assert [note.kind for note in result.notes] == ["not-numbers"]


def test_what_helm_counts_of_the_run_itself_is_no_measurement() -> None:
    counted = [stat(name, 1.0) for name in ("num_instances", "inference_runtime", "finish_reason_stop")]
    assert not read_stats(*counted).measurements


@pytest.mark.parametrize(
    ("perturbation", "groups"),
    [
        (None, [""]),
        ({"name": "typos", "robustness": True, "prob": 0.1}, ["", "robustness, worst", "typos, prob=0.1"]),
        ({"name": "dialect", "fairness": True}, ["", "dialect"]),
    ],
)
def test_robustness_is_measured_only_where_something_was_perturbed(
    perturbation: dict[str, Any] | None, groups: list[str]
) -> None:
    stats = [stat("exact_match", 0.5), stat("exact_match", 0.4, perturbation=ROBUST)]
    stats += [stat("exact_match", 0.3, perturbation=perturbation)] if perturbation else []
    assert [each.variant.group for each in read_stats(*stats).measurements] == groups


@pytest.mark.parametrize(
    ("most", "taken", "limits"),
    [
        (10, 10, ("max_eval_instances=10",)),
        (10, 9, ()),
        (10, None, ("max_eval_instances=10",)),
        (None, 10, ()),
    ],
)
def test_the_most_instances_are_told_unless_there_were_fewer(
    most: int | None, taken: int | None, limits: tuple[str, ...]
) -> None:
    sizes = [] if taken is None else [stat("num_instances", taken)]
    assert read_run(stat("f1", 0.5), *sizes, max_eval_instances=most).limits == limits


@pytest.mark.parametrize(
    ("adapter", "told"),
    [
        ({"model": "acme/chat", "model_deployment": "acme/chat"}, ["acme/chat"]),
        ({"model": "acme/chat", "model_deployment": "cloud/chat"}, ["acme/chat (cloud/chat)"]),
        ({"model": "", "model_deployment": "cloud/chat"}, ["cloud/chat"]),
        ({}, []),
    ],
)
def test_the_system_is_the_model_and_where_it_was_deployed(adapter: dict[str, Any], told: list[str]) -> None:
    assert [str(model) for model in read_run(stat("f1", 0.5), **adapter).models] == told


def test_a_run_goes_by_its_name_without_the_model() -> None:
    assert read_run(stat("f1", 0.5), model="acme/chat").measurements[0].task == "mmlu:subject=law"


def test_runs_of_one_archive_share_the_room_there_is() -> None:
    big = json.dumps([stat("f1", 0.5)]) + " " * (900 * 1024)
    runs = {f"{number}/{name}": big for number in range(40) for name in ("stats.json", "run_spec.json")}
    with pytest.raises(UnreadableResult, match="bomb"):
        read(archived(runs))


def test_a_list_that_breaks_off_is_refused() -> None:
    with pytest.raises(UnreadableResult, match="not-json"):
        read(ours("helm-stats.json")[:-20])


def test_values_rest_on_the_samples_of_their_split() -> None:
    sizes = stat("num_instances", 9), stat("num_instances", 2, split="valid")
    result = read_stats(stat("f1", 0.5), stat("f1", 0.25, split="valid"), *sizes)
    assert [(each.dataset.split, each.samples) for each in result.measurements] == [("test", 9), ("valid", 2)]


def test_perturbations_of_one_name_are_told_apart_by_whatever_they_were_called_with() -> None:
    called_with = ({"cased": True}, {"cased": False}, {"cased": False, "words": ["a", "b"]})
    stats = [stat("f1", 0.5, perturbation={"name": "typos", "computed_on": "worst", **each}) for each in called_with]
    assert [each.variant.group for each in read_stats(*stats).measurements] == [
        "typos, worst, cased=true",
        "typos, worst, cased=false",
        'typos, worst, cased=false, words=["a", "b"]',
    ]
