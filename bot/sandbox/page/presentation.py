"""What a person sees, as the page is sent it: people, conversations, messages, modals.

Owns these shapes. Must not change anything, nor show anybody what is not theirs to see.
"""

from typing import Any

from bot.sandbox.channels import Channel, Ephemeral, File, Message
from bot.sandbox.inputs import HOLDERS, interactive
from bot.sandbox.page.unread import Marks
from bot.sandbox.people import Person
from bot.sandbox.surfaces import InMessage
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a browser may draw by itself. SVG is not among them: it can carry scripts."""

SHOWN_AT_MOST = 1000


class Shown:
    """The workspace through people's eyes."""

    def __init__(self, workspace: Workspace, marks: Marks) -> None:
        self._workspace = workspace
        self._marks = marks

    def person(self, person: Person) -> Json:
        """A person, for everybody."""
        return {
            "id": person.id,
            "name": person.name,
            "real_name": person.real_name or person.name,
            "title": person.title,
            "tz": person.tz,
            "admin": person.is_admin,
            "guest": person.is_guest,
            "deleted": person.deleted,
            "bot": person.is_bot,
            "elsewhere": person.team_id != self._workspace.team_id,
        }

    def channel(self, channel: Channel, viewer: str) -> Json:
        """A conversation with what is unread in it."""
        unread = self._marks.unread(channel, viewer)
        return {
            "id": channel.id,
            "name": channel.name,
            "kind": channel.kind,
            "topic": channel.topic,
            "purpose": channel.purpose,
            "members": list(channel.members),
            "archived": channel.archived,
            "member": viewer in channel.members,
            "unread": unread.messages,
            "for_me": unread.for_me,
            "closed": self._closed(channel, viewer),
            "pins": [pin.ts for pin in channel.pins],
        }

    def _closed(self, channel: Channel, viewer: str) -> str:
        """Why this person cannot write here, or ""."""
        app = self._workspace.app
        if self._workspace.people[viewer].deleted:
            return "This person is deactivated."
        if channel.archived:
            return "This channel is archived. Nobody can write here."
        if viewer not in channel.members:
            return "join"
        if channel.kind == "im" and app.user_id in channel.members and not app.spec.messages_enabled:
            return "Sending messages to this app has been turned off."
        return ""

    def place(self, channel: Channel, viewer: str, since: str) -> Json:
        """A channel opened: its messages, oldest first, and the ephemerals that came since this page was loaded."""
        messages = [m for m in channel.messages.values() if m.in_channel]
        shown = [self.message(channel, m, viewer) for m in messages[-SHOWN_AT_MOST:]]
        shown += [self.ephemeral(channel, e) for e in self._ephemerals(channel, viewer, since) if not e.thread_ts]
        return {
            "channel": self.channel(channel, viewer),
            "messages": sorted(shown, key=lambda message: str(message["ts"])),
            "cut": len(messages) > SHOWN_AT_MOST,
            "last_read": channel.last_read.get(viewer, "0"),
        }

    def thread(self, channel: Channel, parent: Message, viewer: str, since: str) -> Json:
        """A thread opened."""
        thread = [parent, *(channel.messages[ts] for ts in parent.replies)]
        shown = [self.message(channel, m, viewer) for m in thread]
        mine = self._ephemerals(channel, viewer, since)
        shown += [self.ephemeral(channel, e) for e in mine if e.thread_ts == parent.ts]
        return {
            "channel": self.channel(channel, viewer),
            "thread_ts": parent.ts,
            "messages": sorted(shown, key=lambda message: str(message["ts"])),
            "last_read": channel.thread_read.get(parent.ts, {}).get(viewer, "0"),
        }

    def _ephemerals(self, channel: Channel, viewer: str, since: str) -> list[Ephemeral]:
        return [e for e in channel.ephemerals if e.to == viewer and e.ts > since]

    def threads(self, viewer: str) -> list[Json]:
        """The threads somebody follows, the latest first."""
        return [
            {
                "channel": channel.id,
                "parent": self.message(channel, parent, viewer),
                "last": [self.message(channel, channel.messages[ts], viewer) for ts in parent.replies[-2:]],
                "unread": unread,
            }
            for channel, parent, unread in self._marks.followed(viewer)[:50]
        ]

    def message(self, channel: Channel, message: Message, viewer: str) -> Json:
        """A message as this person sees it."""
        shown: Json = {
            "channel": channel.id,
            "ts": message.ts,
            "user": message.user,
            "text": message.text,
            "blocks": message.blocks,
            "thread_ts": message.thread_ts if message.is_reply else None,
            "in_channel": message.in_channel,
            "subtype": message.subtype,
            "edited": message.edited is not None,
            "files": [file_for(self._workspace.files[f]) for f in message.files if f in self._workspace.files],
            "reactions": [{"name": name, "users": list(users)} for name, users in message.reactions.items()],
            "pinned": any(pin.ts == message.ts for pin in channel.pins),
        }
        if message.replies:
            replies = [channel.messages[ts] for ts in message.replies]
            shown["replies"] = {
                "count": len(replies),
                "users": list(dict.fromkeys(reply.user for reply in replies))[:4],
                "last": replies[-1].ts,
                "unread": self._marks.unread_replies(channel, message, viewer)
                if self._marks.follows(channel, message, viewer)
                else 0,
            }
        if has_inputs(message.blocks):
            shown["values"] = InMessage(channel, message, viewer).values(self._workspace)
        return shown

    def ephemeral(self, channel: Channel, message: Ephemeral) -> Json:
        """A message nobody else sees."""
        shown: Json = {
            "channel": channel.id,
            "ts": message.ts,
            "user": self._workspace.app.user_id,
            "text": message.text,
            "blocks": message.blocks,
            "thread_ts": message.thread_ts,
            "in_channel": not message.thread_ts,
            "ephemeral": True,
            "files": [],
            "reactions": [],
        }
        if has_inputs(message.blocks):
            shown["values"] = InMessage(channel, message, message.to).values(self._workspace)
        return shown

    def view(self, view: View) -> Json:
        """A modal or home as it stands."""
        content = view.content
        return {
            "id": view.id,
            "hash": view.hash,
            "home": view.is_home,
            "title": (content.get("title") or {}).get("text", ""),
            "submit": (content.get("submit") or {}).get("text", ""),
            "close": (content.get("close") or {}).get("text", ""),
            "submit_disabled": bool(content.get("submit_disabled")),
            "blocks": view.blocks,
            "values": view.values,
            "error": view.error,
            "errors": view.errors,
        }

    def modals(self, viewer: str) -> list[Json]:
        """What lies open, the lowest first."""
        return [self.view(view) for view in self._workspace.modals.get(viewer, [])]

    def home(self, viewer: str) -> Json | None:
        """The app's home as published last."""
        view = self._workspace.homes.get(viewer)
        return self.view(view) if view else None

    def side(self, viewer: str) -> Json:
        """What stands beside the conversation: channels with what is unread, threads, and everybody's count."""
        workspace = self._workspace
        seen = [c for c in workspace.channels.values() if workspace.may_see(c, viewer)]
        listed = [c for c in seen if c.kind in ("public", "private") or c.messages or self._with_bot(c)]
        return {
            "now": workspace.clock.now().timestamp(),
            "channels": [self.channel(channel, viewer) for channel in listed],
            "threads": sum(unread > 0 for _, _, unread in self._marks.followed(viewer)),
            "people": {p.id: self._marks.total(p.id) for p in workspace.people.values() if not p.is_bot},
        }

    def _with_bot(self, channel: Channel) -> bool:
        return channel.kind == "im" and self._workspace.app.user_id in channel.members


def has_inputs(blocks: list[Json]) -> bool:
    """Whether something in these blocks holds a value."""
    return any(element["type"] in HOLDERS for _, element in interactive(blocks))


def file_for(file: File) -> Json:
    """A file beside a message."""
    return {
        "id": file.id,
        "name": file.name,
        "type": file.filetype.upper()[:12],
        "size": file.size,
        "image": file.mimetype in IMAGES,
        "alt": file.alt,
    }
