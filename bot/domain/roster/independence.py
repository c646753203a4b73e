"""Who is independent enough to judge: builders, reviewers, and two people of whom one is the other's second.

Owns these words of the second edition of the rules; by the first, whoever has the power reviews. Must not know what is
judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import Framework, RoleSpec
from bot.domain.kernel.people import Person
from bot.domain.roster.roles import (
    acting_seats,
    active_seats,
    acts_in,
    holders,
    holds_power,
    may_judge,
    roles_of,
    seats_for,
)
from bot.domain.roster.state import Seat

MOST_OPEN_BY_WAIVER: Final = 3
"""Whoever holds a role by a waiver counts for release forms up to this one."""

Owners = frozenset[Person]
"""A seat, told by whose it is: its holder; for the lead's and the deputies' seats, which are one, all of them."""


def is_builder(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    """Whether somebody builds, or ever accepted a builder's role or acted in one in this audit."""
    building = [r.key for r in framework.roles if "respond" in r.powers]
    return any(who in audit.past_roles.get(role, ()) or acts_in(audit, role, who, today) for role in building)


def holds_by_waiver(audit: Audit, who: Person) -> bool:
    """Whether somebody stands for both of two roles that are kept apart, or ever did for one, by a waiver in force.

    A waiver that nobody makes use of changes nothing, so that nobody is made powerless by one: neither by being named
    for a role that they never accepted.
    """

    def concerned(role: str) -> bool:
        seats = acting_seats(audit, role)
        named = any(s.person == who or (s.delegation and s.delegation.to == who) for s in seats)
        return named or who in audit.past_roles.get(role, ())

    return any(w.person == who and w.seconded_by and all(concerned(role) for role in w.roles) for w in audit.waivers)


def reviewing_roles(framework: Framework) -> list[str]:
    """The roles that review and do not lead: auditor and safety in the built-in framework."""
    return [r.key for r in framework.roles if _reviews(r)]


def safety_roles(framework: Framework) -> list[str]:
    """Of the roles that review and do not lead, those that also confirm the end of an audit: Safety's."""
    return [key for key in reviewing_roles(framework) if "confirm-end" in framework.role(key).powers]


def judging_roles(framework: Framework) -> list[str]:
    """The roles a second comes from: those that review, those that vote, and whoever looks from outside."""
    return [r.key for r in framework.roles if _reviews(r) or "vote" in r.powers or is_outside(framework, r.key)]


def is_outside(framework: Framework, role: str) -> bool:
    """Whether a role is apart from every other, as the external reviewer's is."""
    return len(framework.apart_from(role)) == len(framework.roles) - 1


def looks_from_outside(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    """Whether somebody's word comes with what ties them to us: they hold the external reviewer's role."""
    return any(is_outside(framework, role) for role in roles_of(audit, who, today))


def needs_ties(audit: Audit, framework: Framework, who: Person, today: date) -> None:
    """Refuse a second from outside who has not said what ties them to us; from the second edition of the rules on."""
    if audit.rules > 1 and who not in audit.ties and looks_from_outside(audit, framework, who, today):
        raise NotNow("ties-unstated")


def _reviews(role: RoleSpec) -> bool:
    return "review" in role.powers and "manage" not in role.powers


def as_seen_by_guest(audit: Audit, framework: Framework, who: Person) -> Audit:
    """The audit without the seats in which a guest of the workspace does not act: all but those from outside."""
    roster = {
        role: seats if is_outside(framework, role) else tuple(_without(seat, who) for seat in seats)
        for role, seats in audit.roster.items()
    }
    return audit.replace(roster=roster)


def _without(seat: Seat, who: Person) -> Seat:
    acting = seat.delegation
    return seat.replace(
        accepted=False if seat.person == who else seat.accepted,
        delegation=None if acting and acting.to == who else acting,
    )


def is_reviewer(audit: Audit, framework: Framework, who: Person, today: date) -> bool:
    """Whether somebody admits, supports, lowers and carries over: auditor or safety, no builder, not by a waiver.

    By the first edition of the rules whoever has the power to review, the lead too.
    """
    if audit.rules < 2:
        return holds_power(audit, framework, who, "review", today)
    reviews = any(acts_in(audit, role, who, today) for role in reviewing_roles(framework))
    return reviews and not is_builder(audit, framework, who, today) and not holds_by_waiver(audit, who)


def reviewers(audit: Audit, framework: Framework, today: date) -> list[Person]:
    """Everybody who is a reviewer today, in the order of the framework's roles."""
    able = [p for r in framework.roles if "review" in r.powers for p in holders(audit, r.key, today)]
    return [p for p in dict.fromkeys(able) if is_reviewer(audit, framework, p, today)]


def are_two(
    audit: Audit,
    framework: Framework,
    one: tuple[Person, Collection[str]],
    other: tuple[Person, Collection[str]],
    today: date,
) -> bool:
    """Whether two people, each acting in one of these roles, act for two seats that are neither one's and the other's.

    Who signs for somebody (a delegate, a deputy) is that seat. The first may have lost their roles since.
    """
    (first, ones), (second, others) = one, other
    theirs = _seats(audit, framework, first, ones, today) or {frozenset((first, *_acted_for(audit, first)))}
    return first != second and any(
        a.isdisjoint(b) and second not in a and first not in b
        for a in theirs
        for b in _seats(audit, framework, second, others, today)
    )


def _seats(audit: Audit, framework: Framework, who: Person, roles: Iterable[str], today: date) -> set[Owners]:
    return {
        _leading(audit, framework) if "manage" in framework.role(role).powers else frozenset((seat,))
        for role in roles
        for seat in seats_for(audit, role, who, today)
    }


def _acted_for(audit: Audit, who: Person) -> list[Person]:
    """For whom somebody may have acted who acts no more: of each role in which they did and had no seat, all seats.

    From the second edition of the rules on. Else a seat would be its own second once it takes back what it handed over.
    """
    lent = [role for role, people in audit.past_roles.items() if who in people and not _was_named(audit, role, who)]
    return [seat.person for role in lent for seat in active_seats(audit, role)]


def _was_named(audit: Audit, role: str, who: Person) -> bool:
    return any(seat.person == who for seat in audit.roster.get(role, ()))


def _leading(audit: Audit, framework: Framework) -> Owners:
    leading = (r.key for r in framework.roles if "manage" in r.powers)
    return frozenset(seat.person for role in leading for seat in active_seats(audit, role))


def judges_anothers(audit: Audit, framework: Framework, who: Person, author: Person, today: date) -> bool:
    """Whether somebody reviews in another seat than that of whoever made something, or handed it in."""
    if audit.rules < 2:
        return may_judge(audit, framework, who, author, today)
    reviewing = [r.key for r in framework.roles if "review" in r.powers]
    return are_two(audit, framework, (author, roles_of(audit, author, today)), (who, reviewing), today)


def judges_for_another(audit: Audit, framework: Framework, who: Person, by: Person, today: date) -> bool:
    """Whether somebody judges for another seat than the one in which a person asks: where they review or lead."""
    asking = [r.key for r in framework.roles if not {"review", "manage"}.isdisjoint(r.powers)]
    return are_two(audit, framework, (by, asking), (who, judging_roles(framework)), today)
