"""What holds for every test: where SMACTR_CI_NO_SKIPS=1, a skipped test is a failed test.

Owns that one rule, so that CI cannot be green because something was missing. Must not hold fixtures of a
subject: those live beside the tests that use them.
"""

import os
from collections.abc import Generator

import pytest

NO_SKIPS = os.environ.get("SMACTR_CI_NO_SKIPS") == "1"


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that still says the reason; an expected failure stays one."""
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: nothing may be skipped here. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hold the rule for a test."""
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Hold the rule for a module that skips itself while it is collected."""
    report = yield
    refuse_skip(report)
    return report
