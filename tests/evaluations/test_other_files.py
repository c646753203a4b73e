"""Files that stand beside a result file are refused with the name of the one that is wanted.

Owns which sentence each gets, and that no result file is taken for one of them.
"""

from __future__ import annotations

import json

import pytest

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.archives import archived
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


LIGHTEVAL_COLUMNS = (b"__doc__ __metric__ __model_response__", b"doc metric model_response")

PROMPTFOO_TABLE = (
    b'topic,"[acme:chat] Answer: {{topic}}",Status,Score,Named Scores,Grader Reason,Comment\nbees,yes,PASS,1,,,\n'
)


def lines(entry: dict[str, object]) -> bytes:
    return (json.dumps(entry) + "\n").encode() * 3


def page(head: str) -> bytes:
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head><body></body></html>'.encode()


def wanted(tool: str, file: str) -> dict[str, str | int]:
    return {"tool": tool, "wanted": file}


def refused(file: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(UnreadableResult) as problem:
        read(file)
    return problem.value.problem, problem.value.params


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (lines(SAMPLE), wanted("lm-evaluation-harness", "results_*.json")),
        (lines(HIT), wanted("garak", "*.report.jsonl")),
        (b'{"test_cases_lookup_map": {}, "hyperparameters": null}', wanted("deepeval", "test_run_*.json")),
        (b'{"2026-11-29_task_x.eval": {"eval": {"task": "t"}, "status": "success"}}', wanted("Inspect", "*.eval")),
        (b'{"name": "mmlu", "scenario_spec": {}, "adapter_spec": {}}', wanted("HELM", "stats.json")),
        (b'{"adapter_spec": {}, "request_states": []}', wanted("HELM", "stats.json")),
        (b'[{"instance_id": "id1", "train_trial_index": 0, "stats": []}]', wanted("HELM", "stats.json")),
        *((b"PAR1" + each + b"PAR1", wanted("lighteval", "results_*.json")) for each in LIGHTEVAL_COLUMNS),
    ],
)
def test_samples_and_settings_are_refused_with_the_file_that_is_wanted(file: bytes, told: dict[str, str | int]) -> None:
    assert refused(file) == ("samples-only", told)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("<title>NVIDIA Garak</title>", wanted("garak", "*.report.jsonl")),
        ("<title>garak report: x.report.jsonl</title>", wanted("garak", "*.report.jsonl")),
        ("<title>Inspect View</title>", wanted("Inspect", "logs/*.eval")),
        ('<title>My run</title><div aria-label="Promptfoo">', wanted("promptfoo", "*.json")),
        ("<style>tr > td[data-content='PASS']:first-child {}</style>", wanted("promptfoo", "*.json")),
        ("<a class='pytest-html'>", wanted("pytest", "--junitxml=*.xml")),
    ],
)
def test_a_report_to_read_in_a_browser_is_refused_with_the_file_that_is_wanted(
    head: str, told: dict[str, str | int]
) -> None:
    assert refused(page(head)) == ("page-of-tool", told)


def test_a_table_of_promptfoo_is_refused_with_the_export_that_is_wanted() -> None:
    assert refused(PROMPTFOO_TABLE) == ("table-of-tool", wanted("promptfoo", "*.json"))


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["out/acme/results_2026.json", "out/notes.md"], ("out/acme/results_2026.json", 1)),
        (["a/samples_x.jsonl", "a/results_x.json", "a/x.report.jsonl"], ("a/x.report.jsonl", 2)),
        (["www/index.html", "www/logs/one.eval", "www/logs/two.eval"], ("www/logs/one.eval", 2)),
        (["__MACOSX/._test_run_1.json", "runs/test_run_1.json"], ("runs/test_run_1.json", 1)),
    ],
)
def test_of_a_packed_folder_the_result_files_are_named(names: list[str], told: tuple[str, int]) -> None:
    first, count = told
    assert refused(archived(dict.fromkeys(names, "{}"))) == ("folder-with", {"wanted": first, "count": count})


@pytest.mark.parametrize(
    "file",
    [
        page("<title>How we inspect models</title><p>with garak and promptfoo</p>"),
        b"PAR1" + b"name price" + b"PAR1",
        archived({"word/document.xml": "<w/>", "[Content_Types].xml": ""}),
        archived({"minutes.md": "We met.", "old.evaluation.txt": "1"}),
    ],
)
def test_what_is_not_surely_a_tools_may_be_a_document(file: bytes) -> None:
    assert refused(file)[0] == "unknown-format"


def test_a_log_without_its_header_is_told_as_that() -> None:
    assert refused(archived({"summaries.json": "[]", "samples/1_epoch_1.json": "{}"}))[0] == "no-log"


@pytest.mark.parametrize("size", [100_000, 400_000])
def test_a_long_name_is_no_trouble(size: int) -> None:
    assert refused(b'{"' + b"a" * size + b'.eval": {}}')[0] == "unknown-format"


@pytest.mark.parametrize("name", [path.name for path in sorted(FILES.iterdir())] + ["inspect.eval"])
def test_no_result_file_is_taken_for_one_beside_it(name: str) -> None:
    assert read(ours(name)).format
