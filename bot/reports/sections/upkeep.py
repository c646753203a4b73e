"""What is owed after the decision because the framework says so, and what became of it.

Owns that part of a report: what recurs, and first reports to somebody outside. By when each is owed says
`bot.domain.decision.upkeep`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.decision.suspension import cause_of
from bot.domain.decision.upkeep import Upkeep, first_reports, owed_upkeep, recurring_of
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class Time:
    """One time it is owed. `state`: done, done-late, late, missed (it was not done, and nobody owes it now), coming."""

    due: date
    state: str
    at: datetime | None
    by: str
    words: Said | None


@dataclass(frozen=True, slots=True)
class Recurs:
    """Something that has to be done again and again; its times are those so far, and the next one."""

    title: str
    months: int
    owner: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class FirstReport:
    """A first report that somebody outside is owed."""

    to: str
    owner: str
    time: Time


def recurs(read: Material) -> tuple[Recurs, ...]:
    """What recurs under the decision."""
    items = list(recurring_of(read.audit, read.framework, read.audit.calendar.day(read.at)))
    found = []
    for each in read.framework.decision.recurring:
        times = [item for item in items if item.of == each.key]
        if times:
            owner = times[-1].owner
            shown = tuple(_time(read, item) for item in times)
            found.append(Recurs(each.title, each.months, read.name(owner) if owner else "", shown))
    return tuple(found)


def first_report(read: Material, number: int) -> FirstReport | None:
    """The first report owed of what was reported here; None where nobody is owed one."""
    owed = first_reports(read.audit, read.framework, read.audit.calendar.day(read.at))
    item = next((item for item in owed if item.report and item.report.number == number), None)
    if item is None:
        return None
    return FirstReport(item.report_to, read.name(item.owner) if item.owner else "", _time(read, item))


def _time(read: Material, item: Upkeep) -> Time:
    today, done = read.audit.calendar.day(read.at), item.done
    if done:
        state = "done-late" if item.late(today) else "done"
        return Time(item.due, state, done.at, read.name(done.by), said(read, done.words))
    if not item.late(today):
        return Time(item.due, "coming", None, "", None)
    owed = any((u.of, u.due) == (item.of, item.due) for u in owed_upkeep(read.audit, read.framework, today))
    return Time(item.due, "late" if owed else "missed", None, "", None)


def late_times(read: Material) -> int:
    """How often something was not done by its day and is not done now."""
    times = [time for each in recurs(read) for time in each.times]
    times += [found.time for report in read.audit.reports if (found := first_report(read, report.number))]
    return sum(time.state in ("late", "missed") for time in times)


def upkeep_title(read: Material, of: str) -> str:
    """What is owed, in a few words."""
    each = next((r for r in read.framework.decision.recurring if r.key == of), None)
    if each:
        return each.title
    report = next((r for r in read.audit.reports if f"#{r.number}" == of), None)
    cause = cause_of(read.framework, report.cause) if report else None
    return read.say("report-first-report", to=cause.report_to, cause=cause.title) if cause else of
