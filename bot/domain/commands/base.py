"""What every command has.

Owns its shape; whether it is granted is decided elsewhere.
"""

from __future__ import annotations

from bot.domain.content import Frozen
from bot.domain.people import Person


class Command(Frozen):
    """Every command: the workspace, the audit's key, a request id that is the same for the same click, the actor."""

    workspace: str
    audit: str
    request: str
    actor: Person
    actor_full_member: bool = True
    """Whether the actor is a full member of the workspace (no guest, no stranger), as the directory says now."""
    actor_admin: bool = False
