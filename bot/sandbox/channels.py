"""Channels, their messages, ephemerals, pins and files, and how Slack shows them.

Owns what is kept of a conversation. Must not decide who may do what: the operations do.
"""

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from bot.sandbox.spec import Limit

Kind = Literal["public", "private", "im", "mpim"]

# The word Slack uses in events for each kind of conversation.
CHANNEL_TYPE: dict[Kind, str] = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
# And the first half of its scopes: channels:read, groups:read …
SCOPE_FAMILY: dict[Kind, str] = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class File:
    """An uploaded file with its bytes; `channels` are those it was shared into, `alt` says what a picture shows."""

    id: str
    name: str
    title: str
    mimetype: str
    filetype: str
    user: str
    created: int
    data: bytes | None = None
    size: int = 0
    channels: list[str] = field(default_factory=list)
    alt: str = ""
    shares: list[tuple[str, str, str]] = field(default_factory=list)
    """The messages it was shared with: channel, ts, and the ts of the thread (empty outside one)."""


@dataclass
class Message:
    """One message. `extra` holds what only some subtypes carry (inviter, name, purpose …)."""

    ts: str
    user: str
    team: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    is_bots: bool = False
    metadata: dict[str, Any] | None = None
    files: list[str] = field(default_factory=list)
    edited: dict[str, str] | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    client_msg_id: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether it lives in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel(self) -> bool:
        """Whether the channel itself shows it: everything but replies, and replies sent to the channel too."""
        return not self.is_reply or self.subtype == "thread_broadcast"


@dataclass
class Ephemeral:
    """A message only one person sees, until they reload; it is in no history."""

    ts: str
    to: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None


@dataclass
class Pin:
    """A pinned message: its ts, who pinned it and when (seconds)."""

    ts: str
    by: str
    at: int


@dataclass
class Channel:
    """A conversation of any kind. Messages are kept by ts, in order."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""
    archived: bool = False
    is_ext_shared: bool = False
    limited: Limit | None = None
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    # how far people have read threads: thread_ts -> person -> ts
    thread_read: dict[str, dict[str, str]] = field(default_factory=dict)

    def others(self, person_id: str) -> list[str]:
        """The members but this one."""
        return [member for member in self.members if member != person_id]

    def to_json(self, viewer: str, *, with_num_members: bool = False) -> dict[str, Any]:
        """The `channel` object of conversations.info, as `viewer` sees it."""
        shown: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.archived,
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_org_shared": False,
            "updated": self.created * 1000,
        }
        if self.kind == "im":
            other = next(iter(self.others(viewer)), viewer)
            return shown | {"user": other, "is_user_deleted": False, "priority": 0}
        shown |= {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_private": self.kind != "public",
            "is_general": self.name == "general",
            "is_member": viewer in self.members,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_pending_ext_shared": False,
            **{f"is_{limit}": self.limited == limit for limit in get_args(Limit)},
            "creator": self.creator,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
            "previous_names": list(self.previous_names),
        }
        if with_num_members:
            shown["num_members"] = len(self.members)
        return shown
