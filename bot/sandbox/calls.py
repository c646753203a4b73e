"""One call of the Web API: its arguments, however they were sent, and the look-ups every method needs.

Owns the reading of arguments and the visibility of channels to the bot. Must not know HTTP.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.channels import SCOPE_FAMILY, Channel
from bot.sandbox.errors import SlackError
from bot.sandbox.platform import Platform
from bot.sandbox.workspace import Workspace

T = TypeVar("T")
Answer = dict[str, Any]


def faulty_argument(sentence: str) -> SlackError:
    """`invalid_arguments` with what is wrong, as Slack answers it."""
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {sentence}"]})


@dataclass
class Call:
    """A method call with its arguments: strings where they came as a form, any JSON where they came as such."""

    platform: Platform
    arguments: dict[str, Any]

    @property
    def workspace(self) -> Workspace:
        """Where the call acts."""
        return self.platform.workspace

    @property
    def bot(self) -> str:
        """Who acts: the bot's user id."""
        return self.workspace.app.user_id

    def has(self, name: str) -> bool:
        """Whether the argument was sent."""
        return self.arguments.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string argument."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        """A string argument that must be there."""
        value = self.text(name)
        if not value:
            raise faulty_argument(f"missing required field: {name}")
        return value

    def boolean(self, name: str, default: bool = False) -> bool:
        """A truth value: true, "true", "1" …"""
        value = self.arguments.get(name)
        return default if value is None else str(value).lower() in ("1", "true", "t", "yes")

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self.arguments.get(name)
        if value in (None, ""):
            return default
        try:
            number = int(str(value))
        except ValueError:
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments") from None
        if not 1 <= number <= most:
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments")
        return number

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure, sent as JSON or as a string of JSON; None where it was not sent."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None

    def ids(self, name: str) -> list[str]:
        """A list of ids: with commas between them, or a JSON list."""
        value = self.arguments.get(name)
        if isinstance(value, str) and value.startswith("["):
            value = self.json(name)
        parts = value.split(",") if isinstance(value, str) else value or []
        return [str(part).strip() for part in parts if str(part).strip()]

    def channel(self, verb: str = "", *, public: str = "", narrower: str = "") -> Channel:
        """The channel the call names, if the bot can see it and was granted `groups:<verb>` or its like.

        `public` is the verb where it differs for public channels, `narrower` one that suffices as well.
        """
        channel = self.workspace.find_channel(self.required("channel"))
        if channel is None or not self.workspace.may_see(channel, self.bot):
            raise SlackError("channel_not_found")
        if verb:
            family = SCOPE_FAMILY[channel.kind]
            wanted = public if public and channel.kind == "public" else verb
            self.workspace.app.need(*(f"{family}:{each}" for each in (wanted, narrower) if each))
        return channel

    def page(self, items: Sequence[T], *, default: int, most: int) -> tuple[list[T], Answer]:
        """One page of a list, and the response_metadata with the cursor of the next."""
        start = decode_cursor(self.text("cursor"))
        if start > len(items):
            raise SlackError("invalid_cursor")
        end = start + self.number("limit", default, most=most)
        cursor = encode_cursor(end) if end < len(items) else ""
        return list(items[start:end]), {"response_metadata": {"next_cursor": cursor}}


def encode_cursor(offset: int) -> str:
    """A cursor that says nothing to whoever reads it."""
    return base64.b64encode(f"next:{offset}".encode()).decode()


def decode_cursor(cursor: str) -> int:
    """Where a cursor points; raises `invalid_cursor`."""
    if not cursor:
        return 0
    try:
        word, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word != "next":
            raise ValueError(word)
        return int(offset)
    except (ValueError, binascii.Error):
        raise SlackError("invalid_cursor") from None
