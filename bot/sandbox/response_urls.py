"""Answers by response URL: new messages, replacements and deletions, five times within half an hour.

Owns what such an answer does. Must not know HTTP.
"""

from typing import Any

from bot.sandbox.blocks.check import check_blocks, with_ids
from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel
from bot.sandbox.errors import SlackError
from bot.sandbox.message_actions import delete, edit, post, whisper
from bot.sandbox.platform import Platform
from bot.sandbox.triggers import ResponseUrl
from bot.sandbox.workspace import Workspace


def respond(platform: Platform, key: str, body: dict[str, Any]) -> None:
    """Do what the body says; raises `SlackError` where Slack would refuse it."""
    url = platform.response_urls.use(key)
    workspace = platform.workspace
    channel = workspace.channels.get(url.channel)
    if channel is None:
        raise SlackError("channel_not_found")
    text, blocks = str(body.get("text") or ""), body.get("blocks")
    if blocks is not None:
        blocks = with_ids(check_blocks(blocks), lambda: workspace.ids.new("b"))
    if _truth(body.get("delete_original")):
        _delete_original(workspace, channel, url)
    elif not text and not blocks:
        raise SlackError("no_text")
    elif _truth(body.get("replace_original")) and url.message_ts:
        _replace_original(workspace, channel, url, text, blocks or [])
    elif body.get("response_type") == "in_channel":
        thread_ts = body.get("thread_ts")
        post(
            workspace,
            channel,
            workspace.app.user_id,
            text,
            blocks=blocks or [],
            thread_ts=thread_ts,
            from_outside=True,
        )
    else:
        whisper(workspace, channel, url.user, text, blocks, body.get("thread_ts"))


def _truth(value: Any) -> bool:
    return str(value).lower() in ("true", "1")


def _replace_original(
    workspace: Workspace, channel: Channel, url: ResponseUrl, text: str, blocks: list[dict[str, Any]]
) -> None:
    if not url.is_ephemeral:
        message = workspace.message(channel, url.message_ts or "")
        edit(workspace, channel, message, workspace.app.user_id, text=text, blocks=blocks)
        return
    for shown in channel.ephemerals:
        if shown.ts == url.message_ts:
            shown.text, shown.blocks = text, blocks
            workspace.changes.record(Change("ephemeral_changed", channel.id, url.user, shown.ts))
            return


def _delete_original(workspace: Workspace, channel: Channel, url: ResponseUrl) -> None:
    if not url.is_ephemeral:
        message = workspace.message(channel, url.message_ts or "")
        delete(workspace, channel, message, workspace.app.user_id)
        return
    channel.ephemerals = [shown for shown in channel.ephemerals if shown.ts != url.message_ts]
    workspace.changes.record(Change("ephemeral_changed", channel.id, url.user, url.message_ts))
