"""The daily list: when, in whose hours, how often, and when it becomes the lead's business.

Owns the cadence of one person. Which duties there are is tried in `test_duties`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.duties.reminders import Mention, Plan, first_moment, mention_days, plan
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import Reminders
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.rules import SignDuty

WHO = "T01:USAFETY"

CADENCE = Reminders()

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)

ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe")


def duty(due: date, kind: type[Duty] = SignDuty) -> Duty:
    return kind(person=WHO, due=due, stage="mapping", role="safety")


def at(day: date, hour: int, tz: str = "UTC") -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(tz)).astimezone(UTC)


def look(
    *owed: Mention,
    now: datetime,
    tz: str = "UTC",
    last_day: date | None = None,
    snoozed: datetime | None = None,
    cadences: dict[str, Reminders] | None = None,
    calendar: Calendar = MONDAY_TO_FRIDAY,
    asked: tuple[str, ...] = (),
) -> Plan:
    return plan(owed, cadences or {m.audit: CADENCE for m in owed}, tz, last_day, snoozed, now, calendar, asked)


def one(due: date, mentioned: int = 0, kind: type[Duty] = SignDuty, audit: str = "A-1") -> Mention:
    return Mention(audit=audit, duty=duty(due, kind), mentioned=mentioned)


def life(due: date, tz: str, start: datetime, days: int, every: timedelta = timedelta(hours=1)) -> list[datetime]:
    """When a duty is mentioned, if somebody looks at fixed intervals for some days."""
    mentioned, last_day, found = 0, None, []
    now = start
    while now < start + timedelta(days=days):
        seen = look(one(due, mentioned), now=now, tz=tz, last_day=last_day)
        if seen.mentions:
            found.append(now)
            mentioned, last_day = seen.mentions[0].mentioned, seen.day
        now += every
    return found


def test_a_day_before_on_the_day_and_two_working_days_after() -> None:
    days = [moment.date() for moment in life(FRIDAY, "UTC", at(date(2026, 11, 20), 0), 30)]
    assert days == [date(2026, 11, 26), FRIDAY, date(2026, 12, 1)]


@pytest.mark.parametrize("tz", ZONES)
def test_in_the_working_hours_of_the_person(tz: str) -> None:
    for moment in life(FRIDAY, tz, at(date(2026, 11, 20), 0), 30):
        local = moment.astimezone(ZoneInfo(tz))
        assert 9 <= local.hour < 17
        assert MONDAY_TO_FRIDAY.is_workday(local.date())


@pytest.mark.parametrize("tz", ZONES)
def test_the_next_look_is_the_moment_at_which_something_is_to_be_said(tz: str) -> None:
    seen = look(one(FRIDAY), now=at(date(2026, 11, 23), 12, tz), tz=tz)
    assert (seen.mentions, seen.next_at) == ((), at(date(2026, 11, 26), 9, tz))
    assert seen.next_at
    then = look(one(FRIDAY), now=seen.next_at, tz=tz)
    assert then.mentions


def test_summer_time_moves_with_the_persons_clock() -> None:
    tz, before, after = "Europe/Berlin", date(2027, 3, 26), date(2027, 3, 29)
    seen = look(one(after, 1), now=at(before, 12, tz), tz=tz, last_day=before)
    assert seen.next_at == datetime(2027, 3, 29, 7, 0, tzinfo=UTC)


def test_what_is_not_owed_is_not_looked_at_again() -> None:
    assert look(now=at(FRIDAY, 12), cadences={"A-1": CADENCE}).next_at is None


def test_after_its_last_mention_the_person_is_left_in_peace() -> None:
    seen = look(one(FRIDAY, 3), now=at(date(2026, 12, 10), 12))
    assert (seen.mentions, seen.next_at) == ((), None)


def test_nothing_twice_on_one_working_day() -> None:
    seen = look(one(FRIDAY), now=at(FRIDAY, 15), last_day=FRIDAY)
    assert (seen.mentions, seen.next_at) == ((), at(MONDAY, 9))


def test_everything_due_is_in_one_list_over_all_audits() -> None:
    seen = look(one(FRIDAY), one(FRIDAY, audit="A-2"), one(date(2026, 12, 24), audit="A-3"), now=at(FRIDAY, 10))
    assert [(m.audit, m.mentioned) for m in seen.mentions] == [("A-1", 2), ("A-2", 2)]


def test_days_of_downtime_are_one_late_mention() -> None:
    seen = look(one(FRIDAY), now=at(date(2026, 12, 9), 10))
    assert [m.mentioned for m in seen.mentions] == [3]
    assert seen.next_at is None


def test_outside_the_hours_it_waits_for_the_next_working_morning() -> None:
    for now, then in (
        (at(FRIDAY, 3), at(FRIDAY, 9)),
        (at(FRIDAY, 17), at(MONDAY, 9)),
        (at(FRIDAY + timedelta(days=1), 12), at(MONDAY, 9)),
    ):
        seen = look(one(FRIDAY), now=now)
        assert (seen.mentions, seen.next_at) == ((), then)


def test_hours_that_differ_between_frameworks_are_settled_for_the_whole_person() -> None:
    early, late = Reminders(day_starts=8, day_ends=16), Reminders(day_starts=9, day_ends=17)
    owed, cadences = (one(FRIDAY, audit="A-1"), one(FRIDAY, audit="A-2")), {"A-1": early, "A-2": late}
    seen = look(*owed, now=at(FRIDAY, 16), cadences=cadences)
    assert (seen.mentions, seen.next_at) == ((), at(MONDAY, 8))
    assert len(look(*owed, now=at(FRIDAY, 8), cadences=cadences).mentions) == 2


@given(
    due=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    offset=st.timedeltas(timedelta(days=-20), timedelta(days=20)),
    tz=st.sampled_from(ZONES),
    mentioned=st.integers(0, 3),
    said_today=st.booleans(),
)
def test_the_next_look_is_later_and_in_hours_and_never_in_vain(
    due: date, offset: timedelta, tz: str, mentioned: int, said_today: bool
) -> None:
    now = datetime.combine(due, time(12), UTC) + offset
    today = now.astimezone(ZoneInfo(tz)).date()
    last = today if said_today else None
    seen = look(one(due, mentioned), now=now, tz=tz, last_day=last)
    if seen.mentions:
        mentioned, last = seen.mentions[0].mentioned, seen.day
    if seen.next_at is None:
        assert mentioned >= 3
        return
    assert seen.next_at > now
    local = seen.next_at.astimezone(ZoneInfo(tz))
    assert (local.hour, MONDAY_TO_FRIDAY.is_workday(local.date())) == (9, True)
    assert look(one(due, mentioned), now=seen.next_at, tz=tz, last_day=last).mentions


@pytest.mark.parametrize("tz", ZONES)
def test_a_duty_is_never_mentioned_on_the_day_it_was_asked(tz: str) -> None:
    now = at(FRIDAY, 9, tz)
    assert first_moment(duty(FRIDAY), CADENCE, MONDAY_TO_FRIDAY, tz, now) == at(MONDAY, 9, tz)
    assert first_moment(duty(date(2026, 12, 11)), CADENCE, MONDAY_TO_FRIDAY, tz, now) == at(date(2026, 12, 10), 9, tz)


def test_who_pressed_tomorrow_hears_nothing_until_then() -> None:
    until = at(MONDAY, 9)
    seen = look(one(FRIDAY), now=at(FRIDAY, 10), snoozed=until)
    assert (seen.mentions, seen.next_at) == ((), until)
    assert look(one(FRIDAY), now=until, snoozed=until).mentions


def test_an_unknown_time_zone_is_read_as_utc() -> None:
    assert look(one(FRIDAY), now=at(FRIDAY, 10), tz="Mars/Olympus").mentions


def test_two_working_days_late_it_becomes_the_leads_business() -> None:
    assert not look(one(FRIDAY, 1), now=at(FRIDAY, 10)).escalated
    seen = look(one(FRIDAY, 2), now=at(date(2026, 12, 1), 10))
    assert [m.duty.key for m in seen.escalated] == ["sign:mapping:safety"]


def test_an_unanswered_invitation_becomes_the_leads_business_on_the_day_it_is_due() -> None:
    seen = look(one(FRIDAY, 1, AcceptRoleDuty), now=at(FRIDAY, 10))
    assert seen.escalated == seen.mentions
    assert seen.next_at is None


def test_the_lead_hears_of_it_whatever_the_last_reminder_is() -> None:
    cadence = Reminders(offsets=(-1, 0), escalate_after=3)
    cadences, late = {"A-1": cadence}, MONDAY_TO_FRIDAY.add(FRIDAY, 3)
    seen = look(one(FRIDAY, 2), now=at(MONDAY, 10), cadences=cadences)
    assert seen.next_at == at(late, 9)
    assert look(one(FRIDAY, 2), now=at(late, 9), cadences=cadences).escalated


def test_nobody_is_reminded_of_what_is_the_leads_business_already() -> None:
    cadence = Reminders(offsets=(-1, 0, 2, 9), escalate_after=2)
    seen = look(one(FRIDAY, 2), now=at(date(2026, 12, 1), 10), cadences={"A-1": cadence})
    assert seen.escalated
    assert seen.next_at is None


@pytest.mark.parametrize("weekday", range(7))
def test_no_list_on_a_day_off_whatever_day_it_is(weekday: int) -> None:
    cairo = Calendar(weekend=(4, 5), days_off=(date(2026, 11, 24),))
    day = date(2026, 11, 23) + timedelta(days=weekday)
    seen = look(one(date(2026, 11, 20)), now=at(day, 10), calendar=cairo)
    worked = {0: True, 1: False, 2: True, 3: True, 4: False, 5: False, 6: True}
    assert bool(seen.mentions) == worked[weekday]
    if not seen.mentions:
        assert seen.next_at == at(cairo.add(day, 0), 9)


def test_each_audit_reckons_the_days_of_its_duties_by_its_own_calendar() -> None:
    here, elsewhere = one(MONDAY), one(MONDAY, audit="A-2")
    cadences = {"A-1": CADENCE, "A-2": CADENCE}
    off = Calendar(days_off=(FRIDAY,))
    day = date(2026, 11, 20)
    for item in (here, elsewhere):
        seen = plan([item], cadences, "UTC", None, None, at(day, 6), calendars={"A-2": off})
        days = off if item is elsewhere else MONDAY_TO_FRIDAY
        assert seen.next_at == at(mention_days(item.duty, CADENCE, days)[0], 9)
    assert mention_days(here.duty, CADENCE, off) != mention_days(here.duty, CADENCE, MONDAY_TO_FRIDAY)


def test_who_is_reminded_by_somebody_hears_of_what_is_not_due_yet_and_once() -> None:
    far = one(date(2027, 3, 1))
    assert look(far, now=at(FRIDAY, 10)).mentions == ()
    seen = look(far, one(date(2027, 3, 1), audit="A-2"), now=at(FRIDAY, 10), asked=("A-1",))
    assert [(m.audit, m.mentioned) for m in seen.mentions] == [("A-1", 0)]
    assert look(far, now=at(FRIDAY, 11), last_day=FRIDAY, asked=("A-1",)).mentions == ()


def test_who_is_reminded_at_night_hears_of_it_in_the_morning() -> None:
    tokyo = "Asia/Tokyo"
    seen = look(one(date(2027, 3, 1)), now=at(FRIDAY, 22, tokyo), tz=tokyo, asked=("A-1",))
    assert (seen.mentions, seen.next_at) == ((), at(MONDAY, 9, tokyo))
    assert look(one(date(2027, 3, 1)), now=at(MONDAY, 9, tokyo), tz=tokyo, asked=("A-1",)).mentions
