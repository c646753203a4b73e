"""Gaps: whenever something may have been missed, the threads are read again, once at a time.

Owns when. How is `bot.slack.outbound.backfill`. Must not judge what was missed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class BackfillSchedule:
    """Runs `fill` in the background; asked again meanwhile, it runs once more afterwards."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    def suspect(self) -> None:
        """Something may have been missed: the database or the connection was away."""
        self._asked.set()

    async def watch(self, fill: Callable[[], Awaitable[object]]) -> None:
        """Fill whenever something is suspected, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            await fill()
