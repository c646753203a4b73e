"""chat.*: messages of the bot.

Owns how their arguments become a message. Must not know what a post does to a channel.
"""

import json
from typing import Any

from bot.sandbox.blocks.check import check_blocks, check_size, with_ids
from bot.sandbox.calls import Answer, Call, faulty_argument
from bot.sandbox.channel_actions import open_dm
from bot.sandbox.channels import Channel
from bot.sandbox.errors import SlackError
from bot.sandbox.message_actions import check_may_post, delete, edit, post, whisper
from bot.sandbox.message_payloads import message_json

MARKDOWN_LIMIT = 12_000

METADATA_LIMIT = 8_000

ATTACHMENTS_LIMIT = 100

UPDATE_LIMIT = 4_000
"""Characters of a text that chat.update takes; chat.postMessage takes ten times as many."""


def post_message(call: Call) -> Answer:
    """chat.postMessage: to a channel, or to a person, which opens their direct conversation."""
    workspace = call.workspace
    channel = _target(call)
    text, blocks = _text(call), _blocks(call)
    metadata, attachments = _metadata(call), _attachments(call)
    call.platform.limiter.count_message(channel.id)
    message = post(
        workspace,
        channel,
        call.bot,
        text,
        blocks=blocks or [],
        thread_ts=call.text("thread_ts") or None,
        broadcast=call.boolean("reply_broadcast"),
        from_outside=channel.kind == "public" and "chat:write.public" in workspace.app.spec.scopes,
        metadata=metadata or None,
        attachments=attachments or [],
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_json(workspace, channel, message, metadata=True),
    }


def update(call: Call) -> Answer:
    """chat.update: what is not sent stays as it was; blocks=[] takes them away."""
    workspace = call.workspace
    channel = call.channel()
    message = workspace.message(channel, call.required("ts"))
    if channel.archived:
        raise SlackError("is_inactive")
    new: dict[str, Any] = {}
    if call.has("text") or call.has("markdown_text"):
        new["text"] = _text(call)
        if len(new["text"]) > UPDATE_LIMIT and not call.has("markdown_text"):
            raise SlackError("msg_too_long")
    if (blocks := _blocks(call)) is not None:
        new["blocks"] = blocks
    if (attachments := _attachments(call)) is not None:
        new["attachments"] = attachments
    if (metadata := _metadata(call)) is not None:
        new["metadata"] = metadata or None
    if not new or not (new.get("text", message.text) or new.get("blocks", message.blocks)):
        raise SlackError("no_text")
    edit(workspace, channel, message, call.bot, **new)
    shown = message_json(workspace, channel, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def remove(call: Call) -> Answer:
    """chat.delete: the bot's own messages only."""
    channel = call.channel()
    message = call.workspace.message(channel, call.required("ts"))
    delete(call.workspace, channel, message, call.bot)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Answer:
    """chat.postEphemeral: to one member of a channel the bot is in."""
    workspace = call.workspace
    channel = call.channel()
    user = workspace.user(call.required("user"))
    text, blocks = _text(call), _blocks(call)
    check_may_post(channel, call.bot)
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    if not text and not blocks:
        raise SlackError("no_text")
    message = whisper(workspace, channel, user.id, text, blocks, call.text("thread_ts") or None)
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Answer:
    """chat.getPermalink: the address of a message."""
    channel = call.channel()
    message = call.workspace.message(channel, call.required("message_ts"))
    link = f"{call.workspace.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _target(call: Call) -> Channel:
    """The channel of a post: an id, a name, or a person's id for the direct conversation with them."""
    workspace, wanted = call.workspace, call.required("channel")
    if wanted in workspace.people:
        person = workspace.people[wanted]
        if person.is_bot or workspace.is_stranger(person):
            raise SlackError("channel_not_found")
        channel, _ = open_dm(workspace, call.bot, [wanted])
    else:
        channel = call.channel()
    if channel.kind == "im" and any(workspace.people[m].deleted for m in channel.others(call.bot)):
        raise SlackError("is_inactive")
    return channel


def _text(call: Call) -> str:
    if not call.has("markdown_text"):
        return call.text("text")
    if call.text("text") or call.has("blocks"):
        raise SlackError("markdown_text_conflict")
    if len(call.text("markdown_text")) > MARKDOWN_LIMIT:
        raise SlackError("msg_too_long")
    return call.text("markdown_text")


def _blocks(call: Call) -> list[dict[str, Any]] | None:
    """The blocks, checked and with ids; None where they were not sent."""
    blocks = call.json("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    checked = check_blocks(blocks)
    check_size(checked)
    return with_ids(checked, lambda: call.workspace.ids.new("b"))


def _attachments(call: Call) -> list[dict[str, Any]] | None:
    attachments = call.json("attachments")
    if attachments is not None and not isinstance(attachments, list):
        raise faulty_argument("must provide an array [json-pointer:/attachments]")
    if len(attachments or []) > ATTACHMENTS_LIMIT:
        raise SlackError("too_many_attachments")
    return attachments


def _metadata(call: Call) -> dict[str, Any] | None:
    """The metadata, {} where it is to be taken away, None where it was not sent."""
    metadata = call.json("metadata", "invalid_metadata_format")
    if not metadata:
        return None if metadata is None else {}
    valid = isinstance(metadata, dict) and isinstance(metadata.get("event_payload"), dict)
    if not valid or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    kept: dict[str, Any] = metadata
    return kept
