"""Verbs on files: a person's upload, and the bot's three-step one.

Owns how bytes become a file shared in a channel. Must not serve them: the server does, after asking who may see.
"""

import mimetypes
from typing import Any

from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel, File, Message
from bot.sandbox.errors import SlackError
from bot.sandbox.message_actions import check_may_post, post
from bot.sandbox.message_payloads import message_json
from bot.sandbox.workspace import Workspace


def reserve(workspace: Workspace, name: str, by: str, size: int, alt: str = "") -> File:
    """A file without bytes yet, of the announced size; `alt` for those who cannot see the picture."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    extension = name.rpartition(".")[2].lower() if "." in name else "text"
    file = File(workspace.ids.new("F"), name, name, mimetype, extension, by, workspace.seconds(), size=size)
    file.alt = alt
    workspace.files[file.id] = file
    return file


def receive(file: File, data: bytes) -> None:
    """Take the bytes."""
    file.data, file.size = data, len(data)


def share(
    workspace: Workspace,
    channel: Channel,
    files: list[File],
    by: str,
    text: str = "",
    *,
    blocks: list[dict[str, Any]] | None = None,
    thread_ts: str | None = None,
) -> Message:
    """Post files into a channel as one message; raises `file_not_found` where bytes never came."""
    if any(file.data is None for file in files):
        raise SlackError("file_not_found")
    check_may_post(channel, by)
    for file in files:
        file.channels.append(channel.id)
    ids = [file.id for file in files]
    message = post(workspace, channel, by, text, blocks=blocks, thread_ts=thread_ts, subtype="file_share", files=ids)
    for file in files:
        file.shares.append((channel.id, message.ts, message.thread_ts or ""))
        workspace.changes.record(Change("file_shared", channel.id, by, message.ts, {"file_id": file.id}))
    return message


def delete(workspace: Workspace, file: File) -> None:
    """Take a file away, everywhere it was shared."""
    for channel, ts, _ in file.shares:
        message = workspace.channels[channel].messages.get(ts)
        if message and file.id in message.files:
            before = message_json(workspace, workspace.channels[channel], message)
            message.files.remove(file.id)
            workspace.changes.record(Change("message_changed", channel, file.user, ts, {"previous": before}))
    del workspace.files[file.id]
