"""What each reader takes out of a file is what the file says.

Owns the numbers of our own files, written out by hand. Must not be lenient: every field is compared.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.evaluations.state import EvaluationResult, Measurement, Note, Uncertainty
from bot.evaluations.readers import READERS, read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.archives import deflated
from tests.evaluations.sample_files import ours

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def counted(kind: str, count: int) -> Note:
    return Note.model_validate({"kind": kind, "params": {"count": count}})


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("inspect.json", "Inspect .json"),
        ("inspect.eval", "Inspect .eval"),
        ("inspect-zstandard.eval", "Inspect .eval"),
    ],
)
def test_an_inspect_log_however_it_is_packed(name: str, form: str) -> None:
    def judged(metric: str, value: float, error: float | None = None) -> Measurement:
        unsure = None if error is None else Uncertainty(standard_error=error)
        return Measurement(
            task="uplift",
            metric=f"{metric} (judge)",
            value=value,
            uncertainty=unsure,
            samples=37,
            declared=80,
            model="local/foo-7b",
        )

    assert read(ours(name)) == EvaluationResult(
        format=form,
        tool="inspect_ai 0.3.210",
        models=("local/foo-7b",),
        run="partial",
        limits=("limit=0, 20",),
        notes=(counted("not-numbers", 1),),
        measurements=(judged("accuracy", 0.4125, 0.05), judged("std", 0.31)),
        started_at=datetime(2026, 3, 2, 8, 0, 1, tzinfo=UTC),
    )


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
    assert (result.run, [note.kind for note in result.notes if note.kind != "not-numbers"]) == (run, kinds)


def test_an_inspect_archive_without_a_header_is_of_a_run_that_has_not_ended() -> None:
    result = read(deflated(journal=b'{"version": 2, "eval": {"task": "uplift", "model": "m"}}'))
    assert (result.run, result.models, result.measurements) == ("partial", ("m",), ())


def test_lm_evaluation_harness() -> None:
    def told(metric: str, value: float, better: bool, error: float | None) -> Measurement:
        return Measurement(
            task="wmdp_bio",
            metric=metric,
            value=value,
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            samples=100,
            declared=1273,
            higher_is_better=better,
            model="acme/Foo-7B",
        )

    assert read(ours("lm-eval.json")) == EvaluationResult(
        format="lm-evaluation-harness",
        tool="lm_eval 0.4.9",
        models=("acme/Foo-7B",),
        revision="0123abcd",
        run="complete",
        limits=("limit=100.0",),
        measurements=(told("acc", 0.31, False, 0.046), told("exact_match (strict-match)", 0.25, True, None)),
        started_at=datetime(2026, 3, 2, 8, 0, 0, 500_000, tzinfo=UTC),
    )


def test_garak() -> None:
    def share(probe: str, detector: str, value: float, samples: int, declared: int | None) -> Measurement:
        interval = Uncertainty(lower=0.0, upper=0.3, confidence=0.95)
        return Measurement(
            task=probe,
            metric=f"attack_success_rate ({detector})",
            value=value,
            uncertainty=interval if declared else None,
            samples=samples,
            declared=declared,
            higher_is_better=False,
            model="acme/foo-7b",
        )

    assert read(ours("garak.jsonl")) == EvaluationResult(
        format="garak",
        tool="garak 0.12.0",
        models=("acme/foo-7b",),
        run="complete",
        notes=(counted("unanswered", 2),),
        measurements=(
            share("dan.Dan_11_0", "mitigation.MitigationBypass", 0.25, 40, None),
            share("encoding.InjectHex", "encoding.DecodeMatch", 0.1, 10, 12),
        ),
        started_at=START,
    )


def test_garak_without_its_completion_is_partial_and_a_torn_last_line_is_said() -> None:
    whole = ours("garak.jsonl")
    without = read(b"".join(whole.splitlines(keepends=True)[:-1]))
    torn = read(whole[:-20])
    assert (without.run, [note.kind for note in without.notes]) == ("partial", ["unanswered"])
    assert (torn.run, [note.kind for note in torn.notes]) == ("partial", ["cut-off", "unanswered"])


def test_promptfoo_counts_per_provider_and_leaves_errors_out() -> None:
    def mean(metric: str, value: float, model: str, ran: int, rows: int) -> Measurement:
        better = True if metric == "pass_rate" else None
        return Measurement(
            task="Say",
            metric=metric,
            value=value,
            samples=ran,
            declared=rows,
            higher_is_better=better,
            model=model,
        )

    assert read(ours("promptfoo.json")) == EvaluationResult(
        format="promptfoo",
        tool="promptfoo 0.118.0",
        models=("openai:foo-7b", "openai:bar"),
        run="partial",
        notes=(counted("errors", 1),),
        measurements=(
            mean("pass_rate", 0.5, "openai:foo-7b", 2, 3),
            mean("mean_score", 0.625, "openai:foo-7b", 2, 3),
            mean("tone", 0.75, "openai:foo-7b", 2, 3),
            mean("pass_rate", 1.0, "openai:bar", 1, 1),
            mean("mean_score", 1.0, "openai:bar", 1, 1),
        ),
        started_at=START,
    )


def test_a_model_index() -> None:
    task = "text-generation: WMDP (bio, test)"
    assert read(ours("model-card.md")) == EvaluationResult(
        format="Hugging Face model-index",
        models=("Foo-7B",),
        run="not-stated",
        notes=(counted("not-numbers", 1),),
        measurements=(Measurement(task=task, metric="Accuracy", value=0.31, model="Foo-7B"),),
    )


def test_junit_counts_the_cases_that_ran() -> None:
    rate = Measurement(task="safety", metric="pass_rate", value=0.5, samples=4, declared=6, higher_is_better=True)
    assert read(ours("junit.xml")) == EvaluationResult(
        format="JUnit XML",
        models=(),
        run="not-stated",
        notes=(counted("errors", 1),),
        measurements=(rate,),
        started_at=START,
    )


def test_suites_within_suites_count_their_own_cases() -> None:
    inner = b'<testsuite name="in" tests="1"><testcase name="b"><failure/></testcase></testsuite>'
    result = read(b'<testsuite name="out" tests="2"><testcase name="a"/>' + inner + b"</testsuite>")
    assert [(each.task, each.value) for each in result.measurements] == [("out", 1.0), ("out / in", 0.0)]


def test_a_csv_with_all_its_columns() -> None:
    first = Measurement(
        task="uplift",
        metric="harm",
        value=0.125,
        uncertainty=Uncertainty(lower=0.05, upper=0.2),
        samples=40,
        declared=50,
        higher_is_better=False,
        model="Foo-7B",
    )
    second = Measurement(task="uplift", metric="utility", value=75.0, higher_is_better=True, model="Foo-7B")
    assert read(ours("results.csv")) == EvaluationResult(
        format="CSV",
        models=("Foo-7B",),
        model_digest="sha256:00ff",
        run="complete",
        limits=("first 40",),
        measurements=(first, second),
        started_at=datetime(2026, 3, 2, tzinfo=UTC),
    )


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


def test_no_two_readers_go_by_one_name_and_each_has_a_file_here() -> None:
    names = ("inspect.eval", "garak.jsonl", "inspect.json", "promptfoo.json", "lm-eval.json")
    read_here = [read(ours(name)).format for name in (*names, "model-card.md", "junit.xml", "results.csv")]
    assert read_here == [reader.format for reader in READERS]
