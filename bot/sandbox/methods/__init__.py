"""Every method of the Web API the sandbox has, in one table.

Owns the table: the name, what runs, which scope it wants and how often it may be called. Methods on channels whose
scope depends on the channel's kind ask for it themselves. To add a method: one function, one line here, one test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.calls import Answer, Call
from bot.sandbox.limits import Tier
from bot.sandbox.methods import auth, chat, conversations, files, history, pins_and_reactions, users, views


@dataclass(frozen=True)
class Method:
    """One method: what runs, its rate tier, the scope it wants ("" for none or its own), whose token it takes."""

    run: Callable[[Call], Answer]
    tier: Tier
    scope: str = ""
    token: Literal["bot", "app", "none"] = "bot"


METHODS: dict[str, Method] = {
    "api.test": Method(auth.api_test, "4", token="none"),
    "auth.test": Method(auth.auth_test, "special"),
    "apps.connections.open": Method(auth.connections_open, "special", token="app"),
    "team.info": Method(auth.team_info, "3", "team:read"),
    "bots.info": Method(auth.bots_info, "3", "users:read"),
    "chat.postMessage": Method(chat.post_message, "special", "chat:write"),
    "chat.update": Method(chat.update, "3", "chat:write"),
    "chat.delete": Method(chat.remove, "3", "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "4", "chat:write"),
    "chat.getPermalink": Method(chat.get_permalink, "special"),
    "conversations.create": Method(conversations.create, "2"),
    "conversations.join": Method(conversations.join, "3"),
    "conversations.leave": Method(conversations.leave, "3"),
    "conversations.invite": Method(conversations.invite, "3"),
    "conversations.info": Method(conversations.info, "3"),
    "conversations.members": Method(conversations.members, "4"),
    "conversations.list": Method(conversations.listing, "2"),
    "conversations.open": Method(conversations.open_conversation, "3"),
    "conversations.rename": Method(conversations.rename, "2"),
    "conversations.archive": Method(conversations.archive, "2"),
    "conversations.setTopic": Method(conversations.set_topic, "2"),
    "conversations.setPurpose": Method(conversations.set_purpose, "2"),
    "conversations.history": Method(history.history, "3"),
    "conversations.replies": Method(history.replies, "3"),
    "users.info": Method(users.info, "4", "users:read"),
    "users.list": Method(users.listing, "2", "users:read"),
    "users.conversations": Method(conversations.users_conversations, "3"),
    "usergroups.list": Method(users.group_list, "2", "usergroups:read"),
    "usergroups.users.list": Method(users.group_users, "2", "usergroups:read"),
    "views.open": Method(views.open_view, "4"),
    "views.push": Method(views.push, "4"),
    "views.update": Method(views.update, "4"),
    "views.publish": Method(views.publish, "4"),
    "pins.add": Method(pins_and_reactions.add_pin, "2", "pins:write"),
    "pins.remove": Method(pins_and_reactions.remove_pin, "2", "pins:write"),
    "pins.list": Method(pins_and_reactions.list_pins, "2", "pins:read"),
    "reactions.add": Method(pins_and_reactions.add_reaction, "3", "reactions:write"),
    "reactions.remove": Method(pins_and_reactions.remove_reaction, "2", "reactions:write"),
    "reactions.get": Method(pins_and_reactions.get_reactions, "3", "reactions:read"),
    "files.getUploadURLExternal": Method(files.get_upload_url, "4", "files:write"),
    "files.completeUploadExternal": Method(files.complete_upload, "4", "files:write"),
    "files.delete": Method(files.delete, "3", "files:write"),
    "files.info": Method(files.info, "4", "files:read"),
}
