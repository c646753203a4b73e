"""HELM's statistics with one thing changed: what measures the run only, perturbations, a file that breaks off.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.sample_files import ours


def stat(metric: str, mean: float, split: str = "test", count: int = 1, **perturbation: str) -> dict[str, Any]:
    named: dict[str, Any] = {"name": metric, "split": split}
    if perturbation:
        named["perturbation"] = perturbation
    return {"name": named, "count": count, "sum": mean * count, "sum_squared": 0.0, "mean": mean, "stddev": 0.0}


def test_only_what_measures_the_model_is_a_value_and_each_rests_on_its_split() -> None:
    about_the_run = (stat(name, 1) for name in ("num_bytes", "inference_runtime", "finish_reason_stop", "batch_size"))
    values = stat("f1", 0.5), stat("f1", 0.25, "valid"), stat("none", 0, count=0)
    sizes = stat("num_instances", 9), stat("num_instances", 2, "valid")
    result = read(json.dumps([*about_the_run, *values, *sizes]).encode())
    assert [(each.dataset.split, each.metric, each.value, each.samples) for each in result.measurements] == [
        ("test", "f1", 0.5, 9),
        ("valid", "f1", 0.25, 2),
    ]


def test_a_perturbation_is_part_of_what_a_value_is_of() -> None:
    worst = stat("f1", 0.1, name="fairness", computed_on="worst")
    result = read(json.dumps([stat("f1", 0.5), worst, stat("f1", 0.4, name="typos")]).encode())
    assert [each.label for each in result.measurements] == ["f1", "f1 (fairness (worst))", "f1 (typos)"]
    assert not result.notes


def test_a_list_that_breaks_off_is_refused() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(ours("helm-stats.json")[:-20])
    assert refused.value.problem == "not-json"
