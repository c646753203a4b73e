"""Whoever kills the bot: one of its replicas at a time, at random moments, never twice within two seconds.

Owns the dice. Must not know what the bot is doing at that moment; that is the point.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.faults.replicas import Replica
from tests.faults.story_run import Performance

APART = 2.0
"""Seconds between two kills, at least."""

LATEST = 4.5
"""And at most."""


class Killer:
    """Kills until it has killed `most` times; one killer may go on through several performances."""

    def __init__(self, dice: random.Random, most: int) -> None:
        self._dice = dice
        self._left = most
        self.kills = 0

    @property
    def done(self) -> bool:
        """Whether there is nothing left to do."""
        return self._left == 0

    @asynccontextmanager
    async def at_work(self, performance: Performance) -> AsyncIterator[None]:
        """Kill for the length of a block. Afterwards every replica is on its feet again."""
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._work(performance, enough))
            try:
                yield
            finally:
                enough.set()

    async def _work(self, performance: Performance, enough: asyncio.Event) -> None:
        pause = self._dice.uniform(0, APART)
        while self._left and not await _within(enough, pause):
            killed = self._dice.choice(await _standing(performance))
            await killed.kill_and_start()
            self._left -= 1
            self.kills += 1
            # time is counted once it stands again, or on a slow machine nobody would ever get to work
            await killed.ready()
            pause = self._dice.uniform(APART, LATEST)


async def _standing(performance: Performance) -> list[Replica]:
    """Those on their feet, as soon as there are any."""
    while not (up := [replica for replica in performance.replicas if await replica.listens()]):  # noqa: ASYNC110  # another process tells nobody when it is up
        await asyncio.sleep(0.05)
    return up


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
