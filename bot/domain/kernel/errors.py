"""The error tree of the domain: every way to say no.

    AuditError
    ├── Refusal                     a person asked for something that is not granted; the id of a text
    │   ├── NotAllowed              the actor's roles do not carry it
    │   │   └── RoleNotAccepted     they would, once the actor accepted the one they were named for
    │   ├── NotIndependent          the actor worked on what they would judge
    │   ├── NotNow                  the audit is not at that point
    │   ├── Outdated                what the person saw has changed since
    │   └── Invalid                 what they typed cannot be used
    ├── UnknownAudit                no such audit here, or not for this person (the two look alike on purpose)
    ├── Conflict                    another replica wrote first; try again
    └── UnknownEvent                history from a newer release: this one must not write

No words stand here: a refusal names a text of `prompts/texts/<locale>/` by its id. The surface that shows it renders
and escapes the arguments: persons, dates, words of people, and other texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.kernel.text import Text


class AuditError(Exception):
    """Root of everything the audit itself can say no with."""


class Refusal(AuditError):
    """A wish that is not granted. Its text says what happened and what to do next; `field` names a modal's input."""

    def __init__(self, id: str, /, *, field: str = "", **params: Any) -> None:
        super().__init__(id)
        self.text = Text(id, **params)
        self.field = field

    @property
    def id(self) -> str:
        """Which text it is."""
        return self.text.id

    @property
    def params(self) -> Mapping[str, Any]:
        """What the text is filled with."""
        return self.text.params


class NotAllowed(Refusal):
    """The actor's roles do not carry this."""


class RoleNotAccepted(NotAllowed):
    """The role that carries this was not accepted yet: the keys by which it can be accepted on the spot."""

    def __init__(self, audit: str, role: str, title: str) -> None:
        super().__init__("role-not-accepted", role=title)
        self.audit = audit
        self.role = role


class NotIndependent(Refusal):
    """The actor would judge their own work, or hold roles that must be held by different people."""


class NotNow(Refusal):
    """Right person, wrong moment."""


class Outdated(Refusal):
    """The state moved on after the person looked at it."""


class Invalid(Refusal):
    """The input itself cannot be used."""


class UnknownAudit(AuditError):
    """No such audit for this person."""


class Conflict(AuditError):
    """Somebody else appended first. The service tries again."""


class UnknownEvent(AuditError):
    """An event written by a newer release."""

    def __init__(self, kind: str, version: int) -> None:
        super().__init__(f"event {kind!r} with schema version {version} is not known to this release; upgrade it")
        self.kind = kind
        self.version = version
