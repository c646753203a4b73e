"""Verbs on messages: post, edit, delete, react, pin. The bot and the people share them.

Owns what a post does to a thread, and Slack's refusals that hold for everybody. Must not check scopes or blocks.
"""

from typing import Any

from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel, Ephemeral, Message, Pin
from bot.sandbox.errors import SlackError
from bot.sandbox.message_payloads import message_json
from bot.sandbox.text import rich_text
from bot.sandbox.workspace import Workspace

TEXT_LIMIT = 40_000

PINS_LIMIT = 100
"""Pinned messages of a conversation (Slack's help: "Pin messages")."""

EMOJI_LIMIT = 50
"""Different emoji beneath one message; the documents name the error and no number, Slack's help does."""

REACTIONS_LIMIT = 23
"""Emoji of one person beneath one message; likewise."""


def post(
    workspace: Workspace,
    channel: Channel,
    author: str,
    text: str,
    *,
    blocks: list[dict[str, Any]] | None = None,
    thread_ts: str | None = None,
    broadcast: bool = False,
    subtype: str | None = None,
    from_outside: bool = False,
    **fields: Any,
) -> Message:
    """Post a message and tell everybody. `fields` are further fields of `Message` (files, metadata, extra …).

    `from_outside` lets an author post who is no member (scope chat:write.public, response URLs).

    An app's reply beneath a message that is gone is answered as if it were posted, names no thread, and is shown
    nowhere (python-slack-sdk#840, slack-go#1571).

    Raises `SlackError`: is_archived, not_in_channel, no_text, msg_too_long, thread_not_found, restricted_action_….
    """
    check_may_post(channel, author, from_outside=from_outside)
    _check_text(text, something=bool(blocks or fields.get("files") or fields.get("attachments")))
    by_app = author == workspace.app.user_id
    if by_app:
        check_limits(channel, reply=thread_ts is not None)
    lost = by_app and thread_ts is not None and thread_ts not in channel.messages
    parent = thread_parent(channel, thread_ts) if thread_ts and not lost else None
    if parent and broadcast:
        subtype = "thread_broadcast"
        fields.setdefault("extra", {})["root"] = message_json(workspace, channel, parent)
    message = Message(
        ts=workspace.timestamps.next(),
        user=author,
        team=workspace.people[author].team_id,
        text=text,
        blocks=blocks if blocks is not None else typed_blocks(by_app, text),
        thread_ts=parent.ts if parent else None,
        subtype=subtype,
        is_bots=by_app,
        client_msg_id="" if by_app or subtype else workspace.ids.new("msg-"),
        **fields,
    )
    if not lost:
        _put(workspace, channel, message, parent)
    return message


def _put(workspace: Workspace, channel: Channel, message: Message, parent: Message | None) -> None:
    channel.messages[message.ts] = message
    if parent:
        parent.replies.append(message.ts)
    channel.last_read[message.user] = message.ts
    workspace.changes.record(Change("message_posted", channel.id, message.user, message.ts))


def _check_text(text: str, *, something: bool) -> None:
    """Whether a text can be posted, `something`: with something else beside it."""
    if not text and not something:
        raise SlackError("no_text")
    if len(text) > TEXT_LIMIT:
        raise SlackError("msg_too_long")


def announce(workspace: Workspace, channel: Channel, about: str, subtype: str, text: str, **extra: Any) -> Message:
    """Slack's own grey lines: somebody joined, the topic was set. Nobody's membership is asked."""
    message = Message(
        ts=workspace.timestamps.next(),
        user=about,
        team=workspace.people[about].team_id,
        text=text,
        subtype=subtype,
        extra=extra,
    )
    channel.messages[message.ts] = message
    workspace.changes.record(Change("message_posted", channel.id, about, message.ts))
    return message


def typed_blocks(by_app: bool, text: str) -> list[dict[str, Any]]:
    """The blocks Slack adds to what a person typed (an app's plain texts get none)."""
    return [] if by_app or not text else [rich_text(text)]


def check_may_post(channel: Channel, author: str, *, from_outside: bool = False) -> None:
    """Raise where this channel takes no message from this author."""
    if channel.archived:
        raise SlackError("is_archived")
    if author not in channel.members and not from_outside:
        raise SlackError("not_in_channel")


def check_limits(channel: Channel, *, reply: bool) -> None:
    """Raise where an admin limited what apps post here (docs.slack.dev, chat.postMessage)."""
    match channel.limited, reply:
        case "read_only", _:
            raise SlackError("restricted_action_read_only_channel")
        case "thread_only", False:
            raise SlackError("restricted_action_thread_only_channel")
        case "non_threadable", True:
            raise SlackError("restricted_action_non_threadable_channel")


def thread_parent(channel: Channel, thread_ts: str) -> Message:
    """The message a reply belongs under: a reply's own parent counts, as Slack flattens threads."""
    found = channel.messages.get(thread_ts)
    if found is not None and found.is_reply and found.thread_ts:
        found = channel.messages.get(found.thread_ts)
    if found is None:
        raise SlackError("thread_not_found")
    return found


def edit(workspace: Workspace, channel: Channel, message: Message, by: str, **new: Any) -> Message:
    """Change fields of a message (text, blocks, attachments, metadata); only its author may, in a live channel."""
    if message.user != by or message.subtype not in (None, "file_share", "thread_broadcast"):
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    if len(new.get("text", "")) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    before = message_json(workspace, channel, message)
    for key, value in new.items():
        setattr(message, key, value)
    # Slack marks a person's edit; an app's chat.update shows "edited" only where the text changed.
    if not message.is_bots or before["text"] != message.text:
        message.edited = {"user": by, "ts": workspace.timestamps.next()}
    change = Change("message_changed", channel.id, by, message.ts, {"previous": before})
    workspace.changes.record(change)
    return message


def delete(workspace: Workspace, channel: Channel, message: Message, by: str) -> None:
    """Take a message away; a thread's parent leaves a tombstone. Only the author and admins may."""
    if message.user != by and not workspace.people[by].is_admin:
        raise SlackError("cant_delete_message")
    before = message_json(workspace, channel, message)
    channel.pins = [pin for pin in channel.pins if pin.ts != message.ts]
    if message.replies:
        leave_tombstone(message)
    else:
        del channel.messages[message.ts]
        parent = channel.messages.get(message.thread_ts) if message.is_reply and message.thread_ts else None
        if parent:
            parent.replies.remove(message.ts)
    workspace.changes.record(Change("message_deleted", channel.id, by, message.ts, {"previous": before}))


def leave_tombstone(message: Message) -> None:
    """Empty a message that has replies, as Slack does."""
    message.subtype, message.text = "tombstone", "This message was deleted."
    message.blocks, message.attachments, message.files = [], [], []
    message.reactions, message.metadata, message.extra = {}, None, {"hidden": True}
    message.user = "USLACKBOT"


def whisper(
    workspace: Workspace,
    channel: Channel,
    to: str,
    text: str,
    blocks: list[dict[str, Any]] | None = None,
    thread_ts: str | None = None,
) -> Ephemeral:
    """Show one person a message nobody else sees. Nobody is asked whether they are in the channel."""
    message = Ephemeral(workspace.timestamps.next(), to, text, blocks or [], thread_ts)
    channel.ephemerals.append(message)
    workspace.changes.record(Change("ephemeral_posted", channel.id, to, message.ts))
    return message


def react(workspace: Workspace, channel: Channel, message: Message, by: str, name: str) -> None:
    """Add a reaction; raises `SlackError`: already_reacted, too_many_emoji, too_many_reactions."""
    if by in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= EMOJI_LIMIT:
        raise SlackError("too_many_emoji")
    if sum(by in users for users in message.reactions.values()) >= REACTIONS_LIMIT:
        raise SlackError("too_many_reactions")
    message.reactions.setdefault(name, []).append(by)
    detail = {"reaction": name, "item_user": message.user}
    workspace.changes.record(Change("reaction_added", channel.id, by, message.ts, detail))


def unreact(workspace: Workspace, channel: Channel, message: Message, by: str, name: str) -> None:
    """Take a reaction back; raises `SlackError("no_reaction")`."""
    users = message.reactions.get(name, [])
    if by not in users:
        raise SlackError("no_reaction")
    users.remove(by)
    if not users:
        del message.reactions[name]
    detail = {"reaction": name, "item_user": message.user}
    workspace.changes.record(Change("reaction_removed", channel.id, by, message.ts, detail))


def pin(workspace: Workspace, channel: Channel, message: Message, by: str) -> None:
    """Pin a message; raises `SlackError`: already_pinned, too_many_pins."""
    if any(pinned.ts == message.ts for pinned in channel.pins):
        raise SlackError("already_pinned")
    if len(channel.pins) >= PINS_LIMIT:
        raise SlackError("too_many_pins")
    channel.pins.append(Pin(message.ts, by, workspace.seconds()))
    workspace.changes.record(Change("pin_added", channel.id, by, message.ts))


def unpin(workspace: Workspace, channel: Channel, message: Message, by: str) -> None:
    """Unpin a message; raises `SlackError("no_pin")`."""
    kept = [pinned for pinned in channel.pins if pinned.ts != message.ts]
    if len(kept) == len(channel.pins):
        raise SlackError("no_pin")
    channel.pins = kept
    workspace.changes.record(Change("pin_removed", channel.id, by, message.ts))
