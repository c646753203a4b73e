"""What a reminder tick costs: 100 people due, among ever more duties that are not due."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.service import Service
from storage import Storage
from tests.bench import seed
from tests.builders import Play, an_audit
from tests.clock import MONDAY, ManualClock

PEOPLE_DUE = 100

SIZES = (1_000, 10_000, 100_000)

ROUNDS = 5


async def measure(url_of: dict[int, str]) -> dict[int, float]:
    """Seconds a tick takes that reminds 100 people, per number of pending duties. Database URLs by that number.

    Round by round over all sizes, so that whatever else the machine does is shared by all.
    """
    taken: dict[int, list[float]] = {pending: [] for pending in SIZES}
    async with AsyncExitStack() as stack:
        records = {size: await stack.enter_async_context(_filled(url_of.get(size, ""), size)) for size in SIZES}
        for number in range(ROUNDS):
            for pending, record in records.items():
                taken[pending].append(await record.tick(number))
    return {pending: statistics.median(times) for pending, times in taken.items()}


@dataclass(frozen=True, slots=True)
class _Record:
    """A record with so many duties that are not due."""

    storage: Storage
    clock: ManualClock
    play: Play
    base: Audit

    async def tick(self, number: int) -> float:
        """Seconds to remind 100 people to whom something new is due."""
        everybody, first = PEOPLE_DUE, 1000 * (number + 1)
        await seed.owe(
            self.storage, self.base, self.play, pending=everybody, people=everybody, due=MONDAY.date(), first=first
        )
        service = Service(self.storage.store, self.storage.reminders, self.clock)
        began, reminded = time.perf_counter(), 0
        while due := await self.storage.reminders.claim_person(self.clock.now(), timedelta(seconds=60)):
            await service.remind(due)
            reminded += 1
        spent = time.perf_counter() - began
        assert reminded >= PEOPLE_DUE, reminded
        return spent


@asynccontextmanager
async def _filled(url: str, pending: int) -> AsyncIterator[_Record]:
    clock = ManualClock(MONDAY + timedelta(hours=1))
    with tempfile.TemporaryDirectory() as folder:
        async with seed.record(url, Path(folder), clock) as storage:
            play = an_audit().staffed()
            base = await seed.plant(storage, play, 1)
            later = MONDAY_TO_FRIDAY.add(MONDAY.date(), 200)
            await seed.owe(storage, base, play, pending=pending, people=pending // 10, due=later, first=100_000)
            yield _Record(storage, clock, play, base)
