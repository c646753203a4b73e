"""A person's own holidays, weekend and absence: they move that person's due dates, and nothing of anybody else's.

Owns what is moved and what is not. Whose days off are which stands in `tests/calendars`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.calendars.public_holidays import PublicHolidays
from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.commands import ExtendDuty
from bot.domain.duties.rules import MOST_AWAY, duties_of
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import ChangeDue, CloseStage
from bot.domain.roster.commands import AssignRoles, DeclineRole, SetAway, SetOwnDays, StateDaysOff
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.roster.own_days_form import OwnDaysForm
from tests.builders import AUDITOR, BOARD, LEAD, LEGAL, SAFETY, STRANGER, refused_with
from tests.engine.played_audits import Branch, at_home_in, audit_at, audit_ready

PLACES = PublicHolidays()

WEDNESDAY = datetime(2026, 12, 23, 9, tzinfo=UTC)


TOKYO = PLACES.calendar("JP", "", "Asia/Tokyo", 2026)
"""Where nobody keeps Christmas."""


def ready_on(moment: datetime) -> Branch:
    """Everything of Mapping is there on a day, and is signed within two working days."""
    play = at_home_in(TOKYO, audit_at("mapping"))
    play.clock.set(moment)
    play.documents("mapping")
    return play


def lives(play: Branch, who: Person, country: str, weekend: tuple[int, ...] = ()) -> None:
    days = PLACES.calendar(country, "", PLACES.zones(country)[0], 2026)
    play.do(StateDaysOff, SYSTEM, calendars={who: days.replace(weekend=weekend) if weekend else days})


def signing(play: Branch, who: Person) -> Duty:
    [found] = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "sign" and d.person == who]
    return found


def test_the_last_day_to_answer_lasts_until_its_end_where_the_audit_is_at_home() -> None:
    play = at_home_in(Calendar(zone="America/Los_Angeles"), audit_ready("testing"))
    play.signatures("testing")
    ready, days = play.audit.stages["testing"].ready_at, play.audit.calendar
    assert ready
    last = days.add(ready, play.framework.reminders.response_days)
    play.clock.set(days.end(last) - timedelta(minutes=30))
    assert play.now.date() > last
    with refused_with("stage-close-obstacles"):
        play.do(CloseStage, LEAD, stage="testing")
    play.clock.set(days.begin(last + timedelta(days=1)))
    assert play.do(CloseStage, LEAD, stage="testing")


def test_today_is_a_day_to_name_in_the_afternoon_where_it_is_tomorrow_in_utc() -> None:
    play = at_home_in(Calendar(zone="America/Los_Angeles"), audit_ready("mapping"))
    today = play.audit.calendar.day(play.now)
    play.clock.set(play.audit.calendar.end(today))
    assert play.now.date() > today
    assert play.do(SetAway, SAFETY, until=today)
    assert play.do(ChangeDue, LEAD, stage="mapping", due=today)
    assert play.do(ExtendDuty, LEAD, duty="sign:mapping:safety", until=today, reason=play.text("Today."))


@pytest.mark.parametrize(
    ("country", "due"),
    [("DE", date(2026, 12, 28)), ("US", date(2026, 12, 28)), ("JP", date(2026, 12, 25)), ("EG", date(2026, 12, 27))],
)
def test_what_is_due_on_christmas_day_is_due_on_the_next_day_worked(country: str, due: date) -> None:
    play = ready_on(WEDNESDAY)
    assert signing(play, SAFETY).due == date(2026, 12, 25)
    lives(play, SAFETY, country)
    assert signing(play, SAFETY).due == due
    assert signing(play, AUDITOR).due == date(2026, 12, 25)


def test_who_moves_from_berlin_to_tokyo_in_between_has_the_days_off_of_tokyo() -> None:
    play = ready_on(WEDNESDAY)
    lives(play, SAFETY, "DE")
    assert signing(play, SAFETY).due == date(2026, 12, 28)
    play.later(days=1)
    lives(play, SAFETY, "JP")
    assert signing(play, SAFETY).due == date(2026, 12, 25)


def test_what_is_known_of_a_place_already_is_not_written_down_again() -> None:
    play = ready_on(WEDNESDAY)
    lives(play, SAFETY, "DE")
    days = play.audit.own_days
    assert play.do(StateDaysOff, SYSTEM, calendars=days) == []
    assert play.do(StateDaysOff, SYSTEM, calendars={"T01:USOMEBODY": Calendar(weekend=(4, 5))}) == []


def test_an_absence_moves_what_is_due_meanwhile_and_not_what_was_due_before() -> None:
    play = ready_on(WEDNESDAY)
    play.do(SetAway, SAFETY, until=date(2026, 12, 29))
    assert signing(play, SAFETY).due == date(2026, 12, 30)
    late = ready_on(WEDNESDAY)
    late.later(days=5)
    late.do(SetAway, SAFETY, until=date(2027, 1, 20))
    assert signing(late, SAFETY).due == date(2026, 12, 25)


def test_an_absence_that_is_prolonged_goes_on_moving_what_it_has_moved() -> None:
    play = ready_on(WEDNESDAY)
    play.do(SetAway, SAFETY, until=date(2026, 12, 28))
    play.later(days=5)
    play.do(SetAway, SAFETY, until=date(2026, 12, 30))
    assert signing(play, SAFETY).due == date(2026, 12, 31)


def test_an_absence_after_one_that_is_over_is_another() -> None:
    play = ready_on(WEDNESDAY)
    play.do(SetAway, SAFETY, until=date(2026, 12, 24))
    play.later(days=5)
    play.do(SetAway, SAFETY, until=date(2026, 12, 30))
    assert signing(play, SAFETY).due == date(2026, 12, 25)


def test_however_long_somebody_is_away_the_lead_is_asked_how_to_go_on() -> None:
    play = ready_on(WEDNESDAY)
    play.do(SetAway, SAFETY, until=date(2028, 1, 1))
    assert signing(play, SAFETY).due == play.audit.calendar.add(date(2026, 12, 25), MOST_AWAY)


def test_the_deadline_of_a_ballot_is_the_same_for_every_seat() -> None:
    play = at_home_in(TOKYO, audit_at("post-audit"))
    play.do(OpenBallot, "T01:ULEAD")
    lives(play, BOARD[0], "EG")
    play.do(SetAway, BOARD[1], until=play.today + timedelta(days=30))
    votes = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "vote"]
    assert play.audit.ballot
    assert {d.due for d in votes} == {play.audit.calendar.day(play.audit.ballot.deadline)}


def test_an_audit_without_a_calendar_asks_nobody_where_they_live() -> None:
    play = audit_ready("mapping")
    assert play.do(StateDaysOff, SYSTEM, calendars={SAFETY: Calendar(weekend=(4, 5))}) == []
    due = signing(play, SAFETY).due
    play.do(SetAway, SAFETY, until=due + timedelta(days=3))
    assert signing(play, SAFETY).due == due


def test_what_somebody_says_of_their_days_counts_and_is_not_looked_up_for_them_any_more() -> None:
    play = ready_on(WEDNESDAY)
    cairo = PLACES.calendar("EG", "", "Africa/Cairo", 2026)
    play.do(SetOwnDays, SAFETY, calendar=cairo)
    assert signing(play, SAFETY).due == date(2026, 12, 27)
    lives(play, SAFETY, "JP")
    assert signing(play, SAFETY).due == date(2026, 12, 27)
    assert play.do(SetOwnDays, SAFETY, calendar=cairo) == []


def test_nobody_says_it_for_an_audit_that_has_no_working_days_of_its_own() -> None:
    assert audit_ready("mapping").do(SetOwnDays, SAFETY, calendar=TOKYO) == []


async def test_a_second_press_says_the_days_to_each_audit_under_the_same_request() -> None:
    given = list[tuple[str, str]]()

    async def profile() -> Any:
        return SimpleNamespace(tz="UTC")

    async def author() -> Author:
        return Author(workspace="T01", who=SAFETY, full_member=True, admin=False, salt=lambda: "00" * 16)

    async def execute(command: SetOwnDays) -> None:
        given.append((command.audit, command.request))

    async def press(*keys: str) -> set[tuple[str, str]]:
        async def audits_of(*_: object) -> tuple[str, ...]:
            return keys

        async def audits(*_: object, **__: object) -> list[Any]:
            return [SimpleNamespace(key=key, status="open") for key in keys]

        given.clear()
        deps = SimpleNamespace(store=SimpleNamespace(audits_of=audits_of, audits=audits), calendars=PublicHolidays())
        now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        ctx = SimpleNamespace(deps=deps, profile=profile, author=author, execute=execute, now=now, today=now.date())
        ctx.workspace, ctx.who = "T01", SAFETY
        sent = Submission(Origin(workspace="T01", who=SAFETY), "own-days", ModalMetadata(request="r"), ModalState())
        await OwnDaysForm().submit(cast(RequestContext, ctx), sent)
        return set(given)

    first = await press("A-1", "A-2", "A-3")
    assert len({request for _, request in first}) == 3
    assert await press("A-2", "A-3") < first


def test_whoever_was_named_says_it_before_they_accept_and_nobody_who_was_not() -> None:
    play = ready_on(WEDNESDAY)
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL, STRANGER)})
    play.do(SetOwnDays, STRANGER, calendar=TOKYO)
    assert play.audit.own_days[STRANGER] == TOKYO
    play.do(DeclineRole, STRANGER, role="legal")
    with refused_with("role-needed", NotAllowed):
        play.do(SetOwnDays, STRANGER, calendar=TOKYO)
