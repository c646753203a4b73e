"""From changes to events: what the bot hears of what happened, as its subscriptions and memberships allow.

Owns the form of every event. Must not know how events travel.
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.changes import Change, Kind
from bot.sandbox.channel_actions import open_dm
from bot.sandbox.channels import CHANNEL_TYPE, Channel
from bot.sandbox.message_payloads import message_json
from bot.sandbox.workspace import Workspace

Event = dict[str, Any]

MESSAGE_TOPICS = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


class EventFeed:
    """Hands every event the bot should get to `deliver`, in order."""

    def __init__(self, workspace: Workspace, deliver: Callable[[Event], None]) -> None:
        self._workspace = workspace
        self._deliver = deliver
        workspace.changes.subscribe(self._hear)

    def _hear(self, change: Change) -> None:
        make = MAKERS.get(change.kind)
        for event in make(self._workspace, change) if make else []:
            if self._wanted(event):
                self._deliver(event)

    def _wanted(self, event: Event) -> bool:
        subscribed = self._workspace.app.spec.events
        topic = MESSAGE_TOPICS[event["channel_type"]] if event["type"] == "message" else event["type"]
        return subscribed is None or topic in subscribed


def _heard(workspace: Workspace, change: Change) -> Channel | None:
    """The channel of a change, if it is still there and the bot is in it."""
    channel = workspace.channels.get(change.channel or "")
    return channel if channel and workspace.app.user_id in channel.members else None


def _now(workspace: Workspace) -> str:
    return workspace.timestamps.next()


def _posted(workspace: Workspace, change: Change) -> list[Event]:
    channel = _heard(workspace, change)
    if channel is None or change.ts is None:
        return []
    message = channel.messages[change.ts]
    shown = message_json(workspace, channel, message, metadata=True)
    events = [{**shown, "channel": channel.id, "channel_type": CHANNEL_TYPE[channel.kind], "event_ts": message.ts}]
    return events + _mention(workspace, channel, shown, before="")


def _mention(workspace: Workspace, channel: Channel, shown: Event, before: str) -> list[Event]:
    """app_mention, where this text names the bot and an earlier version did not; never in direct messages."""
    tag = f"<@{workspace.app.user_id}>"
    by_bot = shown.get("user") == workspace.app.user_id
    if channel.kind == "im" or by_bot or tag not in shown["text"] or tag in before:
        return []
    if shown.get("subtype") not in (None, "file_share", "thread_broadcast"):
        return []
    kept = {k: v for k, v in shown.items() if k not in ("parent_user_id", "root")}
    return [{**kept, "type": "app_mention", "channel": channel.id, "event_ts": shown["ts"]}]


def _changed(workspace: Workspace, change: Change) -> list[Event]:
    channel = _heard(workspace, change)
    if channel is None or change.ts is None:
        return []
    shown = message_json(workspace, channel, channel.messages[change.ts], metadata=True)
    previous = change.detail["previous"]
    event = _hidden(workspace, channel, "message_changed", message=shown, previous_message=previous)
    return [event, *_mention(workspace, channel, shown, before=previous["text"])]


def _deleted(workspace: Workspace, change: Change) -> list[Event]:
    channel = _heard(workspace, change)
    if channel is None or change.ts is None:
        return []
    previous = change.detail["previous"]
    if change.ts in channel.messages:  # it had replies, so a tombstone is left: to the app that is a change
        shown = message_json(workspace, channel, channel.messages[change.ts])
        return [_hidden(workspace, channel, "message_changed", message=shown, previous_message=previous)]
    return [_hidden(workspace, channel, "message_deleted", deleted_ts=change.ts, previous_message=previous)]


def _hidden(workspace: Workspace, channel: Channel, subtype: str, **fields: Any) -> Event:
    ts = _now(workspace)
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": CHANNEL_TYPE[channel.kind],
        "ts": ts,
        "event_ts": ts,
        **fields,
    }


def _member_joined(workspace: Workspace, change: Change) -> list[Event]:
    channel = _heard(workspace, change)
    return [_membership(workspace, channel, change, "member_joined_channel")] if channel else []


def _member_left(workspace: Workspace, change: Change) -> list[Event]:
    channel = workspace.channels[change.channel or ""]
    if change.user == workspace.app.user_id:
        kind = "channel_left" if channel.kind == "public" else "group_left"
        return [{"type": kind, "channel": channel.id, "actor_id": change.user, "event_ts": _now(workspace)}]
    return [_membership(workspace, channel, change, "member_left_channel")] if _heard(workspace, change) else []


def _membership(workspace: Workspace, channel: Channel, change: Change, kind: str) -> Event:
    return {
        "type": kind,
        "user": change.user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": workspace.people[change.user or ""].team_id,
        "event_ts": _now(workspace),
        **change.detail,
    }


def _reaction(workspace: Workspace, change: Change) -> list[Event]:
    if _heard(workspace, change) is None:
        return []
    item = {"type": "message", "channel": change.channel, "ts": change.ts}
    event = {"type": change.kind, "user": change.user, "item": item, "event_ts": _now(workspace), **change.detail}
    return [event]


def _pin(workspace: Workspace, change: Change) -> list[Event]:
    channel = _heard(workspace, change)
    if channel is None or change.ts is None:
        return []
    item: Event = {"type": "message", "channel": channel.id, "created_by": change.user}
    if change.ts in channel.messages:
        item["message"] = message_json(workspace, channel, channel.messages[change.ts])
    stamp = _now(workspace)
    return [{"type": change.kind, "user": change.user, "channel_id": channel.id, "item": item, "event_ts": stamp}]


def _file_shared(workspace: Workspace, change: Change) -> list[Event]:
    if _heard(workspace, change) is None:
        return []
    file_id = change.detail["file_id"]
    event = {"type": "file_shared", "file_id": file_id, "user_id": change.user, "file": {"id": file_id}}
    return [{**event, "channel_id": change.channel, "event_ts": _now(workspace)}]


def _channel_event(name: str) -> Callable[[Workspace, Change], list[Event]]:
    """channel_<name> for public channels, and its twin group_<name> for private ones the bot is in."""

    def make(workspace: Workspace, change: Change) -> list[Event]:
        channel = workspace.channels[change.channel or ""]
        twin = f"{'channel' if channel.kind == 'public' else 'group'}_{name}"
        if channel.kind != "public" and _heard(workspace, change) is None:
            return []
        about: Any = channel.id
        if name in ("created", "rename"):
            about = {"id": channel.id, "name": channel.name, "created": channel.created, "creator": channel.creator}
        return [{"type": twin, "channel": about, "user": change.user, "event_ts": _now(workspace)}]

    return make


def _created(workspace: Workspace, change: Change) -> list[Event]:
    public = workspace.channels[change.channel or ""].kind == "public"
    return _channel_event("created")(workspace, change) if public else []  # private channels come about unheard


def _channel_deleted(workspace: Workspace, change: Change) -> list[Event]:
    public = change.detail["channel_type"] == "channel"
    if not public and not change.detail["bot_was_member"]:
        return []
    kind = "channel_deleted" if public else "group_deleted"
    return [{"type": kind, "channel": change.channel, "actor_id": change.user, "event_ts": _now(workspace)}]


def _converted(workspace: Workspace, change: Change) -> list[Event]:
    ids = {"old_channel_id": change.detail["old_channel_id"], "new_channel_id": change.channel}
    return [{"type": "channel_id_changed", **ids, "event_ts": _now(workspace)}]


def _person(name: str) -> Callable[[Workspace, Change], list[Event]]:
    def make(workspace: Workspace, change: Change) -> list[Event]:
        user = workspace.user_object(workspace.people[change.user or ""])
        return [{"type": name, "user": user, "cache_ts": workspace.seconds(), "event_ts": _now(workspace)}]

    return make


def _home_opened(workspace: Workspace, change: Change) -> list[Event]:
    channel, _ = open_dm(workspace, workspace.app.user_id, [change.user or ""])
    home = workspace.homes.get(change.user or "")
    event = {"type": "app_home_opened", "user": change.user, "channel": channel.id, "tab": change.detail["tab"]}
    return [{**event, "event_ts": _now(workspace), **({"view": home.to_json()} if home else {})}]


def _revoked(workspace: Workspace, change: Change) -> list[Event]:
    tokens = {"oauth": [], "bot": [workspace.app.user_id]}
    return [{"type": "tokens_revoked", "tokens": tokens, "event_ts": _now(workspace)}]


def _uninstalled(workspace: Workspace, change: Change) -> list[Event]:
    return [{"type": "app_uninstalled", "event_ts": _now(workspace)}, *_revoked(workspace, change)]


MAKERS: dict[Kind, Callable[[Workspace, Change], list[Event]]] = {
    "message_posted": _posted,
    "message_changed": _changed,
    "message_deleted": _deleted,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "pin_added": _pin,
    "pin_removed": _pin,
    "member_joined": _member_joined,
    "member_left": _member_left,
    "channel_created": _created,
    "channel_renamed": _channel_event("rename"),
    "channel_archived": _channel_event("archive"),
    "channel_unarchived": _channel_event("unarchive"),
    "channel_deleted": _channel_deleted,
    "channel_converted": _converted,
    "file_shared": _file_shared,
    "person_changed": _person("user_change"),
    "person_joined": _person("team_join"),
    "home_opened": _home_opened,
    "tokens_revoked": _revoked,
    "app_uninstalled": _uninstalled,
}
