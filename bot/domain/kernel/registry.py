"""What every command and every event carries.

Owns these two base classes. Must not know any subject.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person


class Command(Frozen):
    """Every command: the workspace, the audit's key, a request id that is the same for the same click, the actor."""

    workspace: str
    audit: str
    request: str
    actor: Person
    actor_full_member: bool = True
    """Whether the actor is a full member of the workspace (no guest, no stranger), as the directory says now."""
    actor_admin: bool = False


class Event(Frozen):
    """When (aware UTC) and by whom. `by` is `smactr` where time or an effect's outcome moved the audit."""

    type: str
    """The class by its name, as it is stored."""
    at: datetime
    by: Person
