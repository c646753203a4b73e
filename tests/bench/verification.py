"""How fast the record is checked, beside the least a check can do: SHA-256 and JSON of every event that is stored.

Owns that measurement. Audits are played once through the rules and planted many times; for the chains alone, many more
are copied row by row, each tied to its own key.
"""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson
from sqlalchemy import insert, select

from bot.ports.progress import unwatched
from bot.settings import read_settings
from bot.wiring.replay_processes import replay
from storage import Report, Storage
from storage.chain import EMPTY, link, record_text
from storage.tables import AUDITS, EVENTS
from tests.bench.seed import plant, ready_to_sign, record
from tests.builders import TEAM
from tests.clock import ManualClock


@dataclass(frozen=True, slots=True)
class Checked:
    """One way of checking: events in seconds of wall time, and the most memory this process had by then, in MB."""

    what: str
    events: int
    seconds: float
    memory: int

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.events / self.seconds


async def measure(folder: Path, audits: int, events: int) -> list[Checked]:
    """The least, the chains alone and the whole check, in one process and in many, over the same record on SQLite.

    `events`: how many more are copied before the chains are checked once again; 0 for none.
    """
    clock, play = ManualClock(), ready_to_sign()
    async with record("", folder, clock) as storage:
        for number in range(1, audits + 1):
            await storage.store.allot_key(TEAM)
            await plant(storage, play, number)
        found = [await _least(storage), await _timed("chains alone", storage.verify_chains)]
        found.append(await _timed("whole, here", storage.verify))
        settings = read_settings(None, SMACTR_DATA_DIR=str(folder))
        dealt_out = partial(storage.verify, replaying=partial(replay, settings, storage, unwatched))
        found.append(await _timed("whole, as smactr verify does", dealt_out))
        if events:
            await _copy(storage, audits, events)
            found.append(await _timed(f"chains alone, {events} events more", storage.verify_chains))
    return found


async def _least(storage: Storage) -> Checked:
    rows = await storage.database.rows(select(EVENTS.c.body, EVENTS.c.hash).where(EVENTS.c.workspace == TEAM))
    begun = time.perf_counter()
    for body, before in rows:
        hashlib.sha256((before + body).encode()).hexdigest()
        orjson.loads(body)
    return _checked("SHA-256 and JSON", len(rows), begun)


async def _timed(what: str, check: Callable[[], Awaitable[Report]]) -> Checked:
    begun = time.perf_counter()
    report = await check()
    if report.problems:
        raise RuntimeError(f"what was planted is not intact: {report.problems[0]}")
    return _checked(what, report.events, begun)


def _checked(what: str, events: int, begun: float) -> Checked:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
    return Checked(what, events, time.perf_counter() - begun, memory)


async def _copy(storage: Storage, audits: int, events: int) -> None:
    """Copies of the first audit's rows, each chained anew under a key of its own: so many events, or a few more."""
    database, key = storage.database, {"workspace": TEAM, "audit": "A-1"}
    own = (EVENTS.c.workspace == TEAM, EVENTS.c.audit == "A-1")
    history = [dict(row._mapping) for row in await database.rows(select(EVENTS).where(*own).order_by(EVENTS.c.seq))]
    [audit] = await database.rows(select(AUDITS).where(AUDITS.c.workspace == TEAM, AUDITS.c.key == "A-1"))
    for number in range(audits + 1, audits + 1 + -(-events // len(history))):
        key["audit"], head, rows = f"A-{number}", EMPTY, []
        for row in history:
            text = record_text(TEAM, key["audit"], row["seq"], row["schema_version"], row["body"])
            head = link(head, text)
            rows.append({**row, **key, "hash": head})
        of_audit = {"key": key["audit"], "head": head, "channel": f"C{number:07}"}
        await database.execute(insert(AUDITS), {**audit._mapping, **of_audit})
        await database.execute(insert(EVENTS).values(rows))
