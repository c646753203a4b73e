"""What is owed after a decision because a framework says so: what recurs, and first reports to somebody outside.

Owns by when each is owed, who sees to it, and when it counts as done: when whoever sees to it says what was done. No
day is moved, since nobody here set it. Whether the decision still stands is `suspension`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.decision.commands import HandOnUpkeep, RecordUpkeep
from bot.domain.decision.events import UpkeepHandedOn, UpkeepRecorded
from bot.domain.decision.state import Report, UpkeepDone
from bot.domain.decision.suspension import cause_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.decision_rules import Recurring
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.workdays import months_after
from bot.domain.roster.permissions import followed_up
from bot.domain.roster.roles import acting_lead, holders, in_audit, people_with

RULES = Rules()


class Upkeep(Frozen):
    """One thing that is owed by one day, with what became of it."""

    of: str
    """The key of what recurs; of the first report on what was reported here as 3, `#3`."""
    due: date
    since: date
    """From when on somebody is asked for it."""
    owner: Person | None = None
    done: UpkeepDone | None = None
    done_on: date | None = None
    recurring: Recurring | None = None
    report: Report | None = None
    """What was reported here, of which somebody outside is owed a first report."""
    report_to: str = ""

    def late(self, today: date) -> bool:
        """Whether it was done after its day, or is not done and the day is past."""
        return (self.done_on or today) > self.due


def upkeep_of(audit: Audit, framework: Framework, today: date) -> list[Upkeep]:
    """All of it: of what recurs every time so far and the next one, of what was reported each first report owed."""
    return [*recurring_of(audit, framework, today), *first_reports(audit, framework, today)]


def recurring_of(audit: Audit, framework: Framework, today: date, ahead: int = 1) -> Iterator[Upkeep]:
    """What recurs under the newest decision, while a release is allowed: every time so far, and the next (`ahead`)."""
    decision = audit.decision
    if decision is None or not decision.form or not framework.decision.recurring:
        return
    stopped = decision.suspended.at if decision.suspended else decision.expired_at
    last = min(today, audit.calendar.day(stopped)) if stopped else today
    for each in framework.decision.recurring:
        before = decided = audit.calendar.day(decision.at)
        for due in _days(decided, each, last, 0 if stopped else ahead):
            since = due - min(timedelta(days=framework.decision.notice_days), (due - before) // 2)
            before = due
            yield Upkeep(
                of=each.key,
                due=due,
                since=since,
                owner=_owner(audit, framework, each.key, each.role, today),
                done=(done := _done(audit, each.key, due)),
                done_on=audit.calendar.day(done.at) if done else None,
                recurring=each,
            )


def _days(decided: date, each: Recurring, last: date, ahead: int) -> Iterator[date]:
    """The days so many months after the decision, or twice as many and so on, that are past; and so many more."""
    times = 1
    while (due := months_after(decided, each.months * times)) < last:
        yield due
        times += 1
    yield from (months_after(decided, each.months * more) for more in range(times, times + ahead))


def first_reports(audit: Audit, framework: Framework, today: date) -> Iterator[Upkeep]:
    """The first reports that somebody outside is owed of what was reported here: from then on, while it is not said
    that it did not happen.
    """
    for found in audit.reports:
        cause = cause_of(framework, found.cause)
        if cause is None or not cause.report_days:
            continue
        of, since = f"#{found.number}", audit.calendar.day(found.at)
        due = since + timedelta(days=cause.report_days)
        done = _done(audit, of, due)
        if found.status != "not" or done:
            yield Upkeep(
                of=of,
                due=due,
                since=since,
                owner=_owner(audit, framework, of, cause.report_role, today),
                done=done,
                done_on=audit.calendar.day(done.at) if done else None,
                report=found,
                report_to=cause.report_to,
            )


def _done(audit: Audit, of: str, due: date) -> UpkeepDone | None:
    return next((d for d in audit.upkeep_done if (d.of, d.due) == (of, due)), None)


def _owner(audit: Audit, framework: Framework, of: str, role: str | None, today: date) -> Person | None:
    """Whom it was handed on to, while they are here; else the first of the role that sees to it, else whoever leads."""
    named = audit.upkeep_owners.get(of)
    if named and named not in audit.gone and in_audit(audit, named, today):
        return named
    able = holders(audit, role, today) if role else []
    return next((who for who in able if who not in audit.gone), None) or acting_lead(audit, framework, today)


def owed_upkeep(audit: Audit, framework: Framework, today: date) -> list[Upkeep]:
    """What somebody is asked for today: of what recurs the newest time alone, since one done late serves for all
    before; a time that was left out stays on record as never done. A first report is owed from the moment on at which
    it was reported here, whichever day that is elsewhere.
    """
    if audit.ended:
        return []
    newest = {u.of: u for u in upkeep_of(audit, framework, today) if u.report or u.since <= today}
    stopped = audit.decision is None or audit.decision.suspended or audit.decision.expired_at
    return [u for u in newest.values() if not u.done and not (stopped and u.recurring)]


def moments(audit: Audit, framework: Framework, now: datetime) -> list[datetime]:
    """When somebody is asked for what recurs next, and for the time after that where it was done early or left out."""
    if audit.ended:
        return []
    coming = recurring_of(audit, framework, audit.calendar.day(now), ahead=2)
    found = (audit.calendar.morning(u.since) for u in coming if not u.done)
    return [moment for moment in found if moment > now]


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordUpkeep, now: datetime) -> list[Event]:
    """Whoever sees to it says what was done."""
    if _done(audit, c.of, c.due):
        return []
    item = _owed(audit, framework, c.of, now)
    if item.due != c.due:
        raise NotNow("upkeep-over")
    if c.actor != item.owner:
        raise NotAllowed("upkeep-owner-only", person=item.owner or audit.lead)
    if not c.words.text.strip():
        raise Invalid("upkeep-words-missing", field="words")
    return [UpkeepRecorded(at=now, by=c.actor, of=c.of, due=c.due, words=c.words.digest)]


@RULES.add
def hand_on(audit: Audit, framework: Framework, c: HandOnUpkeep, now: datetime) -> list[Event]:
    """Whoever sees to it, or whoever leads, hands it on to somebody else in the audit."""
    item = _owed(audit, framework, c.of, now)
    able = people_with(audit, framework, "manage", audit.calendar.day(now))
    if c.actor != item.owner and c.actor not in able:
        raise NotAllowed("upkeep-owner-only", person=item.owner or audit.lead)
    if c.owner in (SYSTEM, *audit.gone) or not in_audit(audit, c.owner, audit.calendar.day(now)):
        raise Invalid("upkeep-owner-unknown", field="owner")
    if c.owner == item.owner:
        return []
    return [UpkeepHandedOn(at=now, by=c.actor, of=c.of, owner=c.owner)]


def _owed(audit: Audit, framework: Framework, of: str, now: datetime) -> Upkeep:
    followed_up(audit)
    found = next((u for u in owed_upkeep(audit, framework, audit.calendar.day(now)) if u.of == of), None)
    if found is None:
        raise NotNow("upkeep-over")
    return found
