"""JUnit files that differ in one place: suites in suites, reruns, what did not run, what broke, totals, dates.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult

NODE = b'<testsuites><testcase name="a"/><!-- fail %d --><!-- cancelled 0 --></testsuites>'


def read_suite(cases: str, attributes: str = "", root: str = "") -> EvaluationResult:
    suite = f'<testsuite name="safety" {attributes}>{cases}</testsuite>'
    return read(f"<testsuites {root}>{suite}</testsuites>".encode())


def kinds(result: EvaluationResult) -> list[str]:
    return [note.kind for note in result.notes]


def test_suites_within_suites_count_their_own_cases() -> None:
    inner = b'<testsuite name="in" tests="1"><testcase name="b"><failure/></testcase></testsuite>'
    result = read(b'<testsuite name="out" tests="2"><testcase name="a"/>' + inner + b"</testsuite>")
    assert [(each.task, each.value) for each in result.measurements] == [("out", 1.0), ("out / in", 0.0)]


def test_the_whole_file_has_a_rate_too_with_the_tests_outside_any_suite() -> None:
    outside = '<testcase name="a"><failure/></testcase>'
    suites = '<testsuite name="x"><testcase name="b"/></testsuite><testsuite name="y"><testcase name="c"/></testsuite>'
    for root, whole in (
        ("<testsuites>", "testsuites"),
        ('<testsuites name="all">', "all"),
        ('<testsuites name="x">', "testsuites"),
    ):
        result = read(f"{root}{outside}{suites}</testsuites>".encode())
        told = [(each.task, each.value, each.samples) for each in result.measurements]
        assert told == [(whole, 2 / 3, 3), ("x", 1.0, 1), ("y", 1.0, 1)]


def test_the_suites_of_promptfoo_are_systems_and_have_no_common_rate() -> None:
    suites = '<testsuite name="x"><testcase name="b"/></testsuite><testsuite name="y"><testcase name="c"/></testsuite>'
    result = read(f'<testsuites name="promptfoo">{suites}</testsuites>'.encode())
    assert [each.task for each in result.measurements] == ["x", "y"]


TWICE = '<testcase name="a"><failure/></testcase><testcase name="a"/>'


@pytest.mark.parametrize(
    ("attributes", "root", "passed", "ran"),
    [
        ('tests="1"', "", 0, 1),
        ('tests="2"', "", 1, 2),
        ("", "", 1, 2),
        ('tests="2"', 'name="pytest tests"', 0, 1),
    ],
)
def test_cases_of_one_name_are_one_test_where_the_suite_says_so(
    attributes: str, root: str, passed: int, ran: int
) -> None:
    (each,) = read_suite(TWICE, attributes, root).measurements
    assert (each.value, each.samples) == (passed / ran, ran)


def test_a_try_before_the_last_is_told_also_where_it_stands_inside_the_case() -> None:
    result = read_suite('<testcase name="a"><flakyFailure/></testcase><testcase name="b"/>')
    assert ([each.value for each in result.measurements], kinds(result)) == ([1.0], ["passed-again"])


@pytest.mark.parametrize(
    "case",
    [
        '<testcase name="b" status="notrun"/>',
        '<testcase name="b" status="run" result="skipped"/>',
        '<testcase name="b" result="suppressed"/>',
        '<testcase name="b" status="disabled"/>',
        '<testcase name="b"><skipped/></testcase>',
        '<testcase name="b"><disabled/></testcase>',
        '<testcase name="b"><skipped type="todo"/><failure/></testcase>',
    ],
)
def test_what_did_not_run_counts_neither_way_and_is_missing(case: str) -> None:
    (each,) = read_suite('<testcase name="a"/>' + case).measurements
    assert (each.value, each.samples, each.declared) == (1.0, 1, 2)


def test_a_case_that_says_it_failed_has_failed_without_an_element_too() -> None:
    result = read_suite('<testcase name="a"/><testcase name="b" status="failed"/>', 'failures="1" errors="0"')
    assert ([each.value for each in result.measurements], kinds(result)) == ([0.5], [])


@pytest.mark.parametrize(
    ("cases", "attributes"),
    [
        ("<error/>", 'tests="0" errors="1"'),
        ("", 'tests="0" errors="1" failures="0"'),
        ('<testcase name="a"/><error/>', 'tests="1"'),
        (
            '<testcase name="a"/><testcase name="" classname=""><failure/></testcase>',
            'tests="1" failures="0" errors="0"',
        ),
    ],
)
def test_a_suite_that_broke_is_told_and_the_run_is_not_whole(cases: str, attributes: str) -> None:
    result = read_suite(cases, attributes)
    assert (kinds(result), result.completeness.status) == (["suites-died"], "partial")


@pytest.mark.parametrize(
    ("attributes", "root"),
    [
        ('tests="2" failures="1" errors="0"', ""),
        ('tests="2" failures="3" errors="0"', ""),
        ('tests="1"', ""),
        ('tests="2"', 'name="all" tests="9"'),
        ('tests="2"', 'name="all" failures="3" errors="0"'),
    ],
)
def test_totals_that_the_cases_contradict_are_told(attributes: str, root: str) -> None:
    cases = '<testcase name="a"><failure/></testcase><testcase name="b"><failure/></testcase>'
    assert kinds(read_suite(cases, attributes, root)) == ["totals-differ"]


def test_several_failures_of_one_case_contradict_no_total() -> None:
    assert kinds(read_suite('<testcase name="a"><failure/><failure/></testcase>', 'failures="1" errors="0"')) == []


@pytest.mark.parametrize(
    ("cases", "attributes"),
    [('<testcase name="a"><skipped/></testcase>', 'tests="1"'), ("", 'tests="4" failures="0" errors="0"')],
)
def test_a_suite_of_which_nothing_ran_has_no_rate_and_is_told(cases: str, attributes: str) -> None:
    result = read_suite(cases, attributes)
    assert (result.measurements, kinds(result)) == ((), ["nothing-ran"])


def test_tests_that_were_skipped_may_be_left_out_of_the_total() -> None:
    cases = '<testcase name="a"/><testcase name="a"/><testcase name="b"><skipped/></testcase>'
    result = read_suite(cases, 'tests="2" failures="0" errors="0"')
    assert ([each.samples for each in result.measurements], kinds(result)) == ([2], [])


@pytest.mark.parametrize(("told", "notes"), [(0, []), (1, ["failures-hidden"])])
def test_a_failure_that_stands_in_a_comment_only_is_told(told: int, notes: list[str]) -> None:
    assert kinds(read(NODE % told)) == notes


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+02:00", "1970-01-01T00:00:00Z", "now"])
def test_a_date_that_means_no_date_is_none(moment: str) -> None:
    assert read_suite('<testcase name="a"/>', f'timestamp="{moment}"').started_at is None


def test_a_date_may_stand_at_the_root_only() -> None:
    result = read_suite('<testcase name="a"/>', root='timestamp="2026-03-02T08:00:00Z"')
    assert result.started_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_a_test_that_a_broken_hook_kept_from_running_broke_and_did_not_fail() -> None:
    result = read_suite('<testcase name="a"><failure type="cancelledByParent"/></testcase><testcase name="b"/>')
    assert ([each.value for each in result.measurements], kinds(result)) == ([0.5], ["tests-broken"])


def test_markdown_that_begins_with_a_comment_is_no_xml() -> None:
    with pytest.raises(UnreadableResult, match="unknown-format"):
        read(b"<!-- notes -->\n# Notes\n")


@pytest.mark.parametrize(
    "totals", ['tests="3" failures="1"', 'tests="2" errors="1"', 'tests="3" failures="1" errors="0"']
)
def test_a_failure_that_stands_in_the_totals_only_is_told(totals: str) -> None:
    assert kinds(read_suite('<testcase name="a"/><testcase name="b"/>', totals)) == ["totals-differ"]


@pytest.mark.parametrize(("failures", "notes"), [(1, []), (2, ["totals-differ"])])
def test_a_suite_of_suites_did_not_die_of_what_failed_within_them(failures: int, notes: list[str]) -> None:
    cases = '<testcase name="a"/><testcase name="b"><failure/></testcase>'
    inner = f'<testsuite name="in" tests="2" failures="1">{cases}</testsuite>'
    outer = f'<testsuite name="all" tests="2" failures="{failures}">{inner}</testsuite>'
    result = read(f"<testsuites>{outer}</testsuites>".encode())
    assert [(each.task, each.value) for each in result.measurements] == [("all / in", 0.5)]
    assert (result.completeness.status, kinds(result)) == ("not-stated", notes)


def test_more_suites_than_there_may_be_values_are_refused_where_they_begin() -> None:
    with pytest.raises(UnreadableResult, match="too-many"):
        read(b"<testsuites>" + b"<testsuite/>" * 10_001 + b"<")


@pytest.mark.parametrize("said", ['result="Inconclusive"', 'status="BLOCKED"', 'result="NotExecuted"'])
def test_what_came_to_no_result_did_not_pass(said: str) -> None:
    result = read_suite(f'<testcase name="a" {said}/><testcase name="b"/><testcase name="c"><failure/></testcase>')
    assert [(each.value, each.samples) for each in result.measurements] == [(0.5, 2)]


@pytest.mark.parametrize("said", ['status="broken"', 'result="Timeout"', 'result="Aborted"'])
def test_what_broke_by_its_status_alone_ran_and_did_not_pass(said: str) -> None:
    result = read_suite(f'<testcase name="a" {said}/><testcase name="b"/>')
    assert ([each.value for each in result.measurements], kinds(result)) == ([0.5], ["tests-broken"])


@pytest.mark.parametrize("name", ["[build failed]", "[setup failed]", "initializationError"])
def test_a_case_that_stands_for_tests_that_could_not_begin_is_no_test(name: str) -> None:
    result = read_suite(f'<testcase name="a"/><testcase classname="p" name="{name}"><error/></testcase>')
    assert ([each.value for each in result.measurements], result.completeness.reason) == ([1.0], "suites-died")


def test_a_comment_may_stand_before_the_suites() -> None:
    suite = b'<testsuite name="s"><testcase name="a"/></testsuite>'
    assert read(b"<!-- made by x -->\n<!-- again - or - not -->" + suite) == read(suite)
    with pytest.raises(UnreadableResult, match="unknown-format"):
        read(b"<!-- about <testsuite> -->\n# Notes\n")


@pytest.mark.parametrize(
    ("case", "value", "status"),
    [
        ('<testcase time="0.000"/>', 0.5, "partial"),
        ('<testcase classname="test_it" time="0.000"/>', 2 / 3, "not-stated"),
        ('<testcase name="" classname="test_it"/>', 2 / 3, "not-stated"),
    ],
)
def test_a_case_of_pytest_without_any_name_is_the_test_in_which_the_run_was_stopped(
    case: str, value: float, status: str
) -> None:
    cases = (
        f'<testcase classname="test_it" name="a"/><testcase classname="test_it" name="b"><failure/></testcase>{case}'
    )
    result = read(f'<testsuites><testsuite name="pytest" tests="2">{cases}</testsuite></testsuites>'.encode())
    assert ([each.value for each in result.measurements], result.completeness.status) == ([value], status)


def test_a_suite_that_says_it_has_no_tests_and_has_a_case_in_error_could_not_be_run() -> None:
    result = read_suite('<testcase classname="Test suite failed to run" name="a"><error/></testcase>', 'tests="0"')
    assert (result.measurements, result.completeness.reason, kinds(result)) == ((), "suites-died", ["suites-died"])


def test_a_warning_of_phpunit_is_no_pass() -> None:
    (each,) = read_suite('<testcase name="a"/><testcase name="b"><warning/></testcase>', 'tests="2"').measurements
    assert (each.value, each.samples, each.declared) == (1.0, 1, 2)


EMPTY = '<testcase name="has no tests"/>'


@pytest.mark.parametrize(
    ("file", "tasks"),
    [
        (f'{EMPTY}<testcase name="a"><failure/></testcase>', [("testsuites", 0.0, 1)]),
        (
            f'<testsuite name="in" tests="2">{EMPTY}<testcase name="a"><failure/></testcase></testsuite>',
            [("testsuites", 0.0, 1), ("in", 0.5, 2)],
        ),
    ],
)
def test_a_suite_of_node_without_tests_is_no_test_that_passed(file: str, tasks: list[tuple[str, float, int]]) -> None:
    result = read(f"<testsuites>{file}<!-- tests 1 --><!-- suites 2 --><!-- fail 1 --></testsuites>".encode())
    assert [(each.task, each.value, each.samples) for each in result.measurements] == tasks
    assert kinds(result) == ["suites-without-tests"]


def test_a_suite_without_tests_is_seen_beside_a_test_with_parts_which_is_no_case() -> None:
    parts = '<testcase name="a"><failure/></testcase><testcase name="b"/>'
    file = f'{EMPTY}<testsuite name="with parts" tests="2" failures="1">{parts}</testsuite>'
    said = "<!-- tests 3 --><!-- suites 1 --><!-- pass 1 --><!-- fail 2 -->"
    result = read(f"<testsuites>{file}{said}</testsuites>".encode())
    assert (result.measurements[0].value, result.measurements[0].samples) == (0.5, 2)
    assert kinds(result) == ["failures-hidden", "suites-without-tests"]


def test_a_part_of_node_that_is_still_to_do_may_fail() -> None:
    part = '<testcase name="b"><skipped type="todo"/><failure/></testcase>'
    suite = f'<testsuite name="t" tests="2" failures="1"><testcase name="a"/>{part}</testsuite>'
    result = read(f"<testsuites>{suite}<!-- tests 3 --><!-- fail 0 --></testsuites>".encode())
    assert ([(each.value, each.samples) for each in result.measurements], kinds(result)) == ([(1.0, 1)], [])


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ('hostname="chromium"', 'hostname="firefox"', ["pass_rate (chromium)", "pass_rate (firefox)"]),
        ('hostname="h" file="a.js"', 'hostname="h" file="b.js"', ["pass_rate (a.js)", "pass_rate (b.js)"]),
        ('hostname="h"', "", ["pass_rate", "pass_rate"]),
    ],
)
def test_suites_of_one_name_are_told_apart_by_what_differs(first: str, second: str, labels: list[str]) -> None:
    one = f'<testsuite name="a" {first}><testcase name="x"/></testsuite>'
    other = f'<testsuite name="a" {second}><testcase name="x"><failure/></testcase></testsuite>'
    _, *suites = read(f"<testsuites>{one}{other}</testsuites>".encode()).measurements
    assert [each.label for each in suites] == labels
