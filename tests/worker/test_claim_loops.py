"""When the worker looks for work, how many things it does at once, and how it stops.

Owns ticks, wakes, bounds and time's own doings. Must not know what a piece of work is about.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.kernel.errors import Conflict
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.commands import PassTime
from bot.ports.chat import MessageGone
from bot.ports.outbox import Sent
from bot.ports.reminders import PersonDue
from bot.ports.store import Unavailable
from bot.worker.timing import Timing
from tests.worker.ports import BOARD, HELLO, LEAD, Bench

NEVER = timedelta(hours=1)


def due(who: str) -> PersonDue:
    return PersonDue("T1", who, "UTC", None, None, ())


async def test_a_wake_delivers_at_once(bench: Bench) -> None:
    delivered = asyncio.Event()

    def deliver(job: Any) -> Sent:
        delivered.set()
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    worker = bench.worker(timing=Timing(tick=NEVER))
    worker.start()
    await asyncio.sleep(0)
    bench.outbox.add(HELLO)
    worker.wake()
    async with asyncio.timeout(30):
        await delivered.wait()
    await worker.stop()
    assert bench.outbox.said == [("done", 1, Sent("C1", "1.0"))]


async def test_whoever_was_woken_is_at_work_until_what_is_due_is_done(bench: Bench) -> None:
    delivered = asyncio.Event()

    def deliver(job: Any) -> Sent:
        delivered.set()
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    worker = bench.worker(timing=Timing(tick=NEVER))
    worker.start()
    bench.outbox.add(HELLO)
    worker.wake()
    async with asyncio.timeout(10):
        while not delivered.is_set():
            assert worker.at_work
            await asyncio.sleep(0)
    await worker.stop()
    assert [said for said, *_ in bench.outbox.said] == ["done"]
    assert not worker.at_work


async def test_never_more_at_once_than_the_lane_is_wide(bench: Bench) -> None:
    at_once, most = 0, 0

    async def deliver(job: Any) -> Sent:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    for _ in range(9):
        bench.outbox.add(HELLO)
    assert len(await bench.run(effects_at_once=3)) == 9
    assert most == 3


async def test_a_slow_piece_does_not_hold_up_the_next_ones(bench: Bench) -> None:
    release, second = asyncio.Event(), asyncio.Event()

    async def deliver(job: Any) -> Sent:
        if job.id == 1:
            await release.wait()
        else:
            second.set()
        return Sent("C1", f"{job.id}.0")

    bench.chat.answers = deliver
    worker = bench.worker(timing=Timing(tick=NEVER), effects_at_once=2)
    bench.outbox.add(HELLO)
    worker.start()
    bench.outbox.add(HELLO, id=2)
    worker.wake()
    async with asyncio.timeout(30):
        await second.wait()
    release.set()
    await worker.stop()
    assert {said[1] for said in bench.outbox.said} == {1, 2}


async def test_work_that_outlasts_its_lease_is_not_done_twice_by_the_same_worker(bench: Bench) -> None:
    release, claimed = asyncio.Event(), asyncio.Event()
    calls = 0

    async def deliver(job: Any) -> Sent:
        nonlocal calls
        calls += 1
        claimed.set()
        await release.wait()
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    worker = bench.worker(timing=Timing(tick=NEVER))
    job = bench.outbox.add(HELLO)
    worker.start()
    async with asyncio.timeout(30):
        await claimed.wait()
        bench.outbox.waiting = [job]
        bench.outbox.emptied.clear()
        worker.wake()
        await bench.outbox.emptied.wait()
    release.set()
    await worker.stop()
    assert calls == 1
    assert bench.outbox.said == [("done", 1, Sent("C1", "1.0"))]


@pytest.mark.parametrize("heard", [Sent("C1", "1.0"), MessageGone()], ids=["drawn before", "gone"])
async def test_a_card_whose_message_is_deleted_while_it_is_drawn_is_posted_anew(
    bench: Bench, heard: Sent | MessageGone
) -> None:
    drawing, release = asyncio.Event(), asyncio.Event()

    async def draw(job: Any) -> Sent | MessageGone:
        if job.sent is None:
            return Sent("C1", "2.0")
        drawing.set()
        await release.wait()
        return heard

    bench.chat.answers = draw
    worker = bench.worker(timing=Timing(tick=NEVER))
    bench.outbox.add_card(sent=Sent("C1", "1.0"))
    worker.start()
    async with asyncio.timeout(30):
        await drawing.wait()
        bench.outbox.add_card(sent=None, wanted=3)
        bench.outbox.emptied.clear()
        worker.wake()
        await bench.outbox.emptied.wait()
        release.set()
        await worker.stop()
    assert bench.outbox.said == [("card-done", 7, Sent("C1", "2.0"), "drawn")]


async def test_a_stop_finishes_what_is_under_way_and_takes_on_nothing_new(bench: Bench) -> None:
    started = asyncio.Event()

    async def deliver(job: Any) -> Sent:
        started.set()
        bench.outbox.add(HELLO, id=2)
        await asyncio.sleep(0)
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    bench.outbox.add(HELLO)
    worker = bench.worker(timing=Timing(tick=NEVER))
    worker.start()
    async with asyncio.timeout(30):
        await started.wait()
        await worker.stop()
    assert [said[1] for said in bench.outbox.said] == [1]


async def test_a_stop_gives_up_what_takes_too_long(bench: Bench) -> None:
    started = asyncio.Event()

    async def deliver(job: Any) -> Sent:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    bench.chat.answers = deliver
    bench.outbox.add(HELLO)
    worker = bench.worker(timing=Timing(tick=NEVER, drain=timedelta(0)))
    worker.start()
    async with asyncio.timeout(30):
        await started.wait()
        await worker.stop()
    assert bench.outbox.said == []


async def test_a_stop_lets_a_look_at_the_database_end(bench: Bench) -> None:
    looking, ended = asyncio.Event(), []

    async def remove_expired(now: datetime) -> None:
        looking.set()
        await asyncio.sleep(0.05)
        ended.append(now)

    worker = bench.worker(
        timing=Timing(tick=NEVER, housekeeping_tick=timedelta(milliseconds=10)), remove_expired=remove_expired
    )
    worker.start()
    async with asyncio.timeout(30):
        await looking.wait()
        await worker.stop()
    assert ended


async def test_a_database_that_is_gone_for_a_while_stops_nothing_and_its_return_is_told(bench: Bench) -> None:
    delivered, back = asyncio.Event(), asyncio.Event()

    def deliver(job: Any) -> Sent:
        delivered.set()
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    bench.outbox.broken = OSError("no database")
    bench.outbox.add(HELLO)
    worker = bench.worker(timing=Timing(tick=timedelta(milliseconds=10)), after_outage=back.set)
    worker.start()
    async with asyncio.timeout(30):
        await delivered.wait()
        await back.wait()
    await worker.stop()
    assert bench.outbox.said == [("done", 1, Sent("C1", "1.0"))]


async def test_a_connection_that_was_ended_costs_no_tick(bench: Bench) -> None:
    delivered = asyncio.Event()

    def deliver(job: Any) -> Sent:
        delivered.set()
        return Sent("C1", "1.0")

    bench.chat.answers = deliver
    bench.outbox.broken = Unavailable(Text("record-silent", reason="ended"))
    bench.outbox.add(HELLO)
    worker = bench.worker(timing=Timing(tick=NEVER))
    worker.start()
    async with asyncio.timeout(30):
        await delivered.wait()
    await worker.stop()
    assert bench.outbox.said == [("done", 1, Sent("C1", "1.0"))]


async def test_a_broken_broom_harms_nothing(bench: Bench) -> None:
    swept = asyncio.Event()

    async def remove_expired(now: datetime) -> None:
        swept.set()
        raise OSError("no broom")

    worker = bench.worker(
        timing=Timing(tick=NEVER, housekeeping_tick=timedelta(milliseconds=10)), remove_expired=remove_expired
    )
    worker.start()
    async with asyncio.timeout(30):
        await swept.wait()
    bench.outbox.add(HELLO)
    await worker.stop()
    assert await bench.run() == [("done", 1, Sent("C1", "1.0"))]


async def test_time_passes_in_every_audit_whose_alarm_has_come(bench: Bench) -> None:
    bench.store.ringing = [("T1", "A-1"), ("T1", "A-2"), ("T1", "A-3")]
    bench.service.refuses = {"A-1": Conflict(), "A-2": ZeroDivisionError()}
    await bench.run()
    [passed] = bench.service.heard
    assert isinstance(passed, PassTime)
    assert passed.audit == "A-3"


async def test_everybody_whose_moment_has_come_is_reminded(bench: Bench) -> None:
    bench.talk.due = [due(LEAD), due("T1:UBROKEN"), due(BOARD)]
    bench.service.refuses["T1:UBROKEN"] = ZeroDivisionError()
    await bench.run()
    assert [d.person for d in bench.service.reminded] == [LEAD, BOARD]
