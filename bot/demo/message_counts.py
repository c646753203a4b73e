"""How many messages of the bot each person of the demo got.

Owns the counting, as messages come. Must not know what they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox import SeenMessage


@dataclass(slots=True)
class Received:
    """What one person got: direct messages, and messages in a thread that ask them."""

    direct: int = 0
    asked: int = 0


class MessageCounts:
    """By name, what the bot wrote to these people."""

    def __init__(self, names: Iterable[str]) -> None:
        self.received = {name: Received() for name in names}

    def add(self, message: SeenMessage, direct_to: str, asked: str) -> None:
        """The bot posted this; `direct_to` and `asked` are names where it is a direct message or asks somebody."""
        if direct_to in self.received:
            self.received[direct_to].direct += 1
        if not direct_to and message.thread_ts and asked in self.received:
            self.received[asked].asked += 1
