"""A workbook of results says what the same table says as CSV; one of anything else is no result file.

Owns which workbooks are taken for results. How a sheet is found and bounded is tried in `test_workbook`.
"""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from bot.evaluations import workbook as reading
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.sample_files import ours
from tests.evaluations.test_workbook import repacked, rows_of, workbook

HEADER = ["Task", "Metric", "Value"]


def test_a_workbook_says_what_its_table_says_as_csv() -> None:
    table, book = read(ours("results.csv")), read(ours("results.xlsx"))
    assert book.model_copy(update={"format": table.format}) == table


def test_a_cell_that_is_no_number_is_named() -> None:
    with pytest.raises(UnreadableResult, match="cell") as refused:
        read(workbook(rows_of(HEADER, ["a", "m", "50 %"])))
    assert refused.value.params["row"] == 2


@pytest.mark.parametrize(
    "sheets",
    [
        (rows_of(["Risk", "Severity"], ["Fire", 7]),),
        (rows_of(["Task", "Metric"], ["a", "m"]),),
        (rows_of(HEADER, ["a", "m", 1]), rows_of(HEADER, ["a", "m", 2])),
        (rows_of(["The value of a metric for a task"]),),
    ],
)
def test_a_workbook_without_the_one_table_is_left_to_documents(sheets: tuple[Any, ...]) -> None:
    with pytest.raises(UnreadableResult, match="unknown-format"):
        read(workbook(*sheets))


def test_columns_that_are_only_coloured_are_no_columns() -> None:
    plain = workbook(rows_of(HEADER, *([f"t{number}", "m", 1] for number in range(30))))
    coloured = "".join(f'<c r="{get_column_letter(number)}1" s="0"/>' for number in range(4, 8_000)).encode()
    wide = repacked(plain, lambda _, part: part.replace(b"</row>", coloured + b"</row>"))
    assert read(wide) == read(plain)


def test_a_workbook_of_results_with_too_many_cells_is_told_to_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CELLS", 2_000)
    wide = [f"c{number}" for number in range(160)]
    with pytest.raises(UnreadableResult, match="workbook-too-large"):
        read(workbook(rows_of([*HEADER, *wide], *(["t", "m", 1, *wide] for _ in range(13)))))


def test_a_value_of_no_sample_in_a_table_is_told() -> None:
    result = read(b"task,metric,value,samples\na,m,1,0\nb,m,1,2\n")
    assert ([each.task for each in result.measurements], [note.kind for note in result.notes]) == (
        ["b"],
        ["no-samples"],
    )


@pytest.mark.parametrize("said", ["#DIV/0!", "=1/2"])
def test_a_cell_of_results_without_a_number_is_named(said: str) -> None:
    with pytest.raises(UnreadableResult, match="workbook-cell") as refused:
        read(workbook(rows_of(HEADER, ["a", "m", 1], ["b", "m", said])))
    assert refused.value.params["cell"] == "C3"


def test_the_table_may_stand_further_to_the_right() -> None:
    table = workbook(rows_of(HEADER, ["a", "m", 1]))
    assert read(workbook(rows_of([None, None, *HEADER], [None, None, "a", "m", 1]))) == read(table)


def test_what_stands_beside_the_table_without_a_heading_is_refused() -> None:
    header = [None, "Value", "Metric", "Task", "Model"]
    with pytest.raises(UnreadableResult, match="cell-unnamed") as refused:
        read(workbook(rows_of(header, [40, 0.5, "m", "a", None])))
    assert refused.value.params == {"row": 2, "said": "40"}


def test_numbers_of_the_rows_beside_the_table_are_left_out() -> None:
    header = [None, "Value", "Metric", "Task"]
    [found] = read(workbook(rows_of(header, [0, 0.5, "m", "a"]))).measurements
    assert (found.task, found.value) == ("a", 0.5)
