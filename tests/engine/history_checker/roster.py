"""Who holds which role and acts for whom, as the witness tells it.

Owns one check a kind of event: what must hold before it, and what is remembered of it (rules P of
`bot/domain/RULES.md`).
"""

from __future__ import annotations

from datetime import date

from bot.domain.roster.events import (
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    WaiverProposed,
    WaiverSeconded,
)
from tests.engine.history_checker.memory import Memory


class RosterChecks(Memory):
    """Checks of these events."""

    def _RoleAssigned(self, x: RoleAssigned, day: date) -> None:
        assert self.admin or self.may(x.by, "manage", day) or self.assigning == x.by, "assigned by anybody"
        self.assigning = x.by
        assert x.person not in self.gone, "a role for somebody who left"
        self.seats.setdefault(x.role, {})[x.person] = "asked"
        self.acting.pop((x.role, x.person), None)

    assigning = ""
    """Who is in the middle of assigning: a deputy may take their own seat away in the same list."""

    def _RoleUnassigned(self, x: RoleUnassigned, day: date) -> None:
        assert self.admin or self.may(x.by, "manage", day) or self.assigning == x.by, "unassigned by anybody"
        self.assigning = x.by
        del self.seats[x.role][x.person]
        self.acting.pop((x.role, x.person), None)

    def _RoleAccepted(self, x: RoleAccepted, day: date) -> None:
        assert x.by == x.person, "accepted for somebody else"
        self.seats[x.role][x.person] = "accepted"
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

    def _PersonGone(self, x: PersonGone, day: date) -> None:
        self.gone.add(x.person)
