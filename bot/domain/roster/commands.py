"""Commands on who takes part: what may be asked for.

Owns the shape of these requests (roles and seats, acceptance, delegation, absence, waivers). Whether they are
granted, the rules say.
"""

from __future__ import annotations

from datetime import date

from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import Calendar


class AssignRoles(Command):
    """Set who holds which role: for each role named, exactly these people."""

    roles: dict[str, tuple[Person, ...]]


class AcceptRole(Command):
    """An invited person accepts."""

    role: str


class DeclineRole(Command):
    """An invited person declines, perhaps suggesting somebody."""

    role: str
    suggests: Person | None = None


class DelegateRole(Command):
    """A holder lets somebody act for them until the end of a day."""

    role: str
    to: Person
    until: date


class ProposeWaiver(Command):
    """The lead asks to let one person hold two roles that independence keeps apart."""

    person: Person
    roles: tuple[str, str]
    reason: Prose


class SecondWaiver(Command):
    """A board member agrees to a waiver."""

    person: Person
    roles: tuple[str, str]


class SecondRoleChange(Command):
    """Whoever may second agrees to a change of roles."""

    number: int


class RefuseRoleChange(Command):
    """Whoever may second does not agree to a change of roles."""

    number: int


class StateTies(Command):
    """Whoever looks from outside says what ties them to us; "none" where nothing does."""

    ties: Prose


class SetAway(Command):
    """The actor is away until the end of a day; a lead's deputy acts."""

    until: date


class StateDaysOff(Command):
    """The working days of people, as they were looked up where they live."""

    calendars: dict[Person, Calendar]


class SetOwnDays(Command):
    """The actor says on which days they work: that moves their own due dates and reminders, nobody else's."""

    calendar: Calendar


class RecordGone(Command):
    """The directory says that a person was deactivated or left."""

    person: Person
