"""The directory: what is cached of a workspace's people and channels.

Owns these shapes. Asking Slack is the adapter's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.kernel.people import Membership, Person


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

    @property
    def membership(self) -> Membership:
        """What they are in the workspace."""
        if self.deleted or self.bot:
            return "gone" if self.deleted else "bot"
        if self.full_member:
            return "member"
        return "guest" if self.name else "unknown"


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

    async def channels(self, workspace: str, who: Person) -> list[tuple[Channel, bool]]:
        """Every channel of which something is known, and whether a person is known to be in it."""
        ...

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
