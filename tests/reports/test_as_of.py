"""A report of an earlier event tells what was true then, however much is known today.

Owns that on a decision that was suspended later: neither does yesterday's report know of it, nor today's say in
yesterday's words what is allowed. How a history is cut off is tried in `tests/cli`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.decision.events import DecisionReached, DecisionSuspended
from bot.domain.engine.fold import fold
from bot.ports.store import Loaded
from bot.reports.dates import long_day
from bot.reports.report_data import Material
from bot.reports.sections.obligations import obligations
from tests.builders import ENGINEER, LEAD
from tests.decision.test_suspension import decided
from tests.engine.played_audits import Branch
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import say, says

REPORTS = ("A-1-report.html", "A-1-report.md")

LATER = ("A prompt of Tuesday.", "Repeated on ours.")


def suspended() -> Branch:
    play = decided()
    play.do(ReportCancelling, ENGINEER, cause="new-attack", text=play.text(LATER[0]))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text(LATER[1]))
    return play


def as_of(play: Branch, kind: type) -> Material:
    """The material of a report at the first event of a kind, with every text that is there today."""
    today = played(play)
    seq = next(recorded.seq for recorded in today.history if isinstance(recorded.event, kind))
    history = today.history[:seq]
    loaded = Loaded(fold(recorded.event for recorded in history), today.framework, "f" * 64)
    later = len(today.history) - seq
    return replace(today, loaded=loaded, history=history, at=history[-1].event.at, later=later)


def written(read: Material) -> list[str]:
    return [files(read)[name] for name in REPORTS]


def test_before_the_suspension_nothing_is_known_of_it() -> None:
    before = as_of(suspended(), DecisionReached)
    decision = before.audit.decision
    assert decision
    assert decision.expires
    for text in written(before):
        assert says(text, "report-before", event=str(decision.seq))
        assert says(text, "report-decision-allowed")
        assert says(text, "report-expires", day=long_day(decision.expires, say().locale))
        assert not any(words in text for words in LATER)
        assert say()("report-suspended") not in text


def test_after_it_nothing_is_said_to_be_allowed_and_what_was_is_said_to_be_over() -> None:
    play = suspended()
    decision = play.audit.decision
    assert decision
    assert decision.suspended
    for read in (as_of(play, DecisionSuspended), played(play)):
        for text in written(read):
            assert says(text, "report-board-suspended")
            assert says(text, "report-decision-was-allowed")
            assert not says(text, "report-decision-allowed")
            assert all(words in text for words in LATER)


def test_what_codes_ask_is_answered_as_it_was_then() -> None:
    def said(read: Material, rule: str) -> set[str]:
        return {row.said for regime in obligations(read) for row in regime.rows if row.rule == rule}

    play = suspended()
    before, after = as_of(play, DecisionReached), played(play)
    assert all("Suspended" not in words for words in said(before, "proceed"))
    assert said(after, "update") == {say()("report-asked-update-suspended")}
    assert said(before, "update").isdisjoint(said(after, "update"))
    assert said(before, "proceed").isdisjoint(said(after, "proceed"))


def test_it_says_the_same_in_the_same_order_however_the_record_was_read() -> None:
    read = played(decided())
    turned = tuple(found.replace(opened=dict(reversed(found.opened.items()))) for found in read.audit.ballots)
    other = replace(read, loaded=replace(read.loaded, audit=read.audit.replace(ballots=turned)))
    assert [*turned[0].opened] != [*read.audit.ballots[0].opened]
    assert written(other) == written(read)
