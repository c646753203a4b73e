"""What people say of their roles: acceptance, delegation, waivers, absence.

Owns what independence forbids them. Who is named for what, `bot.domain.duties.roles` says. Must not know what a role
has to do.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Membership, Person
from bot.domain.kernel.registry import Command, Event, Rules
from bot.domain.roster.commands import (
    AcceptRole,
    DeclineRole,
    DelegateRole,
    ProposeWaiver,
    RecordGone,
    SecondWaiver,
    SetAway,
    SetOwnDays,
    StateDaysOff,
    StateTies,
)
from bot.domain.roster.events import (
    AlternateNamed,
    DaysOffStated,
    PersonAway,
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    TiesStated,
    WaiverProposed,
    WaiverSeconded,
)
from bot.domain.roster.independence import holds_by_waiver, is_outside, looks_from_outside
from bot.domain.roster.permissions import followed_up, live, needs_a_role, needs_a_seat, needs_power, only_system
from bot.domain.roster.roles import (
    active_seats,
    conflict,
    delegate_of,
    may_act,
    seat_left_to,
    seats_are_fixed,
)
from bot.domain.roster.seconds import as_seat, came_through_asker
from bot.domain.roster.state import Seat

RULES = Rules()


def check_present(
    audit: Audit, framework: Framework, c: Command, role: str, people: tuple[Person, ...], field: str
) -> None:
    """Refuse whoever holds no role: who left, and, from the second edition of the rules on, apps, people whom nobody
    knows, and guests of a role that is not outside of all others. Beneath the input of that name.
    """
    for who in people:
        membership = c.named.get(who, "member")
        if who in audit.gone or (audit.rules > 1 and membership == "gone"):
            raise Invalid("person-deactivated", person=who, field=field)
        if audit.rules > 1:
            check_member(framework, role, who, membership, field)


def check_member(framework: Framework, role: str, who: Person, membership: Membership, field: str) -> None:
    """Refuse an app, somebody unknown, and a guest where the role is not the external reviewer's."""
    if membership in ("bot", "unknown"):
        raise Invalid("person-unknown", person=who, field=field)
    if membership == "guest" and not is_outside(framework, role):
        raise Invalid("guest-outside-only", person=who, role=framework.role(role).title, field=field)


def _seat(audit: Audit, role: str, who: Person) -> Seat:
    seat = next((s for s in audit.roster.get(role, ()) if s.person == who), None)
    if seat is None:
        raise NotAllowed("seat-not-yours")
    return seat


@RULES.add
def accept(audit: Audit, framework: Framework, c: AcceptRole, now: datetime) -> list[Event]:
    """The invited person accepts; again changes nothing."""
    followed_up(audit)
    if left := seat_left_to(audit, c.role, c.actor):
        return _taken(audit, framework, left, c, now)
    seat = _seat(audit, c.role, c.actor)
    if seat.accepted:
        return []
    if audit.rules > 1 and not c.actor_full_member and not is_outside(framework, c.role):
        raise NotAllowed("guest-outside-only", person=c.actor, role=framework.role(c.role).title)
    if seat.accepted is False and _board_votes(audit, framework, c.role):
        raise NotNow("accept-role-voting-open")
    other = conflict(audit, framework, c.actor, c.role, audit.calendar.day(now))
    if other:
        raise NotIndependent("accept-role-conflict", other=framework.role(other).title, person=audit.lead)
    return [RoleAccepted(at=now, by=c.actor, role=c.role, person=c.actor)]


def _taken(audit: Audit, framework: Framework, left: Seat, c: AcceptRole, now: datetime) -> list[Event]:
    """The alternate takes the place of a seat that was left, before voting opens."""
    if seats_are_fixed(audit):
        raise NotNow("alternate-voting-open")
    check_present(audit, framework, c, c.role, (c.actor,), "to")
    if not c.actor_full_member:
        raise NotAllowed("guest-outside-only", person=c.actor, role=framework.role(c.role).title)
    other = conflict(audit, framework, c.actor, c.role, audit.calendar.day(now))
    if other:
        raise NotIndependent("accept-role-conflict", other=framework.role(other).title, person=audit.lead)
    return [
        RoleUnassigned(at=now, by=c.actor, role=c.role, person=left.person),
        RoleAssigned(at=now, by=c.actor, role=c.role, person=c.actor),
        RoleAccepted(at=now, by=c.actor, role=c.role, person=c.actor),
    ]


@RULES.add
def decline(audit: Audit, framework: Framework, c: DeclineRole, now: datetime) -> list[Event]:
    """The invited person declines; the lead is asked to fill the seat."""
    followed_up(audit)
    if left := seat_left_to(audit, c.role, c.actor):
        return [AlternateNamed(at=now, by=c.actor, role=c.role, person=left.person, alternate=None)]
    if _seat(audit, c.role, c.actor).accepted is False:
        return []
    if _board_votes(audit, framework, c.role):
        raise NotNow("decline-role-voting-open")
    return [RoleDeclined(at=now, by=c.actor, role=c.role, person=c.actor, suggests=c.suggests)]


def _board_votes(audit: Audit, framework: Framework, role: str) -> bool:
    """Whether the seats of a role are fixed, because ballots are out or not yet opened."""
    voting = audit.ballot is not None and audit.ballot.status in ("open", "closed")
    return voting and "vote" in framework.role(role).powers


@RULES.add
def delegate(audit: Audit, framework: Framework, c: DelegateRole, now: datetime) -> list[Event]:
    """A holder names somebody who acts for them until the end of a day; or themselves, to act alone again."""
    followed_up(audit)
    seat = _seat(audit, c.role, c.actor)
    if seat.accepted is False:
        raise NotAllowed("delegate-declined-role")
    if not may_act(audit, seat):
        raise NotAllowed("delegate-role-not-accepted", role=framework.role(c.role).title)
    if "vote" in framework.role(c.role).powers:
        return _alternate(audit, framework, seat, c, now)
    if c.to == c.actor:
        return _taken_back(audit, seat, c, now)
    if c.until < audit.calendar.day(now):
        raise Invalid("day-over", field="until")
    check_present(audit, framework, c, c.role, (c.to,), "to")
    trial = audit.replace(roster={**audit.roster, c.role: (*audit.roster[c.role], Seat(person=c.to))})
    other = conflict(trial, framework, c.to, c.role, audit.calendar.day(now))
    if other:
        raise NotIndependent(
            "delegate-conflict",
            person=c.to,
            other=framework.role(other).title,
            role=framework.role(c.role).title,
            field="to",
        )
    if seat.delegation and (seat.delegation.to, seat.delegation.until) == (c.to, c.until):
        return []
    return [RoleDelegated(at=now, by=c.actor, role=c.role, person=c.actor, to=c.to, until=c.until)]


def _alternate(audit: Audit, framework: Framework, seat: Seat, c: DelegateRole, now: datetime) -> list[Event]:
    """A seat of the board is not handed over for a time: it names who takes its place where it is left."""
    if audit.rules < 2:
        raise NotNow("delegate-board-seat", person=audit.lead)
    if seats_are_fixed(audit):
        raise NotNow("alternate-voting-open")
    to = None if c.to == c.actor else c.to
    if to is None and seat.alternate is None:
        raise Invalid("alternate-oneself", field="to")
    if to == seat.alternate:
        return []
    if to:
        _check_alternate(audit, framework, to, c, now)
    return [AlternateNamed(at=now, by=c.actor, role=c.role, person=c.actor, alternate=to)]


def _check_alternate(audit: Audit, framework: Framework, to: Person, c: DelegateRole, now: datetime) -> None:
    check_present(audit, framework, c, c.role, (to,), "to")
    if any(to in (s.person, s.alternate) for s in audit.roster[c.role]):
        raise Invalid("alternate-taken", person=to, field="to")
    if other := conflict(audit, framework, to, c.role, audit.calendar.day(now)):
        role, held = framework.role(c.role).title, framework.role(other).title
        raise NotIndependent("delegate-conflict", person=to, other=held, role=role, field="to")


def _taken_back(audit: Audit, seat: Seat, c: DelegateRole, now: datetime) -> list[Event]:
    """The delegate's last day was yesterday; what they signed until now stands."""
    acting = delegate_of(audit, seat, audit.calendar.day(now))
    if acting is None:
        raise Invalid("delegate-to-oneself", field="to")
    yesterday = audit.calendar.day(now) - timedelta(days=1)
    return [RoleDelegated(at=now, by=c.actor, role=c.role, person=c.actor, to=acting, until=yesterday)]


@RULES.add
def propose_waiver(audit: Audit, framework: Framework, c: ProposeWaiver, now: datetime) -> list[Event]:
    """The lead asks, in writing, to let one person hold two roles that independence keeps apart."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    one, other = c.roles
    if not (framework.has_role(one) and framework.has_role(other) and framework.incompatible(one, other)):
        raise Invalid("waiver-not-needed")
    if audit.rules > 1 and c.person in {c.actor, *as_seat(audit, framework, c.actor)}:
        raise NotIndependent("waiver-lead")
    if c.person == c.actor:
        raise NotIndependent("waiver-own")
    if audit.rules > 1 and any("respond" in framework.role(role).powers for role in c.roles):
        raise NotIndependent("waiver-builder")
    if any(w.person == c.person and set(w.roles) == set(c.roles) for w in audit.waivers):
        return []
    return [WaiverProposed(at=now, by=c.actor, person=c.person, roles=c.roles, reason=c.reason.digest)]


@RULES.add
def second_waiver(audit: Audit, framework: Framework, c: SecondWaiver, now: datetime) -> list[Event]:
    """A board member, neither the proposer nor the person concerned, agrees."""
    live(audit)
    needs_power(audit, framework, c, "vote", now)
    waiver = next((w for w in audit.waivers if w.person == c.person and set(w.roles) == set(c.roles)), None)
    if waiver is None:
        raise NotNow("waiver-not-asked")
    if waiver.seconded_by:
        return []
    if c.actor in (waiver.proposed_by, waiver.person) or came_through_asker(audit, framework, waiver, c.actor):
        raise NotIndependent("waiver-board-member-only")
    if audit.rules > 1 and holds_by_waiver(audit, c.actor):
        raise NotIndependent("second-by-waiver")
    return [WaiverSeconded(at=now, by=c.actor, person=c.person, roles=c.roles)]


@RULES.add
def state_ties(audit: Audit, framework: Framework, c: StateTies, now: datetime) -> list[Event]:
    """Whoever looks from outside says what ties them to us; it is printed, and they may second."""
    live(audit)
    if audit.rules < 2 or not looks_from_outside(audit, framework, c.actor, audit.calendar.day(now)):
        raise NotAllowed("ties-outside-only")
    if not c.ties.text.strip():
        raise Invalid("ties-empty", field="ties")
    if audit.ties.get(c.actor) == c.ties.digest:
        return []
    return [TiesStated(at=now, by=c.actor, ties=c.ties.digest)]


@RULES.add
def away(audit: Audit, framework: Framework, c: SetAway, now: datetime) -> list[Event]:
    """Somebody with a role says until when they are away."""
    needs_a_role(audit, c, now)
    if c.until < audit.calendar.day(now):
        raise Invalid("day-over", field="until")
    if audit.ended or audit.away.get(c.actor) == c.until:
        return []
    return [PersonAway(at=now, by=c.actor, person=c.actor, until=c.until)]


@RULES.add
def days_off(audit: Audit, framework: Framework, c: StateDaysOff, now: datetime) -> list[Event]:
    """Where people live was looked up; only those count who have to do with this audit, and what is new."""
    only_system(c)
    if audit.ended or not audit.has_calendar:
        return []
    looked_up = {w: days for w, days in c.calendars.items() if _concerned(audit, w) and w not in audit.said_own_days}
    new = {w: days for w, days in looked_up.items() if audit.own_days.get(w) != days}
    return [DaysOffStated(at=now, by=c.actor, calendars=new)] if new else []


@RULES.add
def own_days(audit: Audit, framework: Framework, c: SetOwnDays, now: datetime) -> list[Event]:
    """Somebody who was named says when they work; what is looked up where they live counts no longer for them.

    Whether they accepted their role is no matter: their answer has a day as well.
    """
    needs_a_seat(audit, c, now)
    said = c.actor in audit.said_own_days and audit.own_days.get(c.actor) == c.calendar
    if audit.ended or not audit.has_calendar or said:
        return []
    return [DaysOffStated(at=now, by=c.actor, calendars={c.actor: c.calendar})]


@RULES.add
def gone(audit: Audit, framework: Framework, c: RecordGone, now: datetime) -> list[Event]:
    """The directory says somebody left; only people who have to do with this audit matter."""
    only_system(c)
    if audit.ended or c.person in audit.gone or not _concerned(audit, c.person):
        return []
    return [PersonGone(at=now, by=c.actor, person=c.person)]


def _concerned(audit: Audit, who: Person) -> bool:
    """Whether a person holds or acts in a seat, would take it, or began something that would be asked of them."""
    seats = [s for seats in audit.roster.values() for s in seats]
    began = (*(o.person for o in audit.offers), *(r.by for r in audit.requests), *(x.by for x in audit.conditions))
    quoted = (s.person for s in (audit.published.statements if audit.published else ()))
    acting = (s.delegation.to for s in seats if s.delegation)
    return who in (*began, *quoted, *acting) or any(who in (s.person, s.alternate) for s in seats)


def short_roles(audit: Audit, framework: Framework) -> dict[str, int]:
    """Role -> how many seats are still to be filled before scoping can close. A delegate fills no second seat."""
    short = {r.key: r.minimum - len(active_seats(audit, r.key)) for r in framework.roles}
    return {role: missing for role, missing in short.items() if missing > 0}
