"""A CSV is taken whole or not at all, and what refuses it is named.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import pytest

from bot.domain.kernel.fingerprints import same_fingerprint
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult


@pytest.mark.parametrize(
    ("rows", "problem", "params"),
    [
        (b"a,b,much\n", "cell", {"row": 2, "column": "value", "said": "much"}),
        (b"a,b,nan\n", "cell", {"row": 2, "column": "value", "said": "nan"}),
        (b"a,b,1\n,b,1\n", "cell", {"row": 3, "column": "task", "said": ""}),
        (b"a,b,1\na,b\n", "row-length", {"row": 3, "cells": 2, "columns": 3}),
    ],
)
def test_one_bad_row_of_a_csv_refuses_it_and_is_named(rows: bytes, problem: str, params: dict[str, object]) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(b"task,metric,value\n" + rows)
    assert (refused.value.problem, refused.value.params) == (problem, params)


def test_one_bad_row_of_300_is_found() -> None:
    rows = [b"task,metric,value", *[b"a,b,0.5"] * 300]
    rows[217] = b"a,b,0.5.1"
    with pytest.raises(UnreadableResult) as refused:
        read(b"\r\n".join(rows))
    assert refused.value.params["row"] == 218


@pytest.mark.parametrize("heading", ["value (%)", "Value [%]", "value (share)"])
def test_a_unit_in_a_heading_is_refused_with_the_heading(heading: str) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(f"task,metric,{heading}\na,b,93\n".encode())
    assert (refused.value.problem, refused.value.params["column"]) == ("column", heading.casefold())


def test_a_column_nobody_knows_is_refused_rather_than_lost() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(b"task,metric,value,sampels\na,b,1,40\n")
    assert refused.value.params["column"] == "sampels"


@pytest.mark.parametrize(
    ("column", "said"), [("standard_error", "-0.1"), ("lower", "0.9,0.1"), ("samples", "1_000"), ("value", "1_0")]
)
def test_a_cell_that_cannot_be_so_is_named(column: str, said: str) -> None:
    columns = {"lower": "lower,upper", "value": "limit"}.get(column, column)
    value = "1_0,none" if column == "value" else f"0.5,{said}"
    with pytest.raises(UnreadableResult, match="cell") as refused:
        read(f"task,metric,value,{columns}\na,b,{value}\n".encode())
    assert refused.value.params["column"] == column


def test_a_level_in_percent_is_a_share() -> None:
    [measured] = read(b"task,metric,value,lower,upper,confidence\na,b,0.5,0.4,0.6,95\n").measurements
    assert measured.uncertainty is not None
    assert measured.uncertainty.confidence == 0.95


def test_an_empty_column_in_front_is_no_column() -> None:
    [measured] = read(b",task,metric,value\n,a,b,0.5\n").measurements
    assert (measured.task, measured.value) == ("a", 0.5)


@pytest.mark.parametrize("start", [0, 1])
def test_numbers_of_the_rows_left_of_the_table_are_left_out(start: int) -> None:
    table = f",value,metric,task,model\n{start},0.5,acc,mmlu,\n{start + 1},0.9,acc,gsm8k,\n"
    assert [(found.task, found.value) for found in read(table.encode()).measurements] == [("mmlu", 0.5), ("gsm8k", 0.9)]


def test_a_count_that_is_not_available_is_not_stated() -> None:
    [measured] = read(b'"","task","metric","value","samples"\n"1","bio","accuracy",0.9,NA\n').measurements
    assert measured.samples is None


@pytest.mark.parametrize("row", [b"bio,accuracy,NA,10", b"NA,accuracy,NA,10"])
def test_a_value_that_is_not_available_is_refused(row: bytes) -> None:
    with pytest.raises(UnreadableResult, match="cell") as refused:
        read(b"task,metric,value,samples\n" + row + b"\n")
    assert (refused.value.params["column"], refused.value.params["said"]) == ("value", "NA")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (b",task,metric,value\nx,a,b,0.5\n", 2),
        (b",value,metric,task,model\n40,0.5,acc,mmlu,\n", 2),
        (b",value,metric,task,model\n,0.5,acc,mmlu,\n7,0.5,acc,gsm8k,\n", 3),
        (b",task,metric,value\n0,a,b,0.5\n0,c,b,0.5\n", 3),
        (b",,task,metric,value\n,x,a,b,0.5\n", 2),
        (b",task,metric,value\na,b,0.5\n", 2),
    ],
)
def test_what_stands_in_a_column_without_a_heading_is_refused_and_never_shifts_a_row(table: bytes, row: int) -> None:
    with pytest.raises(UnreadableResult, match="cell-unnamed") as refused:
        read(table)
    assert refused.value.params["row"] == row


def test_a_day_that_no_tool_ran_on_is_not_stated() -> None:
    assert read(b"task,metric,value,limit\na,b,0.5,none\n").started_at is None
    with pytest.raises(UnreadableResult, match="cell"):
        read(b"task,metric,value,started_at\na,b,0.5,0001-01-01\n")


def test_one_fingerprint_spelled_in_two_ways_is_one() -> None:
    rows = "task,metric,value,samples,model_digest\nbio,accuracy,0.9,10,{}\ncyber,accuracy,0.9,10,{}\n"
    weights = "a" * 64
    result = read(rows.format(f"sha256:{weights}", weights.upper()).encode())
    assert same_fingerprint(result.model_digest, weights)
