"""The log of everything between the bot and the workspace, for tests and for people who want to look on.

Owns the bounded record and its subscription. Must not keep a token: what is recorded is free of them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.clock import Clock

Direction = Literal["to_slack", "to_bot"]
SECRET_KEYS = frozenset({"token", "bot_access_token", "authorization"})


@dataclass(frozen=True)
class Exchange:
    """One call or delivery: `name` is the method or payload type, `outcome` "ok" or the error, `seconds` its length."""

    number: int
    at: datetime
    direction: Direction
    name: str
    request: dict[str, Any] = field(repr=False)
    response: Any = field(repr=False)
    outcome: str
    seconds: float
    attempt: int = 0


class Traffic:
    """The last `keep` exchanges, oldest first."""

    def __init__(self, clock: Clock, keep: int = 2000) -> None:
        self._clock = clock
        self._kept: deque[Exchange] = deque(maxlen=keep)
        self._listeners: list[Callable[[Exchange], None]] = []
        self._count = 0

    def __iter__(self) -> Iterator[Exchange]:
        return iter(list(self._kept))

    def subscribe(self, listener: Callable[[Exchange], None]) -> Callable[[], None]:
        """Call `listener` with every exchange when it is over. Returns what ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def record(
        self,
        direction: Direction,
        name: str,
        request: dict[str, Any],
        response: Any,
        outcome: str,
        seconds: float,
        attempt: int = 0,
    ) -> None:
        """Keep one exchange and tell everybody."""
        self._count += 1
        exchange = Exchange(
            self._count,
            self._clock.now(),
            direction,
            name,
            without_secrets(request),
            response,
            outcome,
            seconds,
            attempt,
        )
        self._kept.append(exchange)
        for listener in list(self._listeners):
            listener(exchange)

    def account(self, last: int = 15) -> str:
        """The last exchanges, a line each."""
        arrows = {"to_slack": "bot → Slack", "to_bot": "Slack → bot"}
        lines = [f"  {arrows[e.direction]} {e.name}: {e.outcome}" for e in list(self._kept)[-last:]]
        return "\n".join(["Traffic:", *(lines or ["  (none)"])])

    def calls(self, method: str) -> list[Exchange]:
        """The kept Web API calls of one method."""
        return [e for e in self._kept if e.direction == "to_slack" and e.name == method]

    def deliveries(self, name: str = "") -> list[Exchange]:
        """The kept deliveries of one type ("message", "block_actions", "/audit" …), or all of them."""
        return [e for e in self._kept if e.direction == "to_bot" and name in ("", e.name)]


def without_secrets(value: Any) -> Any:
    """A copy without the values of keys that hold tokens."""
    if isinstance(value, dict):
        return {k: "***" if str(k).lower() in SECRET_KEYS else without_secrets(v) for k, v in value.items()}
    return [without_secrets(item) for item in value] if isinstance(value, list) else value
