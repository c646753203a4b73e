"""Result files on a terminal: a table of what each says, and beneath it what does not fit; or as records to keep.

Owns that table and the sentences' place. The words come in as a catalogue. Must not know any format, nor how a file is
read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Measurement, Note, Uncertainty
from bot.domain.evaluations.misfits import misfits
from bot.domain.evaluations.verdicts import LEVEL
from bot.domain.lifecycle.state import Subject
from bot.evaluations.every_eval_ever import written
from bot.evaluations.field_values import text
from bot.evaluations.reading_limits import MAX_FILE_BYTES
from bot.ports.result_reader import Readers, UnreadableResult

Say = Callable[..., str]

COLUMNS = ("model", "task", "dataset", "metric", "value", "uncertainty", "samples", "better")


async def print_files(files: Sequence[Path], model: str, version: str, digest: str, say: Say, readers: Readers) -> bool:
    """Print every file in turn; whether all could be read. Without a model, none is compared."""
    console = Console(highlight=False, emoji=False)
    subject = Subject(model=model, version=version) if model else None
    unread = 0
    for path in files:
        console.print(Text(text(path.name), style="bold"))
        try:
            result = await readers.read(_bytes(path))
        except UnreadableResult as problem:
            console.print(Text(say(f"result-unreadable-{problem.problem}", **problem.params), style="red"))
            unread += 1
        else:
            _print_result(console, result, misfits(result, subject, digest), say)
        console.print()
    return not unread


async def print_records(files: Sequence[Path], say: Say, readers: Readers, now: datetime) -> bool:
    """Print every file as records of Every Eval Ever, one a line; whether all could be read.

    What cannot be read is said on the error output, so that what is printed can be piped.
    """
    unread = 0
    for path in files:
        try:
            result = await readers.read(_bytes(path))
        except UnreadableResult as problem:
            sentence = say(f"result-unreadable-{problem.problem}", **problem.params)
            sys.stderr.write(f"{text(path.name)}: {sentence}\n")
            unread += 1
        else:
            for record in written(result, now):
                sys.stdout.write(f"{record}\n")
    return not unread


def _bytes(path: Path) -> bytes:
    """A byte past the limit is enough to be refused."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as problem:
        raise UnreadableResult("no-access", reason=problem.strerror or "") from None


def _print_result(console: Console, result: EvaluationResult, notes: Sequence[Note], say: Say) -> None:
    models = ", ".join(map(str, result.models)) or say("result-model-none")
    run = _run(result.completeness, say)
    console.print(Text(say("result-head", format=result.format, tool=result.tool or "-", model=models, run=run)))
    if result.started_at:
        console.print(Text(say("result-started", when=f"{result.started_at:%Y-%m-%d %H:%M} UTC")))
    if result.measurements:
        console.print(_table(result, say))
    for note in notes:
        console.print(Text("! " + say(f"result-note-{note.kind}", **note.params), style="yellow"))


def _run(completeness: Completeness, say: Say) -> str:
    said = say(f"result-run-{completeness.status}")
    if not completeness.reason:
        return said
    why = say(f"result-run-why-{completeness.reason}", **completeness.params)
    return say("result-run-because", run=said, why=why)


def _table(result: EvaluationResult, say: Say) -> Table:
    rows = [_row(each, say) for each in result.measurements]
    left_out = {"model"} if len({row["model"] for row in rows}) < 2 else set()
    left_out |= {"dataset"} if not any(row["dataset"] for row in rows) else set()
    shown = [column for column in COLUMNS if column not in left_out]
    table = Table()
    for column in shown:
        figures = column in {"value", "uncertainty", "samples"}
        table.add_column(
            say(f"result-column-{column}"),
            justify="right" if figures else "left",
            no_wrap=figures,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(row[column]) for column in shown))
    return table


def _row(each: Measurement, say: Say) -> dict[str, str]:
    """The cells of a value by their column."""
    better = {True: "result-better-higher", False: "result-better-lower", None: "result-better-unknown"}
    return {
        "model": str(each.model),
        "task": each.task,
        "dataset": str(each.dataset),
        "metric": each.label,
        "value": f"{each.value:.6g}",
        "uncertainty": _unsure(each.uncertainty),
        "samples": _samples(each),
        "better": say(better[each.higher_is_better]),
    }


def _unsure(uncertainty: Uncertainty | None) -> str:
    if uncertainty is None:
        return ""
    method = f" ({uncertainty.method})" if uncertainty.method else ""
    if uncertainty.standard_error is not None:
        return f"±{uncertainty.standard_error:.3g}{method}"
    level = f"{100 * uncertainty.confidence:.3g} %: " if uncertainty.confidence not in (None, LEVEL) else ""
    low, high = ("?" if end is None else f"{end:.3g}" for end in (uncertainty.lower, uncertainty.upper))
    return f"{level}{low} – {high}{method}"


def _samples(each: Measurement) -> str:
    if each.samples is None:
        return ""
    return f"{each.samples}/{each.declared}" if each.declared else str(each.samples)
