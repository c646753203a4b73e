"""deepeval test runs that differ in one place: their end, errors, flaky metrics, parts, the model.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.readers import read


def metric(*, success: bool | None = True, **more: Any) -> dict[str, Any]:
    return {"name": "Safety", "success": success, "score": 1.0 if success else 0.0, **more}


def case(*metrics: dict[str, Any], success: bool | None = True) -> dict[str, Any]:
    return {"name": "q", "success": success, "metricsData": list(metrics)}


def read_run(*cases: dict[str, Any], **more: Any) -> EvaluationResult:
    run = {"testCases": list(cases), "conversationalTestCases": [], "metricsScores": [], "testPassed": 0, **more}
    return read(json.dumps(run).encode())


@pytest.mark.parametrize(
    ("first", "value", "samples"),
    [
        (case(metric()), 1.0, 2),
        (case(metric(success=False), success=False), 0.5, 2),
        (case(metric(success=False, error="timeout"), success=False), 1.0, 1),
        (case(metric(success=False), metric(success=False, error="timeout"), success=False), 0.5, 2),
        (case(metric(), metric(success=False, flaky=True)), 1.0, 2),
        (case(success=None), 1.0, 1),
        (case(), 1.0, 1),
    ],
)
def test_a_case_counts_unless_only_an_error_kept_it_from_passing(
    first: dict[str, Any], value: float, samples: int
) -> None:
    whole = read_run(first, case(metric())).measurements[0]
    assert (whole.metric, whole.value, whole.samples, whole.declared) == ("pass_rate", value, samples, 2)


@pytest.mark.parametrize(
    ("totals", "status", "reason"),
    [
        ({"testPassed": None}, "partial", "not-ended"),
        ({"testPassed": 1}, "complete", "written-at-end"),
        ({"testPassed": 2, "testFailed": 1}, "partial", "samples-missing"),
    ],
)
def test_a_run_is_whole_when_it_has_ended_and_every_case_is_there(
    totals: dict[str, Any], status: str, reason: str
) -> None:
    completeness = read_run(case(metric()), **totals).completeness
    assert (completeness.status, completeness.reason) == (status, reason)


@pytest.mark.parametrize(
    ("hyperparameters", "models"),
    [
        ({"model": "acme/chat-1"}, ["acme/chat-1"]),
        ({"Model": "acme/chat-1"}, ["acme/chat-1"]),
        ({"top_k": "3"}, []),
        (None, []),
    ],
)
def test_the_model_is_the_one_that_was_logged_never_the_judge(
    hyperparameters: dict[str, str] | None, models: list[str]
) -> None:
    judged = case(metric(evaluationModel="gpt-judge"))
    assert [system.name for system in read_run(judged, hyperparameters=hyperparameters).models] == models


def test_conversations_and_parts_of_an_agent_are_measured_too() -> None:
    parts = {"tool": {"search": {"Safety": {"scores": [0.5, 1.0], "passes": 1, "fails": 1, "errors": 1}}}}
    result = read_run(conversationalTestCases=[case(metric())], traceMetricsScores=parts)
    told = [(each.label, each.value, each.samples, each.declared) for each in result.measurements]
    assert told == [
        ("pass_rate", 1.0, 1, 1),
        ("Safety", 1.0, 1, 1),
        ("pass_rate (Safety)", 1.0, 1, 1),
        ("Safety (tool search)", 0.75, 2, 3),
    ]


def test_the_latest_run_that_deepeval_keeps_is_read_as_any_other() -> None:
    run = {"testCases": [case(metric())], "metricsScores": [], "testPassed": 1}
    assert read(json.dumps({"testRunData": run}).encode()).format == "deepeval"


def test_a_metric_without_any_score_is_told() -> None:
    result = read_run(case(metric(score=None)), case(metric(score=None)))
    assert [each.label for each in result.measurements] == ["pass_rate", "pass_rate (Safety)"]
    assert [note.kind for note in result.notes] == ["not-numbers"]


@pytest.mark.parametrize(
    ("orders", "declared"), [((0, 1), 2), ((0, 2), 3), ((4, 5), 2), ((None, None), 2), ((1, 1), 2)]
)
def test_a_case_whose_number_is_passed_over_was_left_out(orders: tuple[int | None, int | None], declared: int) -> None:
    result = read_run(*({**case(metric()), "order": order} for order in orders), testPassed=2)
    assert result.measurements[0].declared == declared
    assert result.completeness.status == ("partial" if declared > 2 else "complete")
