"""The history of audits: appended, chained, guarded, loaded again.

Owns what the Store promises about events and states.
"""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from bot.domain.documents.duties import SubmitDuty
from bot.domain.engine.fold import fold
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Conflict, UnknownAudit, UnknownEvent
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditPaused, ChannelBound, DetailsChanged
from bot.domain.roster.events import RoleAssigned
from bot.ports.store import Receipt
from storage.chain import link, record_text
from tests.builders import AUDITOR, DEPUTY, LEAD, STRANGER, TEAM
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.postgres import drop_database, fresh_database

SOME: Digest = "sha256:" + "0" * 64


def changed(record: Record) -> list[Event]:
    """Two events that cancel each other."""
    return [DetailsChanged(at=record.now, by=LEAD, asked_form=form) for form in (4, 3)]


async def test_what_was_committed_is_what_is_loaded(record: Record) -> None:
    begun = await record.begin(channel="CAUDIT")
    assert (begun.audit.key, begun.audit.seq, begun.audit.channel) == ("A-1", 2, "CAUDIT")
    moved = await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=5))
    assert moved.audit.asked_form == 5
    events = [recorded.event for recorded in await record.store.history(TEAM, "A-1")]
    assert fold(events) == moved.audit


async def test_an_audit_nobody_started_is_unknown(record: Record) -> None:
    await record.begin()
    with pytest.raises(UnknownAudit):
        await record.store.load(TEAM, "A-2")
    with pytest.raises(UnknownAudit):
        await record.store.load("T02", "A-1")


async def test_a_fresh_process_loads_the_same_state(record: Record, tmp_path: Path, clock: ManualClock) -> None:
    loaded = await record.begin()
    for _ in range(30):
        loaded = await record.move(*changed(record))
    await record.storage.database.close()
    async with opened(record.url, tmp_path, clock) as again:
        assert await again.store.load(TEAM, "A-1") == loaded


async def test_the_moment_of_the_newest_event_is_known_to_whoever_loads(record: Record) -> None:
    await record.begin()
    moment = record.now + timedelta(days=1)
    moved = await record.move(DetailsChanged(at=moment, by=LEAD, asked_form=5))
    assert (moved.at, (await record.move()).at) == (moment, moment)


async def test_a_state_that_was_read_before_a_commit_is_not_kept_after_it(record: Record) -> None:
    before = await record.begin()
    moved = await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=5))
    record.store._histories.remember(TEAM, before)
    assert await record.store.load(TEAM, "A-1") == moved


# only where one process writes is a state used without looking
@pytest.mark.parametrize("database", ["sqlite"])
async def test_a_commit_that_nobody_waited_for_is_what_is_loaded(record: Record) -> None:
    before = await record.begin()
    begun, may_end = threading.Event(), threading.Event()

    def hold(_: object) -> None:
        begun.set()
        may_end.wait(10)

    event.listen(Engine, "commit", hold)
    try:
        waiting = asyncio.create_task(record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=5)))
        await asyncio.to_thread(begun.wait)
        waiting.cancel()
        await asyncio.wait([waiting])
        assert await record.store.load(TEAM, "A-1") == before
    finally:
        may_end.set()
        await record.storage.database.transact(lambda connection: None)
        event.remove(Engine, "commit", hold)
    assert (await record.store.load(TEAM, "A-1")).audit.asked_form == 5


async def test_what_is_owed_in_a_state_is_worked_out_once_for_whoever_loads_it(record: Record) -> None:
    await record.begin()
    moved = await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=5))
    today = moved.audit.calendar.day(record.now)
    found = moved.duties(today)
    assert found
    assert (await record.store.load(TEAM, "A-1")).duties(today) is found


async def test_audits_in_which_something_was_due_are_found_without_loading_them(record: Record) -> None:
    first = await record.begin()
    await record.begin("A-2")
    today = record.now.date()
    late = SubmitDuty(person=LEAD, due=today - timedelta(days=1), artifact="model-card")
    await record.commit(record.change(first, duties_added=(late, late.replace(artifact="plan", due=today))))
    store = record.store
    assert await store.audits_due(TEAM, late.due - timedelta(days=1)) == set()
    assert await store.audits_due(TEAM, late.due) == {"A-1"}
    assert await store.audits_due("T02", today) == set()


async def test_a_state_is_kept_now_and_then_and_equals_the_fold(record: Record) -> None:
    await record.begin()
    for _ in range(25):
        await record.move(*changed(record))
    [[seq]] = await record.storage.database.rows(text("SELECT seq FROM snapshots"))
    assert 20 < seq <= 51
    assert (await record.storage.verify()).problems == []


async def test_two_who_saw_the_same_state_do_not_both_append(record: Record) -> None:
    loaded = await record.begin()
    await record.commit(record.change(loaded, changed(record)))
    with pytest.raises(Conflict):
        await record.commit(record.change(loaded, changed(record)))
    assert (await record.store.load(TEAM, "A-1")).audit.seq == 3


async def test_of_many_at_once_exactly_one_appends(record: Record) -> None:
    loaded = await record.begin()
    tries = [record.commit(record.change(loaded, changed(record))) for _ in range(8)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 7
    assert (await record.storage.verify()).problems == []


async def test_a_refused_commit_leaves_nothing(record: Record) -> None:
    loaded = await record.begin()
    await record.commit(record.change(loaded, changed(record)))
    why = record.prose("never stored")
    late = record.change(loaded, [AuditPaused(at=record.now, by=LEAD, reason=why.digest)], contents=(why,))
    with pytest.raises(Conflict):
        await record.commit(late, request="late")
    assert await record.store.seen(TEAM, "late") is None
    assert await record.store.texts(TEAM, [why.digest]) == {}


async def test_a_request_is_committed_once(record: Record) -> None:
    await record.begin()
    loaded = await record.store.load(TEAM, "A-1")
    await record.commit(record.change(loaded, changed(record)), request="click")
    assert await record.store.seen(TEAM, "click") == Receipt("A-1", 2, 3)
    loaded = await record.store.load(TEAM, "A-1")
    with pytest.raises(Conflict):
        await record.commit(record.change(loaded, changed(record)), request="click")
    assert (await record.store.load(TEAM, "A-1")).audit.seq == 3


async def test_of_an_event_it_is_known_what_was_recorded_with_it(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=5))
    found = [await record.store.receipt_of(TEAM, "A-1", seq) for seq in (1, 2, 3, 4)]
    assert found == [Receipt("A-1", 1, 2), Receipt("A-1", 1, 2), Receipt("A-1", 3, 3), None]


async def test_the_same_request_id_in_another_workspace_is_another_request(record: Record) -> None:
    await record.begin()
    await record.begin(workspace="T02")
    await record.commit(request="click")
    assert await record.store.seen("T02", "click") is None
    await record.commit(workspace="T02", request="click")


async def test_a_request_that_changed_nothing_is_remembered_too(record: Record) -> None:
    loaded = await record.begin()
    await record.commit(record.change(loaded), request="nothing")
    assert await record.store.seen(TEAM, "nothing") == Receipt("A-1", 2, 1)


async def test_an_audit_key_is_begun_once(record: Record) -> None:
    await record.begin()
    with pytest.raises(Conflict):
        await record.begin()


async def test_keys_are_given_out_once(record: Record) -> None:
    keys = await asyncio.gather(*(record.store.allot_key(TEAM) for _ in range(10)))
    assert sorted(keys, key=lambda key: int(key[2:])) == [f"A-{n}" for n in range(1, 11)]
    assert await record.store.allot_key("T02") == "A-1"


async def test_each_hash_ties_an_event_to_the_one_before(record: Record) -> None:
    loaded = await record.begin(channel="CAUDIT")
    rows = await record.storage.database.rows(text("SELECT seq, schema_version, body, hash FROM events ORDER BY seq"))
    head = ""
    for row in rows:
        head = link(head, record_text(TEAM, "A-1", row.seq, row.schema_version, row.body))
        assert row.hash == head == await record.store.head_at(TEAM, "A-1", row.seq)
    assert loaded.head == head


async def test_a_part_of_the_history_can_be_asked_for(record: Record) -> None:
    await record.begin()
    await record.move(*changed(record))
    assert [r.seq for r in await record.store.history(TEAM, "A-1", 2)] == [2, 3]
    assert [r.event.type for r in await record.store.history(TEAM, "A-1", 2, 2)] == ["DetailsChanged"]


async def test_an_event_of_a_newer_release_is_not_read(record: Record, tmp_path: Path, clock: ManualClock) -> None:
    await record.begin()
    await record.storage.database.execute(text("UPDATE events SET schema_version = 99"))
    await record.storage.database.execute(text("DELETE FROM snapshots"))
    await record.storage.database.close()
    async with opened(record.url, tmp_path, clock) as again:
        with pytest.raises(UnknownEvent):
            await again.store.load(TEAM, "A-1")


async def test_a_list_shows_audits_without_loading_them_newest_first(record: Record) -> None:
    await record.begin("A-1", channel="CONE")
    record.clock.forward(record.now.resolution * 1_000_000)
    await record.begin("A-2")
    await record.move(AuditPaused(at=record.now, by=LEAD, reason=SOME), key="A-2")
    lines = await record.store.audits(TEAM)
    assert [(line.key, line.model, line.channel, line.status) for line in lines] == [
        ("A-2", "Foo-7B 1.2", None, "paused"),
        ("A-1", "Foo-7B 1.2", "CONE", "open"),
    ]
    assert [line.key for line in await record.store.audits(TEAM, keys=["A-1"])] == ["A-1"]
    assert await record.store.audits_in(TEAM, "CONE") == ["A-1"]
    assert await record.store.audits("T02") == []


async def test_whoever_has_a_role_finds_the_audit(record: Record) -> None:
    await record.begin()
    await record.move(RoleAssigned(at=record.now, by=LEAD, role="auditor", person=AUDITOR))
    for who in (LEAD, DEPUTY, AUDITOR):
        assert await record.store.audits_of(TEAM, who) == ["A-1"]
    assert await record.store.audits_of(TEAM, STRANGER) == []


async def test_alarms_come_when_their_time_has_come(record: Record) -> None:
    await record.begin(alarm=record.now)
    await record.begin("A-2")
    assert await record.store.alarms(record.now, 10) == [(TEAM, "A-1")]
    await record.move(alarm=None, time_passed=True)
    assert await record.store.alarms(record.now, 10) == []


async def test_an_alarm_that_has_come_stays_until_somebody_lets_time_pass(record: Record) -> None:
    await record.begin(alarm=record.now)
    await record.move(*changed(record), alarm=None)
    await record.move(alarm=record.now + timedelta(days=1))
    assert await record.store.alarms(record.now, 10) == [(TEAM, "A-1")]
    await record.move(alarm=None, time_passed=True)
    assert await record.store.alarms(record.now + timedelta(days=2), 10) == []


async def test_an_alarm_to_come_is_moved_by_whatever_happens(record: Record) -> None:
    await record.begin(alarm=record.now + timedelta(days=1))
    await record.move(alarm=record.now + timedelta(days=2))
    assert await record.store.alarms(record.now + timedelta(days=1), 10) == []
    assert await record.store.alarms(record.now + timedelta(days=2), 10) == [(TEAM, "A-1")]


async def test_a_channel_that_was_renamed_stays_so_until_an_event_says_otherwise(record: Record) -> None:
    await record.begin(channel="COLD")
    await record.storage.directory.rename_channel_id(TEAM, "COLD", "CNEW")
    await record.move(*changed(record))
    assert await record.store.audits_in(TEAM, "CNEW") == ["A-1"]
    await record.move(ChannelBound(at=record.now, by=LEAD, channel="CNEWER"))
    assert await record.store.audits_in(TEAM, "CNEWER") == ["A-1"]


@pytest.mark.postgres
async def test_replicas_see_each_others_events(tmp_path: Path, clock: ManualClock) -> None:
    url = await fresh_database()
    async with opened(url, tmp_path, clock) as one, opened(url, tmp_path, clock) as two:
        here, there = Record(one, clock, url, tmp_path), Record(two, clock, url, tmp_path)
        stale = await here.begin()
        assert await two.store.load(TEAM, "A-1") == stale
        moved = await there.move(*changed(there))
        assert await one.store.load(TEAM, "A-1") == moved
        with pytest.raises(Conflict):
            await here.commit(here.change(stale, changed(here)), request="too late")
        assert (await here.move(*changed(here))).audit.seq == 5
        assert (await two.verify()).problems == []
    await drop_database(url)
