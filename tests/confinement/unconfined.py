"""The Confinement port without a process: for tests of whoever calls through it.

Owns that double. Must not bind anything.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.ports.confinement import P, ReadingStopped, T


class Unconfined:
    """Calls a reader right here; or stops it, where the test says why."""

    def __init__(self) -> None:
        self.stops: ReadingStopped | None = None

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self.stops:
            raise self.stops
        return function(*args, **kwargs)
