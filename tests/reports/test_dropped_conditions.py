"""What a report says of a condition that the board dropped, and of a decision that a late one suspends.

Owns these two lines. The rest of that part is tested in `test_contents`.
"""

from __future__ import annotations

from bot.reports.sections.ballot import verdict
from bot.reports.sections.decision import bindings
from tests.builders import BOARD
from tests.decision.test_bent_conditions import after_release, agrees, asks, decided
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import say


def test_who_dropped_a_condition_together_is_named() -> None:
    play = decided()
    asks(play, BOARD[1], "drop", round=1, of="C1")
    agrees(play, BOARD[2])
    assert play.audit.decision
    [line] = bindings(played(play), play.audit.decision)
    assert line.state == "dropped-by-seats"
    assert len(line.by.split(", ")) == 2


def test_what_suspends_the_decision_is_named() -> None:
    found = verdict(played(after_release(None)))
    assert found
    assert found.stopped_by == ("C1",)


def test_both_formats_say_that_it_is_suspended() -> None:
    written = files(played(after_release(None)))
    for name, text in written.items():
        if "report" in name:
            assert say()("report-stopped", items="C1") in text
