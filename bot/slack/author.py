"""Who gives a command, with what a pure function needs to word it.

Owns the fields that every command has. Must not look anything up: salts, people and messages are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person, person
from bot.slack.form import FileRef


@dataclass(frozen=True, slots=True)
class Author:
    """What a pure function needs to word a command: who gives it, and salts for what they typed."""

    workspace: str
    who: Person
    full_member: bool
    admin: bool
    salt: Callable[[], str]
    people: Mapping[str, Person] = field(default_factory=dict)
    """The people behind the user ids in the payload."""
    said: str = ""
    """The words of the message the command is about; for a result, what its file says."""
    file: FileRef | None = None
    """The file of the message the command is about."""

    def common(self, audit: str, request: str) -> dict[str, Any]:
        """The fields every command has."""
        return {
            "workspace": self.workspace,
            "audit": audit,
            "request": request,
            "actor": self.who,
            "actor_full_member": self.full_member,
            "actor_admin": self.admin,
        }

    def prose(self, text: str, *, sealed: bool = False) -> Prose:
        """A typed text, salted."""
        return Prose(salt=self.salt(), text=text, sealed=sealed)

    def prose_if(self, text: str) -> Prose | None:
        """A typed text, salted; None for an empty one."""
        return self.prose(text) if text else None

    def person(self, user: str) -> Person:
        """The person behind a user id."""
        return self.people.get(user) or person(self.workspace, user)
