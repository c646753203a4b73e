"""The fold of who takes part: how the state changes with what happened.

Owns a function per event (roles and seats, acceptance, delegation, absence, waivers) and their table; nothing is
decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import DutyKey
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Folds
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.roster.events import (
    AlternateNamed,
    DaysOffStated,
    PersonAway,
    PersonGone,
    PersonReturned,
    RoleAccepted,
    RoleAssigned,
    RoleChangeProposed,
    RoleChangeRefused,
    RoleChangeSeconded,
    RoleChangeWithdrawn,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    TiesStated,
    WaiverProposed,
    WaiverSeconded,
)
from bot.domain.roster.state import Delegation, RoleChange, Seat, Waiver

FOLDS = Folds()


def _seats(audit: Audit, role: str, who: Person, change: Callable[[Seat], Seat]) -> Audit:
    seats = tuple(change(s) if s.person == who else s for s in audit.roster.get(role, ()))
    return audit.replace(roster={**audit.roster, role: seats})


def _remembered(audit: Audit, role: str, who: Person) -> Audit:
    """What somebody held or acted in stays known, from the second edition of the rules on."""
    past = audit.past_roles.get(role, ())
    if audit.rules < 2 or who in past:
        return audit
    return audit.replace(past_roles={**audit.past_roles, role: (*past, who)})


@FOLDS.add
def assigned(audit: Audit, e: RoleAssigned) -> Audit:
    """A new seat; somebody who declined before is asked anew, and nothing of the old asking is held against them."""
    others = tuple(s for s in audit.roster.get(e.role, ()) if s.person != e.person)
    late = DutyKey(AcceptRoleDuty, role=e.role).by(e.person)
    return audit.replace(
        roster={**audit.roster, e.role: (*others, Seat(person=e.person, since=audit.calendar.day(e.at)))},
        escalated_duties={d: day for d, day in audit.escalated_duties.items() if d != late},
    )


@FOLDS.add
def unassigned(audit: Audit, e: RoleUnassigned) -> Audit:
    """The seat goes; what was signed in it stays in the record and no longer counts."""
    return audit.replace(
        roster={**audit.roster, e.role: tuple(s for s in audit.roster.get(e.role, ()) if s.person != e.person)}
    )


@FOLDS.add
def accepted(audit: Audit, e: RoleAccepted) -> Audit:
    """The seat is accepted."""
    accepted = _seats(audit, e.role, e.person, lambda s: s.replace(accepted=True))
    return _remembered(accepted, e.role, e.person)


@FOLDS.add
def declined(audit: Audit, e: RoleDeclined) -> Audit:
    """The seat is declined."""
    return _seats(audit, e.role, e.person, lambda s: s.replace(accepted=False))


@FOLDS.add
def delegated(audit: Audit, e: RoleDelegated) -> Audit:
    """Somebody acts for the seat."""
    delegated = _seats(audit, e.role, e.person, lambda s: s.replace(delegation=Delegation(to=e.to, until=e.until)))
    return _remembered(delegated, e.role, e.to)


@FOLDS.add
def alternate_named(audit: Audit, e: AlternateNamed) -> Audit:
    """Somebody would take the seat's place; it is theirs once they accept it."""
    return _seats(audit, e.role, e.person, lambda s: s.replace(alternate=e.alternate))


@FOLDS.add
def waiver_proposed(audit: Audit, e: WaiverProposed) -> Audit:
    """A waiver waits for its second."""
    waiver = Waiver(person=e.person, roles=e.roles, reason=e.reason, proposed_by=e.by, at=e.at)
    return audit.replace(waivers=(*audit.waivers, waiver))


@FOLDS.add
def waiver_seconded(audit: Audit, e: WaiverSeconded) -> Audit:
    """A waiver is in force."""
    return audit.replace(
        waivers=tuple(
            w.replace(seconded_by=e.by) if w.person == e.person and set(w.roles) == set(e.roles) else w
            for w in audit.waivers
        )
    )


@FOLDS.add
def role_change_proposed(audit: Audit, e: RoleChangeProposed) -> Audit:
    """A change of roles waits for its second; the one that waited before is off."""
    before = (c.replace(status="replaced") if c.status == "asked" else c for c in audit.role_changes)
    return audit.replace(role_changes=(*before, RoleChange(roles=e.roles, proposed_by=e.by, at=e.at)))


def _role_change(audit: Audit, number: int, change: Callable[[RoleChange], RoleChange]) -> Audit:
    changes = enumerate(audit.role_changes, start=1)
    return audit.replace(role_changes=tuple(change(c) if n == number else c for n, c in changes))


@FOLDS.add
def role_change_seconded(audit: Audit, e: RoleChangeSeconded) -> Audit:
    """A seat agreed; who then holds which role, the events after it say."""
    status: Literal["in-force", "asked"] = "in-force" if e.enough else "asked"
    if e.admin:
        return _role_change(audit, e.number, lambda c: c.replace(admin=e.by, status=status))
    first = e.enough and not audit.first_roster
    return _role_change(
        audit, e.number, lambda c: c.replace(seconded_by=(*c.seconded_by, e.by), status=status, first=first)
    )


@FOLDS.add
def role_change_refused(audit: Audit, e: RoleChangeRefused) -> Audit:
    """A seat did not agree."""
    status: Literal["refused", "asked"] = "refused" if e.last else "asked"
    return _role_change(audit, e.number, lambda c: c.replace(refused_by=(*c.refused_by, e.by), status=status))


@FOLDS.add
def role_change_withdrawn(audit: Audit, e: RoleChangeWithdrawn) -> Audit:
    """Nobody is asked for a second any more."""
    return _role_change(audit, e.number, lambda c: c.replace(status="withdrawn"))


@FOLDS.add
def ties_stated(audit: Audit, e: TiesStated) -> Audit:
    """What ties somebody from outside to us is known."""
    return audit.replace(ties={**audit.ties, e.by: e.ties})


@FOLDS.add
def away(audit: Audit, e: PersonAway) -> Audit:
    """Somebody is away; while they are, a longer absence is the same one, so that what it has moved stays moved."""
    day = audit.calendar.day(e.at)
    was, until = audit.away_since.get(e.person), audit.away.get(e.person)
    begun = was if was and until and until >= day else day
    since = {**audit.away_since, e.person: begun} if audit.has_calendar else {}
    return audit.replace(away={**audit.away, e.person: e.until}, away_since=since)


@FOLDS.add
def days_off(audit: Audit, e: DaysOffStated) -> Audit:
    """People have working days of their own."""
    said = () if e.by == SYSTEM else tuple(e.calendars)
    return audit.replace(
        own_days={**audit.own_days, **e.calendars},
        said_own_days=tuple(dict.fromkeys((*audit.said_own_days, *said))),
    )


@FOLDS.add
def gone(audit: Audit, e: PersonGone) -> Audit:
    """Somebody is gone."""
    return audit.replace(gone=(*audit.gone, e.person))


@FOLDS.add
def returned(audit: Audit, e: PersonReturned) -> Audit:
    """Somebody is there again."""
    return audit.replace(gone=tuple(p for p in audit.gone if p != e.person))
