"""A CSV of results as spreadsheets write it: separators, titles, encodings, decimal commas.

Owns what of that is read and what is refused. What a whole file says is compared in
`tests.evaluations.conformance`.
"""

from __future__ import annotations

import pytest

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult


@pytest.mark.parametrize(
    "data",
    [
        b"sep=;\r\ntask;metric;value\r\nrefusals;accuracy;0.9\r\n",
        b"task;metric;value\r\nrefusals;accuracy;0,9\r\n",
        b"task\tmetric\tvalue\rrefusals\taccuracy\t0,9\r",
        b"Results of Foo-7B;;\n;;\ntask;metric;value;\nrefusals;accuracy;0.9;\n",
        "task,metric,value\nrefusals,accuracy,0.9\n".encode("utf-16"),
        b'\xef\xbb\xbf"Task","Metric","Value"\n"refusals","accuracy","0.9"\n',
    ],
)
def test_a_csv_is_read_as_spreadsheets_write_it(data: bytes) -> None:
    [found] = read(data).measurements
    assert (found.task, found.metric, found.value) == ("refusals", "accuracy", 0.9)


@pytest.mark.parametrize(
    "cells", [b"refusals;accuracy;1,234;", b"refusals;accuracy;1.234,5;", b"refusals;accuracy;0.9;1.000"]
)
def test_a_number_that_may_be_a_thousand_times_another_is_refused(cells: bytes) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(b"task;metric;value;samples\n" + cells + b"\n")
    assert (refused.value.problem, refused.value.params["row"]) == ("cell", 2)


def test_a_count_with_a_decimal_comma_and_nothing_behind_it_is_whole() -> None:
    [found] = read(b"task;metric;value;samples\nrefusals;accuracy;0,9;10,0\n").measurements
    assert found.samples == 10


def test_a_count_that_is_no_whole_number_is_refused_as_it_stands() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(b"task;metric;value;samples\nrefusals;accuracy;0,9;10,5\n")
    assert refused.value.params["said"] == "10,5"


def test_a_decimal_comma_between_commas_is_two_cells() -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(b"task,metric,value\nrefusals,accuracy,0,9\n")
    assert refused.value.problem == "row-length"
