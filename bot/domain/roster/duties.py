"""Duties of who takes part: who owes what, and by when.

Owns whose each duty is (roles and seats, acceptance, delegation, absence, waivers). Pure and quick: it runs for every
command.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty, DutyKey, stage_due
from bot.domain.kernel.framework import Framework
from bot.domain.roster.roles import acting_lead, is_left, people_with, seats_are_fixed
from bot.domain.roster.rules import short_roles
from bot.domain.roster.seconds import asked_now, came_through_asker, moves


class AcceptRoleDuty(Duty, kind="accept-role", key=("role",), asking="private"):
    """Somebody who was named: answer the invitation. On the day it is due, the lead is asked what to do."""

    patient = False


class ReassignDuty(Duty, kind="reassign", key=("role", "about"), asking="listed"):
    """Lead: a seat is empty, declined or gone."""


class SecondWaiverDuty(Duty, kind="second-waiver", key=("number",), asking="listed"):
    """A board member: second a waiver."""


class SecondRoleChangeDuty(Duty, kind="second-role-change", key=("number",)):
    """A board seat: may somebody else lead or judge?"""


class SecondNamingDuty(Duty, kind="second-naming", key=("number",), asking="listed"):
    """Somebody who judges: may whom the lead names look on from outside? Asked until the first stage is closed."""


def roles(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Invitations to be answered; and for the lead, seats to be filled."""
    days = framework.reminders.accept_role_days
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.accepted is None and seat.person not in audit.gone:
                due = audit.calendar.add(seat.since or audit.started_at, days)
                yield AcceptRoleDuty(person=seat.person, due=due, role=role)
    yield from _alternates(audit, today)
    lead = acting_lead(audit, framework, today)
    if lead is None:
        return
    due = stage_due(audit, next(iter(audit.open_stages()), framework.stages[-1].key), today)
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.accepted is False or seat.person in audit.gone:
                yield ReassignDuty(person=lead, due=due, role=role, about=seat.person)
    # The pickers show every role at once, so one empty role is asked for, and then the next.
    first = framework.stages[0].key
    waiting = audit.role_change.roles if audit.role_change else {}
    short = (r for r in short_roles(audit, framework) if r not in waiting)
    empty = next(short, None) if audit.stages[first].status == "open" else None
    if empty and not any(s.accepted is False or s.person in audit.gone for s in audit.roster.get(empty, ())):
        yield ReassignDuty(person=lead, due=due, role=empty)


def _alternates(audit: Audit, today: date) -> Iterator[Duty]:
    """Who may take the place of a seat that was left; the lead is asked beside them, so they are never late."""
    if seats_are_fixed(audit):
        return
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.alternate and seat.alternate not in audit.gone and is_left(audit, seat):
                yield AcceptRoleDuty(person=seat.alternate, due=audit.calendar.add(today, ANSWER_DAYS), role=role)


def waivers(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A board member is asked to second a waiver."""
    for number, w in enumerate(audit.waivers, start=1):
        seats = (p for p in people_with(audit, framework, "vote", today) if p not in (w.person, w.proposed_by))
        able = [p for p in seats if not came_through_asker(audit, framework, w, p)]
        if not w.seconded_by and able:
            yield SecondWaiverDuty(
                person=able[0],
                due=audit.calendar.add(w.at, ANSWER_DAYS),
                number=number,
                about=w.person,
            )


def role_changes(audit: Audit, framework: Framework) -> Iterator[Duty]:
    """One who may second is asked; another where that one does not answer."""
    change = audit.role_change
    if change is None or audit.ended or not moves(audit, change.roles):
        return
    number = audit.role_changes.index(change) + 1
    asked = asked_now(audit, framework, change)
    kind = SecondRoleChangeDuty if audit.first_roster else SecondNamingDuty
    key = DutyKey(kind, number=number)
    for who in [p for p in asked if key.by(p) not in audit.escalated_duties][:1] or asked[:1]:
        due = audit.calendar.add(change.at, ANSWER_DAYS)
        yield kind(person=who, due=due, number=number, about=change.proposed_by)
