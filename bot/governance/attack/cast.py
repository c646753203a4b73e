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

SEATS: Final = (_who("SEAT1"), _who("SEAT2"), _who("SEAT3"))

TWELVE: Final = Cast(
    "12",
    {
        "lead": (_who("LEAD"),),
        "deputy": (_who("DEPUTY"),),
        "auditor": (_who("AUDITOR1"), _who("AUDITOR2")),
        "engineering": (_who("ENGINEER"),),
        "product": (_who("PRODUCT"),),
        "safety": (_who("SAFETY"),),
        "legal": (_who("LEGAL"),),
        "external": (_who("EXTERNAL"),),
        "board": SEATS,
    },
)

EIGHT: Final = Cast(
    "8",
    {
        "lead": (_who("LEAD"),),
        "auditor": (_who("AUDITOR1"), _who("AUDITOR2")),
        "engineering": (_who("BUILDER"),),
        "product": (_who("BUILDER"),),
        "safety": (_who("SAFETY"),),
        "legal": (_who("LEAD"),),
        "board": SEATS,
    },
)


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
