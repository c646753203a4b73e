"""promptfoo's export, version 3 and the like: one row per prompt, test and provider.

Owns what a row means. Values are counted from the rows, per provider and prompt: the share of tests that passed, the
mean score, and the mean of each named score. Tests that ended in an error count as not run. Must not know
anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, SystemUnderTest
from bot.evaluations.field_values import count, mapping, moment, number, sequence, text
from bot.evaluations.result_file import Found, Reader, ResultFile, counted

FORMAT: Final = "promptfoo"

ENDED_IN_ERROR: Final = 2
"""A row's `failureReason`: 0 none, 1 an assertion, 2 an error."""

Row = Mapping[str, Any]


def _claims(file: ResultFile) -> bool:
    results = mapping(file.json.get("results"))
    return isinstance(results.get("results"), list) and ("stats" in results or "evalId" in file.json)


def _read(file: ResultFile) -> EvaluationResult:
    results = mapping(file.json.get("results"))
    rows: list[Row] = [mapping(row) for row in sequence(results.get("results"))]
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_provider(row), _prompt(row)].append(row)
    found = Found()
    for (provider, prompt), group in groups.items():
        _add_group(found, provider, prompt, group)
    stats = mapping(results.get("stats"))
    told = sum(count(stats.get(each)) or 0 for each in ("successes", "failures", "errors"))
    errors = sum(_is_error(row) for row in rows)
    return EvaluationResult(
        format=FORMAT,
        tool=f"promptfoo {text(mapping(file.json.get('metadata')).get('promptfooVersion'))}".strip(),
        models=found.models,
        completeness=_completeness(len(rows), told, errors),
        notes=(*counted("errors", errors), *found.notes),
        measurements=found.measurements,
        started_at=moment(results.get("timestamp")),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _completeness(rows: int, told: int, errors: int) -> Completeness:
    if errors:
        return Completeness(status="partial", reason="tests-in-error", params={"count": errors})
    if rows < told:
        return Completeness(status="partial", reason="samples-missing", params={"samples": rows, "declared": told})
    return Completeness(status="complete")


def _provider(row: Row) -> str:
    provider = row.get("provider")
    return text(mapping(provider).get("id")) or text(provider)


def _prompt(row: Row) -> str:
    prompt = mapping(row.get("prompt"))
    return text(prompt.get("label")) or text(prompt.get("raw"))


def _is_error(row: Row) -> bool:
    return row.get("failureReason") == ENDED_IN_ERROR


def _add_group(found: Found, provider: str, prompt: str, rows: Sequence[Row]) -> None:
    ran = [row for row in rows if not _is_error(row)]

    def add(metric: str, values: Sequence[object]) -> None:
        numbers = [each for each in map(number, values) if each is not None]
        found.add(
            sum(numbers) / len(numbers) if numbers else None,
            task=prompt,
            metric=metric,
            samples=len(numbers),
            declared=len(rows),
            model=SystemUnderTest(name=provider),
            higher_is_better=True if metric == "pass_rate" else None,
        )

    add("pass_rate", [int(row.get("success") is True) for row in ran])
    add("mean_score", [row.get("score") for row in ran])
    named = dict.fromkeys(name for row in ran for name in mapping(row.get("namedScores")))
    for name in named:
        scores = [mapping(row.get("namedScores")) for row in ran]
        add(text(name), [each[name] for each in scores if name in each])
