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

    def back(self, by: timedelta) -> None:
        """It is put back, as a host's clock may be."""
        self._now -= by

    def forward(self, by: timedelta) -> None:
        """Let some time pass."""
        self.set(self._now + by)


class RunningClock:
    """The Clock port: time that passes as it does, from a moment of the tests' choosing, and can be skipped."""

    def __init__(self, start: datetime = MONDAY) -> None:
        self._ahead = start - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def set_to(self, moment: datetime) -> None:
        """Go to a moment; never backwards."""
        assert moment >= self.now()
        self._ahead = moment - datetime.now(UTC)
