"""Who somebody is, and what they may do in an audit.

Owns persons, seats, delegation, independence and the question "which roles does this person act in, right now?".
Knows nothing of Slack profiles: names, time zones and membership belong to the Directory port.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from bot.domain.audit import Audit
    from bot.domain.framework import Framework, Power

Person = str
"""A person: their own team and their user id, joined by a colon (`T01:U01`). Slack Connect brings people of other
teams into a workspace, so the user id alone would be ambiguous."""

SYSTEM: Person = "smactr"
"""The actor of commands nobody gave: a deadline passed, a file was fetched, a model answered."""


def person(team: str, user: str) -> Person:
    """Join a team id and a user id into a person."""
    return f"{team}:{user}"


def user_of(who: Person) -> str:
    """The Slack user id of a person."""
    return who.rpartition(":")[2]


def team_of(who: Person) -> str:
    """The Slack team a person belongs to; empty for the system itself."""
    return who.rpartition(":")[0]


class Delegation(BaseModel):
    """Somebody acts for a seat until the end of `until` (a calendar day, UTC)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: Person
    until: date


class Seat(BaseModel):
    """One person in one role. `accepted` is None until they answered the invitation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Person
    accepted: bool | None = None
    delegation: Delegation | None = None


def holders(audit: Audit, role: str, today: date) -> list[Person]:
    """Everybody who may act in a role on a day: its seats that did not decline, and their delegates."""
    found: list[Person] = []
    for seat in audit.roster.get(role, ()):
        if seat.accepted is not False:
            found.append(seat.person)
            if seat.delegation and today <= seat.delegation.until:
                found.append(seat.delegation.to)
    return list(dict.fromkeys(found))


def roles_of(audit: Audit, who: Person, today: date) -> list[str]:
    """The roles a person may act in on a day, in the framework's order of the roster."""
    return [role for role in audit.roster if who in holders(audit, role, today)]


def holds_power(audit: Audit, framework: Framework, who: Person, power: Power, today: date) -> bool:
    """Whether one of the person's roles carries this power today."""
    return any(power in framework.role(role).powers for role in roles_of(audit, who, today))


def people_with(audit: Audit, framework: Framework, power: Power, today: date) -> list[Person]:
    """Everybody who has a power today, in the order of the framework's roles."""
    found = [p for r in framework.roles if power in r.powers for p in holders(audit, r.key, today)]
    return list(dict.fromkeys(found))


def conflict(audit: Audit, framework: Framework, who: Person, role: str) -> str | None:
    """The role that independence forbids this person to hold beside `role`; None when there is none or it is waived."""
    held = {r for r, seats in audit.roster.items() if any(s.person == who and s.accepted is not False for s in seats)}
    for other in sorted(held - {role}):
        if framework.incompatible(role, other) and not audit.waived(who, role, other):
            return other
    return None


def in_audit(audit: Audit, who: Person, today: date) -> bool:
    """Whether the person has any role (or acts for somebody who has one)."""
    return bool(roles_of(audit, who, today))
