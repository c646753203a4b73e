"""Since when, and until when, somebody held a role.

Owns that part of the contents.
"""

from __future__ import annotations

from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.workdays import Calendar
from bot.domain.roster.commands import AssignRoles, DelegateRole, RecordGone
from bot.reports.sections.role_history import TermLine, terms
from tests.builders import BOARD, LEAD, LEGAL, PRODUCT, SAFETY, STRANGER, Play, an_audit
from tests.clock import MONDAY
from tests.engine.played_audits import Branch, at_home_in
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import say

DAY = MONDAY.date()


def held(play: Play, role: str) -> list[TermLine]:
    return [term for term in terms(played(play)) if term.role == play.framework.role(role).title]


def test_everybody_who_holds_a_role_stands_with_the_days_on_which_they_were_asked_and_accepted() -> None:
    play = an_audit().at("scoping")
    assert held(play, "lead") == [TermLine("Audit lead", "Lead", "", DAY, DAY, None, "")]
    assert [term.accepted for term in held(play, "board")] == [DAY] * len(BOARD)


def test_the_days_are_those_of_where_the_audit_is() -> None:
    play = an_audit().at("scoping")
    ours = at_home_in(Calendar(zone="America/Los_Angeles"), Branch(play))
    ours.clock.set(ours.audit.calendar.end(DAY))
    assert ours.now.date() > DAY
    ours.do(AssignRoles, LEAD, roles={"legal": (LEGAL, STRANGER)})
    assert held(ours, "legal")[-1].asked == DAY


def test_whoever_was_replaced_stands_beside_whoever_came() -> None:
    play = an_audit().at("scoping").later(days=1)
    play.reassign(legal=(STRANGER,))
    old, new = held(play, "legal")
    assert (old.end, old.ended, new.ended) == ("replaced", new.asked, None)
    for name in ("A-1-report.html", "A-1-report.md"):
        assert say()("report-terms-replaced") in files(played(play))[name]


def test_whoever_left_the_workspace_holds_nothing_from_then_on() -> None:
    play = an_audit().at("scoping").later(days=1)
    play.do(RecordGone, SYSTEM, person=PRODUCT)
    assert [term.end for term in held(play, "product")] == ["left"]


def test_who_acts_for_a_seat_stands_with_it_and_with_the_last_day() -> None:
    play = an_audit().at("mapping")
    play.do(DelegateRole, SAFETY, role="safety", to=LEGAL, until=play.clock.now().date())
    own, acting = held(play, "safety")
    assert (own.end, acting.acts_for, acting.end) == ("", "Safety", "delegated")
    assert acting.ended == play.clock.now().date()
    assert LEAD not in {own.name, acting.name}
