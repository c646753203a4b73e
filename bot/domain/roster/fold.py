"""The fold of who takes part: how the state changes with what happened.

Owns a function per event (roles and seats, acceptance, delegation, absence, waivers) and their table; nothing is
decided here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.roster.events import (
    PersonAway,
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    WaiverProposed,
    WaiverSeconded,
)
from bot.domain.roster.state import Delegation, Seat, Waiver


def _seats(audit: Audit, role: str, who: Person, **update: Any) -> dict[str, Any]:
    seats = tuple(s.model_copy(update=update) if s.person == who else s for s in audit.roster.get(role, ()))
    return {"roster": {**audit.roster, role: seats}}


def assigned(audit: Audit, e: RoleAssigned) -> dict[str, Any]:
    """A new seat; somebody who declined before is asked anew, and nothing of the old asking is held against them."""
    others = tuple(s for s in audit.roster.get(e.role, ()) if s.person != e.person)
    late = f"accept-role:{e.role}@{e.person}"
    return {
        "roster": {**audit.roster, e.role: (*others, Seat(person=e.person, since=e.at.date()))},
        "escalated_duties": {d: day for d, day in audit.escalated_duties.items() if d != late},
    }


def unassigned(audit: Audit, e: RoleUnassigned) -> dict[str, Any]:
    """The seat goes; what was signed in it stays in the record and no longer counts."""
    return {"roster": {**audit.roster, e.role: tuple(s for s in audit.roster.get(e.role, ()) if s.person != e.person)}}


def accepted(audit: Audit, e: RoleAccepted) -> dict[str, Any]:
    """The seat is accepted."""
    return _seats(audit, e.role, e.person, accepted=True)


def declined(audit: Audit, e: RoleDeclined) -> dict[str, Any]:
    """The seat is declined."""
    return _seats(audit, e.role, e.person, accepted=False)


def delegated(audit: Audit, e: RoleDelegated) -> dict[str, Any]:
    """Somebody acts for the seat."""
    return _seats(audit, e.role, e.person, delegation=Delegation(to=e.to, until=e.until))


def waiver_proposed(audit: Audit, e: WaiverProposed) -> dict[str, Any]:
    """A waiver waits for its second."""
    waiver = Waiver(person=e.person, roles=e.roles, reason=e.reason, proposed_by=e.by, at=e.at)
    return {"waivers": (*audit.waivers, waiver)}


def waiver_seconded(audit: Audit, e: WaiverSeconded) -> dict[str, Any]:
    """A waiver is in force."""
    return {
        "waivers": tuple(
            w.model_copy(update={"seconded_by": e.by}) if w.person == e.person and set(w.roles) == set(e.roles) else w
            for w in audit.waivers
        )
    }


def away(audit: Audit, e: PersonAway) -> dict[str, Any]:
    """Somebody is away."""
    return {"away": {**audit.away, e.person: e.until}}


def gone(audit: Audit, e: PersonGone) -> dict[str, Any]:
    """Somebody is gone."""
    return {"gone": (*audit.gone, e.person)}


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    RoleAssigned: assigned,
    RoleUnassigned: unassigned,
    RoleAccepted: accepted,
    RoleDeclined: declined,
    RoleDelegated: delegated,
    WaiverProposed: waiver_proposed,
    WaiverSeconded: waiver_seconded,
    PersonAway: away,
    PersonGone: gone,
}
