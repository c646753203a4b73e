"""What a reminder tick costs: 100 people due, among ever more duties that are not due."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bot.domain.workdays import add_workdays
from bot.service import Service
from tests.bench import seed
from tests.builders import an_audit
from tests.clock import MONDAY, ManualClock

PEOPLE_DUE = 100
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 5


async def measure(url_of: dict[int, str]) -> dict[int, float]:
    """Seconds a tick takes that reminds 100 people, per number of pending duties. Database URLs by that number."""
    costs: dict[int, float] = {}
    for pending in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            costs[pending] = await _measure(url_of.get(pending, ""), Path(folder), pending)
    return costs


async def _measure(url: str, folder: Path, pending: int) -> float:
    clock = ManualClock(MONDAY + timedelta(hours=1))
    async with seed.record(url, folder, clock) as storage:
        play = an_audit().staffed()
        base = await seed.plant(storage, play, 1)
        later = add_workdays(MONDAY.date(), 200)
        await seed.owe(storage, base, play, pending=pending, people=pending // 10, due=later, first=100_000)
        service = Service(storage.store, storage.reminding, clock)
        taken: list[float] = []
        for round_number in range(ROUNDS):
            first = 1000 * (round_number + 1)
            await seed.owe(storage, base, play, pending=PEOPLE_DUE, people=PEOPLE_DUE, due=MONDAY.date(), first=first)
            began = time.perf_counter()
            reminded = 0
            while due := await storage.reminding.claim_person(clock.now(), timedelta(seconds=60)):
                await service.remind(due)
                reminded += 1
            taken.append(time.perf_counter() - began)
            assert reminded >= PEOPLE_DUE, reminded
        return statistics.median(taken)
