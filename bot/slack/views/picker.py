"""A list to pick one from, in a private message."""

from __future__ import annotations

from collections.abc import Iterable

from slack_sdk.models.blocks import Option, PlainTextObject, StaticSelectElement

from bot.slack.buttons import Act, Value
from bot.slack.views.limits import LABEL, shortened


def picker(act: Act, options: Iterable[tuple[Value, str]]) -> StaticSelectElement:
    """A menu whose choice is a press of `act` with that option's value."""
    return StaticSelectElement(
        action_id=act.value,
        options=[
            Option(value=value.written(), text=PlainTextObject(text=shortened(label, LABEL)))
            for value, label in options
        ],
    )
