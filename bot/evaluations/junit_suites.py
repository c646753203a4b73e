"""The suites of a JUnit XML file, walked as a stream and forgotten as it goes.

Owns what one test is and how it ended. Cases of one name in one suite are one test where the suite says so: pytest
writes each rerun as a bare case and a teardown that breaks as a second one, and others count fewer tests than they
write cases. Such a test ended as its worst case did. Cases beneath `testsuites` are a suite of their own. A suite whose
tests could not be found or begun died. A document type is refused, and with it every entity bomb. Must not know what
becomes of the counts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from bot.evaluations.field_values import count, text
from bot.evaluations.reading_limits import MAX_DEPTH, MAX_MEASUREMENTS
from bot.ports.result_reader import UnreadableResult

SUITES: Final = ("testsuites", "testsuite")

PASSED, SKIPPED, ERROR, FAILURE = range(4)
"""How a case ended, in rising order: what one with several of these counts as."""

BY_TAG: Final[Mapping[str, int]] = {
    "skipped": SKIPPED,
    "disabled": SKIPPED,
    "ignored": SKIPPED,
    "warning": SKIPPED,
    "error": ERROR,
    "failure": FAILURE,
}
"""A `warning` is PHPUnit's, of a class without tests or a test that could not be run as it is written."""

BY_STATUS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("notrun", "not run", "skipped", "suppressed", "disabled", "ignored", "pending"), SKIPPED),
    **dict.fromkeys(("inconclusive", "blocked", "notexecuted", "not executed", "notrunnable", "untested"), SKIPPED),
    **dict.fromkeys(("error", "broken", "aborted", "timeout", "timed out", "cancelled", "canceled"), ERROR),
    **dict.fromkeys(("failed", "failure", "fail"), FAILURE),
}
"""What tools write into `status` and `result` of a case, such as GoogleTest's `notrun` and `suppressed`, and NUnit's
`Inconclusive`.
"""

RERUNS: Final = frozenset({"flakyFailure", "flakyError", "rerunFailure", "rerunError"})
"""An earlier try of the same case, as Maven Surefire writes it."""

NOT_BEGUN: Final = frozenset({"collection failure", "internal error"})
"""pytest's messages of a case that stands for a whole module, or for the run."""

NO_TESTS: Final = frozenset({"[build failed]", "[setup failed]", "initializationError"})
"""What go-junit-report and JUnit call a case that stands for a whole package or class whose tests could not begin."""

TODO: Final = "todo"
"""A `skipped` of this type is node's test that is still to be mended: it ran, and node counts it neither way."""

CANCELLED: Final = "cancelledByParent"
"""A `failure` of this type is node's test that was never begun, since a hook before it broke."""

TOTAL_IN_COMMENT: Final = re.compile(r"<!-- (tests|pass|fail|cancelled) (\d{1,9}) -->")
"""How node ends its file. It writes nothing else of a test that failed after its parts."""

MOST_CASES: Final = 250_000


@dataclass(slots=True)
class Suite:
    """One suite, with its own cases only."""

    name: str
    attributes: Mapping[str, str]
    by_pytest: bool = False
    holds_suites: bool = False
    broke: bool = False
    """Whether an error stands in it outside any case, or a case that says that tests could not be begun."""
    stopped: bool = False
    """Whether the run was ended in the midst of a test (Ctrl-C, `pytest.exit`): pytest writes that test as a case that
    has neither name nor outcome, and those behind it nowhere.
    """
    unhappy_elements: int = 0
    """How many failures and errors stand in it: a case can have several."""
    unhappy_within: int = 0
    """The same, of the suites in it."""
    _cases: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    _worst: dict[int, int] = field(default_factory=dict)
    _again: set[int] = field(default_factory=set)
    _flaky: int = 0

    @property
    def told(self) -> int | None:
        """How many tests the suite says it has; pytest counts subtests and reruns its own way there."""
        return count(self.attributes.get("tests"))

    @property
    def cases(self) -> int:
        """How many cases stand in it."""
        return sum(self._cases)

    @property
    def tests(self) -> tuple[int, int, int, int]:
        """How many tests passed, were skipped, ended in an error, failed."""
        if self._stands_for_suite:
            return 0, 0, 0, 0
        if not self._one_name_is_one_test:
            passed, skipped, error, failure = self._cases
            return passed, skipped, error, failure
        ended = list(self._worst.values())
        return ended.count(PASSED), ended.count(SKIPPED), ended.count(ERROR), ended.count(FAILURE)

    @property
    def told_tests(self) -> int:
        """How many tests its total says it has; 0 where that is no count of its own tests, or not stated."""
        return 0 if self.holds_suites or self.by_pytest else self.told or 0

    @property
    def passed_again(self) -> int:
        """How many tests passed that had been run before and not passed."""
        again = self._again if self._one_name_is_one_test else set[int]()
        return self._flaky + sum(self._worst[key] == PASSED for key in again)

    @property
    def died(self) -> bool:
        """Whether tests of it are missing because it ended in an error before them."""
        empty = not self.cases and not self.holds_suites and self.told_unhappy > 0
        return self.broke or empty or self._stands_for_suite

    @property
    def contradicts(self) -> bool:
        """Whether its own totals are not those of its cases; where suites stand inside, whether they tell of more."""
        if self.died:
            return False
        if self.told_unhappy > self.most_unhappy + self.unhappy_within:
            return True
        if self.holds_suites:
            return False
        *_, error, failure = self.tests
        if len(self._told_unhappy) == 2 and error + failure > self.told_unhappy:
            return True
        return not self.by_pytest and self.told is not None and self.told < sum(self.tests) - self.tests[SKIPPED]

    @property
    def most_unhappy(self) -> int:
        """How many failures and errors its totals can speak of: cases, tries or elements, as the tool counts."""
        return max(self.unhappy_elements, self._cases[ERROR] + self._cases[FAILURE])

    @property
    def told_unhappy(self) -> int:
        """How many failures and errors it says it has."""
        return sum(self._told_unhappy)

    @property
    def _told_unhappy(self) -> list[int]:
        told = (count(self.attributes.get(each)) for each in ("failures", "errors"))
        return [each for each in told if each is not None]

    @property
    def _stands_for_suite(self) -> bool:
        """Whether its cases are none of its tests, of which it says that it has none, but tell that it broke: Jest's
        `Test suite failed to run`.
        """
        return self.told == 0 and bool(self.cases) and self.cases == self._cases[ERROR] + self._cases[FAILURE]

    @property
    def _one_name_is_one_test(self) -> bool:
        return self.by_pytest or (self.told is not None and self.told < self.cases - self._cases[SKIPPED])

    def add(self, key: int, outcome: int, *, flaky: bool) -> None:
        """Count a case that has ended."""
        self._cases[outcome] += 1
        if key in self._worst:
            self._again.add(key)
        self._worst[key] = max(outcome, self._worst.get(key, PASSED))
        self._flaky += flaky and outcome == PASSED


@dataclass(slots=True)
class Suites:
    """All suites of a file, in its order; cases outside any are in the first."""

    root: Mapping[str, str]
    """The attributes of `testsuites`; none where the file has only one suite."""
    found: list[Suite]
    top: Suite | None
    """The cases outside any suite, under the name of the whole; None where the file has only one suite."""
    hidden: int
    """How many tests failed, by the totals in the comments at the end, that stand nowhere in the file."""
    without_tests: int
    """How many cases are no tests, by those totals: node writes a `describe` without tests as a case that passed."""


def read_suites(data: bytes) -> Suites:
    """The suites of a file. Raises UnreadableResult."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    walk = _Walk()
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                walk.enter(tag, element.attrib)
            else:
                walk.leave(tag)
                element.clear()
    except DefusedXmlException:
        raise UnreadableResult("document-type") from None
    except ParseError as damage:
        line, column = damage.position
        raise UnreadableResult("not-xml", line=line, column=column + 1) from None
    except (LookupError, ValueError):
        raise UnreadableResult("not-text", position=0) from None
    found = [suite for suite in walk.suites if suite is not walk.top or suite.cases]
    totals = {name: int(said) for name, said in TOTAL_IN_COMMENT.findall(data[-1000:].decode(errors="replace"))}
    unhappy = sum(each.tests[ERROR] + each.tests[FAILURE] for each in found)
    hidden = max(totals.get("fail", 0) + totals.get("cancelled", 0) - unhappy, 0)
    cases, passed = sum(each.cases for each in found), sum(each.tests[PASSED] for each in found)
    # a test with parts is a suite there and no case, so it makes up for one of these in the totals of all tests
    without = max(cases - totals.get("tests", cases), passed - totals.get("pass", passed), 0)
    return Suites(walk.root, found, walk.top, hidden, without)


@dataclass(slots=True)
class _Case:
    key: int
    outcome: int
    flaky: bool = False
    not_begun: bool = False
    nameless: bool = False
    """What broke outside every test: the set-up of a suite or of a run, as GoogleTest writes it, or `NO_TESTS`."""
    unsaid: bool = False
    """Whether it has no attribute by which to know it."""
    todo: bool = False


class _Walk:
    """Where the stream is: the open elements, the open suites, the open case."""

    def __init__(self) -> None:
        self.root: Mapping[str, str] = {}
        self.suites: list[Suite] = []
        self.top: Suite | None = None
        self._open: list[Suite] = []
        self._case: _Case | None = None
        self._depth = 0
        self._cases = 0

    def enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._enter_root(tag, attributes)
        if self._depth > MAX_DEPTH:
            raise UnreadableResult("too-deep")
        if tag == "testsuite":
            self._enter_suite(attributes)
        elif tag == "testcase":
            self._enter_case(attributes)
        elif self._case:
            self._enter_outcome(self._case, tag, attributes)
        elif tag in ("error", "failure") and self._open:
            self._open[-1].broke = True

    def leave(self, tag: str) -> None:
        self._depth -= 1
        if tag == "testsuite":
            closed = self._open.pop()
            if self._open:
                self._open[-1].unhappy_within += closed.most_unhappy + closed.unhappy_within
        elif tag == "testcase" and self._case and self._open:
            suite, case = self._open[-1], self._case
            self._case = None
            if (case.not_begun and suite.by_pytest) or (case.nameless and case.outcome in (ERROR, FAILURE)):
                suite.broke = True
            elif case.unsaid and suite.by_pytest:
                suite.stopped = True
            else:
                suite.add(case.key, case.outcome, flaky=case.flaky)

    def _enter_root(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in SUITES:
            raise UnreadableResult("not-junit", root=text(tag))
        if tag == "testsuites":
            self.root = dict(attributes)
            self.top = Suite(text(attributes.get("name")) or tag, {}, holds_suites=True)
            self.suites.append(self.top)
            self._open.append(self.top)

    def _enter_suite(self, attributes: Mapping[str, str]) -> None:
        if len(self.suites) > MAX_MEASUREMENTS:
            raise UnreadableResult("too-many", most=MAX_MEASUREMENTS)
        name = text(attributes.get("name"))
        if self._open and self._open[-1] is not self.top:
            self._open[-1].holds_suites = True
            name = f"{self._open[-1].name} / {name}"
        by_pytest = "pytest" in (attributes.get("name"), (self.root.get("name") or "").partition(" ")[0])
        suite = Suite(text(name), dict(attributes), by_pytest)
        self._open.append(suite)
        self.suites.append(suite)

    def _enter_case(self, attributes: Mapping[str, str]) -> None:
        self._cases += 1
        if self._cases > MOST_CASES:
            raise UnreadableResult("too-many", most=MOST_CASES)
        said = [BY_STATUS.get((attributes.get(each) or "").casefold(), PASSED) for each in ("status", "result")]
        key = hash(tuple(attributes.get(each) for each in ("file", "classname", "name")))
        name = attributes.get("name")
        nameless = name in NO_TESTS or (name == "" and not attributes.get("classname"))
        unsaid = name is None and "classname" not in attributes
        self._case = _Case(key, max(said), nameless=nameless, unsaid=unsaid)

    def _enter_outcome(self, case: _Case, tag: str, attributes: Mapping[str, str]) -> None:
        case.todo |= tag == "skipped" and attributes.get("type") == TODO
        outcome = ERROR if attributes.get("type") == CANCELLED else BY_TAG.get(tag, PASSED)
        outcome = min(outcome, SKIPPED) if case.todo else outcome
        case.outcome = max(case.outcome, outcome)
        case.flaky |= tag in RERUNS
        case.not_begun |= outcome == ERROR and attributes.get("message") in NOT_BEGUN
        unhappy = outcome in (ERROR, FAILURE) or (case.todo and tag in ("error", "failure"))
        if unhappy and self._open and not case.not_begun:
            self._open[-1].unhappy_elements += 1
