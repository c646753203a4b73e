"""What a decision is worth is told alike everywhere: nothing says that it allows what it does not allow any more.

Owns the words that depend on that, in a report, in what codes ask, and in the posted message. Which end a decision
comes to is tried in `tests/decision`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PassTime
from bot.reports.sections.obligations import obligations
from bot.slack.decision.decision_card import decision_card
from tests.builders import Play
from tests.decision.test_bent_conditions import after_release
from tests.decision.test_post_in_slack import api, posted
from tests.reports.sample_audits import files, played
from tests.reports.test_as_of import suspended
from tests.slack.outbound.view_contexts import context_of, say, says, shown

ALLOWS = (
    "report-standing-released",
    "report-standing-conditions",
    "report-standing-conditions-met",
    "report-decision-allowed",
    "report-expires",
    "report-released-since",
    "report-asked-update-there",
    "report-cancel",
)
"""What a report says while a decision is in force."""

POSTED = ("post-allowed", "post-allowed-once", "post-allowed-met", "decision-allowed", "decision-allowed-once")
"""What the posted message says then; and who reads of a term or of a form that is allowed."""


def expired() -> Play:
    play = posted(api())
    play.clock.forward(timedelta(days=400))
    play.do(PassTime, SYSTEM)
    return play


def stopped() -> Play:
    return after_release(None)


ENDS = {
    "suspended": (suspended, "report-standing-suspended", "decision-suspended", "post-was-allowed"),
    "stopped": (stopped, "report-standing-stopped", "decision-stopped", "post-stopped"),
    "expired": (expired, "report-standing-expired", "decision-expired", "post-was-allowed"),
}
"""How it comes to its end, the headline of its report, the first line of its post, and how the post names forms."""


@pytest.fixture(params=ENDS)
def end(request: pytest.FixtureRequest) -> tuple[Callable[[], Play], str, str, str]:
    found: tuple[Callable[[], Play], str, str, str] = ENDS[request.param]
    return found


def report(play: Play) -> list[str]:
    """The report in both forms, with what codes ask."""
    read = played(play)
    asked = "\n".join(row.said for regime in obligations(read) for row in regime.rows)
    return [*(files(read)[name] for name in ("A-1-report.html", "A-1-report.md")), asked]


def post(play: Play) -> str:
    return shown(decision_card(context_of(play)))


def test_a_decision_in_force_says_what_it_allows() -> None:
    play = posted(api())
    for page in report(play)[:2]:
        assert says(page, "report-standing-released")
        assert says(page, "report-decision-allowed")
    assert says(post(play), "post-allowed")
    assert say()("decision-cancelled-by").strip("*") in post(play)


def test_a_report_of_one_that_is_not_says_so_first_and_nowhere_what_it_allows(
    end: tuple[Callable[[], Play], str, str, str],
) -> None:
    made, headline, *_ = end
    pages = report(made())
    for page in pages[:2]:
        assert page.index(say().fixed(headline)[0].strip()) < page.index(say()("report-heading-board"))
    lines = "\n".join(pages).splitlines()
    kept = {"report-cancel"} if made is stopped else set()
    told = {key for key in ALLOWS for line in lines if key not in kept and says(line, key)}
    assert told == set()


def test_the_post_of_one_that_is_not_says_so_first_and_nowhere_that_something_may_be_released(
    end: tuple[Callable[[], Play], str, str, str],
) -> None:
    made, _, first, forms = end
    read = post(made())
    assert says(read.split(say().fixed("post-model")[0])[0], first, count=1)
    assert says(read, forms, count=1)
    assert {key for key in POSTED for line in read.splitlines() if says(line, key)} == set()


def test_a_term_is_told_only_while_something_may_be_or_will_be_released_again() -> None:
    told = {name: says(post(made()), "term-begin") for name, (made, *_) in ENDS.items()}
    assert told == {"suspended": False, "stopped": True, "expired": False}
