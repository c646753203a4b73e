"""The state of who takes part, as an audit holds it.

Owns these shapes (roles and seats, acceptance, delegation, absence, waivers) and small look-ups on them. Must not
know the audit around them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person


class Delegation(Frozen):
    """Somebody acts for a seat until the end of `until` (a calendar day where the audit is)."""

    to: Person
    until: date


class Seat(Frozen):
    """One person in one role. `accepted` is None until they answered the invitation."""

    person: Person
    accepted: bool | None = None
    since: date | None = None
    """The day on which they were asked, where the audit is."""
    delegation: Delegation | None = None
    alternate: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """Whom a seat of the board named to take its place where it is left; from the second edition of the rules on."""


class Waiver(Frozen):
    """Independence waived for one person and a pair of roles; proposed by the lead, seconded by a board member."""

    person: Person
    roles: tuple[str, str]
    reason: Digest
    proposed_by: Person
    at: datetime
    seconded_by: Person | None = None


class RoleChange(Frozen):
    """A change of who leads or judges that waits for a second: asked for once the first stage was closed, or before, of
    a role to which nobody comes at the lead's word alone.
    """

    roles: dict[str, tuple[Person, ...]]
    """Role -> exactly who would hold it."""
    proposed_by: Person
    at: datetime
    seconded_by: tuple[Person, ...] = ()
    refused_by: tuple[Person, ...] = ()
    admin: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The admin of the workspace, without a role here, who agreed that a seat of the board is filled."""
    first: bool = Field(default=False, exclude_if=lambda said: not said)
    """It came in force before the first stage was first closed: it named somebody, and changed nothing."""
    status: Literal["asked", "in-force", "refused", "replaced", "withdrawn"] = "asked"

    @property
    def agreed_by(self) -> tuple[Person, ...]:
        """Everybody whose word it has: seats, and last the admin."""
        return (*self.seconded_by, *((self.admin,) if self.admin else ()))
