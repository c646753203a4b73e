"""conversations.*: channels and who is in them.

Owns which scope each wants and how a refusal to invite is worded. Must not know what joining does.
"""

from bot.sandbox import channel_actions
from bot.sandbox.calls import Answer, Call
from bot.sandbox.channels import Channel
from bot.sandbox.errors import SlackError

INVITE_LIMIT = 100

KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def create(call: Call) -> Answer:
    """conversations.create."""
    private = call.boolean("is_private")
    call.workspace.app.need("groups:write" if private else "channels:manage")
    if private:
        call.workspace.must_allow("private_channels")
    channel = channel_actions.create(call.workspace, call.text("name"), call.bot, private=private)
    return {"channel": channel.to_json(call.bot)}


def join(call: Call) -> Answer:
    """conversations.join: public channels only."""
    channel = call.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    call.workspace.app.need("channels:join")
    _live(channel)
    if call.bot in channel.members:
        return {
            "channel": channel.to_json(call.bot),
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    channel_actions.join(call.workspace, channel, call.bot)
    return {"channel": channel.to_json(call.bot)}


def leave(call: Call) -> Answer:
    """conversations.leave."""
    channel = _managed(call)
    if call.bot not in channel.members:
        return {"not_in_channel": True}
    channel_actions.leave(call.workspace, channel, call.bot)
    return {}


def invite(call: Call) -> Answer:
    """conversations.invite: all of them or, without `force`, none."""
    channel = _managed(call, "write.invites")
    _member(call, channel)
    users = call.ids("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > INVITE_LIMIT:
        raise SlackError("too_many_users")
    errors = []
    for user in users:
        try:
            channel_actions.check_invite(call.workspace, channel, user, call.bot)
        except SlackError as refusal:
            errors.append({"user": user, "ok": False, "error": refusal.code})
    refused = {error["user"] for error in errors}
    welcome = [user for user in users if user not in refused]
    if errors and not (call.boolean("force") and welcome):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    for user in welcome:
        channel_actions.join(call.workspace, channel, user, inviter=call.bot)
    return {"channel": channel.to_json(call.bot)} | ({"errors": errors} if errors else {})


def info(call: Call) -> Answer:
    """conversations.info."""
    channel = call.channel("read")
    return {"channel": channel.to_json(call.bot, with_num_members=call.boolean("include_num_members"))}


def members(call: Call) -> Answer:
    """conversations.members."""
    channel = call.channel("read")
    page, metadata = call.page(channel.members, default=100, most=1000)
    return {"members": page, **metadata}


def listing(call: Call) -> Answer:
    """conversations.list: private channels only where the bot is in."""
    seen = [c for c in call.workspace.channels.values() if call.workspace.may_see(c, call.bot)]
    return _listed(call, seen, most=1000)


def users_conversations(call: Call) -> Answer:
    """users.conversations: those a person is in, as far as the bot can see them too."""
    workspace = call.workspace
    user = workspace.user(call.text("user", call.bot))
    seen = [c for c in workspace.channels.values() if user.id in c.members and workspace.may_see(c, call.bot)]
    return _listed(call, seen, most=999)


def _listed(call: Call, channels: list[Channel], *, most: int) -> Answer:
    wanted = call.ids("types") or ["public_channel"]
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        raise SlackError("invalid_types", unknown=unknown)
    scopes = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}
    for kind in wanted:
        call.workspace.app.need(scopes[kind])
    kinds = {KINDS[kind] for kind in wanted}
    skip_archived = call.boolean("exclude_archived")
    kept = [c for c in channels if c.kind in kinds and not (skip_archived and c.archived)]
    page, metadata = call.page(kept, default=100, most=most)
    return {"channels": [c.to_json(call.bot, with_num_members=True) for c in page], **metadata}


def open_conversation(call: Call) -> Answer:
    """conversations.open: the direct conversation with one or some people."""
    workspace = call.workspace
    if call.has("channel"):
        return {"channel": {"id": call.channel("write").id}, "no_op": True, "already_open": True}
    users = call.ids("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    workspace.app.need("im:write" if len(users) == 1 else "mpim:write")
    if len(users) > 8:
        raise SlackError("too_many_users")
    for user in users:
        person = workspace.user(user)
        if person.deleted:
            raise SlackError("user_disabled")
        if workspace.is_stranger(person):
            raise SlackError("user_not_visible")
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
    channel, was_there = channel_actions.open_dm(workspace, call.bot, users)
    shown = channel.to_json(call.bot) if call.boolean("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if was_there else {})


def rename(call: Call) -> Answer:
    """conversations.rename."""
    channel = _managed(call)
    _member(call, channel)
    channel_actions.rename(call.workspace, channel, call.text("name"), call.bot)
    return {"channel": channel.to_json(call.bot)}


def archive(call: Call) -> Answer:
    """conversations.archive."""
    channel = _managed(call)
    if call.bot not in channel.members:
        raise SlackError("not_in_channel")
    channel_actions.archive(call.workspace, channel, call.bot)
    return {}


def set_topic(call: Call) -> Answer:
    """conversations.setTopic."""
    channel = _managed(call, "write.topic")
    _member(call, channel)
    channel_actions.describe(call.workspace, channel, call.bot, "topic", call.text("topic"))
    return {"channel": channel.to_json(call.bot)}


def set_purpose(call: Call) -> Answer:
    """conversations.setPurpose."""
    channel = _managed(call, "write.topic")
    _member(call, channel)
    channel_actions.describe(call.workspace, channel, call.bot, "purpose", call.text("purpose"))
    return {"channel": channel.to_json(call.bot), "purpose": channel.purpose}


def _managed(call: Call, narrower: str = "") -> Channel:
    """A channel that can be managed (direct conversations cannot), by the scope for its kind or a narrower one."""
    channel = call.channel("write", public="manage", narrower=narrower)
    if channel.kind in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def _member(call: Call, channel: Channel) -> None:
    _live(channel)
    if call.bot not in channel.members:
        raise SlackError("not_in_channel")


def _live(channel: Channel) -> None:
    if channel.archived:
        raise SlackError("is_archived")
