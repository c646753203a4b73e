"""How often the bot may call: Slack's tiers per method, and its one message a second and channel.

Owns the counting. Must not know what a method does.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.errors import SlackError

Tier = Literal["1", "2", "3", "4", "special"]
PER_MINUTE: dict[Tier, int] = {"1": 1, "2": 20, "3": 50, "4": 100, "special": 600}


@dataclass(frozen=True)
class Limits:
    """The numbers in force: calls a minute and method for each tier (or for one method), messages a second and
    channel, and how many of them may come at once.
    """

    per_minute: dict[Tier, int] = field(default_factory=lambda: dict(PER_MINUTE))
    per_method: dict[str, int] = field(default_factory=dict)
    messages_per_second: float = 1.0
    burst: int = 4


@dataclass
class _Bucket:
    tokens: float
    filled: float


class RateLimiter:
    """Buckets that fill up again with real time; without limits nothing is ever refused."""

    def __init__(self, limits: Limits | None, seconds: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self.seconds = seconds
        self._buckets: dict[str, _Bucket] = {}

    def count_call(self, method: str, tier: Tier) -> None:
        """Count a call; raises `ratelimited` with `retry_after` in whole seconds."""
        if self.limits is not None:
            allowed = self.limits.per_method.get(method, self.limits.per_minute[tier])
            self._take(method, capacity=max(1, allowed), per_second=allowed / 60)

    def count_message(self, channel: str) -> None:
        """Count a message to a channel; raises `ratelimited` likewise."""
        if self.limits is not None:
            self._take(f"#{channel}", capacity=self.limits.burst, per_second=self.limits.messages_per_second)

    def _take(self, key: str, *, capacity: int, per_second: float) -> None:
        now = self.seconds()
        bucket = self._buckets.setdefault(key, _Bucket(capacity, now))
        bucket.tokens = min(capacity, bucket.tokens + (now - bucket.filled) * per_second)
        bucket.filled = now
        if bucket.tokens < 1:
            raise SlackError("ratelimited", retry_after=max(1, math.ceil((1 - bucket.tokens) / per_second)))
        bucket.tokens -= 1
