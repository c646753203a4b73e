"""JUnit suites within suites.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

from bot.evaluations.readers import read


def test_suites_within_suites_count_their_own_cases() -> None:
    inner = b'<testsuite name="in" tests="1"><testcase name="b"><failure/></testcase></testsuite>'
    result = read(b'<testsuite name="out" tests="2"><testcase name="a"/>' + inner + b"</testsuite>")
    assert [(each.task, each.value) for each in result.measurements] == [("out", 1.0), ("out / in", 0.0)]
