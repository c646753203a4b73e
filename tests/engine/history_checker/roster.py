"""Who holds which role and acts for whom, as the witness tells it.

Owns one check a kind of event: what must hold before it, and what is remembered of it (rules P of
`bot/domain/RULES.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.duties.events import RemindersSent
from bot.domain.roster.events import (
    AlternateNamed,
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
from tests.engine.history_checker.memory import Memory


class RosterChecks(Memory):
    """Checks of these events."""

    def _AlternateNamed(self, x: AlternateNamed, day: date) -> None:
        assert "vote" in self.framework.role(x.role).powers, "an alternate for what is no seat of the board"
        declines = x.alternate is None and x.by == self.alternates.get((x.role, x.person))
        assert x.by == x.person or declines, "an alternate named by somebody else"
        self.alternates[x.role, x.person] = x.alternate

    def was_left(self, role: str, person: str) -> bool:
        """Whether a seat is not taken any more by whoever was named for it."""
        return self.seats[role][person] == "declined" or person in self.gone | self.recused

    def _RoleAssigned(self, x: RoleAssigned, day: date) -> None:
        if (x.role, x.by) != self.coming or x.by != x.person:
            self._assigning(x, day)
        assert x.person not in self.gone, "a role for somebody who left"
        self.seats.setdefault(x.role, {})[x.person] = "asked"
        self.acting.pop((x.role, x.person), None)

    assigning = ""
    """Who is in the middle of assigning: a deputy may take their own seat away in the same list."""

    agreed: Mapping[str, tuple[str, ...]] = {}
    """What the second who is in the middle of it agreed to."""

    def _assigning(self, x: RoleAssigned | RoleUnassigned, day: date) -> None:
        joins = isinstance(x, RoleAssigned)
        if (self.first and self.guarded(x.role)) or (joins and self.framework.role(x.role).named_with_second):
            wanted = self.agreed.get(x.role)
            assert wanted is not None, "who leads or judges changed without a second"
            assert (x.person in wanted) == joins, "another change than was agreed to"
            return
        assert self.admin or self.may(x.by, "manage", day) or self.assigning == x.by, "assigned by anybody"
        self.assigning = x.by

    coming = ("", "")
    """(role, alternate) of who is in the middle of taking the place of a seat that was left."""

    def _RoleUnassigned(self, x: RoleUnassigned, day: date) -> None:
        if self.alternates.get((x.role, x.person)) == x.by and self.was_left(x.role, x.person):
            self.coming = (x.role, x.by)
            del self.seats[x.role][x.person]
            return
        self._assigning(x, day)
        judges = self.guarded(x.role) and "manage" not in self.framework.role(x.role).powers
        if judges and x.person in self.standing(x.role) and self.seats[x.role][x.person] == "accepted":
            assert "vote" not in self.framework.role(x.role).powers, "a seat of the board was taken from somebody"
            assert x.person in self.late, "taken out of a judging role though they were not silent"
        del self.seats[x.role][x.person]
        self.acting.pop((x.role, x.person), None)

    def _RoleChangeProposed(self, x: RoleChangeProposed, day: date) -> None:
        alone = [role for role in x.roles if not self.framework.role(role).named_with_second]
        assert self.first or not alone, "asked for a second before the first stage was closed"
        assert self.admin or self.may(x.by, "manage", day), "a change of roles asked for by anybody"
        self.changes.append({"by": x.by, "roles": x.roles, "yes": set(), "no": set(), "admin": None})

    def _RoleChangeSeconded(self, x: RoleChangeSeconded, day: date) -> None:
        if x.admin:
            change = self._role_change_asked(x)
            assert self.filled(change), "an admin agreed to what no seat of the board is filled by"
            assert not any(x.by in seats for seats in self.seats.values()), "an admin who has a role agreed"
            change["admin"] = x.by
        else:
            change = self._role_change_answered(x)
            change["yes"].add(x.by)
            assert not self.hides_ties(x.by, day), "seconded from outside, and nobody knows with which ties"
        votes = any("vote" in self.framework.role(role).powers for role in change["roles"])
        majority = len(change["yes"]) > len(self.seconds(change)) // 2 if votes else bool(change["yes"])
        assert x.enough == (majority and (not self.filled(change) or change["admin"] is not None)), (
            "too few agreed, or enough"
        )
        self.agreed = change["roles"] if x.enough else {}

    def _RoleChangeRefused(self, x: RoleChangeRefused, day: date) -> None:
        self._role_change_answered(x)["no"].add(x.by)

    def _RoleChangeWithdrawn(self, x: RoleChangeWithdrawn, day: date) -> None:
        assert x.number == len(self.changes), "withdrawn though another took its place"
        assert self.admin or self.may(x.by, "manage", day), "withdrawn by anybody"
        self.changes[-1]["yes"] = self.changes[-1]["no"] = set()

    def _role_change_asked(self, x: RoleChangeSeconded | RoleChangeRefused) -> dict[str, Any]:
        assert x.number == len(self.changes), "answered a change that another took the place of"
        return self.changes[-1]

    def filled(self, change: dict[str, Any]) -> bool:
        """Whether somebody comes to the board by it: its other seats do not choose that alone."""
        voting = (role for role in change["roles"] if "vote" in self.framework.role(role).powers)
        joins = any(set(change["roles"][role]) - set(self.standing(role)) for role in voting)
        return self.framework.rules > 1 and joins

    def _role_change_answered(self, x: RoleChangeSeconded | RoleChangeRefused) -> dict[str, Any]:
        change = self._role_change_asked(x)
        assert x.by in self.seconds(change) - change["yes"], "answered without the right"
        return change

    def seconds(self, change: dict[str, Any]) -> set[str]:
        """The seats that accepted, and neither asked for a change nor gain or lose by it."""
        accepted = {p for r in self.judging() for p in self.standing(r) if self.seats.get(r, {}).get(p) == "accepted"}
        moved = {p for role, people in change["roles"].items() for p in set(people) ^ set(self.standing(role))}
        return accepted - moved - {change["by"]}

    def judging(self) -> list[str]:
        """The roles whose seats agree to a change: the board's; before the first stage was closed, whoever judges."""
        others = {"auditor", "safety", "external"} if not self.first else set()
        return [r.key for r in self.framework.roles if "vote" in r.powers or r.key in others]

    def guarded(self, role: str) -> bool:
        """Whether a role leads, judges or looks from outside."""
        return role not in ("engineering", "product", "legal")

    def _RoleAccepted(self, x: RoleAccepted, day: date) -> None:
        assert x.by == x.person, "accepted for somebody else"
        self.seats[x.role][x.person] = "accepted"
        self.built |= {x.person} if "respond" in self.framework.role(x.role).powers else set()
        assert not self.torn(x.person, x.role, day), "accepted two roles that are held apart"

    def _RoleDeclined(self, x: RoleDeclined, day: date) -> None:
        assert x.by == x.person, "declined for somebody else"
        self.seats[x.role][x.person] = "declined"

    def _RoleDelegated(self, x: RoleDelegated, day: date) -> None:
        assert x.by == x.person != x.to, "handed over by somebody else, or to themselves"
        assert "vote" not in self.framework.role(x.role).powers, "a board seat was handed over"
        taken_back = x.until < day
        assert not taken_back or x.to in self.acting.get((x.role, x.person), ()), "took back what was not handed over"
        self.acting[x.role, x.person] = (x.to, x.until)
        self.built |= {x.to} if "respond" in self.framework.role(x.role).powers else set()
        assert taken_back or not self.torn(x.to, x.role, day), "handed over to somebody who is not independent"

    def _WaiverProposed(self, x: WaiverProposed, day: date) -> None:
        self.by_lead(x, day)
        assert x.by != x.person, "a waiver for oneself"
        self.waivers[x.person, frozenset(x.roles)] = x.by

    def _WaiverSeconded(self, x: WaiverSeconded, day: date) -> None:
        pair = (x.person, frozenset(x.roles))
        assert self.may(x.by, "vote", day), "a waiver seconded from outside the board"
        assert x.by not in (x.person, self.waivers[pair]), "a waiver of one"
        self.in_force.add(pair)

    def _TiesStated(self, x: TiesStated, day: date) -> None:
        assert "external" in self.roles(x.by, day), "ties of somebody who does not look from outside"
        self.tied.add(x.by)

    def _RemindersSent(self, x: RemindersSent, day: date) -> None:
        self.late |= {duty.rpartition("@")[2] for duty in x.escalated}

    def _PersonReturned(self, x: PersonReturned, day: date) -> None:
        assert x.person in self.gone, "back though they never left"
        self.gone.remove(x.person)

    def _PersonGone(self, x: PersonGone, day: date) -> None:
        self.gone.add(x.person)
