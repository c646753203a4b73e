"""Who plays: two teams, two friends, and the coalition among them.

Owns their names and first roles. Must not know what a role may do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.kernel.people import Person
from bot.governance.attack.world import WORKSPACE


def _who(name: str) -> Person:
    return f"{WORKSPACE}:{name}"


@dataclass(frozen=True, slots=True)
class Cast:
    """A team: role -> people. The first of `lead` starts the audit."""

    name: str
    roster: dict[str, tuple[Person, ...]]
    needed: int = 2
    """How many seats of its board let a form pass that does not need every one."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody with a role, each once."""
        return tuple(dict.fromkeys(who for people in self.roster.values() for who in people))

    def holding(self, *roles: str) -> frozenset[Person]:
        """Everybody who begins in one of these roles."""
        return frozenset(who for role in roles for who in self.roster.get(role, ()))

    def roles_of(self, who: Person) -> tuple[str, ...]:
        """The roles somebody begins in."""
        return tuple(role for role, people in self.roster.items() if who in people)


FRIENDS: Final = (_who("FRIEND1"), _who("FRIEND2"))
"""Two people without a role, who do the coalition's will."""


def teams(seats: int = 3, threshold: tuple[int, int] = (2, 3)) -> tuple[Cast, Cast]:
    """The two teams with a board of so many seats, of which such a part lets a form pass: one in which everybody has a
    role of their own, one in which few people do all.
    """
    board = tuple(_who(f"SEAT{number}") for number in range(1, seats + 1))
    needed = -(-threshold[0] * seats // threshold[1])
    large = {
        "lead": (_who("LEAD"),),
        "deputy": (_who("DEPUTY"),),
        "auditor": (_who("AUDITOR1"), _who("AUDITOR2")),
        "engineering": (_who("ENGINEER"),),
        "product": (_who("PRODUCT"),),
        "safety": (_who("SAFETY"),),
        "legal": (_who("LEGAL"),),
        "external": (_who("EXTERNAL"),),
        "board": board,
    }
    small = {
        "lead": (_who("LEAD"),),
        "auditor": (_who("AUDITOR1"), _who("AUDITOR2")),
        "engineering": (_who("BUILDER"),),
        "product": (_who("BUILDER"),),
        "safety": (_who("SAFETY"),),
        "legal": (_who("LEAD"),),
        "board": board,
    }
    return Cast(str(9 + seats), large, needed), Cast(str(5 + seats), small, needed)


TWELVE, EIGHT = teams()


@dataclass(frozen=True, slots=True)
class Coalition:
    """Who works together, and the roles in which no friend of theirs may act."""

    name: str
    members: frozenset[Person]
    left_out: frozenset[str] = frozenset()

    @property
    def people(self) -> tuple[Person, ...]:
        """Members and friends, in a fixed order."""
        return (*sorted(self.members), *FRIENDS)


def all_but(cast: Cast, name: str, roles: Iterable[str]) -> Coalition:
    """Everybody but whoever begins in one of these roles."""
    left_out = frozenset(roles)
    return Coalition(name, frozenset(cast.people) - cast.holding(*left_out), left_out)
