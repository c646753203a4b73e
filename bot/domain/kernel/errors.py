"""The error tree of the domain; the catalogue of every refusal a person can read.

    AuditError
    ├── Refusal                     a person asked for something that is not granted; text + what to do next
    │   ├── NotAllowed              the actor's roles do not carry it
    │   ├── NotIndependent          the actor worked on what they would judge
    │   ├── NotNow                  the audit is not at that point
    │   ├── Outdated                what the person saw has changed since
    │   └── Invalid                 what they typed cannot be used
    ├── UnknownAudit                no such audit here, or not for this person (the two look alike on purpose)
    ├── Conflict                    another replica wrote first; try again
    └── UnknownEvent                history from a newer release: this one must not write

Texts are templates: `{name}` is filled from `params`; values that are persons, dates and texts of people are rendered
and escaped by the surface that shows them.
"""

from __future__ import annotations

from typing import Any


class AuditError(Exception):
    """Root of everything the audit itself can say no with."""


class Refusal(AuditError):
    """A wish that is not granted. `text` says what happened and what to do next; `field` names a modal's input."""

    def __init__(self, text: str, *, field: str = "", **params: Any) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.params = params


class NotAllowed(Refusal):
    """The actor's roles do not carry this."""


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
