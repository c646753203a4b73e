"""Who seconds a change of who leads or judges, and what it would change.

Owns these answers for a change that waits, and who is nobody's second after it. Must not know when a change may be
asked for: `bot.domain.duties.roles`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.independence import are_two, holds_by_waiver, judging_roles, reviewing_roles
from bot.domain.roster.roles import active_seats
from bot.domain.roster.state import RoleChange, Waiver


class Move(NamedTuple):
    """What a change would do in one role."""

    role: str
    joins: tuple[Person, ...]
    leaves: tuple[Person, ...]


def moves(audit: Audit, roles: Mapping[str, tuple[Person, ...]]) -> list[Move]:
    """What naming exactly these people would change today; a seat that was left already leaves nothing."""
    found = []
    for role, people in roles.items():
        now = [s.person for s in active_seats(audit, role)]
        joins = tuple(p for p in people if p not in now)
        found.append(Move(role, joins, tuple(p for p in now if p not in people)))
    return [move for move in found if move.joins or move.leaves]


def accepted_seats(audit: Audit, framework: Framework) -> list[Person]:
    """The seats of the board that were accepted, in order."""
    voting = [r.key for r in framework.roles if "vote" in r.powers]
    return [s.person for role in voting for s in active_seats(audit, role) if s.accepted]


def may_second(audit: Audit, framework: Framework, change: RoleChange) -> list[Person]:
    """The seats of the board that neither asked for a change nor gain or lose by it, none by a waiver; in order.

    Nor whom the asker brought in; where there is nobody else, they too, and the board counts whole where it is filled.
    Before the first stage was closed, whoever else judges, too: they come before the board.
    """
    about = concerned(audit, change)
    able = [p for p in _asked_seats(audit, framework) if p not in about and not holds_by_waiver(audit, p)]
    if changes_board(framework, change):
        return able
    return [p for p in able if not helped_in(audit, framework, change.proposed_by, p)] or able


def _asked_seats(audit: Audit, framework: Framework) -> list[Person]:
    if audit.first_roster:
        return accepted_seats(audit, framework)
    built = {p for r in framework.roles if "respond" in r.powers for p in audit.past_roles.get(r.key, ())}
    led = {s.person for r in framework.roles if "manage" in r.powers for s in active_seats(audit, r.key)}
    accepted = (s.person for r in judging_roles(framework) for s in active_seats(audit, r) if s.accepted)
    return [p for p in dict.fromkeys(accepted) if p not in built | led]


def concerned(audit: Audit, change: RoleChange) -> set[Person]:
    """Who asked for a change, and who gains or loses by it."""
    return {change.proposed_by, *(p for m in moves(audit, change.roles) for p in (*m.joins, *m.leaves))}


def settled_changes(audit: Audit) -> tuple[RoleChange, ...]:
    """The changes in force that came after the first stage was closed: those before named somebody."""
    return tuple(c for c in audit.role_changes if c.status == "in-force" and not c.first)


def changes_board(framework: Framework, change: RoleChange) -> bool:
    """Whether a change is about seats of the board."""
    return any("vote" in framework.role(role).powers for role in change.roles)


def seconds_needed(audit: Audit, framework: Framework, change: RoleChange) -> int:
    """How many seats must agree: one; where a seat of the board changes, more than half of the others."""
    if not changes_board(framework, change):
        return 1
    return len(may_second(audit, framework, change)) // 2 + 1


def needs_admin(audit: Audit, framework: Framework, change: RoleChange) -> bool:
    """Whether a change takes the word of an admin of the workspace, too: it fills a seat of the board.

    Its other seats would else choose among themselves who sits beside them. From the second edition of the rules on.
    """
    filled = (move.role for move in moves(audit, change.roles) if move.joins)
    return audit.rules > 1 and any("vote" in framework.role(role).powers for role in filled)


def agreed(audit: Audit, framework: Framework, change: RoleChange, *also: Person) -> set[Person]:
    """The seats that agreed to a change and still could: one that was left since is none of them. `also`: one more."""
    return {*change.seconded_by, *also}.intersection(may_second(audit, framework, change))


def has_role_here(audit: Audit, who: Person) -> bool:
    """Whether somebody was ever named for a role here, or acted in one."""
    named = (s.person for seats in audit.roster.values() for s in seats)
    return who in named or any(who in people for people in audit.past_roles.values()) or who == audit.started_by


def asked_now(audit: Audit, framework: Framework, change: RoleChange) -> list[Person]:
    """The seats that could still agree to a change, in order."""
    return [p for p in may_second(audit, framework, change) if p not in (*change.seconded_by, *change.refused_by)]


def helped_in(audit: Audit, framework: Framework, one: Person, other: Person) -> bool:
    """Whether one of two people asked for, or seconded, a change that gave the other a role; lead and deputies are one.

    Such two are never two where a rule asks for a second: who brought somebody in gains by what they do.
    """
    return any(
        not helpers.isdisjoint((change.proposed_by, *change.seconded_by)) and _joined(audit, change, newcomer)
        for change in audit.role_changes
        if change.status == "in-force"
        for helpers, newcomer in ((as_seat(audit, framework, one), other), (as_seat(audit, framework, other), one))
    )


def are_two_reviewers(audit: Audit, framework: Framework, first: Person, who: Person, today: date) -> bool:
    """Whether two people review for two seats, and neither brought the other in."""
    roles = reviewing_roles(framework)
    two = are_two(audit, framework, (first, roles), (who, roles), today)
    return two and not helped_in(audit, framework, first, who)


def came_through_asker(audit: Audit, framework: Framework, waiver: Waiver, who: Person) -> bool:
    """Whether a seat came in through whoever asks for a waiver; from the second edition of the rules on."""
    return audit.rules > 1 and helped_in(audit, framework, waiver.proposed_by, who)


def as_seat(audit: Audit, framework: Framework, who: Person) -> frozenset[Person]:
    """Everybody who is one with a person: of lead and deputies, all of them, whoever of them asks.

    With them, from the second edition of the rules on, whoever ever led or acted for one who did: the lead hands the
    role to somebody else for a day, who asks in their place.
    """
    leading = [role.key for role in framework.roles if "manage" in role.powers]
    today = (seat.person for role in leading for seat in active_seats(audit, role))
    led = frozenset((*today, *(who for role in leading for who in audit.past_roles.get(role, ()))))
    return led if who in led else frozenset((who,))


def _joined(audit: Audit, change: RoleChange, who: Person) -> bool:
    """Whether somebody came by a change, and was not there when the first stage was first closed."""
    return any(who in people and who not in audit.first_roster.get(role, ()) for role, people in change.roles.items())
