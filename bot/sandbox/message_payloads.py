"""Messages and files as Slack shows them to an app.

Owns those two shapes. Must not change anything.
"""

from typing import Any

from bot.sandbox.channels import Channel, File, Message
from bot.sandbox.workspace import Workspace


def bot_profile(workspace: Workspace) -> dict[str, Any]:
    """The `bot_profile` beside a bot's messages."""
    app = workspace.app
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.spec.name,
        "updated": 0,
        "app_id": app.id,
        "icons": {},
        "team_id": workspace.team_id,
    }


def message_json(workspace: Workspace, channel: Channel, message: Message, *, metadata: bool = False) -> dict[str, Any]:
    """The `message` object of histories and events; with its metadata only where that was asked for."""
    shown: dict[str, Any] = {"type": "message"}
    if message.subtype:
        shown["subtype"] = message.subtype
    else:
        shown["team"] = message.team
    shown |= {"user": message.user, "ts": message.ts, "text": message.text}
    if message.client_msg_id:
        shown["client_msg_id"] = message.client_msg_id
    if message.is_bots:
        shown |= {"bot_id": workspace.app.bot_id, "app_id": workspace.app.id, "bot_profile": bot_profile(workspace)}
    if message.team != workspace.team_id:
        shown |= {"user_team": message.team, "source_team": message.team}
    for key in ("blocks", "attachments", "edited"):
        if value := getattr(message, key):
            shown[key] = value
    if message.files:
        shown |= {
            "files": [_file_in(workspace, workspace.files[f]) for f in message.files],
            "upload": False,
            "display_as_bot": False,
        }
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    shown |= _thread_fields(channel, message) | message.extra
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if any(pin.ts == message.ts for pin in channel.pins):
        shown["pinned_to"] = [channel.id]
    return shown


def _thread_fields(channel: Channel, message: Message) -> dict[str, Any]:
    if message.is_reply and message.thread_ts:
        parent = channel.messages.get(message.thread_ts)
        return {"thread_ts": message.thread_ts, "parent_user_id": parent.user if parent else ""}
    if not message.replies:
        return {}
    replies = [channel.messages[ts] for ts in message.replies]
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": False,
    }


def _file_in(workspace: Workspace, file: File) -> dict[str, Any]:
    """The `file` object of a message: of somebody of another company, only that files.info tells more."""
    if workspace.people[file.user].team_id == workspace.team_id:
        return file_json(workspace, file)
    return {"id": file.id, "created": 0, "mode": "file_access", "file_access": "check_file_info"}


def file_json(workspace: Workspace, file: File) -> dict[str, Any]:
    """The `file` object of messages and files.info."""
    place = f"{workspace.base_url}/files-pri/{workspace.team_id}-{file.id}"
    shown: dict[str, Any] = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": file.filetype.upper(),
        "user": file.user,
        "user_team": workspace.people[file.user].team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(workspace.channels[c].kind == "public" for c in file.channels if c in workspace.channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{place}/{file.name}",
        "url_private_download": f"{place}/download/{file.name}",
        "permalink": f"{workspace.base_url}/files/{file.user}/{file.id}/{file.name}",
        "file_access": "visible",
    }
    for kind, key in (("public", "channels"), ("private", "groups"), ("im", "ims")):
        shared = [workspace.channels[c] for c in file.channels if c in workspace.channels]
        shown[key] = [c.id for c in shared if c.kind == kind or (kind == "private" and c.kind == "mpim")]
    shown["shares"] = _shares(workspace, file)
    return shown | ({"alt_txt": file.alt} if file.alt else {})


def _shares(workspace: Workspace, file: File) -> dict[str, dict[str, list[dict[str, str]]]]:
    """The messages a file is shared with, by the kind of their channel."""
    shares: dict[str, dict[str, list[dict[str, str]]]] = {}
    for channel_id, ts, thread_ts in file.shares:
        channel = workspace.channels.get(channel_id)
        if channel is not None and ts in channel.messages:
            kind = "public" if channel.kind == "public" else "private"
            share = {"ts": ts, "channel_name": channel.name} | ({"thread_ts": thread_ts} if thread_ts else {})
            shares.setdefault(kind, {}).setdefault(channel_id, []).append(share)
    return shares
