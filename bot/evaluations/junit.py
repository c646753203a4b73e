"""JUnit XML, as pytest, GoogleTest, node, promptfoo and many others write it.

Owns what is counted: for the whole file and per suite, the share that passed among the tests that ran, skipped ones and
those not run aside. The suites of promptfoo are systems, which nobody may add up, so there the whole has no rate.
An error is a test that ran and did not pass, as pytest means it, whose fixtures break around tests; only where
promptfoo wrote the file it is a provider that gave no answer, which measures nothing, as in promptfoo's other files.
The format says neither which model was tested nor, unless something broke, whether the run was whole. Must not know
how the file is walked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Note, Variant
from bot.evaluations.field_values import moment, text
from bot.evaluations.junit_suites import SKIPPED, Suite, Suites, read_suites
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile, counted

FORMAT: Final = "JUnit XML"

PROMPTFOO: Final = "promptfoo"

WHOLE: Final = "testsuites"
"""What the whole file is called where it has no name, or one of its suites has the same."""

APART: Final = ("package", "hostname", "file", "id")
"""What may tell suites of one name apart: Playwright writes a suite of a file for each browser, as its host."""

_BEHIND_COMMENTS: Final = re.compile(rb"\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)+<testsuite")

_LOOKED_AT: Final = 4_000
"""Bytes in which comments before the suites may stand."""


def _claims(file: ResultFile) -> bool:
    start = file.data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    return file.starts(b"<?xml", b"<testsuite", b"<!DOCTYPE testsuite") or bool(_BEHIND_COMMENTS.match(start))


def _read(file: ResultFile) -> EvaluationResult:
    suites = read_suites(file.data)
    by_promptfoo = suites.root.get("name") == PROMPTFOO
    found = Found()
    if not by_promptfoo:
        _add_whole(found, suites)
    named = [suite for suite in suites.found if suite is not suites.top]
    for suite, group in zip(named, _told_apart(named), strict=True):
        _add_rate(found, suite.name, suite.tests, suite.told_tests, errors_ran=not by_promptfoo, group=group)
    errors = sum(suite.tests[2] for suite in suites.found)
    each_suite = [suite.attributes for suite in suites.found]
    died = [suite for suite in suites.found if suite.died]
    return EvaluationResult(
        format=FORMAT,
        tool=PROMPTFOO if by_promptfoo else "pytest" if any(suite.by_pytest for suite in suites.found) else "",
        models=(),
        completeness=_completeness(suites.found, errors if by_promptfoo else 0),
        notes=(
            *_named("suites-died", died),
            *_named("nothing-ran", [suite for suite in suites.found if _nothing_ran(suite)]),
            *_named("totals-differ", [suite for suite in suites.found if suite.contradicts] or _root(suites)),
            *counted("failures-hidden", suites.hidden),
            *counted("suites-without-tests", suites.without_tests),
            *counted("errors" if by_promptfoo else "tests-broken", errors),
            *counted("passed-again", sum(suite.passed_again for suite in suites.found)),
            *found.notes,
        ),
        measurements=found.measurements,
        started_at=min(filter(None, map(_started, (suites.root, *each_suite))), default=None),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _add_whole(found: Found, suites: Suites) -> None:
    """The rate of all tests of the file, those outside any suite too, where that is not the rate of its only suite."""
    counted_suites = [suite for suite in suites.found if sum(suite.tests)]
    if suites.top is None or not (suites.top.cases or suites.without_tests or len(counted_suites) > 1):
        return
    passed, skipped, error, failure = (
        sum(column) for column in zip(*(each.tests for each in counted_suites), strict=True)
    )
    told = sum(max(sum(suite.tests), suite.told_tests) for suite in suites.found) - suites.without_tests
    passed -= min(passed, suites.without_tests)
    taken = suites.top.name in {suite.name for suite in suites.found if suite is not suites.top}
    name = WHOLE if taken else suites.top.name
    _add_rate(found, name, (passed, skipped, error, failure), told, errors_ran=True)


def _told_apart(suites: Sequence[Suite]) -> list[str]:
    """What tells each suite from others of its name: an attribute that all of them have and no two share."""
    by_name: dict[str, list[Suite]] = {}
    for suite in suites:
        by_name.setdefault(suite.name, []).append(suite)
    apart = {name: _attribute(alike) for name, alike in by_name.items()}
    return [text(suite.attributes.get(apart[suite.name])) for suite in suites]


def _attribute(alike: Sequence[Suite]) -> str:
    """The first of `APART` that tells suites of one name apart; empty where none does, or there is one only."""
    if len(alike) == 1:
        return ""
    said = {name: [text(suite.attributes.get(name)) for suite in alike] for name in APART}
    return next((name for name, values in said.items() if all(values) and len(set(values)) == len(values)), "")


def _add_rate(
    found: Found, task: str, tests: tuple[int, int, int, int], told: int, *, errors_ran: bool, group: str = ""
) -> None:
    passed, skipped, error, failure = tests
    ran = passed + failure + (error if errors_ran else 0)
    if ran:
        found.add(
            passed / ran,
            task=task,
            metric="pass_rate",
            variant=Variant(group=group),
            samples=ran,
            declared=max(passed + skipped + error + failure, told),
            higher_is_better=True,
        )


def _completeness(suites: Sequence[Suite], unanswered: int) -> Completeness:
    if any(suite.stopped for suite in suites):
        return Completeness(status="partial", reason="cancelled")
    if died := sum(suite.died for suite in suites):
        return Completeness(status="partial", reason="suites-died", params={"count": died})
    if unanswered:
        return Completeness(status="partial", reason="tests-in-error", params={"count": unanswered})
    return FORMAT_SILENT


def _named(kind: Literal["suites-died", "nothing-ran", "totals-differ"], suites: Sequence[Suite]) -> tuple[Note, ...]:
    """A note with how many suites it is about, and the name of the first."""
    return (Note(kind=kind, params={"count": len(suites), "suite": suites[0].name}),) if suites else ()


def _nothing_ran(suite: Suite) -> bool:
    """Whether there are tests and every one was skipped, or stands in the totals alone."""
    skipped = sum(suite.tests) == suite.tests[SKIPPED] and (suite.cases or suite.told)
    return bool(skipped) and not suite.died and not suite.holds_suites


def _root(suites: Suites) -> list[Suite]:
    """The whole file as a suite, where it says that it has more tests or failures than all its suites together."""
    if any(suite.by_pytest for suite in suites.found):
        return []
    whole = Suite(text(suites.root.get("name")) or WHOLE, suites.root)
    tests = sum(max(sum(suite.tests), suite.told_tests) for suite in suites.found)
    unhappy = sum(max(suite.most_unhappy, 0 if suite.holds_suites else suite.told_unhappy) for suite in suites.found)
    return [whole] if (whole.told or 0) > tests or whole.told_unhappy > unhappy else []


def _started(attributes: Mapping[str, str]) -> datetime | None:
    return moment(attributes.get("timestamp"))
