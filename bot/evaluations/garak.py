"""garak's report: JSON lines, one entry a line.

Owns what its entries mean. A value is the share of answers a detector found at fault, the attack success rate. garak's
interval is one of the rate corrected for the detector's own errors, by resampling: one apart from the value is none of
it, and one without width only says that every answer was judged alike. Without the `completion` entry a run did not
end; a file may hold several runs, one behind the other or put into one by garak itself. Must not know anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Note, Uncertainty, Variant
from bot.domain.kernel.table_search import lines
from bot.evaluations.field_values import count, mapping, number, sequence, text
from bot.evaluations.garak_run import GarakRun
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile, counted
from bot.evaluations.syntax import json_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "garak"

METRIC: Final = "attack_success_rate"

ENDED: Final = Completeness(status="complete", reason="ended")

NOT_ENDED: Final = Completeness(status="partial", reason="not-ended")

MOST_NAMES: Final = 5


def _claims(file: ResultFile) -> bool:
    return file.starts(b"{") and b'"entry_type"' in file.data.lstrip().split(b"\n", 1)[0]


def _read(file: ResultFile) -> EvaluationResult:
    found, runs, cut = Found(), [GarakRun()], False
    for entry in _entries(file.text):
        kind = entry.get("entry_type")
        if kind == "start_run setup":
            runs.append(GarakRun(setup=entry))
        elif kind == "init":
            runs[-1].init = entry
        elif kind == "eval":
            _add_eval(found, entry, runs[-1])
        elif kind == "plugin_cache":
            runs[-1].see_plugins(entry)
        elif kind == "attempt":
            runs[-1].see_attempt(entry)
        elif kind == "completion":
            runs[-1].ended = True
        cut = kind is None
    runs = [run for run in runs if run.seen]
    return EvaluationResult(
        format=FORMAT,
        tool=f"garak {_version(runs)}".strip(),
        models=tuple(dict.fromkeys(run.model for run in runs if run.model.name)),
        completeness=_completeness(runs, cut=cut),
        limits=tuple(dict.fromkeys(run.limit for run in runs if run.limit)),
        notes=(*((Note(kind="cut-off"),) if cut else ()), *_notes(runs), *found.notes),
        measurements=found.measurements,
        started_at=min(starts) if (starts := [each for run in runs if (each := run.started_at)]) else None,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _entries(report: str) -> Iterator[Mapping[str, Any]]:
    """Each line's entry. A last line that breaks off is an entry without a type: the file was cut there.

    A line ends at the line feed only: garak writes other separators (U+2028, U+0085) raw inside of answers.
    """
    torn = 0
    for number_of_line, line in enumerate(lines(report), 1):
        if not line.strip():
            continue
        if torn:
            raise UnreadableResult("not-json-line", line=torn)
        try:
            entry = mapping(json_value(line))
        except ValueError:
            torn = number_of_line
        else:
            yield entry
    if torn:
        yield {}


def _add_eval(found: Found, entry: Mapping[str, Any], run: GarakRun) -> None:
    evaluated = entry.get("total_evaluated", entry.get("total"))
    samples, passed = count(evaluated), count(entry.get("passed"))
    lower, upper = number(entry.get("confidence_lower")), number(entry.get("confidence_upper"))
    known = samples and passed is not None and passed <= samples
    rate = (samples - passed) / samples if known and samples and passed is not None else None
    probe, detector = text(entry.get("probe")), text(entry.get("detector"))
    found.add(
        rate,
        task=probe,
        metric=METRIC,
        variant=Variant(scorer=detector),
        uncertainty=None
        if lower is upper is None or lower == upper == rate
        else Uncertainty(
            lower=lower,
            upper=upper,
            confidence=number(entry.get("confidence")),
            method=text(entry.get("confidence_method")),
        ),
        samples=samples,
        declared=count(entry.get("total_processed")),
        higher_is_better=False,
        model=run.model,
    )
    run.see_eval(entry, probe, detector)


def _version(runs: Sequence[GarakRun]) -> str:
    return ", ".join(dict.fromkeys(filter(None, (text(run.init.get("garak_version")) for run in runs))))


def _completeness(runs: Sequence[GarakRun], *, cut: bool) -> Completeness:
    """Ended only where every run did, and left nothing out that was asked for.

    garak's own `aggregate_reports` leaves the entries out that say so.
    """
    if not cut and any("aggregation" in run.setup for run in runs):
        return FORMAT_SILENT
    if cut or not runs or not all(run.ended for run in runs):
        return NOT_ENDED
    missing = sum(len(run.not_run) for run in runs)
    return Completeness(status="partial", reason="tasks-missing", params={"count": missing}) if missing else ENDED


def _notes(runs: Sequence[GarakRun]) -> Iterator[Note]:
    yield from counted("unanswered", sum(run.unanswered for run in runs))
    if missing := list(dict.fromkeys(name for run in runs for name in run.not_run)):
        names = ", ".join(missing[:MOST_NAMES]) + (", …" if len(missing) > MOST_NAMES else "")
        yield Note(kind="not-run", params={"count": len(missing), "names": text(names)})
    stated = next((each for run in runs if (each := run.other_threshold) is not None), None)
    if stated is not None:
        yield Note(kind="threshold", params={"threshold": f"{stated:g}"})
    else:
        yield from counted("threshold-not-stated", sum(run.judged_otherwise for run in runs))
    together = [len(runs), *(len(sequence(run.setup.get("aggregation"))) for run in runs)]
    if max(together) > 1:
        yield Note(kind="joined-runs", params={"count": max(together)})
