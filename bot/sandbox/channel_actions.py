"""Verbs on channels and people: create, join, invite, leave, archive, rename, convert, deactivate.

Owns Slack's rules of names and membership. Must not check scopes: the Web API does.
"""

import re
from typing import Any

from bot.sandbox.changes import Change
from bot.sandbox.channels import CHANNEL_TYPE, Channel, Kind
from bot.sandbox.errors import SlackError
from bot.sandbox.message_actions import announce
from bot.sandbox.people import Person
from bot.sandbox.spec import PersonSpec
from bot.sandbox.workspace import Workspace

NAME_LIMIT = 80


def check_name(workspace: Workspace, name: str) -> None:
    """Raise what conversations.create answers to a name it does not take."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > NAME_LIMIT:
        raise SlackError("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise SlackError("invalid_name_punctuation")
    if re.search(r"[^\w-]", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if any(channel.name == name for channel in workspace.channels.values()):
        raise SlackError("name_taken")


def create(workspace: Workspace, name: str, by: str, *, private: bool = False) -> Channel:
    """A new channel with its creator in it."""
    check_name(workspace, name)
    kind: Kind = "private" if private else "public"
    channel = Channel(workspace.ids.new("C"), name, kind, by, workspace.seconds(), members=[by])
    workspace.channels[channel.id] = channel
    workspace.changes.record(Change("channel_created", channel.id, by))
    announce_join(workspace, channel, by, None)
    return channel


def announce_join(workspace: Workspace, channel: Channel, who: str, inviter: str | None) -> None:
    """Say that somebody is now a member, in the channel and to everybody."""
    extra = {"inviter": inviter} if inviter else {}
    announce(workspace, channel, who, "channel_join", f"<@{who}> has joined the channel", **extra)
    workspace.changes.record(Change("member_joined", channel.id, who, detail=extra))


def join(workspace: Workspace, channel: Channel, who: str, *, inviter: str | None = None) -> None:
    """Make somebody a member."""
    channel.members.append(who)
    announce_join(workspace, channel, who, inviter)


def check_invite(workspace: Workspace, channel: Channel, who: str, by: str) -> None:
    """Raise why `by` cannot bring `who` into this channel."""
    if who not in workspace.people:
        raise SlackError("user_not_found")
    person = workspace.people[who]
    if who == by:
        raise SlackError("cant_invite_self")
    if who in channel.members:
        raise SlackError("already_in_channel")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.team_id != workspace.team_id and not channel.is_ext_shared:
        raise SlackError("user_team_not_in_channel")
    if person.is_ultra_restricted and any(who in c.members for c in workspace.channels.values() if c.kind != "im"):
        raise SlackError("ura_max_channels")


def leave(workspace: Workspace, channel: Channel, who: str) -> None:
    """Take somebody out of a channel (they left, or were removed)."""
    if who not in channel.members:
        raise SlackError("not_in_channel")
    if channel.name == "general" and not workspace.people[who].is_bot:
        raise SlackError("cant_leave_general")
    channel.members.remove(who)
    announce(workspace, channel, who, "channel_leave", f"<@{who}> has left the channel")
    workspace.changes.record(Change("member_left", channel.id, who))


def archive(workspace: Workspace, channel: Channel, by: str) -> None:
    """Archive a channel."""
    if channel.archived:
        raise SlackError("already_archived")
    if channel.name == "general":
        raise SlackError("cant_archive_general")
    announce(workspace, channel, by, "channel_archive", f"<@{by}> archived the channel")
    channel.archived = True
    workspace.changes.record(Change("channel_archived", channel.id, by))


def unarchive(workspace: Workspace, channel: Channel, by: str) -> None:
    """Bring an archived channel back."""
    if not channel.archived:
        raise SlackError("not_archived")
    channel.archived = False
    workspace.changes.record(Change("channel_unarchived", channel.id, by))


def rename(workspace: Workspace, channel: Channel, name: str, by: str) -> None:
    """Give a channel another name."""
    check_name(workspace, name)
    if channel.archived:
        raise SlackError("is_archived")
    old, channel.name = channel.name, name
    channel.previous_names.insert(0, old)
    announce(workspace, channel, by, "channel_name", f"<@{by}> has renamed the channel", old_name=old, name=name)
    workspace.changes.record(Change("channel_renamed", channel.id, by))


def describe(workspace: Workspace, channel: Channel, by: str, field: str, value: str) -> None:
    """Set the topic or the purpose (`field`), at most 250 characters."""
    if channel.archived:
        raise SlackError("is_archived")
    if len(value) > 250:
        raise SlackError("too_long")
    setattr(channel, field, value)
    subtype, text = f"channel_{field}", f"<@{by}> set the channel {field}: {value}"
    announce(workspace, channel, by, subtype, text, **{field: value})
    workspace.changes.record(Change("channel_described", channel.id, by))


def remove_channel(workspace: Workspace, channel: Channel, by: str) -> None:
    """Delete a channel with everything in it, as an admin can."""
    channel_type, was_member = CHANNEL_TYPE[channel.kind], workspace.app.user_id in channel.members
    del workspace.channels[channel.id]
    detail = {"channel_type": channel_type, "bot_was_member": was_member}
    workspace.changes.record(Change("channel_deleted", channel.id, by, detail=detail))


def convert(workspace: Workspace, channel: Channel, *, private: bool | None = None, new_id: str = "") -> str:
    """Give a channel another id, as some conversions and unsharings do; returns the new id."""
    old, channel.id = channel.id, new_id or workspace.ids.new("C")
    if private is not None:
        channel.kind = "private" if private else "public"
    workspace.channels = {(channel.id if k == old else k): c for k, c in workspace.channels.items()}
    for file in workspace.files.values():
        file.channels = [channel.id if c == old else c for c in file.channels]
    workspace.changes.record(Change("channel_converted", channel.id, detail={"old_channel_id": old}))
    return channel.id


def open_dm(workspace: Workspace, by: str, others: list[str]) -> tuple[Channel, bool]:
    """The direct conversation of these people, and whether it had been there before."""
    members = [by, *others]
    for channel in workspace.channels.values():
        if channel.kind in ("im", "mpim") and sorted(channel.members) == sorted(members):
            return channel, True
    kind: Kind = "im" if len(others) == 1 else "mpim"
    prefix = "D" if kind == "im" else "G"
    names = "--".join(workspace.people[m].name for m in members)
    name = "" if kind == "im" else f"mpdm-{names}-1"
    channel = Channel(workspace.ids.new(prefix), name, kind, by, workspace.seconds(), members=members)
    workspace.channels[channel.id] = channel
    return channel, False


def hire(workspace: Workspace, spec: PersonSpec) -> Person:
    """Add a person to the running workspace and tell everybody."""
    person = workspace.add_person(spec)
    workspace.changes.record(Change("person_joined", user=person.id))
    return person


def change_person(workspace: Workspace, person: Person, **fields: Any) -> None:
    """Change fields of a person (deleted, tz, title …) and tell everybody; who is deactivated leaves every channel."""
    for key, value in fields.items():
        setattr(person, key, value)
    person.updated = workspace.seconds()
    if person.deleted:
        for channel in workspace.channels.values():
            if channel.kind in ("public", "private") and person.id in channel.members:
                channel.members.remove(person.id)
    workspace.changes.record(Change("person_changed", user=person.id))


def revoke_token(workspace: Workspace) -> None:
    """Revoke the bot's token, as an admin can at any time."""
    workspace.app.token_state = "token_revoked"
    workspace.changes.record(Change("tokens_revoked", user=workspace.app.user_id))


def uninstall(workspace: Workspace) -> None:
    """Take the app out of the workspace: its token dies and the bot user is deactivated."""
    workspace.app.token_state = "account_inactive"
    workspace.bot.deleted = True
    workspace.changes.record(Change("app_uninstalled", user=workspace.app.user_id))
