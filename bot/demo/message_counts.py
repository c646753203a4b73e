"""How many messages of the bot each person of the demo got.

Owns the counting, as messages come. Must not know what they say beyond whom they address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox import SeenMessage


@dataclass(slots=True)
class Received:
    """What one person got: direct messages, and messages in a thread that begin with their name."""

    direct: int = 0
    asked: int = 0


class MessageCounts:
    """By name, what the bot wrote to these people."""

    def __init__(self, names: Iterable[str]) -> None:
        self.received = {name: Received() for name in names}

    def add(self, message: SeenMessage, direct_to: str) -> None:
        """The bot posted this; `direct_to` is a name where it is a direct message, else empty."""
        if direct_to in self.received:
            self.received[direct_to].direct += 1
        addressed = message.readable.partition(":")[0].removeprefix("@")
        if not direct_to and message.thread_ts and addressed in self.received:
            self.received[addressed].asked += 1
