"""Gaps: whenever something may have been missed, the threads are read again, once at a time, until nothing is.

Owns when. How is `bot.slack.outbound.backfill`. Must not judge what was missed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

Wait = Callable[[asyncio.Event, timedelta], Awaitable[None]]


async def wait(sooner: asyncio.Event, pause: timedelta) -> None:
    """Let a pause pass, unless something happens sooner."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(sooner.wait(), pause.total_seconds())


class BackfillSchedule:
    """Runs `fill` in the background; asked again meanwhile, it runs once more afterwards.

    `pause`: after a reading that could not be written down; doubled each time up to `longest`, for each reading asks
    Slack for every open thread.
    """

    def __init__(self, pause: timedelta, longest: timedelta, wait: Wait = wait) -> None:
        self._pause, self._longest, self._wait = pause, longest, wait
        self._asked = asyncio.Event()
        self._back = asyncio.Event()
        self._unwritten = False

    def suspect(self) -> None:
        """Something may have been missed: the database or the connection was away, and is back."""
        self._back.set()
        self._asked.set()

    def missed(self) -> None:
        """An event was refused, for it could not be written down: the database is away, the disk is full."""
        self._unwritten = True
        self._asked.set()

    async def watch(self, fill: Callable[[], Awaitable[int | None]]) -> None:
        """Fill whenever something is suspected, until cancelled.

        `fill` goes through the listeners: as long as they refuse what it brings, or it breaks off (None), the record
        cannot be written, and it is run again after a pause. So what was refused is there once writing works again.
        """
        pause = self._pause
        while True:
            await self._asked.wait()
            self._asked.clear()
            self._back.clear()
            self._unwritten = False
            broke_off = await fill() is None
            if not (broke_off or self._unwritten):
                pause = self._pause
                continue
            self._asked.set()
            await self._wait(self._back, pause)
            pause = min(2 * pause, self._longest)
