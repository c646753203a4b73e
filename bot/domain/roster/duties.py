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
from bot.domain.kernel.workdays import add_workdays
from bot.domain.roster.roles import acting_lead, people_with
from bot.domain.roster.rules import short_roles
from bot.domain.roster.seconds import asked_now, moves


def roles(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Invitations to be answered; and for the lead, seats to be filled."""
    days = framework.reminders.accept_role_days
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.accepted is None and seat.person not in audit.gone:
                due = add_workdays(seat.since or audit.started_at.date(), days)
                yield Duty.of_kind("accept-role", person=seat.person, due=due, role=role)
    lead = acting_lead(audit, framework, today)
    if lead is None:
        return
    due = stage_due(audit, next(iter(audit.open_stages()), framework.stages[-1].key), today)
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.accepted is False or seat.person in audit.gone:
                yield Duty.of_kind("reassign", person=lead, due=due, role=role, about=seat.person)
    # The pickers show every role at once, so one empty role is asked for, and then the next.
    first = framework.stages[0].key
    empty = next(iter(short_roles(audit, framework)), None) if audit.stages[first].status == "open" else None
    if empty and not any(s.accepted is False or s.person in audit.gone for s in audit.roster.get(empty, ())):
        yield Duty.of_kind("reassign", person=lead, due=due, role=empty)


def waivers(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """A board member is asked to second a waiver."""
    for number, w in enumerate(audit.waivers, start=1):
        able = [p for p in people_with(audit, framework, "vote", today) if p not in (w.person, w.proposed_by)]
        if not w.seconded_by and able:
            yield Duty.of_kind(
                "second-waiver",
                person=able[0],
                due=add_workdays(w.at.date(), ANSWER_DAYS),
                number=number,
                about=w.person,
            )


def role_changes(audit: Audit, framework: Framework) -> Iterator[Duty]:
    """One seat of the board is asked for its second; another where that one does not answer."""
    change = audit.role_change
    if change is None or audit.ended or not moves(audit, change.roles):
        return
    number = audit.role_changes.index(change) + 1
    asked = asked_now(audit, framework, change)
    key = DutyKey("second-role-change", number=number)
    for who in [p for p in asked if key.by(p) not in audit.escalated_duties][:1] or asked[:1]:
        due = add_workdays(change.at.date(), ANSWER_DAYS)
        yield Duty.of_kind("second-role-change", person=who, due=due, number=number, about=change.proposed_by)
