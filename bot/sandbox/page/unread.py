"""What a person has not read yet: in channels, direct conversations and threads they follow.

Owns the counting and the marks. Must not know how it is shown.
"""

import json
import re
from dataclasses import dataclass

from bot.sandbox.channels import Channel, Message
from bot.sandbox.workspace import Workspace

MENTION = re.compile(r"<@([A-Z0-9]+)[|>]|<!subteam\^([A-Z0-9]+)|<!(channel|here|everyone)")

USER = re.compile(r'"user_id": "([A-Z0-9]+)"')

QUIET = frozenset({"channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "tombstone"})


@dataclass(frozen=True, slots=True)
class Unread:
    """Of one conversation: new messages, and how many of them (with replies) are for this person."""

    messages: int = 0
    for_me: int = 0


class Marks:
    """Reads and sets the marks of a workspace; who is mentioned where is remembered."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._mentioned: dict[tuple[str, str], tuple[tuple[str, int], frozenset[str]]] = {}

    def unread(self, channel: Channel, person: str) -> Unread:
        """What is new to a person in a channel they are in."""
        if person not in channel.members:
            return Unread()
        since = channel.last_read.get(person, "0")
        new, mine = 0, 0
        for message in reversed(channel.messages.values()):
            if message.ts <= since:
                break
            if message.user == person or message.subtype in QUIET or not message.in_channel:
                continue
            new += 1
            mine += channel.kind in ("im", "mpim") or person in self.mentioned(channel, message)
        return Unread(new, mine)

    def unread_replies(self, channel: Channel, parent: Message, person: str) -> int:
        """Replies in a thread that came after the person last looked at it, or wrote into it."""
        since = channel.thread_read.get(parent.ts, {}).get(person, "0")
        replies = [channel.messages[ts] for ts in parent.replies if ts in channel.messages]
        own = max((reply.ts for reply in replies if reply.user == person), default="0")
        return sum(reply.ts > max(since, own) and reply.user != person for reply in replies)

    def follows(self, channel: Channel, parent: Message, person: str) -> bool:
        """Whether a thread is this person's business: they began it, wrote in it, or are named in it."""
        thread = [parent, *(channel.messages[ts] for ts in parent.replies if ts in channel.messages)]
        return any(message.user == person or person in self.mentioned(channel, message) for message in thread)

    def followed(self, person: str) -> list[tuple[Channel, Message, int]]:
        """The threads a person follows with what is unread in each, the latest first."""
        found = [
            (channel, message, self.unread_replies(channel, message, person))
            for channel in self._workspace.channels.values()
            if person in channel.members
            for message in channel.messages.values()
            if message.replies and self.follows(channel, message, person)
        ]
        return sorted(found, key=lambda each: each[1].replies[-1], reverse=True)

    def total(self, person: str) -> int:
        """How much unread there is for this person alone: direct messages, and wherever they are named."""
        found = 0
        for channel in self._workspace.channels.values():
            found += self.unread(channel, person).for_me
            if person in channel.members:
                found += sum(self._named_below(channel, parent, person) for parent in channel.messages.values())
        return found

    def _named_below(self, channel: Channel, parent: Message, person: str) -> int:
        """Unread replies of a thread that name this person."""
        if not parent.replies:
            return 0
        since = channel.thread_read.get(parent.ts, {}).get(person, "0")
        new = (channel.messages[ts] for ts in parent.replies if ts > since and ts in channel.messages)
        return sum(reply.user != person and person in self.mentioned(channel, reply) for reply in new)

    def read(self, channel: Channel, person: str, ts: str, thread_ts: str | None = None) -> bool:
        """Mark a channel or a thread read up to a message; whether that moved anything."""
        marks = channel.last_read if thread_ts is None else channel.thread_read.setdefault(thread_ts, {})
        if marks.get(person, "0") >= ts:
            return False
        marks[person] = ts
        return True

    def mentioned(self, channel: Channel, message: Message) -> frozenset[str]:
        """The people a message names, groups and "everybody" resolved."""
        key, stamp = (channel.id, message.ts), (message.text, id(message.blocks))
        known = self._mentioned.get(key)
        if known is not None and known[0] == stamp:
            return known[1]
        found = self._look(channel, message)
        self._mentioned[key] = stamp, found
        return found

    def _look(self, channel: Channel, message: Message) -> frozenset[str]:
        if message.subtype in QUIET:
            return frozenset()
        everything = message.text + json.dumps(message.blocks)
        named = set(USER.findall(everything))
        for person, group, keyword in MENTION.findall(everything):
            if person:
                named.add(person)
            elif group in self._workspace.groups:
                named.update(self._workspace.groups[group].members)
            elif keyword:
                named.update(channel.members)
        return frozenset(named)
