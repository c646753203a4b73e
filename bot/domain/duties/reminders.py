"""Reminders: what of somebody's duties is due to be mentioned, and when to look again.

Owns the cadence: one daily list per person and working day over all their audits, in their own hours, each duty at the
framework's offsets around its due date. However long nothing ran, what is late is mentioned once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Final

from bot.domain.kernel.duty import Duty, escalates_on
from bot.domain.kernel.framework import Reminders
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar, zone

NONE_OF_ITS_OWN: Final[Mapping[str, Calendar]] = MappingProxyType({})


class Mention(Frozen):
    """One duty of one audit, and how many of its offsets are used up."""

    audit: str
    duty: Duty
    mentioned: int


class Plan(Frozen):
    """What to do about a person now. `mentions` empty: nothing goes out; look again at `next_at` (None: never)."""

    day: date
    mentions: tuple[Mention, ...] = ()
    """What the daily list names, with the offsets used up after it."""
    escalated: tuple[Mention, ...] = ()
    next_at: datetime | None


def first_moment(duty: Duty, cadence: Reminders, calendar: Calendar, tz: str, now: datetime) -> datetime:
    """When a duty that was just asked is first mentioned (UTC): never on the day of the ask itself."""
    tomorrow = calendar.add(now.astimezone(zone(tz)).date(), 1)
    return _start(max(mention_days(duty, cadence, calendar)[0], tomorrow), cadence, tz)


def plan(
    pending: Sequence[Mention],
    cadences: Mapping[str, Reminders],
    tz: str,
    last_day: date | None,
    snoozed_until: datetime | None,
    now: datetime,
    calendar: Calendar = MONDAY_TO_FRIDAY,
    asked: Collection[str] = (),
    calendars: Mapping[str, Calendar] = NONE_OF_ITS_OWN,
) -> Plan:
    """Decide about one person, by their working days. `cadences`: per audit. `snoozed_until`: not before that.

    `calendars`: per audit, what its duties' days are reckoned by, where that is not `calendar`.

    `asked`: the audits in which somebody had them reminded, so that all they owe there is named.
    """
    local = now.astimezone(zone(tz))
    today = local.date()
    if not pending:
        return Plan(day=today, next_at=None)
    if snoozed_until and now < snoozed_until:
        return Plan(day=today, next_at=snoozed_until)
    # Where frameworks differ, the earliest hours hold for all: a person has one working day.
    hours = min(cadences.values(), key=lambda c: c.day_starts)
    open_now = in_hours(hours, calendar, tz, now) and last_day != today
    own = {m.audit: calendars.get(m.audit, calendar) for m in pending}
    days = {(m.audit, m.duty.key): mention_days(m.duty, cadences[m.audit], own[m.audit]) for m in pending}
    after = [m.replace(mentioned=_used(m, days, today)) for m in pending] if open_now else list(pending)
    named = asked if open_now else ()
    mentions = tuple(
        new for new, old in zip(after, pending, strict=True) if new.mentioned > old.mentioned or new.audit in named
    )
    late = tuple(m for m in mentions if today >= escalates_on(m.duty, cadences[m.audit], own[m.audit]))
    done_today = bool(mentions) or last_day == today or local.hour >= hours.day_ends
    earliest = calendar.add(today, 1 if done_today else 0)
    coming = [max(left[0], earliest) for m in after if (left := days[m.audit, m.duty.key][m.mentioned :])]
    if not mentions and any(m.audit in asked for m in pending):
        coming.append(earliest)
    next_at = _start(min(coming), hours, tz) if coming else None
    return Plan(day=today, mentions=mentions, escalated=late, next_at=next_at)


def in_hours(hours: Reminders, calendar: Calendar, tz: str, now: datetime) -> bool:
    """Whether a person is at work now, by their own days and in their own zone."""
    local = now.astimezone(zone(tz))
    return calendar.is_workday(local.date()) and hours.day_starts <= local.hour < hours.day_ends


def request_of(who: Person, day: date) -> str:
    """The request id of a person's daily list, of which there is one a day."""
    return f"daily:{who}:{day.isoformat()}"


def mention_days(duty: Duty, cadence: Reminders, calendar: Calendar) -> list[date]:
    """The days on which a duty is mentioned: at its offsets, until it becomes the lead's business, and then last."""
    end = escalates_on(duty, cadence, calendar)
    return sorted({end, *(day for offset in cadence.offsets if (day := calendar.add(duty.due, offset)) < end)})


def _used(m: Mention, days: Mapping[tuple[str, str], list[date]], today: date) -> int:
    """How many of a duty's days are used up when it is mentioned today, however long nobody looked."""
    return max(m.mentioned, sum(day <= today for day in days[m.audit, m.duty.key]))


def _start(day: date, cadence: Reminders, tz: str) -> datetime:
    return datetime.combine(day, time(cadence.day_starts), zone(tz)).astimezone(UTC)
