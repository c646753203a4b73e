"""Terms by an audit's own working days and zone: stages, ballots, cooling-offs and holds.

Owns that everything which takes days goes by the one calendar that was chosen at the start, and that nothing which was
reckoned once is reckoned anew.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.duties import VoteDuty
from bot.domain.decision.commands import CallHold
from bot.domain.decision.events import HoldCalled
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.engine.timers import next_alarm
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import ChangeDetails, PassTime, ReopenStage, StartAudit
from bot.domain.lifecycle.events import AuditStarted
from bot.domain.lifecycle.state import Subject
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.reflection.events import StatementsAnswered
from bot.domain.roster.commands import DelegateRole
from tests.builders import BOARD, LEAD, SAFETY, STRANGER, built_in, refused_with
from tests.clock import MONDAY
from tests.engine.played_audits import Branch, at_home_in, audit_at, audit_ready

CHRISTMAS = (date(2026, 12, 25), date(2026, 12, 26))

BERLIN = Calendar(zone="Europe/Berlin", country="DE", days_off=CHRISTMAS)

TOKYO = Calendar(zone="Asia/Tokyo", country="JP", days_off=(date(2026, 11, 23),))

CAIRO = Calendar(zone="Africa/Cairo", country="EG", weekend=(4, 5))

LOS_ANGELES = Calendar(zone="America/Los_Angeles", country="US")

MIDNIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
"""The end of Monday in Los Angeles."""


def started(calendar: Calendar, now: datetime) -> Audit:
    """An audit that was started with a calendar at a moment."""
    framework, play = built_in(), audit_at()
    start = play.command(
        StartAudit,
        LEAD,
        subject=Subject(model="Foo-7B", version="1.2"),
        description=play.text("An assistant."),
        asked_form=3,
        framework=play.text(framework.model_dump_json()),
        lead=LEAD,
        decision_channel="CDECISIONS",
        calendar=calendar,
    )
    return fold(decide(None, framework, start, now))


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize(
    ("calendar", "due"),
    [
        (Calendar(), [28, 29, 30, 31, 1, 1, 1]),
        (BERLIN, [29, 30, 31, 1, 1, 1, 1]),
        (CAIRO, [28, 29, 30, 31, 31, 31, 3]),
    ],
    ids=["nowhere", "Berlin", "Cairo"],
)
def test_a_first_stage_is_due_five_working_days_on_whatever_day_it_begins(
    calendar: Calendar, due: list[int], weekday: int
) -> None:
    found = started(calendar, datetime(2026, 12, 21 + weekday, 12, tzinfo=UTC)).stages["scoping"].due
    assert found
    assert found.day == due[weekday]


def test_a_ballot_ends_at_five_where_the_audit_is() -> None:
    play = at_home_in(BERLIN, audit_at("post-audit"))
    play.clock.set(datetime(2026, 12, 22, 9, tzinfo=UTC))
    play.do(OpenBallot, LEAD)
    ballot = play.audit.ballot
    assert ballot
    # Wednesday, Thursday, and over Christmas the Monday after
    assert ballot.deadline == datetime(2026, 12, 28, 16, tzinfo=UTC)
    for who in BOARD[:1]:
        play.vote(who, play.paper(1))
    play.clock.set(ballot.deadline)
    play.do(PassTime, SYSTEM)
    extended = play.audit.ballot
    assert extended
    assert extended.deadline == datetime(2026, 12, 30, 16, tzinfo=UTC)


def test_a_cooling_off_and_a_hold_end_at_five_where_the_audit_is() -> None:
    play = at_home_in(TOKYO, audit_at("post-audit"))
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    play.reveal()
    proposal = play.audit.proposal
    assert proposal
    # revealed on a Monday evening in Tokyo, a day off there: the first working day is Tuesday
    assert play.audit.calendar.day(play.now) == MONDAY.date()
    assert proposal.until == datetime(2026, 11, 25, 8, tzinfo=UTC)
    [called] = play.do(CallHold, BOARD[0], round=proposal.round, reason=play.text("Not read yet."))
    assert isinstance(called, HoldCalled)
    assert called.until == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_a_day_begins_where_the_audit_is() -> None:
    late_on_monday_in_utc = datetime(2026, 11, 30, 20, tzinfo=UTC)
    due = [started(c, late_on_monday_in_utc).stages["scoping"].due for c in (Calendar(), TOKYO)]
    assert due == [date(2026, 12, 7), date(2026, 12, 8)]


def on_monday_evening(play: Branch) -> Branch:
    """The same audit in Los Angeles, at nine in the evening there: elsewhere the day is over."""
    at_home_in(LOS_ANGELES, play).clock.set(MIDNIGHT - timedelta(hours=3))
    return play


def test_who_acts_for_a_seat_today_does_so_until_the_day_is_over_where_the_audit_is() -> None:
    play = on_monday_evening(audit_at("testing"))
    play.do(DelegateRole, SAFETY, role="safety", to=STRANGER, until=MONDAY.date())
    play.do(LogFinding, STRANGER, stage="testing", severity="low", text=play.text("One more."))
    assert next_alarm(play.audit, play.framework, play.now) == MIDNIGHT
    play.clock.set(MIDNIGHT)
    with refused_with("power-not-yours", NotAllowed):
        play.do(LogFinding, STRANGER, stage="testing", severity="low", text=play.text("Another."))


def test_a_day_that_is_over_where_the_audit_is_is_no_day_to_act_until() -> None:
    play = on_monday_evening(audit_at("testing"))
    with refused_with("day-over", Invalid):
        play.do(DelegateRole, SAFETY, role="safety", to=STRANGER, until=MONDAY.date() - timedelta(days=1))


def test_lines_are_asked_about_until_their_day_is_over_where_the_audit_is() -> None:
    play = at_home_in(LOS_ANGELES, audit_ready("reflection"))
    play.history = [event for event in play.history if not isinstance(event, StatementsAnswered)]
    published = play.audit.published
    assert published
    assert published.answers_due
    over = LOS_ANGELES.begin(published.answers_due + timedelta(days=1))
    for moment, asked in ((over - timedelta(minutes=1), True), (over, False)):
        play.clock.set(moment)
        owed = duties_of(play.audit, play.framework, play.today)
        assert any(isinstance(duty, CheckLinesDuty) for duty in owed) == asked
    assert over.hour == 8


def test_a_vote_is_due_on_the_day_on_which_the_ballot_closes_where_the_audit_is() -> None:
    play = at_home_in(LOS_ANGELES, audit_at("post-audit"))
    play.do(OpenBallot, LEAD)
    ballot = play.audit.ballot
    assert ballot
    # five in the afternoon there is the next day in UTC
    assert ballot.deadline.hour == 1
    due = {duty.due for duty in duties_of(play.audit, play.framework, play.today) if isinstance(duty, VoteDuty)}
    assert due == {LOS_ANGELES.day(ballot.deadline)}


def test_days_off_stand_in_the_history_and_only_there() -> None:
    play = at_home_in(BERLIN, audit_at())
    begun = play.history[0]
    read = AuditStarted.model_validate_json(begun.model_dump_json())
    assert fold([read, *play.history[1:]]).calendar.days_off == CHRISTMAS


def test_an_audit_without_a_calendar_says_nothing_of_one() -> None:
    play = audit_at()
    assert "calendar" not in play.history[0].model_dump()
    assert "calendar" not in play.audit.model_dump()
    assert play.audit.calendar.closing(MONDAY, 1) == MONDAY.replace(hour=17) + timedelta(days=1)


def test_other_working_days_move_what_comes_and_no_date_that_stands() -> None:
    play = at_home_in(BERLIN, audit_at("scoping"))
    due = play.audit.stages["scoping"].due
    play.do(ChangeDetails, LEAD, calendar=CAIRO)
    assert (play.audit.calendar, play.audit.stages["scoping"].due) == (CAIRO, due)
    play.complete("scoping")
    opened = play.framework.stage("mapping")
    assert play.audit.stages["mapping"].due == CAIRO.add(play.now, opened.days)


EVERY_DAY = BERLIN.replace(weekend=(), days_off=())
"""Sundays and Christmas are worked."""

EARLIER = BERLIN.replace(zone="Pacific/Kiritimati")
"""A day is over eleven hours before it is in Berlin."""


@pytest.mark.parametrize("calendar", [EVERY_DAY, EARLIER, CAIRO], ids=["every day", "an earlier end", "Cairo"])
def test_the_lead_alone_lets_no_cooling_off_end_sooner(calendar: Calendar) -> None:
    play = at_home_in(BERLIN, audit_at("post-audit"))
    play.clock.set(datetime(2026, 12, 24, 16, 30, tzinfo=UTC))
    with refused_with("calendar-shortens", Invalid):
        play.do(ChangeDetails, LEAD, calendar=calendar)
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    play.reveal()
    assert play.audit.proposal
    # Thursday: Christmas and Sunday are off, the next working day is over on Monday
    assert play.audit.proposal.until == datetime(2026, 12, 28, 16, tzinfo=UTC)


def test_working_days_by_which_nothing_ends_sooner_are_the_leads_to_choose() -> None:
    play = at_home_in(BERLIN, audit_at("post-audit"))
    longer = BERLIN.replace(days_off=(*CHRISTMAS, date(2026, 12, 28)), zone="Europe/London")
    play.do(ChangeDetails, LEAD, calendar=longer)
    assert play.audit.calendar == longer


def test_to_open_the_first_stage_again_makes_no_term_shorter() -> None:
    play = at_home_in(BERLIN, audit_at("post-audit"))
    play.do(ReopenStage, LEAD, stage="scoping", reason=play.text("The wrong country."))
    with refused_with("calendar-shortens", Invalid):
        play.do(ChangeDetails, LEAD, calendar=CAIRO)


def test_the_same_working_days_again_change_nothing() -> None:
    assert at_home_in(BERLIN, audit_at("mapping")).do(ChangeDetails, LEAD, calendar=BERLIN) == []
