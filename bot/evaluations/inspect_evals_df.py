"""Inspect's table of evaluations, `evals_df(…).to_csv(…)`: a row for each log.

Owns taking a row apart into a log again. A column of a score is `score_<scorer>_<reducer>_<metric>`, or lacks the
reducer, and each part may hold underscores: the reducers stand in a column of their own, the scorer is that of the
headline or stands before a metric that is common. Any other metric can be a group, of which the table does not say how
many samples it has. Must not know what a log means: `inspect_json` does.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from typing import Any, Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Measurement, Note, NoteKind
from bot.evaluations.field_values import LONGEST_TEXT, count, number, sequence, text
from bot.evaluations.inspect_json import read_log
from bot.evaluations.inspect_scores import MEANS, STANDARD_ERRORS
from bot.evaluations.reading_limits import MAX_MEASUREMENTS
from bot.evaluations.result_file import Reader, ResultFile
from bot.evaluations.syntax import json_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Inspect evals_df"

NEEDED: Final = frozenset({"task_name", "model", "total_samples", "completed_samples"})

OF_LOG: Final = frozenset({"eval_id", "log"})
"""Columns of every table of logs, also where others were picked."""

SAMPLE: Final = "sample_id"
"""A column of `samples_df`, which has a row for each sample."""

SCORE: Final = "score_"

HEADLINE: Final = "headline_"
"""Said once more, in columns of their own, of the metric Inspect shows first."""

COMMON: Final = (*sorted(STANDARD_ERRORS, key=len, reverse=True), *sorted(MEANS), "std", "var")
"""Metrics that end a column's name; the longer of two that could goes first."""

ARGUMENT: Final = "task_arg_"

TRUTHS: Final = {"True": True, "False": False}
"""As pandas writes them."""

MOST_REDUCERS: Final = 20

_DECIMAL_COMMA: Final = re.compile(r"-?\d{1,17},\d{1,20}([eE][+-]?\d{1,3})?")

WORST: Final = ("failed", "partial", "not-stated", "complete")

Cells = Mapping[str, str]


def _claims(file: ResultFile) -> bool:
    line = file.data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    if b"task_name" not in line and b"eval_id" not in line:
        return False
    columns = _columns(line.decode(errors="replace"))
    known = columns >= NEEDED or columns >= OF_LOG
    return known and SAMPLE not in columns and any(column.startswith(SCORE) for column in columns)


def _columns(line: str) -> Set[str]:
    return set(line.strip().replace('"', "").split(_separator(line)))


def _separator(line: str) -> str:
    """A semicolon where a spreadsheet that writes decimal commas saved the table again."""
    return ";" if line.count(";") > line.count(",") else ","


def _read(file: ResultFile) -> EvaluationResult:
    if missing := NEEDED - _columns(file.text.partition("\n")[0]):
        raise UnreadableResult("incomplete", format=FORMAT, field=min(missing))
    logs = [read_log(_log(cells), FORMAT) for cells in _rows(file.text)]
    measurements = tuple(dict.fromkeys(_counted_if_whole(each) for log in logs for each in log.measurements))
    if len(measurements) > MAX_MEASUREMENTS:
        raise UnreadableResult("too-many", most=MAX_MEASUREMENTS)
    tools = {log.tool for log in logs}
    return EvaluationResult(
        format=FORMAT,
        tool=tools.pop() if len(tools) == 1 else "inspect_ai",
        models=tuple(dict.fromkeys(model for log in logs for model in log.models)),
        completeness=_worst([log.completeness for log in logs]),
        limits=tuple(dict.fromkeys(limit for log in logs for limit in log.limits)),
        notes=tuple(_summed(note for log in logs for note in log.notes)),
        measurements=measurements,
        started_at=min((log.started_at for log in logs if log.started_at), default=None),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _counted_if_whole(each: Measurement) -> Measurement:
    return each if each.metric in COMMON else each.model_copy(update={"samples": None, "declared": None})


def _worst(said: Sequence[Completeness]) -> Completeness:
    return min(said, key=lambda each: WORST.index(each.status), default=Completeness(status="not-stated"))


def _summed(notes: Iterator[Note]) -> Iterator[Note]:
    """Notes that say the same of several logs as one, with their counts added."""
    counts: Counter[tuple[NoteKind, tuple[tuple[str, str | int], ...]]] = Counter()
    for note in notes:
        rest = tuple((name, said) for name, said in note.params.items() if name != "count")
        counts[note.kind, rest] += int(note.params.get("count", 0))
    for (kind, rest), total in counts.items():
        yield Note(kind=kind, params={**({"count": total} if total else {}), **dict(rest)})


def _rows(content: str) -> Iterator[Cells]:
    """Each row by column. A cell may hold a JSON list of all samples, longer than Python reads unasked."""
    before = csv.field_size_limit(len(content) + 1)
    separator = _separator(content.partition("\n")[0])
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    try:
        columns = next(reader, [])
        for row in reader:
            if row and len(row) != len(columns):
                raise UnreadableResult("row-length", row=reader.line_num, cells=len(row), columns=len(columns))
            if row:
                yield dict(zip(columns, row if separator == "," else map(_with_point, row), strict=True))
    except csv.Error:
        raise UnreadableResult("row-broken", row=reader.line_num) from None
    finally:
        csv.field_size_limit(before)


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell


def _log(cells: Cells) -> Mapping[str, Any]:
    """A row as the header of its log."""
    limits = {name: _shown(cell) for name, cell in cells.items() if name.endswith("_limit") and cell}
    arguments = {
        name.removeprefix(ARGUMENT): TRUTHS.get(cell, cell)
        for name, cell in cells.items()
        if name.startswith(ARGUMENT) and cell
    }
    reducers = sequence(_json(cells, "epochs_reducer"))
    taken, whole = sequence(_json(cells, "dataset_sample_ids")), count(cells.get("dataset_samples"))
    if taken and whole and len(taken) < whole:
        limits = {"limit": str(len(taken)), **limits}
    return {
        "status": cells.get("status") or "success",
        "eval": {
            "task": cells.get("task_name", ""),
            "created": cells.get("created"),
            "model": cells.get("model", ""),
            "model_base_url": cells.get("model_base_url"),
            "model_args": _json(cells, "model_args"),
            "model_roles": _json(cells, "model_roles"),
            "task_args": arguments,
            "dataset": {
                "name": cells.get("dataset_name"),
                "samples": cells.get("dataset_samples"),
            },
            "config": {**limits, "epochs": cells.get("epochs"), "epochs_reducer": reducers},
            "packages": _json(cells, "packages"),
        },
        "results": {
            "total_samples": cells.get("total_samples"),
            "completed_samples": cells.get("completed_samples"),
            "scores": _scores(cells, [text(reducer) for reducer in reducers[:MOST_REDUCERS]]),
        },
    }


def _scores(cells: Cells, reducers: Sequence[str]) -> list[Mapping[str, Any]]:
    """The scores of a row: each metric beside the others of its scorer and reducer."""
    named = {
        column.removeprefix(SCORE): cell
        for column, cell in cells.items()
        if column.startswith(SCORE) and not column.startswith(SCORE + HEADLINE) and cell
    }
    headline = cells.get(f"{SCORE}{HEADLINE}score") or cells.get(f"{SCORE}{HEADLINE}name") or ""
    scorers = {headline, *map(_before_common, named)}
    scores: dict[tuple[str, str], dict[str, Any]] = {}
    for name, cell in named.items():
        scorer, reducer, metric = _parts(name, reducers, scorers - {""})
        scores.setdefault((scorer, reducer), {})[metric] = {"value": cell}
    return [
        {"name": scorer, "reducer": reducer or None, "metrics": metrics}
        for (scorer, reducer), metrics in scores.items()
    ]


def _parts(name: str, reducers: Sequence[str], scorers: Set[str]) -> tuple[str, str, str]:
    """Scorer, reducer and metric; what cannot be told apart is the metric."""
    for reducer in reducers:
        scorer, found, metric = name.rpartition(f"_{reducer}_")
        if found:
            return scorer, reducer, metric
    ends = [place for place, sign in enumerate(name[:LONGEST_TEXT]) if sign == "_"]
    scorer = next((name[:end] for end in reversed(ends) if name[:end] in scorers), "")
    return (scorer, "", name.removeprefix(f"{scorer}_")) if scorer else ("", "", name)


def _before_common(name: str) -> str:
    """The scorer in a name that ends in a common metric; empty in any other."""
    return next((name.removesuffix(f"_{metric}") for metric in COMMON if name.endswith(f"_{metric}")), "")


def _json(cells: Cells, column: str) -> object:
    """A cell that holds JSON; None where it is empty or damaged."""
    with suppress(ValueError, UnreadableResult):
        return json_value(cells.get(column) or "null")
    return None


def _shown(cell: str) -> str:
    """A limit; whole numbers are written with a point where a column has gaps."""
    limit = number(cell)
    return text(cell) if limit is None else f"{limit:g}"
