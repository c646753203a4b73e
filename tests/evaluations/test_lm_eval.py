"""lm-evaluation-harness's results with one field changed: what names a model, what cut a run, what is not measured.

Owns these variations. What whole files say is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from bot.domain.evaluations.measurement import EvaluationResult, SystemUnderTest
from bot.evaluations.readers import read
from tests.evaluations.sample_files import ours


def changed(config: dict[str, Any] | None = None, **fields: Any) -> EvaluationResult:
    said = json.loads(ours("lm-eval-nested-groups.json"))
    said["config"] |= config or {}
    return read(json.dumps(said | fields).encode())


@pytest.mark.parametrize(
    ("arguments", "model_name", "stated"),
    [
        ("", "k3j9x0aa", ""),
        (None, "k3j9x0aa", ""),
        ("base_url=http://localhost:8080", "k3j9x0aa", ""),
        ({"base_url": "http://localhost:8080"}, "k3j9x0aa", ""),
        ("pretrained=acmechat,dtype=auto", "acmechat", "acmechat"),
        ("dtype=auto,pretrained=acme/chat-1", "acme/chat-1", "acme/chat-1"),
        ({"pretrained": "/home/jo/models/chat-1/"}, "/home/jo/models/chat-1/", "chat-1"),
        ({"pretrained": "./chat-1"}, "./chat-1", "chat-1"),
        ({"pretrained": r"C:\models\chat-1"}, r"C:\models\chat-1", "chat-1"),
        ({"pretrained": "/out/chat-1/checkpoint-500"}, "/out/chat-1/checkpoint-500", "chat-1/checkpoint-500"),
        ({"pretrained": "acme/base", "peft": "acme/tuned"}, "acme/tuned", "acme/tuned"),
        ({"engine": "gpt-x"}, "gpt-x", "gpt-x"),
    ],
)
def test_a_model_is_named_by_an_argument_never_by_a_made_up_word_nor_with_folders_of_a_machine(
    arguments: object, model_name: str, stated: str
) -> None:
    result = changed({"model_args": arguments}, model_name=model_name)
    assert [model.name for model in result.models] == [stated] * bool(stated)
    assert {each.model.name for each in result.measurements} == {stated}


@pytest.mark.parametrize(
    ("config", "stated"),
    [
        ({"model_revision": "main"}, ""),
        ({"model_revision": "v1.2"}, "v1.2"),
        ({"model_revision": None, "model_args": {"pretrained": "acme/Foo-7B", "revision": "v2"}}, "v2"),
        ({"model_revision": "main", "model_sha": "0123abcd"}, "0123abcd"),
        ({"model_revision": "main", "model_sha": ""}, ""),
        ({"model_args": {"pretrained": "acme/base", "peft": "acme/tuned"}, "model_sha": "0123abcd"}, ""),
        ({"model_args": {"pretrained": "acme/base", "peft": "a/b"}, "model_sha": "0123", "peft_sha": "45ab"}, "45ab"),
        ({"model_args": {"pretrained": "/hub/models--acme--chat-1/snapshots/0123abcd"}}, "0123abcd"),
    ],
)
def test_a_revision_is_one_that_was_chosen_or_found_out(config: dict[str, Any], stated: str) -> None:
    assert [model.revision for model in changed(config).models] == [stated]


def test_an_endpoint_is_told_without_what_may_be_a_credential() -> None:
    arguments = {"model": "chat-1", "base_url": "https://jo:secret@eu.example.org:8443/v1?key=secret"}
    assert changed({"model_args": arguments}).models == (
        SystemUnderTest(name="chat-1", endpoint="eu.example.org:8443"),
    )


@pytest.mark.parametrize(
    ("samples", "limits"),
    [
        ({"likely_a": {"original": 12, "effective": 12}}, ()),
        ({"likely_a": {"original": 12, "effective": 5}}, ("limit=5",)),
        ({}, ("limit=5",)),
    ],
)
def test_a_limit_is_told_unless_it_cut_nothing_off(samples: dict[str, Any], limits: tuple[str, ...]) -> None:
    assert changed({"limit": 5}, **{"n-samples": samples}).limits == limits


def test_samples_that_were_picked_one_by_one_are_a_limit_that_the_harness_does_not_record() -> None:
    counts = {"likely_a": {"original": 12, "effective": 3}, "likely_b": {"original": 12, "effective": 12}}
    assert changed({"limit": None}, **{"n-samples": counts}).limits == ("samples=3",)
    assert not changed({"limit": None}, **{"n-samples": {}}).limits


def test_a_value_over_repeated_answers_says_how_many_each_sample_was_given() -> None:
    values = {"a": {"acc,maj": 0.5}, "b": {"acc,none": 0.5}}
    measured = changed(results=values, configs={"a": {"repeats": 3}, "b": {"repeats": 1}}).measurements
    assert [each.variant.epochs for each in measured] == [3, None]


def test_a_group_of_an_older_release_rests_on_its_tasks_with_the_value() -> None:
    values = {"a": {"acc,none": 0.5}, "b": {"f1,none": 0.5}, "g": {" ": " ", "acc,none": 0.5}}
    samples = {"a": {"original": 9, "effective": 7}, "b": {"original": 100, "effective": 100}}
    result = changed(results=values, group_subtasks={"g": ["a", "h"], "h": ["b"]}, **{"n-samples": samples})
    assert [(each.task, each.samples, each.declared) for each in result.measurements] == [
        ("a", 7, 9),
        ("b", 100, 100),
        ("g", 7, 9),
    ]
    assert not result.notes


@pytest.mark.parametrize("ring", [{"g": ["a", "g"]}, {"g": ["a", "h"], "h": ["b", "g"]}, {"g": ["h"], "h": ["b", "h"]}])
def test_of_a_group_that_contains_itself_nobody_knows_how_many_samples_it_rests_on(ring: dict[str, list[str]]) -> None:
    values = {name: {"acc,none": 0.5} for name in ("a", "b", "h", "g")}
    samples = {"a": {"original": 9, "effective": 7}, "b": {"original": 100, "effective": 100}}
    result = changed(results=values, group_subtasks=ring, **{"n-samples": samples})
    counted = {each.task: each.samples for each in result.measurements if each.task in ring}
    assert counted == dict.fromkeys(ring)


def test_a_task_of_a_group_without_values_did_not_run() -> None:
    values = {"a": {"acc,none": 0.5}, "g": {" ": " ", "acc,none": 0.5}}
    result = changed(results=values, group_subtasks={"g": ["a", "h"], "h": ["b", "c"], "a": []})
    assert (result.completeness.status, result.completeness.reason) == ("partial", "tasks-missing")
    assert result.completeness.params == {"count": 2}


def test_of_files_that_a_loader_reads_those_of_the_split_that_was_scored_are_the_data_set() -> None:
    files = {"test": ["data/questions.jsonl", "data/more.jsonl"], "train": "shots.jsonl"}
    task = {"dataset_path": "json", "dataset_kwargs": {"data_files": files}, "test_split": "test"}
    values = {"a": {"acc,none": 0.5}}
    names = [
        changed(results=values, configs={"a": {**task, **config}}).measurements[0].dataset.name
        for config in ({}, {"test_split": "train"}, {"test_split": "dev"})
    ]
    assert names == ["questions.jsonl, more.jsonl", "shots.jsonl", "questions.jsonl, more.jsonl, shots.jsonl"]


def test_commas_in_the_name_of_a_metric_or_a_filter_make_no_value_of_a_standard_error() -> None:
    values = {
        "f1,macro,none": 0.5,
        "f1,macro_stderr,none": 0.25,
        "exact_match,first, lower": 0.75,
        "exact_match_stderr,first, lower": 0.125,
        "acc,first, lower": 1,
    }
    measured = changed(results={"a": values}).measurements
    errors = [each.uncertainty.standard_error if each.uncertainty else None for each in measured]
    assert [(each.metric, each.variant.filter, error) for each, error in zip(measured, errors, strict=True)] == [
        ("f1,macro", "", 0.25),
        ("exact_match", "first, lower", 0.125),
        ("acc", "first, lower", None),
    ]


@pytest.mark.parametrize("ring", [False, True])
def test_groups_in_groups_without_end_take_no_longer_than_they_are_many(*, ring: bool) -> None:
    inner = {f"g{n}": [f"g{n + 1}"] for n in range(2_999)} | {"g2999": ["t"] + ["g0"] * ring}
    said = {"results": {name: {"acc,none": 0.5} for name in (*inner, "t")}, "group_subtasks": inner}
    start = time.process_time()
    result = read(json.dumps({**said, "n-samples": {"t": {"original": 4, "effective": 3}}}).encode())
    assert time.process_time() - start < 2
    counts = {(each.samples, each.declared) for each in result.measurements}
    assert counts == ({(3, 4), (None, None)} if ring else {(3, 4)})
