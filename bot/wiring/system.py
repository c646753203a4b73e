"""The real clock and real chance.

Owns the only reading of either; everything else is handed a Clock and Ids. Must not know who uses them.
"""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime


class SystemClock:
    """The Clock port: this machine's time."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        return datetime.now(UTC)


def seconds_running() -> float:
    """Seconds that nobody sets: since the machine started, its sleep included where it can be told."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class SystemIds:
    """The Ids port: the operating system's randomness."""

    def id(self) -> str:
        """96 random bits, URL-safe."""
        return secrets.token_urlsafe(12)

    def salt(self) -> str:
        """128 random bits, hexadecimal."""
        return secrets.token_hex(16)
