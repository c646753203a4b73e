"""promptfoo exports that differ in one place: how many tests there should have been, columns, what asserts nothing.

Owns these variations, and that the forms of one run agree. What a whole file says is compared in
`tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.sample_files import ours

ASSERTED: dict[str, Any] = {"assert": [{"type": "contains", "value": "x", "metric": "says"}]}


def row(number: int = 0, **more: Any) -> dict[str, Any]:
    whole = {"promptIdx": 0, "testIdx": number, "success": True, "score": 1, "failureReason": 0, "testCase": ASSERTED}
    return {**whole, "provider": {"id": "echo"}, "prompt": {"label": "Say"}, "namedScores": {"says": 1}, **more}


def read_export(rows: list[dict[str, Any]], prompts: list[Any] | None = None, **more: Any) -> EvaluationResult:
    results = {"results": rows, "stats": {}, "prompts": prompts or [{"provider": "echo"}]}
    return read(json.dumps({"evalId": "e", "results": results, **more}).encode())


TEST = {"vars": {"x": "a"}}


@pytest.mark.parametrize(
    ("config", "options", "declared"),
    [
        ({"tests": [TEST, TEST]}, {}, 2),
        ({"tests": [TEST, TEST]}, {"repeat": 3}, 6),
        ({"tests": [{**TEST, "options": {"repeat": 3}}, TEST]}, {"repeat": 2}, 5),
        ({"tests": [TEST, TEST], "defaultTest": {"options": {"repeat": 3}}}, {}, 6),
        ({"tests": [TEST], "evaluateOptions": {"repeat": 2}}, {}, 2),
        ({"tests": [TEST], "commandLineOptions": {"repeat": 3}}, {}, 3),
        ({"tests": [{"vars": {"x": ["a", "b"], "y": ["c", "d", "e"]}}]}, {}, 6),
        ({"tests": [TEST], "defaultTest": {"vars": {"y": ["c", "d"]}}}, {}, 2),
        ({"tests": [{"vars": {"x": ["a", "b"]}, "options": {"disableVarExpansion": True}}]}, {}, 1),
    ],
)
def test_the_tests_a_column_should_have_are_all_that_were_configured(
    config: dict[str, Any], options: dict[str, Any], declared: int
) -> None:
    result = read_export([row()], config=config, runtimeOptions=options)
    assert result.measurements[0].declared == declared
    assert result.completeness.status == ("partial" if declared > 1 else "complete")


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"tests": "file://tests.csv"},
        {"tests": ["file://tests.csv"]},
        {"tests": [TEST], "scenarios": [{}]},
        {"tests": [{**TEST, "providers": ["echo"]}]},
    ],
)
def test_how_whole_a_run_was_is_not_said_where_its_tests_cannot_be_counted(config: dict[str, Any]) -> None:
    completeness = read_export([row()], config=config).completeness
    assert (completeness.status, completeness.reason) == ("not-stated", "format-silent")


def test_a_column_that_was_filtered_out_is_missing_and_the_filter_is_told() -> None:
    config = {"tests": [TEST], "prompts": ["Say", "Shout"], "providers": ["echo"]}
    result = read_export([row()], config=config, runtimeOptions={"providerFilter": "echo", "repeat": 1})
    assert result.completeness.params == {"samples": 1, "declared": 2}
    assert result.limits == ("providerFilter=echo",)


def test_columns_of_one_prompt_and_provider_are_told_apart_by_their_index() -> None:
    rows = [row(), row(promptIdx=1, success=False, score=0, failureReason=1)]
    result = read_export(rows, [{}, {}])
    labels = [each.label for each in result.measurements if each.metric == "pass_rate"]
    assert labels == ["pass_rate (promptIdx=0)", "pass_rate (promptIdx=1)"]


@pytest.mark.parametrize(
    ("case", "left_out"),
    [
        ({"testCase": {"assert": []}}, True),
        ({"testCase": {}, "gradingResult": {"reason": "No assertions"}}, True),
        ({"testCase": {"vars": {"x": "a"}}, "gradingResult": {"componentResults": [{"pass": True}]}}, False),
        ({"testCase": None, "gradingResult": None}, False),
        ({"testCase": {"assert": []}, "success": False, "failureReason": 1}, False),
    ],
)
def test_a_test_that_asserts_nothing_is_left_out_and_told(case: dict[str, Any], left_out: bool) -> None:
    result = read_export([row(), row(1, **case)])
    assert result.measurements[0].samples == (1 if left_out else 2)
    assert [note.kind for note in result.notes] == (["asserted-nothing"] if left_out else [])


def test_a_named_score_is_weighed_as_promptfoo_weighed_it_and_counts_its_own_tests() -> None:
    metrics = {
        "namedScores": {"says": 10, "ratio": 5},
        "namedScoresCount": {"says": 8},
        "namedScoreWeights": {"says": 16},
    }
    result = read_export([row(), row(1), row(2, namedScores={})], [{"metrics": metrics}])
    named = [(each.metric, each.value, each.samples, each.declared) for each in result.measurements[2:]]
    assert named == [("says", 0.625, 2, 3), ("ratio", 5.0, None, None)]


@pytest.mark.parametrize(
    ("case", "kinds"),
    [
        ({"success": False, "failureReason": 1}, ["not-graded"]),
        ({"success": True}, []),
        ({"success": False, "failureReason": 2}, ["errors"]),
    ],
)
def test_a_test_that_failed_because_its_grader_broke_is_counted_as_promptfoo_does_and_told(
    case: dict[str, Any], kinds: list[str]
) -> None:
    graded = {"componentResults": [{"pass": False, "score": 0, "metadata": {"graderError": True}}]}
    result = read_export([row(), row(1, score=0, gradingResult=graded, **case)])
    assert [note.kind for note in result.notes] == kinds


def test_a_named_score_is_weighed_by_each_row_where_the_file_has_no_sums() -> None:
    heavy = row(gradingResult={"namedScoreWeights": {"says": 3}})
    light = row(1, namedScores={"says": 0}, gradingResult={"namedScoreWeights": {"says": 1}})
    none = row(2, namedScores={"says": 0}, gradingResult={"namedScoreWeights": {"says": 0}})
    assert [each.value for each in read_export([heavy, light, none]).measurements if each.metric == "says"] == [0.75]
    assert [each.value for each in read_export([none]).measurements if each.metric == "says"] == [0]


@pytest.mark.parametrize(
    ("case", "errors"),
    [
        ({"failureReason": 2}, 1),
        ({"failureReason": 1, "error": "Expected output to contain x"}, 0),
        ({"failureReason": None, "error": "API error 500", "gradingResult": None}, 1),
        ({"failureReason": None, "error": "Expected x", "gradingResult": {"pass": False}}, 0),
    ],
)
def test_an_error_is_an_answer_that_did_not_come_and_is_not_measured(case: dict[str, Any], errors: int) -> None:
    result = read_export([row(), row(1, success=False, score=0, **case)])
    assert [note.params for note in result.notes if note.kind == "errors"] == [{"count": 1}] * errors
    assert (result.measurements[0].samples, result.measurements[0].declared) == (2 - errors, 2)


def test_a_system_that_gave_no_answer_at_all_is_named_without_a_value() -> None:
    result = read_export([row(failureReason=2, success=False)])
    assert ([system.name for system in result.models], result.measurements) == (["echo"], ())
    assert [note.kind for note in result.notes] == ["errors"]


def test_every_form_of_one_run_says_the_same_of_errors() -> None:
    forms = [read(ours(f"promptfoo-repeat.{form}")) for form in ("json", "jsonl", "junit.xml")]
    told = {(each.measurements[0].value, each.measurements[0].samples, each.measurements[0].declared) for each in forms}
    assert told == {(0.5, 4, 6)}
    assert {tuple(note.kind for note in each.notes) for each in forms} == {("errors",)}
    assert {each.completeness.status for each in forms} == {"partial"}


def test_the_yaml_of_a_run_says_what_its_json_says() -> None:
    assert read(ours("promptfoo-matrix.yaml")) == read(ours("promptfoo-matrix.json"))


def test_a_line_that_is_no_json_is_named() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(json.dumps(row()).encode() + b'\n{"promptIdx": \n')
    assert (refused.value.problem, refused.value.params) == ("not-json-line", {"line": 2})


def test_what_a_program_kept_of_its_own_evaluation_is_read_as_the_export_is() -> None:
    rows = [row(), row(1, success=False)]
    alone = {"version": 3, "results": rows, "stats": {}, "prompts": [{"provider": "echo"}]}
    assert read(json.dumps(alone).encode()) == read_export(rows)
