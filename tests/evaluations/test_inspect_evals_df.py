"""Rows of Inspect's table of evaluations that differ in one place: columns of scores, how whole, limits, damage.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import csv
import io

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult

ROW = {
    "task_name": "uplift",
    "model": "acme/chat-1",
    "status": "success",
    "total_samples": "4",
    "completed_samples": "4",
    "score_headline_name": "my_judge",
    "score_headline_value": "0.5",
    "score_my_judge_accuracy": "0.5",
}


def table(*rows: dict[str, str]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def read_row(**more: str) -> EvaluationResult:
    return read(table({**ROW, **more}))


@pytest.mark.parametrize(
    ("column", "reducers", "label"),
    [
        ("score_my_judge_worst_case", "", "worst_case (my_judge)"),
        ("score_other_one_mean", "", "mean (other_one)"),
        ("score_other_one_bootstrap_stderr", "", "bootstrap_stderr (other_one)"),
        ("score_my_judge_at_least_1_worst_case", '["at_least_1"]', "worst_case (my_judge, at_least_1)"),
        ("score_unheard_of", "", "unheard_of"),
    ],
)
def test_a_column_is_taken_apart_by_what_the_row_says_of_itself(column: str, reducers: str, label: str) -> None:
    result = read_row(**{column: "0.25", "epochs_reducer": reducers})
    assert label in [each.label for each in result.measurements if each.value == 0.25]


@pytest.mark.parametrize(
    ("cells", "status", "reason"),
    [
        ({}, "complete", "ended"),
        ({"status": "error"}, "failed", "error"),
        ({"status": "cancelled"}, "partial", "cancelled"),
        ({"completed_samples": "3"}, "partial", "samples-missing"),
    ],
)
def test_a_table_is_as_whole_as_its_worst_row(cells: dict[str, str], status: str, reason: str) -> None:
    completeness = read(table({**ROW, "task_name": "other"}, {**ROW, **cells})).completeness
    assert (completeness.status, completeness.reason) == (status, reason)


def test_samples_left_out_are_a_limit_though_the_table_has_no_column_for_it() -> None:
    result = read_row(dataset_samples="9", dataset_sample_ids="[1, 2, 3, 4]", token_limit="20.0")
    assert result.limits == ("limit=4",)
    assert [(note.kind, note.params) for note in result.notes] == [("stops-not-stated", {"limit": "token_limit=20"})]
    assert (result.measurements[0].samples, result.measurements[0].declared) == (4, 9)


def test_what_a_task_was_called_with_reads_as_in_its_log() -> None:
    (each,) = read_row(task_arg_cot="True", task_arg_seed="1").measurements
    assert each.dataset.arguments == "cot=true, seed=1"


def test_two_runs_of_one_task_and_model_share_a_name_and_keep_both_values() -> None:
    result = read(table(ROW, {**ROW, "score_my_judge_accuracy": "0.75"}))
    assert [each.value for each in result.measurements] == [0.5, 0.75]
    assert len({each.identity for each in result.measurements}) == 1


def test_a_list_of_a_hundred_thousand_samples_fits_into_a_cell() -> None:
    ids = str(list(range(100_000)))
    assert read_row(dataset_samples="100000", dataset_sample_ids=ids).limits == ()


def test_a_row_of_another_length_is_named() -> None:
    with pytest.raises(UnreadableResult, match="row-length"):
        read(table(ROW) + b"uplift,acme\n")


def test_a_table_that_a_spreadsheet_saved_with_decimal_commas_reads_the_same() -> None:
    said = {**ROW, "score_my_judge_stderr": "0.288675", "epochs_reducer": '["mean"]'}
    saved = table(said).replace(b",", b";").replace(b"0.", b"0,")
    assert read(saved) == read(table(said))


def test_a_table_with_other_columns_picked_names_the_one_that_is_missing() -> None:
    picked = {name: said for name, said in ROW.items() if name != "task_name"}
    with pytest.raises(UnreadableResult) as refused:
        read(table({"eval_id": "e1", "log": "logs/1.eval", **picked}))
    assert (refused.value.problem, refused.value.params["field"]) == ("incomplete", "task_name")


def test_a_table_of_samples_says_that_the_log_is_wanted() -> None:
    row = {"sample_id": "a", "eval_id": "e1", "log": "logs/1.eval", "id": "s1", "epoch": "1", "score_match": "C"}
    with pytest.raises(UnreadableResult) as refused:
        read(table(row))
    assert (refused.value.problem, refused.value.params) == ("samples-only", {"tool": "Inspect", "wanted": "*.eval"})
