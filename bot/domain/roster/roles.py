"""What a person may do in an audit, right now: roles held, powers, independence.

Owns the answers to "which roles does this person act in today?" and "would this seat break independence?". Rights are
asked here at the moment of the action, never remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec, Framework, Power
from bot.domain.kernel.people import Person
from bot.domain.roster.state import Seat


def active_seats(audit: Audit, role: str) -> list[Seat]:
    """The seats of a role that were neither declined nor left."""
    return [s for s in audit.roster.get(role, ()) if s.accepted is not False and s.person not in audit.gone]


def delegate_of(audit: Audit, seat: Seat, today: date) -> Person | None:
    """Who acts for a seat on a day, beside its holder."""
    given = seat.delegation
    return given.to if given and today <= given.until and given.to not in audit.gone else None


def may_act(audit: Audit, seat: Seat) -> bool:
    """Whether a seat acts: it counts from being named and, from the second edition of the rules on, acts from being
    accepted.
    """
    return audit.rules < 2 or seat.accepted is True


def acting_seats(audit: Audit, role: str) -> list[Seat]:
    """The seats of a role in which somebody may act."""
    return [s for s in active_seats(audit, role) if may_act(audit, s)]


def is_left(audit: Audit, seat: Seat) -> bool:
    """Whether whoever was named for a seat does not take it any more: they declined, stepped aside or are gone."""
    return seat.accepted is False or seat.person in audit.gone or seat.person in audit.recused


def seat_left_to(audit: Audit, role: str, who: Person) -> Seat | None:
    """The seat of a role that was left and that names this person as its alternate."""
    return next((s for s in audit.roster.get(role, ()) if s.alternate == who and is_left(audit, s)), None)


def seats_are_fixed(audit: Audit) -> bool:
    """Whether no alternate takes a place: ballots are out, not yet opened, or their result cools off."""
    return audit.proposal is not None or (audit.ballot is not None and audit.ballot.status in ("open", "closed"))


def seats_to_accept(audit: Audit, who: Person) -> Iterator[tuple[str, Audit]]:
    """(role, the audit as it would be) for every seat that somebody was named for and has to accept before they act."""
    for role, seats in audit.roster.items():
        mine = next((s for s in active_seats(audit, role) if s.person == who and not may_act(audit, s)), None)
        if mine:
            accepted = tuple(s.replace(accepted=True) if s is mine else s for s in seats)
            yield role, audit.replace(roster={**audit.roster, role: accepted})


def _with_delegates(audit: Audit, seats: Iterable[Seat], today: date) -> Iterator[tuple[Person, Person]]:
    """(seat, person) for everybody who is named for these seats or acts for one on a day, seat by seat."""
    for seat in seats:
        yield seat.person, seat.person
        if seat.delegation and (delegate := delegate_of(audit, seat, today)):
            yield seat.person, delegate


def _acting(audit: Audit, role: str, today: date) -> Iterator[tuple[Person, Person]]:
    return _with_delegates(audit, acting_seats(audit, role), today)


def acts_in(audit: Audit, role: str, who: Person, today: date) -> bool:
    """Whether a person may act in a role on a day."""
    for seat in audit.roster.get(role, ()):
        if (seat.person == who or seat.delegation) and seat.accepted is not False:
            theirs = seat.person == who or delegate_of(audit, seat, today) == who
            if theirs and seat.person not in audit.gone and may_act(audit, seat):
                return True
    return False


def is_named(audit: Audit, role: str, who: Person, today: date) -> bool:
    """Whether a person has a seat of a role, accepted or not yet, or acts for one on a day."""
    seats = active_seats(audit, role)
    return _is_among(seats, who) and any(p == who for _, p in _with_delegates(audit, seats, today))


def named_people(audit: Audit, role: str, today: date) -> list[Person]:
    """Everybody who was named for a role and did not decline or leave, and who acts for one of them on a day."""
    return list(dict.fromkeys(who for _, who in _with_delegates(audit, active_seats(audit, role), today)))


def _is_among(seats: Iterable[Seat], who: Person) -> bool:
    return any(s.person == who or (s.delegation and s.delegation.to == who) for s in seats)


def holders(audit: Audit, role: str, today: date) -> list[Person]:
    """Everybody who may act in a role on a day: its seats that act, and delegates."""
    return list(dict.fromkeys(who for _, who in _acting(audit, role, today)))


def seats_for(audit: Audit, role: str, who: Person, today: date) -> list[Person]:
    """Whose seats a person may act in on a day: their own first, then those they were handed."""
    if not _is_among(audit.roster.get(role, ()), who):
        return []
    seats = [seat for seat, acting in _acting(audit, role, today) if acting == who]
    return sorted(seats, key=lambda seat: seat != who)


def roles_of(audit: Audit, who: Person, today: date) -> list[str]:
    """The roles a person may act in on a day, in the order of the roster."""
    return [role for role in audit.roster if acts_in(audit, role, who, today)]


def holds_power(audit: Audit, framework: Framework, who: Person, power: Power, today: date) -> bool:
    """Whether one of the person's roles carries this power today."""
    return any(power in r.powers and acts_in(audit, r.key, who, today) for r in framework.roles)


def may_judge(audit: Audit, framework: Framework, who: Person, by: Person, today: date) -> bool:
    """Whether a reviewer is independent of who handed something in: neither they, nor acting in their seat alone."""
    reviewing = (r for r in roles_of(audit, who, today) if "review" in framework.role(r).powers)
    return who != by and any(seat != by for role in reviewing for seat in seats_for(audit, role, who, today))


def people_with(audit: Audit, framework: Framework, power: Power, today: date) -> list[Person]:
    """Everybody who has a power today, in the order of the framework's roles."""
    found = [p for r in framework.roles if power in r.powers for p in holders(audit, r.key, today)]
    return list(dict.fromkeys(found))


def conflict(audit: Audit, framework: Framework, who: Person, role: str, today: date) -> str | None:
    """The role that independence forbids this person to act in beside `role`; None when there is none or it is waived.

    Being named counts, and acting for somebody else; and, from the second edition of the rules on, having held it or
    acted in it before.
    """
    for other in framework.apart_from(role):
        concerned = is_named(audit, other, who, today) or who in audit.past_roles.get(other, ())
        if concerned and not audit.waived(who, role, other):
            return other
    return None


def in_audit(audit: Audit, who: Person, today: date) -> bool:
    """Whether the person was named for any role, acts for somebody who was, or may take the place of a seat."""
    return any(is_named(audit, role, who, today) or seat_left_to(audit, role, who) for role in audit.roster)


def acting_lead(audit: Audit, framework: Framework, today: date) -> Person | None:
    """Who has the lead's duties: the lead, or the deputy while the lead is away or gone."""
    able = people_with(audit, framework, "manage", today)
    present = [p for p in able if audit.away.get(p, today - timedelta(days=1)) < today]
    return next(iter(present or able), None)


def owner_of(audit: Audit, spec: ArtifactSpec, today: date) -> Person | None:
    """The one person asked for a document: whoever wrote it before, else the first holder of an owning role."""
    able = [p for role in spec.owners for p in holders(audit, role, today)]
    latest = audit.latest(spec.key)
    if latest and latest.by in able:
        return latest.by
    return next(iter(able), None)


def lead_or_deputy(after: Audit) -> Person:
    """Who hears what is the lead's to hear: the lead, else a deputy, else whoever started the audit."""
    deputies = (s.person for s in active_seats(after, "deputy"))
    return after.lead or next(deputies, after.started_by)


def is_guarded(framework: Framework, role: str) -> bool:
    """Whether a role changes with a second alone, once the first stage was closed: it leads or judges, or it is apart
    from every other, as whoever looks from outside is.
    """
    powers = framework.role(role).powers
    outside = len(framework.apart_from(role)) == len(framework.roles) - 1
    return outside or not {"manage", "review", "vote", "confirm-end"}.isdisjoint(powers)


def is_judging(framework: Framework, role: str) -> bool:
    """Whether who accepted a role keeps it until they step down: it judges, and does not lead."""
    return is_guarded(framework, role) and "manage" not in framework.role(role).powers


def first_holder_before(audit: Audit, framework: Framework, role: str, seat: Person) -> Person | None:
    """Who held Safety when the first stage was first closed, and still does, where a seat of it came later.

    Such a seat neither signs nor supports alone. None where it may, and for every other role. Safety: who reviews and
    confirms ends, and neither leads nor votes.
    """
    confirms = "confirm-end" in framework.role(role).powers
    return first_reviewer_before(audit, framework, role, seat) if confirms else None


def first_reviewer_before(audit: Audit, framework: Framework, role: str, seat: Person) -> Person | None:
    """Who held a reviewing role when the first stage was first closed, and still does, where a seat of it came later.

    Such a seat does not sign a stage alone. None where it may, and for every role that leads, votes, or reviews not.
    """
    powers = set(framework.role(role).powers)
    if "review" not in powers or powers & {"manage", "vote"}:
        return None
    first = audit.first_roster.get(role, ())
    still = (s.person for s in active_seats(audit, role) if s.person in first)
    return None if seat in first else next(still, None)


def fixed_seats(audit: Audit, framework: Framework) -> int:
    """How many seats the board has since the first stage was first closed; 0 before, and by the first edition."""
    voting = [role.key for role in framework.roles if "vote" in role.powers]
    return sum(len(audit.first_roster.get(role, ())) for role in voting)
