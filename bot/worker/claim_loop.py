"""A claim loop: claims work of one kind and carries it out, several pieces at once, never more than its width.

Owns the bound, and which claims of this process are under way. Must not know what the work is: it is told how to claim
and how to carry out, and carrying out never raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar


class Job(Protocol):
    """A claimed row."""

    @property
    def id(self) -> int:
        """The row's id; the same for every claim of it."""
        ...


J = TypeVar("J", bound=Job)


class Current(Generic[J]):
    """A job under way; `job` is its latest claim, for work may outlast a lease."""

    def __init__(self, job: J) -> None:
        self.job = job


class ClaimLoop(Generic[J]):
    """Work of one kind."""

    def __init__(
        self,
        width: int,
        claim: Callable[[int], Awaitable[list[J]]],
        carry_out: Callable[[Current[J]], Awaitable[None]],
        freed: Callable[[], None],
    ) -> None:
        self._width = width
        self._claim = claim
        self._carry_out = carry_out
        self._freed = freed
        self._under_way: dict[int, Current[J]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._under_way)

    async def fill(self) -> int:
        """Claim as much as there is room for and start it; how many pieces were started."""
        room = self._width - len(self._under_way)
        started = 0
        for job in await self._claim(room) if room > 0 else []:
            if current := self._under_way.get(job.id):
                # our own lease ran out while we are still at it: the new claim renews it
                current.job = job
                continue
            started += 1
            self._start(job)
        return started

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def finish(self, patience: float) -> None:
        """Wait for what is under way, at most `patience` seconds; the rest is taken over when its lease runs out."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self, job: J) -> None:
        current = Current(job)
        self._under_way[job.id] = current
        task = asyncio.create_task(self._run(current))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, current: Current[J]) -> None:
        try:
            await self._carry_out(current)
        finally:
            del self._under_way[current.job.id]
            self._freed()
