"""A measurement says what it is a value of; two that say the same are never offered side by side; old ones are read.

Owns the model itself. What a reader makes of a file is the conformance suite.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from bot.domain.evaluations.measurement import (
    NOT_STATED,
    Completeness,
    DataSet,
    EvaluationResult,
    Measurement,
    SystemUnderTest,
    Variant,
    read_reading,
    shared_identities,
)
from bot.domain.evaluations.misfits import misfits
from bot.domain.evaluations.verdicts import same_metric
from bot.domain.lifecycle.state import Subject
from bot.evaluations.readers import read
from bot.evaluations.result_file import Found
from bot.ports.result_reader import UnreadableResult

STORED_BY_0_1: dict[str, Any] = {
    "format": "lm-evaluation-harness",
    "tool": "lm_eval 0.4.9",
    "models": ["acme/Foo-7B"],
    "revision": "0123abcd",
    "model_digest": "",
    "run": "complete",
    "limits": ["limit=100.0"],
    "notes": [{"kind": "not-numbers", "params": {"count": 1}}],
    "measurements": [
        {
            "task": "wmdp_bio",
            "metric": "exact_match (strict-match)",
            "value": 0.25,
            "uncertainty": {"standard_error": 0.05, "lower": None, "upper": None, "confidence": None},
            "samples": 100,
            "declared": 1273,
            "higher_is_better": True,
            "model": "acme/Foo-7B",
        }
    ],
    "started_at": "2026-03-02T08:00:00.500000Z",
}
"""A reading as release 0.1 stored it."""


def a_value(value: float = 1.0, **more: Any) -> Measurement:
    return Measurement(**{"task": "t", "metric": "accuracy", "value": value, **more})


def a_result(*measurements: Measurement, **more: Any) -> EvaluationResult:
    basic: dict[str, Any] = {"format": "f", "models": (), "completeness": Completeness(status="complete")}
    return EvaluationResult(**{**basic, "measurements": measurements, **more})


# --- what was stored before


def test_a_reading_of_an_earlier_release_is_lifted_and_nothing_of_it_is_lost() -> None:
    lifted = read_reading(orjson.dumps(STORED_BY_0_1).decode())
    assert lifted
    assert lifted.models == (SystemUnderTest(name="acme/Foo-7B", revision="0123abcd"),)
    assert lifted.completeness == Completeness(status="complete", reason="")
    [value] = lifted.measurements
    assert (value.label, value.model.name, value.dataset, value.variant) == (
        "exact_match (strict-match)",
        "acme/Foo-7B",
        DataSet(),
        Variant(),
    )
    assert (lifted.limits, lifted.started_at and lifted.started_at.microsecond) == (("limit=100.0",), 500_000)


def test_a_revision_without_a_name_stays_a_revision() -> None:
    lifted = EvaluationResult.model_validate({**STORED_BY_0_1, "models": []})
    assert lifted.models == (SystemUnderTest(revision="0123abcd"),)
    assert "model-not-stated" in [note.kind for note in misfits(lifted, Subject(model="Foo-7B", version="1"))]


@pytest.mark.parametrize(
    "result",
    [
        a_result(a_value(model=SystemUnderTest(name="m", role="target"), variant=Variant(reducer="max", epochs=3))),
        a_result(a_value(dataset=DataSet(name="d", revision="1", arguments="seed=1")), models=(NOT_STATED,)),
    ],
)
def test_what_is_stored_is_read_again_as_it_was(result: EvaluationResult) -> None:
    assert read_reading(result.model_dump_json()) == result


def test_a_value_that_states_no_more_is_stored_byte_for_byte_as_it_always_was() -> None:
    [stored] = STORED_BY_0_1["measurements"]
    assert Measurement.model_validate(stored).model_dump(mode="json") == stored
    assert list(Measurement.model_validate(stored).model_dump(mode="json")) == list(stored)


def test_what_else_is_stated_of_a_system_is_stored_with_its_name() -> None:
    more = a_value(model=SystemUnderTest(name="foo", role="target")).model_dump(mode="json")
    assert more["model"] == {"name": "foo", "revision": "", "role": "target", "endpoint": ""}


@pytest.mark.parametrize("text", ["", None, "nonsense", "{}", '{"format": "f", "of": "a later release"}'])
def test_what_is_gone_or_of_a_later_release_is_no_reading(text: str | None) -> None:
    assert read_reading(text) is None


# --- one identity, one value


def test_each_part_of_what_a_value_is_of_tells_it_apart() -> None:
    apart = (
        {"task": "u"},
        {"metric": "f1"},
        {"dataset": DataSet(split="test")},
        {"variant": Variant(filter="strict-match")},
        {"model": SystemUnderTest(name="foo", endpoint="eu.example.org")},
    )
    assert shared_identities([a_value(0.0), *(a_value(1.0, **part) for part in apart)]) == frozenset()


def test_values_that_nobody_can_tell_apart_are_told_with_what_they_claim_to_be() -> None:
    three = [a_value(v, variant=Variant(scorer="judge")) for v in (0.3, 0.6)]
    [note] = [n for n in misfits(a_result(*three, a_value(task="other"))) if n.kind == "one-name"]
    assert note.params == {"count": 2, "task": "t", "metric": "accuracy (judge)"}


def test_a_value_that_stands_twice_in_all_its_words_is_kept_once_and_told() -> None:
    found = Found()
    for _ in range(3):
        found.add(1, task="t", metric="m")
    assert len(found.measurements) == 1
    assert [(note.kind, note.params) for note in found.notes] == [("repeated", {"count": 2})]


# --- what cannot be so


def csv_of(lower: str, upper: str, error: str) -> str:
    return f"task,metric,value,lower,upper,standard_error\nt,acc,0.5,{lower},{upper},{error}\n"


def record_of(lower: str, upper: str, error: str) -> str:
    unsure = {"standard_error": {"value": error}, "confidence_interval": {"lower": lower, "upper": upper}}
    value = {"evaluation_name": "t", "score_details": {"score": 0.5, "uncertainty": unsure}}
    return json.dumps({"schema_version": "0.3.0", "source_metadata": {}, "evaluation_results": [value]})


def bill_of(lower: str, upper: str, error: str) -> str:
    metric = {"type": "acc", "value": "0.5", "confidenceInterval": {"lowerBound": lower, "upperBound": upper}}
    card = {"quantitativeAnalysis": {"performanceMetrics": [metric]}}
    return json.dumps({"bomFormat": "CycloneDX", "components": [{"name": "foo", "modelCard": card}]})


def garak_of(lower: str, upper: str, error: str) -> str:
    told = {"entry_type": "eval", "probe": "a.A", "detector": "d.D", "passed": 5, "total_evaluated": 10}
    return json.dumps({**told, "confidence_lower": lower, "confidence_upper": upper}) + "\n"


def lm_eval_of(lower: str, upper: str, error: str) -> str:
    results = {"t": {"acc,none": 0.5, "acc_stderr,none": error}}
    return json.dumps({"results": results, "n-samples": {}})


WITH_INTERVAL = (csv_of, record_of, bill_of, garak_of)

Written = Callable[[str, str, str], str]


@pytest.mark.parametrize("written", WITH_INTERVAL)
@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [
        ("0.4", "0.6", []),
        ("0.5", "0.6", []),
        ("0.6", "0.7", ["interval-apart"]),
        ("0.1", "0.2", ["interval-apart"]),
        ("", "0.6", ["uncertainty-unsound"]),
        ("0.4", "", ["uncertainty-unsound"]),
    ],
)
def test_an_interval_that_cannot_be_the_values_own_is_left_out_and_told_whoever_wrote_it(
    written: Written, lower: str, upper: str, told: list[str]
) -> None:
    result = read(written(lower, upper, "").encode())
    kinds = [note.kind for note in result.notes if note.kind in ("interval-apart", "uncertainty-unsound")]
    assert (kinds, result.measurements[0].uncertainty is None) == (told, bool(told))


@pytest.mark.parametrize("written", [record_of, lm_eval_of])
def test_a_standard_error_below_zero_is_left_out_and_told(written: Written) -> None:
    result = read(written("", "", "-0.1").encode())
    assert [note.kind for note in result.notes] == ["uncertainty-unsound"]
    assert result.measurements[0].uncertainty is None


@pytest.mark.parametrize("written", [csv_of, record_of])
def test_of_an_interval_apart_from_its_value_the_standard_error_beside_it_stays(written: Written) -> None:
    result = read(written("0.6", "0.7", "0.02").encode())
    unsure = result.measurements[0].uncertainty
    assert unsure
    assert (unsure.standard_error, unsure.lower, unsure.upper) == (0.02, None, None)
    assert [note.kind for note in result.notes] == ["interval-apart"]


@pytest.mark.parametrize(
    ("least", "most", "told"), [(0, 1, False), (0, 0.4, True), (0.6, 1, True), (None, None, False)]
)
def test_a_value_outside_of_what_the_file_says_is_possible_is_told(
    least: float | None, most: float | None, *, told: bool
) -> None:
    found = Found()
    found.add(0.5, task="t", metric="acc", between=(least, most))
    assert len(found.measurements) == 1
    assert [note.kind for note in found.notes] == (["out-of-range"] if told else [])


# --- names


@pytest.mark.parametrize(
    ("variant", "label"),
    [
        (Variant(), "accuracy"),
        (Variant(scorer="judge"), "accuracy (judge)"),
        (Variant(scorer="judge", reducer="pass_at_2", epochs=3), "accuracy (judge, pass_at_2, epochs=3)"),
        (Variant(provider="tuned", prompt="2"), "accuracy (2, tuned)"),
    ],
)
def test_the_variant_is_part_of_the_label(variant: Variant, label: str) -> None:
    assert a_value(variant=variant).label == label


@pytest.mark.parametrize(
    ("wanted", "same"),
    [
        ("accuracy", True),
        ("Accuracy (pass@2)", False),
        ("accuracy (pass_at_2)", True),
        ("accuracy (judge, pass_at_2)", True),
        ("accuracy (max)", False),
        ("judge", False),
        ("", False),
    ],
)
def test_a_threshold_may_leave_out_any_part_of_the_variant_and_name_no_other(wanted: str, same: bool) -> None:
    label = a_value(variant=Variant(scorer="judge", reducer="pass_at_2")).label
    assert same_metric(wanted, label) is same


@pytest.mark.parametrize(
    ("system", "shown"),
    [
        (NOT_STATED, ""),
        (SystemUnderTest(name="foo"), "foo"),
        (SystemUnderTest(revision="01ab"), "01ab"),
        (SystemUnderTest(name="foo", revision="01ab", role="target", endpoint="eu"), "foo@01ab (target, eu)"),
    ],
)
def test_a_system_is_shown_with_all_that_is_stated_of_it(system: SystemUnderTest, shown: str) -> None:
    assert str(system) == shown


def test_a_data_set_is_shown_with_the_part_of_it_that_was_taken() -> None:
    whole = DataSet(name="WMDP", subset="bio", split="test", revision="01ab", arguments="seed=1")
    assert str(whole) == "WMDP@01ab (bio, test, seed=1)"
    assert str(DataSet()) == ""


# --- one run, reported twice


def test_a_run_is_the_same_whatever_an_earlier_release_called_its_parts() -> None:
    old = EvaluationResult.model_validate(STORED_BY_0_1)
    [value] = old.measurements
    now = value.replace(metric="exact_match", variant=Variant(filter="strict-match"))
    assert old.says_the_same(old.replace(measurements=(now,), limits=()))
    assert not old.says_the_same(old.replace(measurements=(value.replace(value=0.26),)))
    assert not old.says_the_same(old.replace(started_at=None))


# --- keys that stand twice


@pytest.mark.parametrize(
    "data",
    [
        b'{"results": {"t": {"acc,none": 0.1, "acc,none": 0.9}}, "versions": {}}',
        b'{"entry_type": "eval", "passed": 1, "passed": 2}',
        b'{"a": [{"b": {"b": 1, "c": 2, "b": 3}}]}',
        b"---\nmodel-index: []\nlicense: mit\nlicense: other\n---\n",
        b"---\nmodel-index:\n- name: n\n  results: []\n  name: m\n---\n",
    ],
)
def test_a_key_that_stands_twice_refuses_the_file(data: bytes) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(data)
    assert refused.value.problem == "key-twice"
    assert refused.value.params["key"] in {"acc,none", "passed", "b", "license", "name"}


def test_a_value_of_no_sample_is_none_and_is_told() -> None:
    found = Found()
    found.add(0.4, task="t", metric="m", samples=0, declared=10)
    found.add(0.4, task="t", metric="m", samples=1, declared=10)
    assert [each.samples for each in found.measurements] == [1]
    assert [(note.kind, note.params) for note in found.notes] == [("no-samples", {"count": 1})]
