"""CycloneDX bills of materials with one thing changed: models beside each other, a bill without a model's metrics.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.sample_files import ours


def bill(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(ours("ml-bom.json"))
    return said | changes


def test_of_two_models_each_value_has_its_own_and_no_fingerprint_is_taken_for_both() -> None:
    first = bill()["components"][0]
    result = read(json.dumps(bill(components=[first, first | {"name": "bar-2"}])).encode())
    assert [each.model.name for each in result.measurements] == ["acme/foo-7b"] * 2 + ["acme/bar-2"] * 2
    assert result.model_digest == ""


def test_the_model_a_bill_is_about_counts_as_one_it_lists() -> None:
    about = {"component": bill()["components"][0]}
    assert len(read(json.dumps(bill(metadata=about, components=[])).encode()).measurements) == 2


def test_a_bill_without_metrics_is_no_result_file() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(json.dumps(bill(components=[{"type": "library", "name": "torch"}])).encode())
    assert refused.value.problem == "unknown-format"
