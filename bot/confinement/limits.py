"""How much one call may cost.

Owns the numbers. Must not know how they are held: `template` holds them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import ClassVar, Final

MEGABYTE: Final = 1024 * 1024

AT_ONCE: Final = 4
"""Calls under way at the same time; further ones wait their turn."""

MOST_ANSWERED: Final = 64 * MEGABYTE
"""Bytes of an answer."""

_FORM: Final = struct.Struct("!Qdd")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take: memory in bytes, interpreter included, and seconds of the processor.

    `patience`: seconds by the clock, for a call that only waits. A machine that is busy with other things makes no file
    too large, so this is much longer.
    """

    memory: int = 200 * MEGABYTE
    seconds: float = 2.0
    patience: float = 20.0

    SIZE: ClassVar = _FORM.size

    @classmethod
    def unpacked(cls, data: bytes) -> Limits:
        """From `SIZE` bytes, as `packed` wrote them."""
        return cls(*_FORM.unpack(data))

    def packed(self) -> bytes:
        """As they go ahead of a call."""
        return _FORM.pack(self.memory, self.seconds, self.patience)
