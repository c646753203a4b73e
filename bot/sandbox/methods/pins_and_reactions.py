"""pins.* and reactions.*: what is stuck to messages.

Owns these methods. Must not know how they are shown.
"""

import re

from bot.sandbox import message_actions
from bot.sandbox.calls import Answer, Call
from bot.sandbox.channels import Channel, Message
from bot.sandbox.emoji import is_emoji
from bot.sandbox.errors import SlackError
from bot.sandbox.message_payloads import message_json

EMOJI = re.compile(r"^[a-z0-9_+'\-]+(::skin-tone-[2-6])?$")


def add_pin(call: Call) -> Answer:
    """pins.add."""
    channel, message = _marked(call)
    call.workspace.must_allow("pins")
    message_actions.pin(call.workspace, channel, message, call.bot)
    return {}


def remove_pin(call: Call) -> Answer:
    """pins.remove."""
    channel, message = _marked(call)
    message_actions.unpin(call.workspace, channel, message, call.bot)
    return {}


def list_pins(call: Call) -> Answer:
    """pins.list."""
    channel = call.channel()
    items = [
        {
            "type": "message",
            "channel": channel.id,
            "created": pin.at,
            "created_by": pin.by,
            "message": message_json(call.workspace, channel, channel.messages[pin.ts]),
        }
        for pin in channel.pins
    ]
    return {"items": items}


def add_reaction(call: Call) -> Answer:
    """reactions.add."""
    channel, message = _marked(call)
    message_actions.react(call.workspace, channel, message, call.bot, _emoji(call))
    return {}


def remove_reaction(call: Call) -> Answer:
    """reactions.remove."""
    channel, message = _marked(call)
    message_actions.unreact(call.workspace, channel, message, call.bot, _emoji(call))
    return {}


def get_reactions(call: Call) -> Answer:
    """reactions.get."""
    channel, message = _marked(call)
    shown = message_json(call.workspace, channel, message)
    return {"type": "message", "channel": channel.id, "message": shown}


def _marked(call: Call) -> tuple[Channel, Message]:
    channel = call.channel()
    message = call.workspace.message(channel, call.text("timestamp"))
    if channel.archived:
        raise SlackError("is_archived")
    if call.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel, message


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not EMOJI.match(name) or not is_emoji(name.partition("::")[0]):
        raise SlackError("invalid_name")
    return name
