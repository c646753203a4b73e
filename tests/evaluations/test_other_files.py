"""Files that stand beside a result file are refused with the name of the one that is wanted.

Owns which sentence each gets, and that no result file is taken for one of them.
"""

from __future__ import annotations

import json

import pytest

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.archives import deflated
from tests.evaluations.sample_files import FILES, ours

SAMPLE = {"doc_id": 0, "doc": {}, "target": "0", "resps": [], "filtered_resps": [], "filter": "none", "acc": 0.0}

HIT = {
    "goal": "g",
    "prompt": {},
    "output": {},
    "probe": "dan.Dan_11_0",
    "detector": "d.D",
    "attempt_id": "1",
    "score": 1,
}


HELM = {"tool": "HELM", "wanted": "stats.json"}


def lines(entry: dict[str, object]) -> bytes:
    return (json.dumps(entry) + "\n").encode() * 3


@pytest.mark.parametrize(
    ("file", "problem", "params"),
    [
        (lines(SAMPLE), "samples-only", {"tool": "lm-evaluation-harness", "wanted": "results_*.json"}),
        (lines(HIT), "samples-only", {"tool": "garak", "wanted": "*.report.jsonl"}),
        (
            b"<!DOCTYPE html>\n<title>garak report</title>",
            "page-of-tool",
            {"tool": "garak", "wanted": "*.report.jsonl"},
        ),
        (b"<html><title>numbers</title></html>", "page", {}),
        (deflated(**{"out/acme/results_2026.json": b"{}"}), "folder-with", {"wanted": "out/acme/results_2026.json"}),
        (deflated(**{"readme.txt": b"hello"}), "folder", {"count": 1}),
    ],
)
def test_a_file_beside_a_result_file_is_refused_with_the_one_that_is_wanted(
    file: bytes, problem: str, params: dict[str, str | int]
) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(file)
    assert (refused.value.problem, refused.value.params) == (problem, params)


@pytest.mark.parametrize("name", [path.name for path in sorted(FILES.iterdir())] + ["inspect.eval"])
def test_no_result_file_is_taken_for_one_beside_it(name: str) -> None:
    assert read(ours(name)).format
