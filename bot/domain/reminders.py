"""Reminders: what of somebody's duties is due to be mentioned, and when to look again.

Owns the cadence: one daily list per person and working day over all their audits, in their own hours, each duty at the
framework's offsets around its due date. However long nothing ran, what is late is mentioned once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.content import Frozen
from bot.domain.duties import Duty
from bot.domain.framework import Reminders
from bot.domain.workdays import add_workdays, is_workday


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


def zone(tz: str) -> ZoneInfo:
    """A time zone by its IANA name; UTC for one this machine does not know."""
    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


def first_moment(duty: Duty, cadence: Reminders, tz: str, now: datetime) -> datetime:
    """When a duty that was just asked is first mentioned (UTC): never on the day of the ask itself."""
    tomorrow = add_workdays(now.astimezone(zone(tz)).date(), 1)
    return _start(max(_day(duty, cadence, 0), tomorrow), cadence, tz)


def plan(
    pending: Sequence[Mention],
    cadences: Mapping[str, Reminders],
    tz: str,
    last_day: date | None,
    snoozed_until: datetime | None,
    now: datetime,
) -> Plan:
    """Decide about one person. `cadences`: per audit. `snoozed_until`: "Tomorrow" was pressed."""
    local = now.astimezone(zone(tz))
    today = local.date()
    if not pending:
        return Plan(day=today, next_at=None)
    hours = min(cadences.values(), key=lambda c: c.day_starts)
    if snoozed_until and now < snoozed_until:
        return Plan(day=today, next_at=snoozed_until)
    open_now = is_workday(today) and hours.day_starts <= local.hour < hours.day_ends and last_day != today
    due = [m for m in pending if _due(m, cadences[m.audit], today)] if open_now else []
    used = {(m.audit, m.duty.key): _used(m, cadences[m.audit], today) for m in due}
    mentions = tuple(m.model_copy(update={"mentioned": used[m.audit, m.duty.key]}) for m in due)
    late = tuple(m for m in mentions if today >= add_workdays(m.duty.due, cadences[m.audit].escalate_after))
    rest = [m.model_copy(update={"mentioned": used.get((m.audit, m.duty.key), m.mentioned)}) for m in pending]
    done_today = bool(mentions) or last_day == today
    return Plan(day=today, mentions=mentions, escalated=late, next_at=_next(rest, cadences, tz, now, done_today))


def tomorrow(tz: str, now: datetime, cadence: Reminders) -> datetime:
    """The start of the person's next working day, in UTC."""
    return _start(add_workdays(now.astimezone(zone(tz)).date(), 1), cadence, tz)


def _day(duty: Duty, cadence: Reminders, offset: int) -> date:
    return add_workdays(duty.due, cadence.offsets[offset])


def _due(m: Mention, cadence: Reminders, today: date) -> bool:
    return m.mentioned < len(cadence.offsets) and today >= _day(m.duty, cadence, m.mentioned)


def _used(m: Mention, cadence: Reminders, today: date) -> int:
    return sum(today >= _day(m.duty, cadence, i) for i in range(len(cadence.offsets)))


def _start(day: date, cadence: Reminders, tz: str) -> datetime:
    return datetime.combine(day, time(cadence.day_starts), zone(tz)).astimezone(UTC)


def _next(
    rest: Sequence[Mention], cadences: Mapping[str, Reminders], tz: str, now: datetime, done_today: bool
) -> datetime | None:
    """The start of the earliest working day on which something is to be mentioned; never twice on one day."""
    today = now.astimezone(zone(tz)).date()
    moments = []
    for m in rest:
        cadence = cadences[m.audit]
        if m.mentioned >= len(cadence.offsets):
            continue
        at = _start(_day(m.duty, cadence, m.mentioned), cadence, tz)
        local_end = datetime.combine(today, time(0), zone(tz)) + timedelta(hours=cadence.day_ends)
        if done_today or now >= local_end.astimezone(UTC):
            at = max(at, _start(add_workdays(today, 1), cadence, tz))
        elif at <= now:
            at = max(at, _start(add_workdays(today, 0), cadence, tz))
        moments.append(max(at, now) if not done_today else at)
    return min(moments, default=None)
