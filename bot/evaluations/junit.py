"""JUnit XML, as pytest, GoogleTest, node, promptfoo and many others write it.

Owns what is counted: per suite, the share that passed among the tests that ran, skipped ones and those not run aside.
An error is a test that ran and did not pass, as pytest means it, whose fixtures break around tests; only where
promptfoo wrote the file it is a provider that gave no answer, which measures nothing, as in promptfoo's other files.
The format says neither which model was tested nor, unless something broke, whether the run was whole. Must not know
how the file is walked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Note
from bot.evaluations.field_values import moment, text
from bot.evaluations.junit_suites import SKIPPED, Suite, Suites, read_suites
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile, counted

FORMAT: Final = "JUnit XML"

PROMPTFOO: Final = "promptfoo"

FIRST_YEAR: Final = 1980
"""Some tools write the year 1 or 1970 where they know no date."""


def _claims(file: ResultFile) -> bool:
    return file.starts(b"<?xml", b"<testsuite")


def _read(file: ResultFile) -> EvaluationResult:
    suites = read_suites(file.data)
    by_promptfoo = suites.root.get("name") == PROMPTFOO
    found = Found()
    for suite in suites.found:
        _add_suite(found, suite, errors_ran=not by_promptfoo)
    errors = sum(suite.tests[2] for suite in suites.found)
    each_suite = [suite.attributes for suite in suites.found]
    died = [suite for suite in suites.found if suite.died]
    return EvaluationResult(
        format=FORMAT,
        tool=PROMPTFOO if by_promptfoo else "pytest" if any(suite.by_pytest for suite in suites.found) else "",
        models=(),
        completeness=_completeness(died, errors if by_promptfoo else 0),
        notes=(
            *_named("suites-died", died),
            *_named("nothing-ran", [suite for suite in suites.found if _nothing_ran(suite)]),
            *_named("totals-differ", [suite for suite in suites.found if suite.contradicts] or _root(suites)),
            *counted("failures-hidden", suites.hidden),
            *counted("errors" if by_promptfoo else "tests-broken", errors),
            *counted("passed-again", sum(suite.passed_again for suite in suites.found)),
            *found.notes,
        ),
        measurements=found.measurements,
        started_at=min(filter(None, map(_started, (suites.root, *each_suite))), default=None),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _add_suite(found: Found, suite: Suite, *, errors_ran: bool) -> None:
    passed, skipped, error, failure = suite.tests
    ran = passed + failure + (error if errors_ran else 0)
    tests = ran + skipped + (0 if errors_ran else error)
    told = 0 if suite.holds_suites or suite.by_pytest else suite.told or 0
    if ran:
        found.add(
            passed / ran,
            task=suite.name,
            metric="pass_rate",
            samples=ran,
            declared=max(tests, told),
            higher_is_better=True,
        )


def _completeness(died: Sequence[Suite], unanswered: int) -> Completeness:
    if died:
        return Completeness(status="partial", reason="suites-died", params={"count": len(died)})
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
    whole = Suite(text(suites.root.get("name")) or "testsuites", suites.root)
    tests = sum(max(sum(suite.tests), 0 if suite.holds_suites else suite.told or 0) for suite in suites.found)
    unhappy = sum(max(suite.most_unhappy, 0 if suite.holds_suites else suite.told_unhappy) for suite in suites.found)
    return [whole] if (whole.told or 0) > tests or whole.told_unhappy > unhappy else []


def _started(attributes: Mapping[str, str]) -> datetime | None:
    started = moment(attributes.get("timestamp"))
    return started if started and started.year >= FIRST_YEAR else None
