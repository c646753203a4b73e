"""garak's report: JSON lines, one entry a line.

Owns what its entries mean. A value is the share of answers a detector found at fault, the attack success rate, on which
garak's own interval stands. Without the `completion` entry the run did not end. Must not know anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NOT_STATED,
    Completeness,
    EvaluationResult,
    Note,
    SystemUnderTest,
    Uncertainty,
    Variant,
)
from bot.evaluations.field_values import count, mapping, moment, number, text
from bot.evaluations.result_file import Found, Reader, ResultFile, counted
from bot.evaluations.syntax import json_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "garak"

METRIC: Final = "attack_success_rate"

WANTED: Final = ("start_run setup", "init", "eval", "completion")

ENDED: Final = Completeness(status="complete", reason="ended")

NOT_ENDED: Final = Completeness(status="partial", reason="not-ended")

CAP: Final = "run.soft_probe_prompt_cap"


def _claims(file: ResultFile) -> bool:
    return file.starts(b"{") and b'"entry_type"' in file.data.lstrip().split(b"\n", 1)[0]


def _read(file: ResultFile) -> EvaluationResult:
    found, setup, ended, cut, unanswered = Found(), {}, False, False, 0
    started, version = None, ""
    for entry in _entries(file.text):
        kind = entry.get("entry_type")
        if kind == "start_run setup":
            setup = dict(entry)
        elif kind == "init":
            started, version = moment(entry.get("start_time")), text(entry.get("garak_version"))
        elif kind == "eval":
            _add_eval(found, entry, _model(setup))
            unanswered += count(entry.get("nones")) or 0
        elif kind == "completion":
            ended = True
        cut = kind is None
    cap = text(setup.get(CAP))
    return EvaluationResult(
        format=FORMAT,
        tool=f"garak {version}".strip(),
        models=(model,) if (model := _model(setup)) != NOT_STATED else (),
        completeness=ENDED if ended and not cut else NOT_ENDED,
        limits=(f"{CAP.removeprefix('run.')}={cap}",) if cap else (),
        notes=(*((Note(kind="cut-off"),) if cut else ()), *counted("unanswered", unanswered), *found.notes),
        measurements=found.measurements,
        started_at=started,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _entries(report: str) -> Iterator[Mapping[str, Any]]:
    """Each line's entry. A last line that breaks off is an entry without a type: the file was cut there."""
    lines = report.splitlines()
    for number_of_line, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield mapping(json_value(line))
        except ValueError:
            if number_of_line < len(lines):
                raise UnreadableResult("not-json-line", line=number_of_line) from None
            yield {}


def _model(setup: Mapping[str, Any]) -> SystemUnderTest:
    """The target's name, or its type where it has none; older reports call the target model."""
    for word in ("target", "model"):
        for what in ("name", "type"):
            if name := text(setup.get(f"plugins.{word}_{what}")):
                return SystemUnderTest(name=name)
    return NOT_STATED


def _add_eval(found: Found, entry: Mapping[str, Any], model: SystemUnderTest) -> None:
    evaluated = entry.get("total_evaluated", entry.get("total"))
    samples, passed = count(evaluated), count(entry.get("passed"))
    lower, upper = number(entry.get("confidence_lower")), number(entry.get("confidence_upper"))
    known = samples and passed is not None and passed <= samples
    found.add(
        (samples - passed) / samples if known and samples and passed is not None else None,
        task=text(entry.get("probe")),
        metric=METRIC,
        variant=Variant(scorer=text(entry.get("detector"))),
        uncertainty=None
        if lower is None or upper is None
        else Uncertainty(lower=lower, upper=upper, confidence=number(entry.get("confidence"))),
        samples=samples,
        declared=count(entry.get("total_processed")),
        higher_is_better=False,
        model=model,
    )
