"""CycloneDX bills of materials with one thing changed: models beside each other, a bill without a model's metrics.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
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


def of_its_model(**changes: Any) -> EvaluationResult:
    """What a bill says whose only model differs in this."""
    return read(json.dumps(bill(components=[bill()["components"][0] | changes])).encode())


def test_a_model_within_an_application_counts_too() -> None:
    application = {"type": "application", "name": "triage", "components": bill()["components"]}
    result = read(json.dumps(bill(components=[{"name": "site", "components": [application]}])).encode())
    assert [str(model) for model in result.models] == ["acme/foo-7b@1.2"]


@pytest.mark.parametrize(
    ("changes", "revision"),
    [
        ({"version": "2", "purl": "pkg:huggingface/acme/foo@0123"}, "2"),
        ({"version": None, "purl": "pkg:huggingface/acme/foo@0123?repository_url=x"}, "0123"),
        ({"version": None, "purl": "pkg:npm/@acme/foo"}, ""),
        ({"version": None}, ""),
    ],
)
def test_a_version_may_stand_in_the_package_url(changes: dict[str, Any], revision: str) -> None:
    assert [model.revision for model in of_its_model(**changes).models] == [revision]


@pytest.mark.parametrize(
    ("hashes", "digest"),
    [
        ([("SHA-256", "A" * 64)], "sha256:" + "a" * 64),
        ([("SHA-1", "a" * 40), ("SHA-256", "a" * 64)], "sha256:" + "a" * 64),
        ([("SHA-256", "short")], ""),
        ([("SHA-256", "a" * 64), ("SHA-256", "b" * 64)], ""),
    ],
)
def test_only_one_whole_fingerprint_is_the_models(hashes: list[tuple[str, str]], digest: str) -> None:
    said = [{"alg": alg, "content": content} for alg, content in hashes]
    assert of_its_model(hashes=said).model_digest == digest


@pytest.mark.parametrize(
    "tools", [[{"name": "maker", "version": "2"}], {"components": [{"name": "maker", "version": "2"}]}]
)
def test_the_tool_is_the_one_that_made_the_bill(tools: object) -> None:
    assert read(json.dumps(bill(metadata={"tools": tools})).encode()).tool == "maker 2"
