"""The replay of many audits, in as many processes as there are processors.

Owns how audits are dealt out, and these processes: each opens the record to read it. What a replay finds is
`storage.verify`'s.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from bot.child_processes import live_with_parent
from bot.domain.kernel.text import Text
from bot.ports.progress import Advance, Watch
from bot.settings import CannotRun, Settings
from bot.wiring.open_record import reading
from bot.wiring.texts import words
from storage import AuditKey, Replayed, Storage

PART: Final = 25
"""Audits that a process is given at once: less than a second of work, so that all end at about the same time."""

NICE: Final = 10
"""The nightly check has all processors but those that the bot beside it wants."""

FEW: Final = 200
"""Up to so many audits are replayed before a process would have started."""


async def replay(
    settings: Settings, storage: Storage, watch: Watch, keys: Sequence[AuditKey], head: str | None
) -> Sequence[Replayed]:
    """What is found in each part of the audits, in order. Raises CannotRun where a process dies."""
    with watch(len(keys)) as advance:
        if len(keys) <= FEW:
            return [await storage.verifier.replay(keys, head, advance)]
        return await _dealt_out(settings, keys, head, advance)


async def _dealt_out(
    settings: Settings, keys: Sequence[AuditKey], head: str | None, advance: Advance
) -> Sequence[Replayed]:
    parts = [keys[at : at + PART] for at in range(0, len(keys), PART)]
    # a process that runs threads and a loop is not copied, and one has no memory of the other
    spawned = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(os.cpu_count() or 1, len(parts)), spawned, initializer=_begin)
    loop = asyncio.get_running_loop()

    async def replayed(part: Sequence[AuditKey]) -> Replayed:
        found = await loop.run_in_executor(pool, _replayed, settings, part, head)
        advance(len(part))
        return found

    try:
        return await asyncio.gather(*map(replayed, parts))
    except BrokenProcessPool as problem:
        raise CannotRun(words(Text("verify-process-died"))) from problem
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    live_with_parent()
    os.nice(NICE)


def _replayed(settings: Settings, keys: Sequence[AuditKey], head: str | None) -> Replayed:
    """In a process of its own."""

    async def found() -> Replayed:
        async with reading(settings) as storage:
            return await storage.verifier.replay(keys, head)

    return asyncio.run(found())
