"""People, channels, discussion and reminder rows: what is cached of a workspace, and what people said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person


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
    files: tuple[tuple[str, str], ...] = ()
    """(id, name) of what hangs on it."""


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

    async def stamps(self, workspace: str, channel: str, thread_ts: str) -> set[str]:
        """ts of every message known of a thread, tombstones included: whatever else stands there was missed."""
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
