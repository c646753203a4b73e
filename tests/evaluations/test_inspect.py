"""Inspect logs that differ in one place: how whole their run was, what was tested, limits, epochs, groups, edits.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.evaluations.measurement import NOT_STATED, EvaluationResult, Note, NoteKind, SystemUnderTest
from bot.evaluations.readers import read
from tests.evaluations.archives import archived, deflated
from tests.evaluations.sample_files import ours


@pytest.mark.parametrize(
    ("before", "after", "run", "kinds"),
    [
        (b'"completed_samples": 38', b'"completed_samples": 40', "complete", []),
        (b'"status": "success"', b'"status": "error"', "failed", []),
        (b'"status": "success"', b'"status": "cancelled"', "partial", []),
        (b'"invalidated": false', b'"invalidated": true', "failed", ["invalidated"]),
    ],
)
def test_an_inspect_run_is_complete_only_when_all_speaks_for_it(
    before: bytes, after: bytes, run: str, kinds: list[str]
) -> None:
    result = read(ours("inspect.json").replace(before, after))
    assert result.completeness.status == run
    assert [note.kind for note in result.notes if note.kind != "not-numbers"] == kinds


def test_an_inspect_archive_without_a_header_is_of_a_run_that_has_not_ended() -> None:
    result = read(deflated(journal=b'{"version": 2, "eval": {"task": "uplift", "model": "m"}}'))
    assert (result.models, result.measurements) == ((SystemUnderTest(name="m"),), ())
    assert (result.completeness.status, result.completeness.reason) == ("partial", "not-ended")


RESULTS = {
    "total_samples": 4,
    "completed_samples": 4,
    "scores": [{"name": "judge", "metrics": {"accuracy": {"value": 0.5}, "stderr": {"value": 0.1}}}],
}


def read_log(about: dict[str, Any], **more: Any) -> EvaluationResult:
    whole = {"task": "uplift", "dataset": {"samples": 4}, **about}
    return read(json.dumps({"status": "success", "eval": whole, "results": RESULTS, **more}).encode())


@pytest.mark.parametrize(
    ("about", "stats", "systems"),
    [
        ({"model": "none/none"}, {}, []),
        ({"model": "a/m"}, {}, ["a/m"]),
        ({"model": "a/m", "model_roles": {"target": [{"model": "b/x"}, {"model": "b/y"}]}}, {}, ["b/x", "b/y"]),
        ({"model": "a/m", "model_roles": {"grader": {"model": "b/x"}}}, {}, ["a/m"]),
        ({"model": "none/none", "model_roles": {"grader": {"model": "b/x"}}}, {}, []),
        ({"model": "none/none", "model_roles": {"victim": {"model": "b/x"}, "judge": {"model": "b/y"}}}, {}, ["b/x"]),
        (
            {"model": "a/m", "model_roles": {"victim": {"model": "b/x"}}},
            {"model_usage": {"b/x": {}}, "role_usage": {"victim": {}}},
            ["b/x"],
        ),
        (
            {"model": "a/m", "model_roles": {"victim": {"model": "b/x"}}},
            {"model_usage": {"a/m": {}, "b/x": {}}, "role_usage": {"victim": {}}},
            ["a/m"],
        ),
    ],
)
def test_the_system_under_test_is_the_target_else_the_model_that_was_asked(
    about: dict[str, Any], stats: dict[str, Any], systems: list[str]
) -> None:
    result = read_log(about, stats=stats)
    assert [system.name for system in result.models] == systems
    measured = result.models[0] if len(systems) == 1 else NOT_STATED
    assert [each.model for each in result.measurements] == [measured]


def test_an_endpoint_is_told_without_its_credentials() -> None:
    (system,) = read_log({"model": "a/m", "model_base_url": "https://me:secret@eu.example.org:8443/v1?key=1"}).models
    assert system == SystemUnderTest(name="a/m", endpoint="eu.example.org:8443")


@pytest.mark.parametrize(
    ("config", "limits"),
    [
        ({"limit": 4}, ()),
        ({"limit": 3}, ("limit=3",)),
        ({"limit": [0, 4]}, ()),
        ({"limit": [1, 4]}, ("limit=1, 4",)),
        ({"sample_id": ["a"]}, ("sample_id=a",)),
    ],
)
def test_a_limit_is_told_unless_it_left_nothing_out(config: dict[str, Any], limits: tuple[str, ...]) -> None:
    assert read_log({"config": config}).limits == limits


TOKENS, COST, OPERATOR = (
    {"type": "token", "limit": 3.0},
    {"type": "cost", "limit": 0.5},
    {"type": "operator", "limit": 1},
)

SET = {"token_limit": 3, "cost_limit": 0.5, "time_limit": None, "token_limit_type": "output"}


@pytest.mark.parametrize(
    ("stopped_by", "limits", "told"),
    [
        ([None] * 4, (), []),
        ([TOKENS, None, TOKENS, None], ("token_limit=3", "cost_limit=0.5"), [("token_limit=3", 2)]),
        (
            [TOKENS, COST, None, None],
            ("token_limit=3", "cost_limit=0.5"),
            [("token_limit=3", 1), ("cost_limit=0.5", 1)],
        ),
        ([OPERATOR, None, None, None], ("token_limit=3", "cost_limit=0.5"), [("operator", 1)]),
    ],
)
@pytest.mark.parametrize("in_archive", [False, True])
def test_a_limit_on_samples_is_told_with_how_many_it_stopped(
    in_archive: bool, stopped_by: list[object], limits: tuple[str, ...], told: list[tuple[str, int]]
) -> None:
    samples = [{"id": at, "epoch": 1, "limit": by} for at, by in enumerate(stopped_by)]
    result = read_archive(samples) if in_archive else read_log({"config": SET}, samples=samples)
    assert result.limits == limits
    assert [(note.params["limit"], note.params["count"]) for note in result.notes if note.kind == "stopped"] == told
    assert [note.kind for note in result.notes if note.kind != "stopped"] == []


def read_archive(samples: list[dict[str, Any]]) -> EvaluationResult:
    """A log of `SET` whose samples are told in summaries, which name the kind of a limit alone."""
    kinds = [{**each, "limit": (each["limit"] or {}).get("type")} for each in samples]
    header = {"status": "success", "eval": {"task": "uplift", "config": SET}, "results": RESULTS}
    return read(archived({"header.json": json.dumps(header), "summaries.json": json.dumps(kinds)}))


@pytest.mark.parametrize("samples", [[], [{"id": 1, "epoch": 1}]])
def test_that_samples_are_not_in_the_file_is_told_of_limits_that_may_have_stopped_them(
    samples: list[dict[str, Any]],
) -> None:
    result = read_log({"config": SET}, samples=samples)
    assert result.limits == ()
    assert result.notes == (Note(kind="stops-not-stated", params={"limit": "token_limit=3, cost_limit=0.5"}),)


def test_damaged_summaries_say_nothing_of_limits() -> None:
    header = {"status": "success", "eval": {"task": "uplift", "config": SET}, "results": RESULTS}
    result = read(archived({"header.json": json.dumps(header), "summaries.json": '[{"limit": '}))
    assert [note.kind for note in result.notes] == ["stops-not-stated"]


def test_samples_of_a_run_in_epochs_are_counted_once_or_not_at_all() -> None:
    config, dataset = {"epochs": 3, "epochs_reducer": ["max"]}, {"samples": 4}
    score = {"name": "judge", "metrics": {"accuracy": {"value": 0.5}}}
    for completed, samples in ((12, 4), (10, None)):
        results = {"total_samples": 12, "completed_samples": completed, "scores": [score]}
        (each,) = read_log({"config": config, "dataset": dataset}, results=results).measurements
        assert (each.samples, each.declared, each.label) == (samples, 4, "accuracy (judge, max, epochs=3)")


def test_the_reducer_of_what_was_scored_afterwards_is_not_that_of_what_was_there() -> None:
    metrics = {"accuracy": {"value": 0.5}}
    scores = [{"name": "judge", "metrics": metrics}, {"name": "judge1", "reducer": "max", "metrics": metrics}]
    config, results = {"epochs": 2, "epochs_reducer": ["max"]}, {"scores": scores}
    labels = [each.label for each in read_log({"config": config}, results=results).measurements]
    assert labels == ["accuracy (judge, epochs=2)", "accuracy (judge1, max, epochs=2)"]


def test_what_a_task_was_called_with_is_told_whatever_type_it_has() -> None:
    given = {"seed": 1, "cot": False, "levels": [1, 2], "tools": {"web": True}, "style": "brief"}
    (each,) = read_log({"task_args": given}).measurements
    assert each.dataset.arguments == 'cot=false, levels=[1, 2], seed=1, style=brief, tools={"web": true}'


def test_two_scorers_with_one_key_keep_their_own_names() -> None:
    metrics = {"mean": {"value": 0.5}}
    scores = [{"name": "kind", "scorer": scorer, "metrics": metrics} for scorer in ("strict", "lenient")]
    results = {"total_samples": 4, "completed_samples": 4, "scores": scores}
    labels = [each.label for each in read_log({}, results=results).measurements]
    assert labels == ["mean (strict/kind)", "mean (lenient/kind)"]


def test_a_mean_over_groups_has_no_standard_error_and_a_group_no_samples() -> None:
    params = {"metric": {"name": "inspect_ai/accuracy"}, "group_key": "area", "all": "groups"}
    metrics = {"bio": {"value": 0.2, "params": params}, "all": {"value": 0.6, "params": params}, "stderr": {"value": 1}}
    results = {"total_samples": 4, "completed_samples": 4, "scores": [{"name": "judge", "metrics": metrics}]}
    told = [(each.label, each.uncertainty, each.samples) for each in read_log({}, results=results).measurements]
    assert told == [
        ("accuracy (judge, bio)", None, None),
        ("accuracy (judge, all)", None, 4),
        ("stderr (judge)", None, 4),
    ]


def test_the_only_score_of_an_early_log_is_read_as_any_other() -> None:
    metrics = {"accuracy": {"name": "accuracy", "value": 0.5}}
    results = {"total_samples": 4, "completed_samples": 4, "scorer": {"name": "match"}, "metrics": metrics}
    assert [(each.label, each.value) for each in read_log({}, results=results).measurements] == [
        ("accuracy (match)", 0.5)
    ]


@pytest.mark.parametrize(("stops", "limits"), [([], ()), ([{"id": 1, "epoch": 2}], ("early_stopping=adaptive",))])
def test_samples_that_were_stopped_early_are_a_limit(stops: list[object], limits: tuple[str, ...]) -> None:
    stopping = {"manager": "adaptive", "early_stops": stops}
    results = {"total_samples": 4, "completed_samples": 4, "early_stopping": stopping}
    assert read_log({}, results=results).limits == limits


def test_scores_edited_by_hand_are_told_where_the_samples_show_it() -> None:
    edited, measured = {"value": "C", "history": [{"value": "I"}, {"value": "C"}]}, {"value": "I", "history": []}
    samples = [{"scores": {"judge": edited, "other": measured}}, {"scores": {"judge": measured}}]
    notes = [{"kind": note.kind, **note.params} for note in read_log({}, samples=samples).notes]
    assert notes == [{"kind": "edited", "count": 1}]


@pytest.mark.parametrize(
    ("sample", "kinds"),
    [
        ({"error_retries": [{"message": "closed"}], "scores": {"judge": {"value": "C"}}}, ["retried"]),
        ({"error_retries": [{"message": "closed"}], "error": {"message": "closed"}, "scores": {}}, []),
        ({"error": {"message": "closed"}, "scores": {"judge": {"value": "I"}}}, ["scored-in-error"]),
        ({"error_retries": [], "scores": {"judge": {"value": "C"}}}, []),
    ],
)
def test_a_sample_that_an_error_met_is_told_where_it_counts(sample: dict[str, Any], kinds: list[NoteKind]) -> None:
    said = [each for each in read_log({}, samples=[sample]).notes if each.kind in ("retried", "scored-in-error")]
    assert said == [Note(kind=kind, params={"count": 1}) for kind in kinds]
