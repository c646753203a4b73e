"""A clock that stands still until it is told to move.

Owns the time of the tests. Must not know what happens at it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday morning, where nothing else matters."""


class ManualClock:
    """The Clock port, moved by hand."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        """Go to a moment; never backwards."""
        assert now >= self._now
        self._now = now

    def forward(self, by: timedelta) -> None:
        """Let some time pass."""
        self.set(self._now + by)
