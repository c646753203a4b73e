"""Work on a draft: laid down, found again, thrown away.

Owns the Drafting port's promises on each database. Must not know what is laid down.
"""

from __future__ import annotations

from datetime import timedelta

from bot.ports.summarizer import Reading
from storage.draft_progress import KEPT
from tests.builders import TEAM
from tests.contract.record import Record


async def test_what_was_laid_down_is_found_by_whoever_comes_next(record: Record) -> None:
    checkpoints = record.storage.draft_progress
    await checkpoints.keep(TEAM, "A-1", "key", "first", record.clock.now())
    await checkpoints.keep(TEAM, "A-1", "key", "second", record.clock.now())
    assert await checkpoints.load(TEAM, "A-1", "key") == "second"
    assert await checkpoints.load(TEAM, "A-2", "key") is None


async def test_progress_is_known_while_there_is_any(record: Record) -> None:
    checkpoints = record.storage.draft_progress
    assert await checkpoints.progress(TEAM, "A-1") is None
    for reading in (Reading(3, 9), Reading(3, 9, until=record.clock.now())):
        await checkpoints.reached(TEAM, "A-1", reading, record.clock.now())
        assert await checkpoints.progress(TEAM, "A-1") == reading
    await checkpoints.clear(TEAM, "A-1")
    assert await checkpoints.progress(TEAM, "A-1") is None


async def test_one_audit_is_cleared_and_no_other(record: Record) -> None:
    checkpoints = record.storage.draft_progress
    for audit in ("A-1", "A-2"):
        await checkpoints.keep(TEAM, audit, "key", "words", record.clock.now())
    await checkpoints.clear(TEAM, "A-1")
    assert await checkpoints.load(TEAM, "A-1", "key") is None
    assert await checkpoints.load(TEAM, "A-2", "key") == "words"


async def test_a_draft_nobody_finished_is_forgotten_after_a_while(record: Record) -> None:
    checkpoints = record.storage.draft_progress
    await checkpoints.keep(TEAM, "A-1", "key", "words", record.clock.now())
    await record.storage.remove_expired(record.clock.now() + KEPT - timedelta(hours=1))
    assert await checkpoints.load(TEAM, "A-1", "key") == "words"
    await record.storage.remove_expired(record.clock.now() + KEPT + timedelta(hours=1))
    assert await checkpoints.load(TEAM, "A-1", "key") is None
