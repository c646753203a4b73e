"""deepeval's test run (`test_run_<time>.json` of its results folder).

Owns counting its test cases: the share that passed, and for every metric the mean score and the share that reached its
threshold. A metric that ended in an error measured nothing; deepeval's own rates count it as failed. The model under
test stands in the hyperparameters, if whoever ran it logged them; the evaluation model is a judge. Two metrics of one
name are two values here, which deepeval's summary pools. Must not know anything else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NO_VARIANT,
    Completeness,
    DataSet,
    EvaluationResult,
    SystemUnderTest,
    Variant,
)
from bot.evaluations.field_values import count, mapping, number, sequence, text, truth
from bot.evaluations.result_file import WRITTEN_AT_END, Found, Reader, ResultFile, counted

FORMAT: Final = "deepeval"

CASES: Final = ("testCases", "conversationalTestCases")

MODEL_KEYS: Final = ("model", "model_name", "model name")
"""What the system under test is called among the hyperparameters, whose names are free."""

Metric = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of a metric, of which the mean is told; `declared`: how many there should be."""

    metric: str
    values: Sequence[float]
    declared: int
    variant: Variant = NO_VARIANT
    better: bool | None = None
    measured: bool = False
    """Whether it is told where it has no values: it was measured, and no number came of it."""


def _claims(file: ResultFile) -> bool:
    run = _run(file)
    return isinstance(run.get(CASES[0]), list) and ("metricsScores" in run or CASES[1] in run)


def _read(file: ResultFile) -> EvaluationResult:
    run = _run(file)
    cases = [mapping(case) for kind in CASES for case in sequence(run.get(kind))]
    passed, failed = count(run.get("testPassed")), count(run.get("testFailed"))
    declared = max(len(cases) + _left_out(cases), (passed or 0) + (failed or 0))
    model, dataset = _model(mapping(run.get("hyperparameters"))), _dataset(run)
    task = next(filter(None, (text(run.get(key)) for key in ("testFile", "datasetAlias", "identifier"))), CASES[0])
    found = Found()
    for value in (*_of_cases(cases, declared), *_of_parts(mapping(run.get("traceMetricsScores")))):
        if value.values:
            found.add(
                sum(value.values) / len(value.values),
                task=task,
                metric=value.metric,
                samples=len(value.values),
                declared=value.declared,
                model=model,
                dataset=dataset,
                variant=value.variant,
                higher_is_better=value.better,
            )
        elif value.measured:
            found.add(None, task=task, metric=value.metric)
    errors = sum(any(_is_error(metric) for metric in _metrics(case)) for case in cases)
    return EvaluationResult(
        format=FORMAT,
        tool="deepeval",
        models=(model,) if model.name else (),
        completeness=_completeness(len(cases), declared, errors, ended=passed is not None),
        notes=(*counted("errors", errors), *found.notes),
        measurements=found.measurements,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _run(file: ResultFile) -> Mapping[str, Any]:
    """The test run, also where deepeval keeps its latest one."""
    return mapping(file.json.get("testRunData")) or file.json


def _of_cases(cases: Sequence[Mapping[str, Any]], declared: int) -> Iterator[_Values]:
    """The share of cases that passed, and of every metric the scores and who reached its threshold."""
    outcomes = [float(outcome) for outcome in map(_passed, cases) if outcome is not None]
    yield _Values("pass_rate", outcomes, declared, better=True)
    for name, metrics in _by_metric(cases):
        measured = [metric for metric in metrics if _is_measured(metric)]
        scores = [score for metric in measured if (score := number(metric.get("score"))) is not None]
        yield _Values(name, scores, len(metrics), measured=bool(measured))
        reached = [float(truth(metric.get("success")) is True) for metric in measured]
        yield _Values("pass_rate", reached, len(metrics), Variant(scorer=name), better=True)


def _of_parts(kinds: Mapping[str, Any]) -> Iterator[_Values]:
    """Metrics of the parts of an agent."""
    for kind, parts in kinds.items():
        for part, metrics in mapping(parts).items():
            for name, said in mapping(metrics).items():
                scores = [
                    score for each in sequence(mapping(said).get("scores")) if (score := number(each)) is not None
                ]
                declared = len(scores) + (count(mapping(said).get("errors")) or 0)
                yield _Values(text(name), scores, declared, Variant(group=text(f"{kind} {part}")))


def _completeness(cases: int, declared: int, errors: int, *, ended: bool) -> Completeness:
    if not ended:
        return Completeness(status="partial", reason="not-ended")
    if cases < declared:
        return Completeness(status="partial", reason="samples-missing", params={"samples": cases, "declared": declared})
    if errors:
        return Completeness(status="partial", reason="tests-in-error", params={"count": errors})
    return WRITTEN_AT_END


def _left_out(cases: Sequence[Mapping[str, Any]]) -> int:
    """How many cases stand nowhere that the numbers of those about them count: every metric of theirs was skipped."""
    orders = {order for case in cases if (order := count(case.get("order"))) is not None}
    return max(orders) - min(orders) + 1 - len(orders) if orders else 0


def _by_metric(cases: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Metric]]]:
    """The metrics of all cases by name; the second of one name in a case apart from the first."""
    found: defaultdict[tuple[str, int], list[Metric]] = defaultdict(list)
    for case in cases:
        seen = Counter[str]()
        for metric in _metrics(case):
            name = text(metric.get("name"))
            found[name, seen[name]].append(metric)
            seen[name] += 1
    return [(name, metrics) for (name, _), metrics in found.items()]


def _metrics(case: Mapping[str, Any]) -> list[Metric]:
    return [mapping(each) for each in sequence(case.get("metricsData"))]


def _passed(case: Mapping[str, Any]) -> bool | None:
    """Whether a case passed; None where nothing was measured, or where only an error kept it from passing."""
    if not _metrics(case):
        return None
    deciding = [metric for metric in _metrics(case) if truth(metric.get("flaky")) is not True]
    if any(_is_measured(metric) and truth(metric.get("success")) is False for metric in deciding):
        return False
    return None if any(map(_is_error, deciding)) else truth(case.get("success"))


def _is_error(metric: Metric) -> bool:
    return bool(text(metric.get("error")))


def _is_measured(metric: Metric) -> bool:
    return not _is_error(metric) and truth(metric.get("success")) is not None


def _model(hyperparameters: Mapping[str, Any]) -> SystemUnderTest:
    by_name = {key.casefold(): value for key, value in hyperparameters.items()}
    return SystemUnderTest(name=next(filter(None, (text(by_name.get(key)) for key in MODEL_KEYS)), ""))


def _dataset(run: Mapping[str, Any]) -> DataSet:
    return DataSet(name=text(run.get("datasetAlias")), revision=text(run.get("datasetVersion")))
