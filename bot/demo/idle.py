"""When the bot has said everything it has to say for now, and has done what it is at.

Owns the waiting. Must not know what is said.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sandbox import Sandbox
from bot.wiring.assembly import Bot

STILL = 0.05
"""Seconds without a call to Slack that count as silence: that work is under way is known without it."""

LOOK = 0.02

PATIENCE = 20.0

NEAR = timedelta(seconds=1.5)
"""Work due within this is waited for: a message that waits for its slot in the channel."""


@dataclass(slots=True)
class IdleWatch:
    """Listens to the traffic, and looks into the outbox."""

    sandbox: Sandbox
    bot: Bot
    _last: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.sandbox.traffic.subscribe(lambda exchange: self._heard())

    def _heard(self) -> None:
        self._last = asyncio.get_running_loop().time()

    async def wait(self) -> None:
        """Wait until nothing is on its way and nothing is due soon; not for ever."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        self._heard()
        while loop.time() < end:
            await asyncio.sleep(LOOK)
            # a file that is fetched or a draft that is written says nothing to Slack until it is there
            if loop.time() - self._last < STILL or self.sandbox.courier.in_flight or self.bot.worker.at_work:
                continue
            now = self.bot.deps.clock.now()
            due = await self.bot.deps.outbox.next_due(now)
            if due is None or not now - NEAR < due < now + NEAR:
                return

    async def wait_if_due(self) -> None:
        """The same, at once where nothing is due."""
        now = self.bot.deps.clock.now()
        due = await self.bot.deps.outbox.next_due(now)
        if due is not None and due <= now + NEAR:
            await self.wait()
