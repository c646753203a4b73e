"""What does not fit is said: another model, a run that is not whole, limits, missing samples.

Owns the notes and that each has its sentence. Must not know a format.
"""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from bot.domain.evaluations.excerpt import stored_reading
from bot.domain.evaluations.measurement import EvaluationResult, Measurement, NoteKind
from bot.domain.evaluations.misfits import misfits, names
from bot.domain.lifecycle.state import Subject
from bot.evaluations.result_workbook import TOLD
from bot.ports.confinement import STOPPED
from bot.wiring.texts import read_texts
from bot.worker.file_work import NEVER_ENDS
from tests.house.tree import ROOT

SAY = read_texts(strict=True)

FOO = Subject(model="Foo-7B", version="1.2")


def a_result(**changes: Any) -> EvaluationResult:
    one = Measurement(task="t", metric="m", value=1.0)
    named = [{"name": name} for name in changes.pop("models", ("foo-7b",))]
    run = {"status": changes.pop("run", "complete")}
    fields = {"format": "f", "models": named, "completeness": run, "measurements": (one,)}
    return EvaluationResult.model_validate(fields | changes)


def of_samples(*pairs: tuple[int, int]) -> tuple[Measurement, ...]:
    return tuple(
        Measurement(task=f"t{number}", metric="m", value=1, samples=samples, declared=declared)
        for number, (samples, declared) in enumerate(pairs)
    )


def valued(*values: tuple[str, float]) -> tuple[Measurement, ...]:
    return tuple(Measurement(task="t", metric=metric, value=value) for metric, value in values)


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, []),
        ({"models": ()}, ["model-not-stated"]),
        ({"models": ("foo-7b", "bar")}, ["another-model"]),
        ({"run": "partial"}, ["run-partial"]),
        ({"run": "failed"}, ["run-failed"]),
        ({"run": "not-stated"}, ["run-not-stated"]),
        ({"limits": ("limit=10", "time_limit=5")}, ["limit", "limit"]),
        ({"measurements": ()}, ["nothing-measured"]),
        ({"measurements": of_samples((10, 10), (5, 0))}, []),
        ({"measurements": of_samples((9, 10), (1, 10), (10, 10))}, ["fewer-samples"]),
        ({"measurements": of_samples((10, 10), (11, 10))}, ["more-samples"]),
        ({"measurements": valued(("accuracy", 1.4), ("acc", 1.0), ("F1-score", 0.0))}, ["not-a-share"]),
        ({"measurements": valued(("exact_match", 41.2))}, ["not-a-share"]),
        ({"measurements": valued(("attack_success_rate", -0.1))}, ["not-a-share"]),
        ({"measurements": valued(("bleu", 34.0), ("perplexity", 7.1), ("word_error_rate", 1.2), ("mcc", -0.3))}, []),
    ],
)
def test_each_misfit_is_noted_and_nothing_else(changes: dict[str, Any], kinds: list[str]) -> None:
    notes = misfits(a_result(**changes), FOO)
    assert [note.kind for note in notes] == kinds
    assert all(SAY(f"result-note-{note.kind}", **note.params) for note in notes)


def test_of_several_values_with_missing_samples_the_worst_is_named() -> None:
    [note] = misfits(a_result(measurements=of_samples((9, 10), (1, 10))))
    assert note.params == {"count": 2, "task": "t1", "samples": 1, "declared": 10}


@pytest.mark.parametrize(
    "more",
    [
        (),
        of_samples((1, 10)),
        (of_samples((3, 3))[0].replace(value=0.5),),
        of_samples((2, 3), (9, 10)),
        of_samples((4, 3)),
    ],
    ids=["nothing", "missing samples", "one name", "both", "too many"],
)
@pytest.mark.parametrize("whole", [0, 1, 200])
def test_a_few_of_many_values_show_all_that_does_not_fit(whole: int, more: tuple[Measurement, ...]) -> None:
    result = a_result(measurements=(*of_samples(*[(3, 3)] * whole), *more))
    essence = stored_reading(result).essence
    assert len(essence.measurements) <= 4
    assert [note.kind for note in misfits(essence, FOO)] == [note.kind for note in misfits(result, FOO)]


@pytest.mark.parametrize(
    ("stated", "kinds"),
    [("", ["digest-not-stated"]), ("sha256:AA", []), ("AA", []), ("sha256:bb", ["another-digest"])],
)
def test_the_fingerprint_of_the_weights_is_compared_where_one_is_known(stated: str, kinds: list[str]) -> None:
    notes = misfits(a_result(model_digest=stated), FOO, "sha256:aa")
    assert [note.kind for note in notes] == kinds
    assert all(SAY(f"result-note-{note.kind}", **note.params) for note in notes)


@pytest.mark.parametrize(
    ("stated", "same"),
    [
        ("foo-7b", True),
        ("acme/Foo_7B", True),
        ("openai/azure/foo-7b", True),
        ("openai:chat:foo-7b-1.2", True),
        ("foo-7b-1.3", False),
        ("foo-70b", False),
        ("hf", False),
        ("", False),
    ],
)
def test_a_tools_name_for_the_model_may_carry_its_provider(stated: str, same: bool) -> None:
    assert names(stated, FOO) is same


def test_every_note_and_every_problem_has_its_sentence_and_no_sentence_is_left_over() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "evaluations").glob("*.py")))
    problems = {*re.findall(r'UnreadableResult\(\s*"([a-z-]+)"', sources), *TOLD.values(), *STOPPED, NEVER_ENDS}
    wanted = {f"result-unreadable-{problem}" for problem in problems}
    wanted |= {f"result-note-{kind}" for kind in get_args(NoteKind)}
    assert {key for key in SAY.keys if key.startswith(("result-unreadable-", "result-note-"))} == wanted
