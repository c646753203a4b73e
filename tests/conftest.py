"""What holds for every test: with SMACTR_CI_NO_SKIPS=1 a skipped test is a failed test, and chance is always the same.

Owns that rule, so that CI cannot be green because something was missing, the options of the command line, which pytest
reads from here alone, in which words and loop the bot runs, that tests run in the order of `tests.order`, and that
none leaves its logging behind. Must not hold fixtures of a subject: those live beside the tests that use them.
"""

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Generator, Iterator, Mapping

import pytest
import structlog
import uvloop
from hypothesis import settings

from tests.order import over_sockets, turn
from tests.rewording import reword_everything_read

pytest_plugins = ("tests.slack.bot_in_sandbox", "tests.node.packages", "tests.timeouts", "tests.sdk_checks")
"""Fixtures of a bot in a sandbox, for the tests of every subject that go through Slack, and of Node's packages; alarms,
and checks of drawings that take less time.
"""


# until every test is collected nothing is garbage: what is imported stays to the end
gc.disable()

NO_SKIPS = os.environ.get("SMACTR_CI_NO_SKIPS") == "1"

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("long", settings.get_profile("ci"), derandomize=False, max_examples=1000)
# a busy machine is no fault of the rule: how long a test may take, pytest-timeout says
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if NO_SKIPS else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `tests/faults` can be asked for, and in which words the bot speaks."""
    parser.addoption("--kills", type=int, default=3, help="tests/faults: how often a replica is killed with -9")
    parser.addoption("--whole", action="store_true", help="everything where a run takes some; the demo at its own pace")
    parser.addoption("--dice", type=int, default=0, help="tests/faults: the seed of chance; 0: a new one")
    parser.addoption("--reword", default="", help="texts in other words: all, or SEED[:COUNT] for twenty at random")


def pytest_configure(config: pytest.Config) -> None:
    """Where texts are wanted in other words, they are before anybody reads them."""
    if wish := config.getoption("--reword"):
        config.add_cleanup(reword_everything_read(wish))


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests run in the loop that the bot runs in, which is quicker, too."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The quickest to fail first; tests of one turn stay as they were. None about words that are others now.

    What is played over sockets is played twice before it has failed.
    """
    items.sort(key=turn)
    for item in filter(over_sockets, items):
        item.add_marker(pytest.mark.flaky(reruns=1))
    if config.getoption("--reword"):
        about = [item for item in items if item.get_closest_marker("wording")]
        config.hook.pytest_deselected(items=about)
        items[:] = [item for item in items if item not in set(about)]


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on there is garbage; what stays need not be looked through for it again and again.

    Looked for every 700 objects, as Python does by itself, it takes a seventh of the processor.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How a test failed that passed when it was played once more: a race is mended by whoever can read how it went."""
    failed = {report.nodeid for report in terminalreporter.stats.get("failed", ())}
    for report in terminalreporter.stats.get("rerun", ()):
        if report.nodeid not in failed:
            terminalreporter.section(f"failed at first: {report.nodeid}")
            terminalreporter.write_line(report.longreprtext)
            terminalreporter.write_line(report.capstdout)


# structlog's own way to show a traceback draws every local of every frame, which takes seconds
PLAIN = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A command of ours sets up logging for its process; the next test must not write to its closed stream."""
    root = logging.getLogger()
    # what a fixture of a whole session or module set up may write to a stream that ended with its first test
    for logger in (root, *(found for found in root.manager.loggerDict.values() if isinstance(found, logging.Logger))):
        closed = [
            h for h in logger.handlers if isinstance(h, logging.StreamHandler) and getattr(h.stream, "closed", False)
        ]
        for handler in closed:
            logger.removeHandler(handler)
    handlers, level = root.handlers[:], root.level
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], PLAIN])
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


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
