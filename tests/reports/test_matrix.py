"""The matrix of forms and needs in a report: as the board saw it, and as it stands since.

Owns that part of the contents.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.decision.events import DecisionReached
from bot.domain.engine.fold import fold
from bot.ports.store import Loaded
from bot.reports.sections.matrix import forms, seen
from tests.builders import ENGINEER, LEAD, an_audit
from tests.decision.test_suspension import decided
from tests.engine.played_audits import Branch
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import says

REPORTS = ("A-1-report.html", "A-1-report.md")


def suspended() -> Branch:
    play = decided()
    play.do(ReportCancelling, ENGINEER, cause="new-attack", text=play.text("A prompt of Tuesday."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("Repeated on ours."))
    return play


def test_what_was_found_since_changes_what_stands_and_not_what_the_board_saw() -> None:
    read = played(suspended())
    (ballot,) = seen(read, forms(read))
    assert [row.supported for row in ballot.rows if row.number == 2] == [True]
    assert [row.supported for row in forms(read) if row.number == 2] == [False]
    assert ballot.changed == ("2 Hosted product", "3 Inference API")
    for name in REPORTS:
        text = files(read)[name]
        assert says(text, "report-forms-seen-when", event=str(ballot.event))
        assert says(text, "report-forms-changed", forms=", ".join(ballot.changed))


def test_where_nothing_has_changed_since_the_matrix_is_printed_once() -> None:
    read = played(decided())
    assert seen(read, forms(read))[0].rows == forms(read)
    for name in REPORTS:
        assert says(files(read)[name], "report-forms-unchanged")


def test_before_any_ballot_there_is_only_the_matrix_as_it_stands() -> None:
    read = played(an_audit().at("testing"))
    assert seen(read, forms(read)) == ()
    assert forms(read)


def test_as_of_the_decision_nothing_is_told_that_came_later() -> None:
    read = played(suspended())
    decided_at = next(n for n, r in enumerate(read.history, 1) if isinstance(r.event, DecisionReached))
    history = read.history[:decided_at]
    audit = fold(recorded.event for recorded in history)
    then = replace(read, loaded=Loaded(audit, read.framework, "f" * 64), history=history, later=4)
    for name in REPORTS:
        now, before = files(read)[name], files(then)[name]
        assert says(now, "report-standing-suspended")
        assert not says(before, "report-standing-suspended")
        assert "A prompt of Tuesday." in now
        assert "A prompt of Tuesday." not in before
        assert says(before, "report-forms-unchanged")
