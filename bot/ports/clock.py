"""Time and chance, passed in: nothing below `bot.wiring` reads a clock or draws a random number itself."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time, aware UTC."""

    def now(self) -> datetime: ...


class Ids(Protocol):
    """Unguessable ids and salts."""

    def id(self) -> str:
        """A short unique id, URL-safe."""
        ...

    def salt(self) -> str:
        """128 random bits, hexadecimal."""
        ...
