"""What a person may do in an audit, right now: roles held, powers, independence.

Owns the answers to "which roles does this person act in today?" and "would this seat break independence?". Rights are
asked here at the moment of the action, never remembered.
"""

from __future__ import annotations

from datetime import date

from bot.domain.audit import Audit
from bot.domain.framework import Framework, Power
from bot.domain.people import Person


def holders(audit: Audit, role: str, today: date) -> list[Person]:
    """Everybody who may act in a role on a day: its seats that did not decline or leave, and delegates."""
    found: list[Person] = []
    for seat in audit.roster.get(role, ()):
        if seat.accepted is not False and seat.person not in audit.gone:
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
