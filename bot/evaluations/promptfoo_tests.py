"""promptfoo's rows as measurements: a row is one test, put to one provider with one prompt.

Owns what a row means and how many there should have been. Per column (a prompt put to a provider): the share of tests
that passed, their mean score, and each named score. A test that ended in an error got no answer and is not measured; a
test that asserts nothing always passes and is left out. Must not know which file the rows stand in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.evaluations.measurement import SystemUnderTest, Variant
from bot.evaluations.field_values import LARGEST_COUNT, count, mapping, number, sequence, text, truth
from bot.evaluations.result_file import Found

ENDED_IN_ERROR: Final = 2
"""A row's `failureReason`: 0 none, 1 an assertion, 2 an error."""

NOTHING_ASSERTED: Final = "No assertions"
"""promptfoo's reason for a pass where there was nothing to fail."""

CHOOSERS: Final = ("providers", "prompts")
"""What lets a test choose its own columns, so that their number is not known from the file."""

Row = Mapping[str, Any]

FIELDS: Final = frozenset(
    (
        "promptIdx",
        "prompt",
        "provider",
        "success",
        "score",
        "namedScores",
        "gradingResult",
        "testCase",
        "error",
        "failureReason",
    )
)
"""What of a row is looked at."""


@dataclass(frozen=True, slots=True)
class Column:
    """All rows of one prompt and provider."""

    prompt: str
    system: SystemUnderTest
    label: str
    """Of the provider, where it has one of its own."""
    index: str
    """Its `promptIdx`; empty where the rows have none."""
    rows: Sequence[Row]
    metrics: Mapping[str, Any]
    """What promptfoo itself summed up for it; empty where the file does not say."""

    @property
    def name(self) -> tuple[str, SystemUnderTest, str]:
        """What people know it by."""
        return self.prompt, self.system, self.label


def columns(rows: Sequence[Row], prompts: Sequence[Any]) -> list[Column]:
    """The rows by column, in the order of the columns; one without rows is none."""
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        index = count(row.get("promptIdx"))
        groups[(*_provider(row), _prompt(row)) if index is None else (f"{index:06}",)].append(row)
    in_order = sorted(groups.items(), key=lambda one: one[0] if len(one[0]) == 1 else ())
    return [_column(key[0] if len(key) == 1 else "", group, prompts) for key, group in in_order]


def _column(key: str, rows: Sequence[Row], prompts: Sequence[Any]) -> Column:
    index = count(key) if key else None
    about = mapping(prompts[index]) if index is not None and index < len(prompts) else {}
    provider, label = _provider(rows[0])
    return Column(
        prompt=_prompt(rows[0]),
        system=SystemUnderTest(name=provider),
        label="" if label == provider else label,
        index="" if index is None else str(index),
        rows=rows,
        metrics=mapping(about.get("metrics")),
    )


def add_columns(found: Found, all_columns: Sequence[Column], expected: int | None) -> None:
    """Every value of every column. `expected`: how many tests each should have, where that is known."""
    names = Counter(column.name for column in all_columns)
    for column in all_columns:
        index = f"promptIdx={column.index}" if names[column.name] > 1 else ""
        _add_column(found, column, Variant(prompt=index, provider=column.label), expected)


def _add_column(found: Found, column: Column, variant: Variant, expected: int | None) -> None:
    empty = sum(map(asserts_nothing, column.rows))
    ran = [row for row in column.rows if not is_error(row) and not asserts_nothing(row)]
    meant = max(len(column.rows), expected or 0) - empty

    def add(metric: str, value: object, samples: int | None, declared: int | None) -> None:
        found.add(
            value,
            task=column.prompt,
            metric=metric,
            samples=samples,
            declared=declared,
            model=column.system,
            variant=variant,
            higher_is_better=True if metric == "pass_rate" else None,
        )

    if not ran:
        return
    add("pass_rate", _mean([int(truth(row.get("success")) is True) for row in ran]), len(ran), meant)
    scores = _numbers(row.get("score") for row in ran)
    add("mean_score", _mean(scores), len(scores), meant)
    for name, value, samples, declared in _named_scores(column, ran):
        add(text(name), value, samples, declared)


def _named_scores(column: Column, ran: Sequence[Row]) -> Iterator[tuple[str, float | None, int | None, int | None]]:
    """Name, mean, tests that have it, tests that should.

    promptfoo's own sum is weighted, so its weights divide it; in a file without sums each row tells its weights.
    """
    sums, weights = mapping(column.metrics.get("namedScores")), mapping(column.metrics.get("namedScoreWeights"))
    asserted = Counter(name for row in column.rows for name in _named_assertions(row))
    scores: dict[str, list[tuple[float, float]]] = {}
    for row in ran:
        weighed = mapping(mapping(row.get("gradingResult")).get("namedScoreWeights"))
        for name, score in mapping(row.get("namedScores")).items():
            said = scores.setdefault(name, [])
            said += [(each, number(weighed.get(name, 1)) or 0.0) for each in _numbers([score])]
    for name in dict.fromkeys([*scores, *sums]):
        own = scores.get(name, [])
        total, weight = number(sums.get(name)), number(weights.get(name))
        value = total / weight if total is not None and weight else _weighted(own) if own else total
        yield name, value, len(own) if own else None, max(asserted[text(name)], len(own)) or None


def _named_assertions(row: Row) -> set[str]:
    """The names a test's assertions give their scores, those of sets of assertions too."""
    asserted = [mapping(each) for each in sequence(mapping(row.get("testCase")).get("assert"))]
    asserted += [mapping(inner) for each in asserted for inner in sequence(each.get("assert"))]
    return {text(each.get("metric")) for each in asserted} - {""}


def expected_tests(config: Mapping[str, Any], options: Mapping[str, Any]) -> int | None:
    """How many tests each column should have: all that are configured, once for each repeat, of their own or of all.

    A test with lists among its variables is one for each combination. None where the file does not say: no list of
    tests, tests in other files, scenarios, tests that choose their own columns.
    """
    tests = sequence(config.get("tests"))
    known = isinstance(config.get("tests"), list) and all(isinstance(test, dict) for test in tests)
    if not known or config.get("scenarios") or any(test.get(each) for test in tests for each in CHOOSERS):
        return None
    default = mapping(config.get("defaultTest"))
    said = (options, mapping(config.get("commandLineOptions")), mapping(config.get("evaluateOptions")))
    repeat = next((many for each in said if (many := count(each.get("repeat")))), 1)
    return min(sum(_repeats(test, default, repeat) * _combinations(test, default) for test in tests), LARGEST_COUNT)


def expected_columns(config: Mapping[str, Any]) -> int:
    """How many prompts put to providers there are at least; 0 where the file does not say."""
    prompts, providers = sequence(config.get("prompts")), sequence(config.get("providers"))
    return 0 if any(mapping(each).get("prompts") for each in providers) else len(prompts) * len(providers)


def _repeats(test: Mapping[str, Any], default: Mapping[str, Any], of_all: int) -> int:
    return count(_options(test, default).get("repeat")) or of_all


def _options(test: Mapping[str, Any], default: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**mapping(default.get("options")), **mapping(test.get("options"))}


def _combinations(test: Mapping[str, Any], default: Mapping[str, Any]) -> int:
    if truth(_options(test, default).get("disableVarExpansion")):
        return 1
    found = 1
    for values in {**mapping(default.get("vars")), **mapping(test.get("vars"))}.values():
        found = min(found * len(values), LARGEST_COUNT) if isinstance(values, list) else found
    return found


def is_error(row: Row) -> bool:
    """Whether the provider gave no answer that could be tested. Early releases wrote the error and no reason."""
    reason = count(row.get("failureReason"))
    if reason is not None:
        return reason == ENDED_IN_ERROR
    return bool(text(row.get("error"))) and not mapping(row.get("gradingResult"))


def asserts_nothing(row: Row) -> bool:
    """Whether a row passed because nothing was asked of it; not where the file leaves assertions out."""
    graded, test = mapping(row.get("gradingResult")), mapping(row.get("testCase"))
    if is_error(row) or truth(row.get("success")) is not True:
        return False
    if text(graded.get("reason")) == NOTHING_ASSERTED:
        return True
    return bool(test) and not sequence(test.get("assert")) and not sequence(graded.get("componentResults"))


def is_not_graded(row: Row) -> bool:
    """Whether a row failed because a grader gave no judgement: to promptfoo no error, but score 0."""
    parts = [mapping(each) for each in sequence(mapping(row.get("gradingResult")).get("componentResults"))]
    broken = any(truth(mapping(part.get("metadata")).get("graderError")) for part in parts)
    return broken and not is_error(row) and truth(row.get("success")) is not True


def _provider(row: Row) -> tuple[str, str]:
    """Its id, and its label."""
    provider = row.get("provider")
    return text(mapping(provider).get("id")) or text(provider), text(mapping(provider).get("label"))


def _prompt(row: Row) -> str:
    prompt = mapping(row.get("prompt"))
    return text(prompt.get("label")) or text(prompt.get("raw"))


def _numbers(values: Iterable[object]) -> list[float]:
    return [each for each in map(number, values) if each is not None]


def _weighted(scores: Sequence[tuple[float, float]]) -> float | None:
    """The mean of scores by their weights; the plain one where nothing has any weight."""
    whole = sum(weight for _, weight in scores)
    return sum(score * weight for score, weight in scores) / whole if whole else _mean([score for score, _ in scores])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
