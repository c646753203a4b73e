"""What a reader makes of a real run is what the tool itself printed of it.

Owns the comparison. The truth stands in the descriptions beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.evaluations.measurement import (
    NOT_STATED,
    RUN_NOTES,
    DataSet,
    EvaluationResult,
    Measurement,
    Uncertainty,
    Variant,
)
from bot.domain.evaluations.misfits import misfits
from bot.evaluations.readers import READERS, read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.conformance.described_runs import DescribedRun, Value, described_runs
from tests.evaluations.sample_files import FILES, SAMPLES

RUNS = tuple(described_runs())


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.folder}/{run.file}")
def test_a_run_is_read_as_its_tool_printed_it(run: DescribedRun) -> None:
    if run.problem:
        with pytest.raises(UnreadableResult) as refused:
            read(run.data())
        assert refused.value.problem == run.problem
        return
    result = read(run.data())
    assert (result.format, result.tool, result.limits) == (run.format, run.tool, run.limits)
    assert (result.models, result.model_digest) == (run.models, run.model_digest)
    assert result.started_at == run.started_at
    assert result.completeness.status == run.status
    assert result.completeness.reason == run.reason or not run.reason
    assert told(result) == [dict(note) for note in run.notes]
    assert [shown(each) for each in result.measurements] == [described(run, each) for each in run.values]
    assert [rounded(each, like) for each, like in zip(result.measurements, run.values, strict=True)] == [
        figures(each) for each in run.values
    ]


def told(result: EvaluationResult) -> list[dict[str, str | int]]:
    """All that people are told of it, save what follows from the completeness and what stands in `limits`."""
    implied = {*RUN_NOTES.values(), "limit"}
    return [{"kind": note.kind, **note.params} for note in misfits(result) if note.kind not in implied]


def shown(each: Measurement) -> tuple[object, ...]:
    """All that is no figure."""
    unsure = each.uncertainty or Uncertainty()
    counts = each.samples, each.declared, each.higher_is_better
    return each.task, each.metric, *counts, each.model, each.dataset, each.variant, unsure.method


def described(run: DescribedRun, each: Value) -> tuple[object, ...]:
    only = run.models[0] if len(run.models) == 1 else NOT_STATED
    dataset, variant = DataSet.model_validate(each.dataset), Variant.model_validate(each.variant)
    counts = each.samples, each.declared, each.higher_is_better
    return each.task, each.metric, *counts, each.model or only, dataset, variant, each.method


def figures(each: Value) -> tuple[float | None, ...]:
    return each.value, each.standard_error, each.lower, each.upper, each.confidence


def rounded(each: Measurement, like: Value) -> tuple[float | None, ...]:
    """The figures at the decimals the tool printed."""
    unsure = each.uncertainty or Uncertainty()
    found = each.value, unsure.standard_error, unsure.lower, unsure.upper, unsure.confidence
    return tuple(
        value if value is None or printed is None else round(value, decimals(printed))
        for value, printed in zip(found, figures(like), strict=True)
    )


def decimals(figure: float) -> int:
    """How many stand behind the point."""
    return len(f"{figure:f}".rstrip("0").partition(".")[2])


def test_every_reader_has_a_run_that_it_reads() -> None:
    assert {reader.format for reader in READERS} <= {run.format for run in RUNS}


FOLDERS = (FILES, *(SAMPLES.parent / name for name in ("evaluations", "real-runs", "awkward") if SAMPLES.is_dir()))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_whatever_a_reader_knows_is_described(folder: Path) -> None:
    described = {run.file for run in RUNS if run.folder == folder.name}
    others = [path for path in sorted(folder.iterdir()) if path.name not in described]
    assert [path.name for path in others if is_known(path.read_bytes())] == []


def is_known(data: bytes) -> bool:
    """Whether some reader takes a file for its own, be it to refuse it."""
    try:
        read(data)
    except UnreadableResult as refused:
        return refused.problem != "unknown-format"
    return True
