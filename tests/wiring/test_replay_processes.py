"""Audits that are replayed in processes of their own: what is found is what one process finds alone.

Owns how audits are dealt out. What a replay finds, `tests/contract/test_verify.py` says.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.events import ChannelBound
from bot.ports.progress import Advance
from bot.settings import CannotRun, Settings, read_settings
from bot.wiring import replay_processes
from bot.wiring.record_heads import verified
from tests.clock import ManualClock
from tests.contract.record import Record, opened


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """Of a record of three audits, in one of which an event was changed."""
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        record = Record(storage, clock, "", tmp_path)
        for key in ("A-1", "A-2", "A-3"):
            await record.begin(key)
            await record.move(ChannelBound(at=clock.now(), by=SYSTEM, channel=f"C{key}"), key=key)
    with closing(sqlite3.connect(tmp_path / "smactr.db")) as database, database:
        database.execute("UPDATE events SET body = replace(body, 'CA-2', 'CA-9') WHERE audit = 'A-2'")
    return read_settings(None, SMACTR_DATA_DIR=str(tmp_path))


@pytest.fixture
def dealt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three audits are many, and two are a part."""
    monkeypatch.setattr(replay_processes, "FEW", 2)
    monkeypatch.setattr(replay_processes, "PART", 2)


async def test_the_report_is_that_of_one_process(settings: Settings, request: pytest.FixtureRequest) -> None:
    alone, _ = await verified(settings, None, None)
    head = alone.audits[2].head
    request.getfixturevalue("dealt_out")
    dealt, _ = await verified(settings, None, head)
    assert dealt == alone
    assert [audit.audit for audit in dealt.audits] == ["A-1", "A-2", "A-3"]
    assert "event-changed" in {problem.kind for problem in dealt.problems if problem.audit == "A-2"}


@pytest.mark.parametrize(("chain_only", "whole"), [(False, 3), (True, 6)])
@pytest.mark.parametrize("dealt", [False, True])
async def test_whoever_watches_is_told_of_every_audit_or_of_every_event_of_the_chains_alone(
    settings: Settings, request: pytest.FixtureRequest, chain_only: bool, whole: int, dealt: bool
) -> None:
    told = list[int]()

    @contextmanager
    def watch(total: int) -> Iterator[Advance]:
        told.append(total)
        yield lambda done: told.append(-done)

    if dealt:
        request.getfixturevalue("dealt_out")
    await verified(settings, None, None, chain_only=chain_only, watch=watch)
    assert (told[0], sum(told)) == (whole, 0)


def die(*_: object) -> None:
    os._exit(1)


@pytest.mark.usefixtures("dealt_out")
async def test_where_a_process_dies_nothing_is_said_of_the_record(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_processes, "_replayed", die)
    with pytest.raises(CannotRun, match="A process that checked part of the record ended"):
        await verified(settings, None, None)
