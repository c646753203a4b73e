"""A CSV is taken whole or not at all, and what refuses it is named.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import pytest

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


def test_a_column_nobody_knows_is_refused_rather_than_lost() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(b"task,metric,value,sampels\na,b,1,40\n")
    assert refused.value.params["column"] == "sampels"
