"""The record of audits: what is loaded, what one transaction commits, how it is looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from bot.domain.duties.owed import Owed
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.conversation import Card
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.memo import Ask, at_once
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.kernel.text import OperatorProblem
from bot.ports.discussion import Message
from bot.ports.reminders import Reminded


class Unavailable(OperatorProblem):
    """The database or the file store cannot be reached, or is too busy: nothing was saved. Soon worth another try."""


class CannotOpen(Exception):
    """A sealed content that this key does not open, or that is not what its digest says."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An audit as it stands, the framework frozen into it, and the head of its chain."""

    audit: Audit
    framework: Framework
    head: str
    at: datetime | None = None
    """The moment of its newest event; None where it was not loaded from the record."""
    owed: Owed = field(default_factory=Owed, compare=False, repr=False)
    """What anybody owes in it, as far as it was worked out."""

    def duties(self, day: date, ask: Ask = at_once) -> tuple[Duty, ...]:
        """What `duties_of` says of it on a day, worked out once."""
        return self.owed.by(self.audit, self.framework, day, ask)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event of the history with its place in the chain."""

    seq: int
    event: Event
    hash: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a request that was already committed did: events `first`..`last` of an audit (last < first: nothing)."""

    audit: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AuditChange:
    """Everything one command does to one audit, to be committed as one."""

    before: Audit | None
    after: Audit
    head: str
    """Head of the chain before these events; empty for a new audit."""
    framework: Framework
    events: tuple[Event, ...]
    contents: tuple[Prose, ...] = ()
    effects: tuple[Effect, ...] = ()
    cards: tuple[Card, ...] = ()
    """Cards to be drawn again (posted, where they do not exist)."""
    redraw: tuple[Card, ...] = ()
    """Cards to be drawn again only where they exist (homes, asks that are done)."""
    may_wait: frozenset[Card] = frozenset()
    """Of all these, what is in Slack already and may be drawn some moments later, together with what comes then."""
    duties_added: tuple[Duty, ...] = ()
    duties_removed: tuple[Duty, ...] = ()
    asked_to_remind: tuple[Person, ...] = ()
    """Who is to be looked at now, because somebody had them reminded."""
    alarm: datetime | None = None
    """The next moment at which time alone moves this audit (PassTime)."""
    time_passed: bool = False
    """Whether it is that look itself. Anything else leaves an alarm that has come as it is: nobody looked yet."""
    erased: tuple[Digest, ...] = ()
    owed: Owed = field(default_factory=Owed, compare=False, repr=False)
    """What anybody owes afterwards, where it was worked out."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: a request, and what it changed."""

    workspace: str
    request: str
    at: datetime
    changes: tuple[AuditChange, ...] = ()
    discussion: tuple[Message, ...] = ()
    reminded: Reminded | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One audit in a list, without loading it."""

    key: str
    model: str
    channel: str | None
    stage: str
    status: Literal["open", "paused", "decided", "ended"]
    started_at: datetime
    seq: int = 0
    """How many events it has."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Which card of which audit a message of Slack is."""

    audit: str
    card: str


class Store(Protocol):
    """The history of audits, and what is derived from it in the same transaction."""

    async def load(self, workspace: str, audit: str) -> Loaded:
        """The current state. Raises UnknownAudit; UnknownEvent where a newer release wrote."""
        ...

    async def seen(self, workspace: str, request: str) -> Receipt | None:
        """The receipt of a request that was committed before, or None."""
        ...

    async def receipt_of(self, workspace: str, audit: str, seq: int) -> Receipt | None:
        """The receipt of the request that made an event, with all that it made at once; None where it is not known."""
        ...

    async def commit(self, commit: Commit) -> None:
        """All of it or nothing. Raises Conflict when an audit moved on or the request was committed meanwhile."""
        ...

    async def allot_key(self, workspace: str) -> str:
        """The next free audit key (`A-12`) of a workspace."""
        ...

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        """The events from `first` to `last`, both included."""
        ...

    async def head_at(self, workspace: str, audit: str, seq: int) -> str:
        """The hash of an event: the head of the chain at that moment."""
        ...

    async def texts(self, workspace: str, digests: Iterable[Digest], audit: str = "") -> dict[Digest, str]:
        """The unsealed texts that still exist; redacted and sealed ones are absent.

        `audit`: those that came with its own events alone, for a digest may also be what somebody typed.
        """
        ...

    async def texts_of(self, audit: Audit, digests: Iterable[Digest]) -> dict[Digest, str]:
        """The unsealed texts that still exist in this state of an audit: what drawings read, again and again."""
        ...

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        """Sealed contents, decrypted. Raises CannotOpen."""
        ...

    async def audits(self, workspace: str, *, keys: Iterable[str] | None = None) -> list[AuditLine]:
        """The audits of a workspace, newest first."""
        ...

    async def audits_of(self, workspace: str, who: Person) -> list[str]:
        """Keys of the audits in which a person has a role or owes something, newest first."""
        ...

    async def audits_in(self, workspace: str, channel: str) -> list[str]:
        """Keys of the audits that live in a channel, newest first."""
        ...

    async def spot(self, workspace: str, channel: str, ts: str) -> Spot | None:
        """The card a message is, if it is one."""
        ...

    async def alarms(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """(workspace, audit) whose alarm has come, earliest first."""
        ...

    async def owed(self, workspace: str, audit: str) -> list[Duty]:
        """The duties of an audit as its rows remember them: what time alone may have changed since."""
        ...

    async def audits_due(self, workspace: str, day: date) -> set[str]:
        """Keys of the audits in which something was due by a day, as the rows remember it."""
        ...

    async def duties(self, workspace: str, who: Person) -> list[tuple[str, Duty]]:
        """(audit, duty) of everything a person owes over all audits, by due date."""
        ...
