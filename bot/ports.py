"""What the service, the worker and the adapters need of each other, as Protocols.

Owns the shapes that cross the boundaries: what is loaded and committed, what the outbox hands out, what a summary is
made from. Knows no vendor; implementations are in `storage` and in the adapters, and meet in `bot.wiring`.
All times are aware UTC.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from bot.domain.audit import Audit
from bot.domain.content import Digest, Prose, Source
from bot.domain.duties import Duty
from bot.domain.effects import Card, Effect
from bot.domain.events import Event
from bot.domain.framework import Framework
from bot.domain.people import Person


class Clock(Protocol):
    """The time, aware UTC."""

    def now(self) -> datetime: ...


class Ids(Protocol):
    """Unguessable ids and salts."""

    def id(self) -> str:
        """A short unique id, URL-safe."""
        ...

    def salt(self) -> str:
        """128 random bits, hexadecimal."""
        ...


# --- the record -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loaded:
    """An audit as it stands, the framework frozen into it, and the head of its chain."""

    audit: Audit
    framework: Framework
    head: str


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
    duties_added: tuple[Duty, ...] = ()
    duties_removed: tuple[Duty, ...] = ()
    alarm: datetime | None = None
    """The next moment at which time alone moves this audit (PassTime)."""
    erased: tuple[Digest, ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: a request, what it changed, and work that belongs to no single audit."""

    workspace: str
    request: str
    at: datetime
    changes: tuple[AuditChange, ...] = ()
    effects: tuple[Effect, ...] = ()
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

    async def texts(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, str]:
        """The unsealed texts that still exist; redacted and sealed ones are absent."""
        ...

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        """Sealed contents, decrypted."""
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

    async def duties(self, workspace: str, who: Person) -> list[tuple[str, Duty]]:
        """(audit, duty) of everything a person owes over all audits, by due date."""
        ...


# --- effects and cards ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message ended up."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class EffectJob:
    """A claimed effect. `ambiguous`: an earlier attempt may have been delivered; look before you send."""

    id: int
    workspace: str
    audit: str
    effect: Effect
    attempts: int
    ambiguous: bool
    not_before_lookup: datetime | None = None


@dataclass(frozen=True, slots=True)
class CardJob:
    """A claimed card: what it is, where it was sent, and the version to be drawn."""

    id: int
    workspace: str
    audit: str
    card: Card
    wanted: int
    sent: Sent | None
    fingerprint: str
    """Digest of the drawing that was sent last."""
    attempts: int
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Parked:
    """Work that a person must mend: an effect or card that Slack refused for good."""

    id: int
    kind: Literal["effect", "card"]
    workspace: str
    audit: str
    what: str
    problem: str
    since: datetime


class Outbox(Protocol):
    """Effects and cards as claimable rows: ordered per place, paced per channel across all replicas."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[EffectJob]:
        """Due effects whose turn it is, each with its channel's time slot taken in the same claim."""
        ...

    async def done(self, job: EffectJob, sent: Sent | None, now: datetime) -> None: ...

    async def again(self, job: EffectJob, at: datetime, problem: str, *, ambiguous: bool) -> None:
        """Try later; `ambiguous` when the attempt may have reached Slack."""
        ...

    async def park(self, job: EffectJob, problem: str, now: datetime) -> None: ...

    async def claim_cards(self, now: datetime, limit: int, lease: timedelta) -> list[CardJob]: ...

    async def card_done(self, job: CardJob, sent: Sent | None, fingerprint: str, now: datetime) -> None:
        """The version `job.wanted` was sent; a newer wish stays due."""
        ...

    async def card_again(self, job: CardJob, at: datetime, problem: str, *, ambiguous: bool) -> None: ...

    async def card_lost(self, job: CardJob, now: datetime) -> None:
        """The message was deleted in Slack: it is posted anew."""
        ...

    async def park_card(self, job: CardJob, problem: str, now: datetime) -> None: ...

    async def sent(self, workspace: str, audit: str, card: str) -> Sent | None:
        """Where a card is."""
        ...

    async def wish(self, workspace: str, audit: str, card: Card, now: datetime) -> None:
        """Draw a card (again), outside any command: a Home was opened, a card was deleted."""
        ...

    async def next_due(self, now: datetime) -> datetime | None:
        """When the earliest waiting effect or card is due; None when nothing waits."""
        ...

    async def parked(self, workspace: str | None = None) -> list[Parked]: ...

    async def resume(self, workspace: str, *, channel: str | None = None) -> int:
        """Try parked work again (all of a workspace, or of one channel); how many."""
        ...

    async def slow_down(self, workspace: str, channel: str, until: datetime) -> None:
        """No message to this channel before `until` (Retry-After)."""
        ...


# --- people, channels, talk -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the workspace knows them. Working hours come from the framework, the time zone from here."""

    person: Person
    name: str
    tz: str = "UTC"
    full_member: bool = True
    admin: bool = False
    deleted: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as cached from events and `conversations.info`. `synced_at` None: membership not known."""

    id: str
    name: str = ""
    private: bool = True
    archived: bool = False
    bot_in: bool = False
    synced_at: datetime | None = None


class Directory(Protocol):
    """Cached people and channel membership. Closed when in doubt: unknown means not a member."""

    async def profile(self, workspace: str, who: Person) -> Profile | None: ...

    async def remember(self, workspace: str, profile: Profile, at: datetime) -> None: ...

    async def channel(self, workspace: str, channel: str) -> Channel | None: ...

    async def remember_channel(self, workspace: str, channel: Channel, members: Sequence[Person] | None) -> None:
        """Replace what is known of a channel; `members` None leaves its membership alone."""
        ...

    async def joined(self, workspace: str, channel: str, who: Person) -> None: ...

    async def left(self, workspace: str, channel: str, who: Person) -> None: ...

    async def is_member(self, workspace: str, channel: str, who: Person) -> bool: ...

    async def members(self, workspace: str, channel: str) -> list[Person]: ...

    async def dm(self, workspace: str, who: Person) -> str | None:
        """The id of the direct-message channel with a person, once it was opened."""
        ...

    async def remember_dm(self, workspace: str, who: Person, channel: str) -> None: ...

    async def rename_channel_id(self, workspace: str, old: str, new: str) -> None:
        """Slack gave a converted channel a new id."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the discussion. `edited_ts` orders edits; `deleted` leaves a tombstone without text."""

    workspace: str
    channel: str
    ts: str
    thread_ts: str
    person: Person
    text: str
    edited_ts: str = ""
    deleted: bool = False
    files: tuple[str, ...] = ()


class Discussion(Protocol):
    """Messages of threads, apart from the history. The latest edit wins, whatever order they arrive in."""

    async def keep(self, message: Message) -> None: ...

    async def message(self, workspace: str, channel: str, ts: str) -> Message | None: ...

    async def thread(self, workspace: str, channel: str, thread_ts: str) -> list[Message]:
        """A thread in order, tombstones left out."""
        ...

    async def erase(self, workspace: str, channel: str, ts: str) -> None:
        """Redact one message."""
        ...

    async def newest(self, workspace: str, channel: str, thread_ts: str) -> str | None:
        """ts of the newest message known of a thread, to fill a gap from."""
        ...


@dataclass(frozen=True, slots=True)
class Reminded:
    """A person's reminder row after a daily list: the working day it was for, and when to look again."""

    person: Person
    day: date
    next_at: datetime | None
    sent: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(audit, duty key) -> how many of the reminder offsets have been used up."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What a person owes in one audit, and how often each duty was mentioned."""

    audit: str
    duty: Duty
    mentioned: int


@dataclass(frozen=True, slots=True)
class PersonDue:
    """A claimed person: everything they owe over all audits of a workspace."""

    workspace: str
    person: Person
    tz: str
    last_day: date | None
    snoozed_until: datetime | None
    pending: tuple[Pending, ...]


class Reminding(Protocol):
    """Reminder rows, one per person and workspace."""

    async def claim_person(self, now: datetime, lease: timedelta) -> PersonDue | None:
        """One person whose moment has come; claimed until the lease ends or `Commit.reminded` is committed."""
        ...

    async def postpone(self, workspace: str, who: Person, until: datetime | None) -> None:
        """Look again at a moment ("Tomorrow"; or nothing is due yet). None: when their duties change."""
        ...

    async def rezone(self, workspace: str, who: Person, tz: str) -> None:
        """The person's time zone changed."""
        ...


# --- the outside ----------------------------------------------------------------------------------------------------


class DeliveryError(Exception):
    """Base of what delivering can fail with."""


class TryAgain(DeliveryError):
    """Not delivered, certainly; worth trying again after `after`."""

    def __init__(self, problem: str, after: timedelta) -> None:
        super().__init__(problem)
        self.problem = problem
        self.after = after


class Unclear(DeliveryError):
    """It may have been delivered: the reply was lost."""


class Terminal(DeliveryError):
    """Slack refuses for good (`channel_not_found`, `is_archived` ...): park it and tell somebody."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class MessageGone(DeliveryError):
    """The card to be updated was deleted."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as fetched: its bytes are streamed."""

    name: str
    media_type: str
    size: int
    chunks: AsyncIterator[bytes]


class FileProblem(Exception):
    """A file that will not be admitted. `problem`: too-large, gone, forbidden-host, empty, unreadable."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Chat(Protocol):
    """Slack, outgoing. Owns drawing and delivering; raises the DeliveryErrors above."""

    async def deliver(self, job: EffectJob, loaded: Loaded | None) -> Sent | None: ...

    async def draw(self, job: CardJob, loaded: Loaded | None) -> tuple[Sent | None, str]:
        """Send or update a card as the state stands now; its place and fingerprint."""
        ...

    async def ensure_channel(self, job: EffectJob, loaded: Loaded) -> str:
        """The audit's channel, created or joined, with its people invited; its id."""
        ...

    async def fetch(self, workspace: str, file: str) -> File:
        """Open a file of the workspace. Raises FileProblem."""
        ...


class Blobs(Protocol):
    """Files by content."""

    async def put(self, key: str, chunks: AsyncIterator[bytes], limit: int) -> int:
        """Store a stream; its size in bytes. Raises FileProblem("too-large") past `limit` and stores nothing."""
        ...

    async def get(self, key: str) -> bytes: ...

    async def delete(self, key: str) -> None: ...


class Files(Protocol):
    """Contents that are files: stored in Blobs, named and hashed here."""

    async def admit(self, workspace: str, audit: str, file: File) -> tuple[Digest, int]:
        """Stream a file into the blob store and record it as content; its salted digest and size in bytes."""
        ...

    async def read(self, workspace: str, content: Digest) -> tuple[str, bytes]:
        """Name and bytes of a stored file. Raises KeyError when it is unknown or erased."""
        ...

    async def erase(self, workspace: str, content: Digest) -> None: ...


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message of the reflection as the summarizer sees it."""

    source: Source
    person: Person
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the reflection with everything said beneath it, in order."""

    key: str
    text: str
    said: tuple[Utterance, ...]


class SummaryProblem(Exception):
    """No draft. `problem` is a key of the texts people read: timeout, refused, invalid, unreachable, no-discussion."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Summarizer(Protocol):
    """Drafts the reflection's summary; quotes are checked against what was said before anybody sees it."""

    async def draft(self, subject: str, questions: Sequence[Asked]) -> tuple[str, str]:
        """(canonical JSON of a `bot.domain.reflection.Draft`, origin). Raises SummaryProblem."""
        ...
