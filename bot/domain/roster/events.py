"""Events of who takes part: what can have happened.

Owns the shape of these facts (roles and seats, acceptance, delegation, absence, waivers). A released class keeps its
name and its meaning.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.kernel.workdays import Calendar


class RoleAssigned(Event):
    """Somebody was given a role; they are asked to accept it."""

    type: Literal["RoleAssigned"] = "RoleAssigned"
    role: str
    person: Person


class RoleUnassigned(Event):
    """Somebody no longer holds a role."""

    type: Literal["RoleUnassigned"] = "RoleUnassigned"
    role: str
    person: Person


class RoleAccepted(Event):
    """An invited person accepted."""

    type: Literal["RoleAccepted"] = "RoleAccepted"
    role: str
    person: Person


class RoleDeclined(Event):
    """An invited person declined, perhaps suggesting somebody else."""

    type: Literal["RoleDeclined"] = "RoleDeclined"
    role: str
    person: Person
    suggests: Person | None


class RoleDelegated(Event):
    """A holder lets somebody act for them until the end of a day."""

    type: Literal["RoleDelegated"] = "RoleDelegated"
    role: str
    person: Person
    to: Person
    until: date


class AlternateNamed(Event):
    """A seat of the board says who takes its place where it is left; None: nobody any more."""

    type: Literal["AlternateNamed"] = "AlternateNamed"
    role: str
    person: Person
    alternate: Person | None


class WaiverProposed(Event):
    """The lead asks to let one person hold two roles that independence keeps apart."""

    type: Literal["WaiverProposed"] = "WaiverProposed"
    person: Person
    roles: tuple[str, str]
    reason: Digest


class WaiverSeconded(Event):
    """A board member agreed; the waiver is in force and is printed on the decision."""

    type: Literal["WaiverSeconded"] = "WaiverSeconded"
    person: Person
    roles: tuple[str, str]


class RoleChangeProposed(Event):
    """A change of who leads or judges was asked for; it takes the place of one that waits."""

    type: Literal["RoleChangeProposed"] = "RoleChangeProposed"
    roles: dict[str, tuple[Person, ...]]


class RoleChangeSeconded(Event):
    """Somebody who may second agreed to a change of roles; or an admin of the workspace that a seat is filled."""

    type: Literal["RoleChangeSeconded"] = "RoleChangeSeconded"
    number: int
    enough: bool
    """It was the last word that was needed: the change is in force."""
    admin: bool = Field(default=False, exclude_if=lambda said: not said)
    """Whoever agreed is an admin of the workspace without a role here."""


class RoleChangeRefused(Event):
    """Somebody who may second did not agree to a change of roles."""

    type: Literal["RoleChangeRefused"] = "RoleChangeRefused"
    number: int
    last: bool
    """Too few seats are left that could agree: the change is off."""


class RoleChangeWithdrawn(Event):
    """A change of roles that waited is no longer asked for: everybody is named as they are."""

    type: Literal["RoleChangeWithdrawn"] = "RoleChangeWithdrawn"
    number: int


class TiesStated(Event):
    """Whoever looks from outside said what ties them to us; their last word counts."""

    type: Literal["TiesStated"] = "TiesStated"
    ties: Digest


class PersonAway(Event):
    """Somebody is away until the end of a day."""

    type: Literal["PersonAway"] = "PersonAway"
    person: Person
    until: date


class DaysOffStated(Event):
    """The working days of people from now on: they move their own due dates and reminders, nobody else's."""

    type: Literal["DaysOffStated"] = "DaysOffStated"
    redraws = frozenset({"asks", "homes"})
    calendars: dict[Person, Calendar]


class PersonReturned(Event):
    """Somebody who had left is there again, and may be given a role."""

    type: Literal["PersonReturned"] = "PersonReturned"
    person: Person


class PersonGone(Event):
    """Somebody was deactivated or left the workspace."""

    type: Literal["PersonGone"] = "PersonGone"
    person: Person
