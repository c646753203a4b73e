"""Time and ids, as they are handed in: the real ones, and the repeatable ones for tests.

Owns what a clock and an id generator must offer, and message timestamps. Must not be asked for deadlines that Slack
measures on its own watch (trigger ids, acknowledgements): those use the running loop's time.
"""

import secrets
from collections import Counter
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, as an aware datetime in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class Ids(Protocol):
    """Makes ids that do not repeat."""

    def new(self, prefix: str) -> str:
        """An id in Slack's manner: the prefix ("U", "C", "Ev" …) and capital letters and digits."""
        ...

    def secret(self) -> str:
        """A string nobody can guess, for tokens and secrets (a repeatable generator makes guessable ones)."""
        ...


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class RandomIds:
    """Ids as Slack's: ten characters behind the prefix."""

    def new(self, prefix: str) -> str:
        """A random id."""
        return prefix + "0" + secrets.token_hex(5)[:9].upper()

    def secret(self) -> str:
        """An unguessable string of 32 hexadecimal digits."""
        return secrets.token_hex(16)


class CountingIds:
    """Ids that are the same in every run: C0000000001, C0000000002 …"""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        """The next id under this prefix."""
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]:010d}"

    def secret(self) -> str:
        """The next secret: repeatable, so for tests only."""
        return f"{int(self.new('')):032x}"


class Timestamps:
    """Message timestamps: seconds with six decimals, never the same twice, never going back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        """The timestamp of a new message."""
        self._last = max(self._last + 100, int(self._clock.now().timestamp() * 1_000_000))
        return self.last

    @property
    def last(self) -> str:
        """The timestamp given out last."""
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def go_on_from(self, ts: str) -> None:
        """Give out later ones than this."""
        seconds, _, digits = ts.partition(".")
        self._last = max(self._last, int(seconds) * 1_000_000 + int(digits or 0))
