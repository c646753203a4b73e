"""Who holds which role: naming people, and the second that a change of who leads or judges takes.

Owns the moment from which a second is needed, whom nobody else may take out of a role, and that the board keeps its
size. It stands here because who left a duty undone may be replaced. Must not know what a role has to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, escalates_on
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.commands import AssignRoles, RefuseRoleChange, SecondRoleChange
from bot.domain.roster.events import (
    PersonReturned,
    RoleAssigned,
    RoleChangeProposed,
    RoleChangeRefused,
    RoleChangeSeconded,
    RoleChangeWithdrawn,
    RoleUnassigned,
)
from bot.domain.roster.independence import needs_ties
from bot.domain.roster.permissions import followed_up, needs_power
from bot.domain.roster.roles import active_seats, conflict, holds_power, is_guarded, is_judging, people_with
from bot.domain.roster.rules import check_present
from bot.domain.roster.seconds import (
    agreed,
    asked_now,
    concerned,
    has_role_here,
    may_second,
    moves,
    needs_admin,
    seconds_needed,
)
from bot.domain.roster.state import RoleChange, Seat

RULES = Rules()

SILENT_DAYS: Final = 5
"""Working days after a duty came to the lead, from which on whoever left it undone may be replaced."""

Wanted = Mapping[str, tuple[Person, ...]]
"""Role -> exactly who is to hold it."""


@RULES.add
def assign(audit: Audit, framework: Framework, c: AssignRoles, now: datetime) -> list[Event]:
    """For each role named, exactly these people; refused as a whole when one seat breaks a rule.

    Once the first stage was closed, what changes of who leads and judges waits for a second, and always whom somebody
    is named for where the framework says so; the rest is done at once. To name everybody as they are withdraws what
    waits.
    """
    followed_up(audit)
    _may_assign(audit, framework, c, now)
    wanted = {role: tuple(dict.fromkeys(people)) for role, people in c.roles.items()}
    back = _returned(audit, wanted, c, now)
    audit = audit.replace(gone=tuple(p for p in audit.gone if p not in {e.person for e in back}))
    _check(audit, framework, wanted, c, now)
    guarded = {r for r in wanted if _waits(audit, framework, r, wanted)}
    at_once = {role: people for role, people in wanted.items() if role not in guarded}
    asked = {role: wanted[role] for role in wanted if role in guarded and any(_moved(audit, framework, role, wanted))}
    events = [*back, *_named(audit, framework, at_once, c.actor, now)]
    waiting = audit.role_change
    if asked and not (waiting and (waiting.roles, waiting.proposed_by) == (asked, c.actor)):
        events.append(RoleChangeProposed(at=now, by=c.actor, roles=asked))
    elif waiting and not asked and all(move.role in wanted for move in moves(audit, waiting.roles)):
        events.append(RoleChangeWithdrawn(at=now, by=c.actor, number=len(audit.role_changes)))
    return events


def _waits(audit: Audit, framework: Framework, role: str, wanted: Wanted) -> bool:
    """Whether what is wanted for a role waits for a second."""
    if audit.first_roster:
        return is_guarded(framework, role)
    joins, _ = _moved(audit, framework, role, wanted)
    return framework.role(role).named_with_second and bool(joins)


def _returned(audit: Audit, wanted: Wanted, c: AssignRoles, now: datetime) -> list[PersonReturned]:
    """Who had left and is asked for, and is there again as the directory says."""
    asked = dict.fromkeys(who for people in wanted.values() for who in people)
    back = (who for who in asked if who in audit.gone and c.named.get(who) in ("member", "guest"))
    return [PersonReturned(at=now, by=c.actor, person=who) for who in back]


def _may_assign(audit: Audit, framework: Framework, c: AssignRoles, now: datetime) -> None:
    """Whoever leads; an admin of the workspace where nobody does, or all who do are silent."""
    if c.actor_admin and audit.rules < 2:
        return
    if not c.actor_admin or holds_power(audit, framework, c.actor, "manage", audit.calendar.day(now)):
        needs_power(audit, framework, c, "manage", now)
        return
    leading = people_with(audit, framework, "manage", audit.calendar.day(now))
    speaking = [p for p in leading if not _silent(audit, framework, p, audit.calendar.day(now))]
    if speaking:
        raise NotAllowed("assign-somebody-leads", person=speaking[0])


def _silent(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    """Whether somebody has left a duty undone for long, and since it was last asked of them.

    The same question may have been answered late before: then it came to the lead on a day before this one was due.
    """
    owed = (d for d in duties_of(audit, framework, today) if d.person == who and (d.silence or audit.rules < 2))
    for duty in owed:
        told = audit.escalated_duties.get(duty.id)
        due = escalates_on(duty, framework.reminders, audit.calendar_of(who))
        if told and audit.calendar.add(max(told, due), SILENT_DAYS) <= today:
            return True
    return False


def _check(
    audit: Audit, framework: Framework, wanted: Wanted, c: AssignRoles | SecondRoleChange, now: datetime
) -> None:
    for role, people in wanted.items():
        _check_size(audit, framework, role, people)
        seated = {s.person for s in active_seats(audit, role)}
        check_present(audit, framework, c, role, tuple(p for p in people if p not in seated), role)
    _check_independence(audit, framework, wanted, now)
    for role, people in wanted.items():
        fixed = len(audit.first_roster.get(role, ()))
        if _is_fixed(audit, framework, role) and len(people) > fixed:
            raise Invalid("board-size-fixed", seats=fixed, field=role)
        if audit.rules > 1 and is_judging(framework, role):
            _check_leaving(audit, framework, role, people, audit.calendar.day(now))


def _check_size(audit: Audit, framework: Framework, role: str, people: tuple[Person, ...]) -> None:
    if not framework.has_role(role):
        raise Invalid("role-unknown", role=role)
    spec = framework.role(role)
    if len(people) > spec.maximum:
        raise Invalid("role-full", role=spec.title, maximum=spec.maximum, field=role)
    if role == "lead" and len(people) != 1:
        raise Invalid("lead-exactly-one", field=role)


def _is_fixed(audit: Audit, framework: Framework, role: str) -> bool:
    """Whether a role keeps its number of seats: the board's, once the first stage was closed."""
    return bool(audit.first_roster) and "vote" in framework.role(role).powers


def _check_independence(audit: Audit, framework: Framework, wanted: Wanted, now: datetime) -> None:
    """As if everything wanted were so: who keeps a seat keeps its delegate."""
    kept = {(r, s.person): s for r, seats in audit.roster.items() for s in seats if s.accepted is not False}
    roster = {r: tuple(kept.get((r, p), Seat(person=p)) for p in people) for r, people in wanted.items()}
    after = audit.replace(roster={**audit.roster, **roster})
    for role, people in wanted.items():
        for who in people:
            other = conflict(after, framework, who, role, audit.calendar.day(now))
            if other:
                raise NotIndependent(
                    "roles-conflict",
                    person=who,
                    role=framework.role(role).title,
                    other=framework.role(other).title,
                    field=role,
                )


def _check_leaving(audit: Audit, framework: Framework, role: str, people: tuple[Person, ...], today: date) -> None:
    """Nobody is taken out of a judging role against their word, nor while they may still give it."""
    spec = framework.role(role)
    for seat in active_seats(audit, role):
        if seat.person in people:
            continue
        if seat.accepted and ("vote" in spec.powers or not _silent(audit, framework, seat.person, today)):
            raise NotAllowed("role-kept", person=seat.person, role=spec.title, field=role)
        until = audit.calendar.add(seat.since or audit.started_at, ANSWER_DAYS)
        if not seat.accepted and audit.first_roster and today < until:
            raise NotNow("role-answer-awaited", person=seat.person, role=spec.title, until=until, field=role)


def _moved(audit: Audit, framework: Framework, role: str, wanted: Wanted) -> tuple[list[Person], list[Person]]:
    """Who is asked, and whose seat goes. A seat of the board that was left stays until it is filled."""
    people, seats = wanted[role], audit.roster.get(role, ())
    known, seated = {s.person for s in seats}, {s.person for s in seats if s.accepted is not False}
    asked, leaving = [p for p in people if p not in seated], sorted(known - set(people))
    if _is_fixed(audit, framework, role):
        active = {s.person for s in active_seats(audit, role)}
        leaving = sorted(leaving, key=lambda p: p in active)[: len(set(people) - known)]
    return asked, leaving


def _named(audit: Audit, framework: Framework, wanted: Wanted, by: Person, now: datetime) -> list[Event]:
    events: list[Event] = []
    for role in wanted:
        asked, leaving = _moved(audit, framework, role, wanted)
        events += [RoleUnassigned(at=now, by=by, role=role, person=p) for p in leaving]
        events += [RoleAssigned(at=now, by=by, role=role, person=p) for p in asked]
    return events


@RULES.add
def second(audit: Audit, framework: Framework, c: SecondRoleChange, now: datetime) -> list[Event]:
    """Somebody who may (`may_second`) agrees to a change; with enough, it is so."""
    admin = _is_asked_as_admin(audit, framework, c)
    change = _asked(audit, c.number) if admin else _waiting(audit, framework, c, now)
    if c.actor in (*change.seconded_by, change.admin):
        return []
    _check(audit, framework, change.roles, c, now)
    needs_ties(audit, framework, c.actor, audit.calendar.day(now))
    seats = len(agreed(audit, framework, change, *(() if admin else (c.actor,))))
    settled = admin or change.admin is not None or not needs_admin(audit, framework, change)
    enough = settled and seats >= seconds_needed(audit, framework, change)
    seconded = RoleChangeSeconded(at=now, by=c.actor, number=c.number, enough=enough, admin=admin)
    return [seconded, *(_named(audit, framework, change.roles, c.actor, now) if enough else [])]


def _is_asked_as_admin(audit: Audit, framework: Framework, c: SecondRoleChange) -> bool:
    """Whether an admin of the workspace, without a role here, agrees to a change that takes such a word: none who asked
    for it, or would gain a seat by it.
    """
    followed_up(audit)
    if not c.actor_admin or has_role_here(audit, c.actor):
        return False
    change = _asked(audit, c.number)
    return needs_admin(audit, framework, change) and c.actor not in concerned(audit, change)


def _asked(audit: Audit, number: int) -> RoleChange:
    """The change that waits under a number. Refuses where none does."""
    change = audit.role_changes[number - 1] if 0 < number <= len(audit.role_changes) else None
    if change is None or change.status != "asked" or not moves(audit, change.roles):
        raise NotNow("role-change-not-asked")
    return change


@RULES.add
def refuse(audit: Audit, framework: Framework, c: RefuseRoleChange, now: datetime) -> list[Event]:
    """Somebody who may second does not agree; the change is off when too few are left that could."""
    change = _waiting(audit, framework, c, now)
    if c.actor in change.refused_by:
        return []
    if c.actor in change.seconded_by:
        raise NotNow("role-change-seconded-already")
    left = [p for p in asked_now(audit, framework, change) if p != c.actor]
    last = len(left) + len(agreed(audit, framework, change)) < seconds_needed(audit, framework, change)
    return [RoleChangeRefused(at=now, by=c.actor, number=c.number, last=last)]


def _waiting(audit: Audit, framework: Framework, c: SecondRoleChange | RefuseRoleChange, now: datetime) -> RoleChange:
    """The change that waits under a number. Refuses who may not answer it, with whose word is needed."""
    followed_up(audit)
    if audit.first_roster:
        needs_power(audit, framework, c, "vote", now)
    change = _asked(audit, c.number)
    able = may_second(audit, framework, change)
    if c.actor not in able:
        other = next(iter(able), None)
        if not audit.first_roster:
            raise NotIndependent("naming-second-needed", person=other) if other else NotIndependent("naming-nobody-yet")
        if other is None:
            raise NotIndependent("role-change-nobody-seconds")
        raise NotIndependent("role-change-second-needed", person=other)
    return change
