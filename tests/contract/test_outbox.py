"""The outbox: order per place, one slot a second per channel, leases, parking.

Owns what is promised about effects; cards are in `test_cards`.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import create_engine

from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import (
    CHANNEL,
    DECISION,
    AuditCard,
    DailyCard,
    HomeCard,
    Place,
    StageCard,
    dm,
    stage_thread,
)
from bot.domain.kernel.effects import (
    EnsureChannel,
    FetchFile,
    InvitePeople,
    PinDecision,
    PostFiles,
    PostNotice,
    Rendering,
    RenderingKind,
    WhisperOffer,
)
from bot.domain.kernel.notices import DeliveryFailedNotice
from bot.domain.lifecycle.events import DetailsChanged
from bot.ports.outbox import EffectJob, Sent
from storage.outbox import _BACKLOG
from storage.tables import EFFECTS
from tests.builders import AUDITOR, LEAD, TEAM
from tests.contract.record import LEASE, Record

SECOND = timedelta(seconds=1)

MESSAGE = Source(channel="CAUDIT", ts="1.1")


def say(number: int, place: Place = CHANNEL) -> PostNotice:
    """A notice, told apart by its number."""
    return PostNotice(place=place, notice=DeliveryFailedNotice(job=number))


def numbers(jobs: list[EffectJob]) -> list[int]:
    """Which notices were claimed."""
    said = [job.effect.notice for job in jobs if isinstance(job.effect, PostNotice)]
    return [notice.job for notice in said if isinstance(notice, DeliveryFailedNotice)]


async def done(record: Record, *jobs: EffectJob) -> None:
    """Report jobs as delivered."""
    for job in jobs:
        await record.outbox.done(job, Sent("CAUDIT", f"9.{job.id}"), record.now)


async def test_messages_of_one_place_go_out_one_by_one_in_order(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1), say(2))
    await record.queue(say(3))
    for number in (1, 2, 3):
        record.clock.forward(SECOND)
        jobs = await record.claim()
        assert numbers(jobs) == [number]
        assert await record.claim() == []
        await done(record, *jobs)
    assert await record.claim() == []


async def test_places_do_not_wait_for_each_other(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1), say(2, dm(LEAD)), say(3, dm(AUDITOR)), say(4, DECISION))
    assert numbers(await record.claim()) == [1, 2, 3, 4]


async def test_audits_do_not_wait_for_each_other(record: Record) -> None:
    for key, channel in (("A-1", "CONE"), ("A-2", "CTWO")):
        await record.begin(key, channel=channel)
        await record.queue(say(int(key[2:])), key=key)
    assert numbers(await record.claim()) == [1, 2]


async def test_a_channel_that_does_not_exist_yet_is_waited_for(record: Record) -> None:
    await record.begin()
    await record.queue(EnsureChannel(), InvitePeople(people=(AUDITOR,)), say(1))
    assert [job.effect.effect for job in await record.claim()] == ["ensure-channel"]
    assert await record.outbox.next_due(record.now) == record.now + LEASE


async def test_a_reply_waits_for_its_parent(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1, stage_thread("scoping")), cards=(StageCard("scoping"),))
    assert await record.claim() == []
    [card] = await record.claim_cards()
    await record.outbox.card_done(card, Sent("CAUDIT", "1.1"), "print", record.now)
    assert numbers(await record.claim()) == [1]


async def test_the_decision_is_pinned_once_it_stands(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(PinDecision())
    assert await record.claim() == []


async def test_work_that_is_no_message_waits_for_nothing(record: Record) -> None:
    await record.begin()
    await record.queue(*(FetchFile(artifact="model-card", version=n, file=f"F{n}") for n in range(5)))
    assert len(await record.claim()) == 5


async def test_a_channel_takes_a_short_burst_and_then_one_message_a_second(record: Record) -> None:
    for n in range(1, 7):
        await record.begin(f"A-{n}", channel="CSHARED")
        await record.queue(say(n), key=f"A-{n}")
    jobs = await record.claim()
    assert numbers(jobs) == [1, 2, 3]
    await done(record, *jobs)
    assert await record.outbox.next_due(record.now) == record.now + SECOND
    record.clock.forward(SECOND)
    jobs = await record.claim()
    assert numbers(jobs) == [4]
    record.clock.forward(3 * SECOND)
    assert numbers(await record.claim()) == [5, 6]


async def test_a_channel_that_must_slow_down_is_left_alone_until_then(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1), say(2, dm(LEAD)))
    until = record.now + timedelta(seconds=30)
    await record.outbox.slow_down(TEAM, "CAUDIT", until)
    assert numbers(await record.claim()) == [2]
    assert await record.outbox.next_due(record.now) == until
    record.clock.set(until)
    assert numbers(await record.claim()) == [1]


async def test_two_workers_never_claim_the_same(record: Record) -> None:
    await record.begin()
    await record.queue(*(FetchFile(artifact="model-card", version=n, file=f"F{n}") for n in range(40)))
    claims = await asyncio.gather(*(record.claim(limit=10) for _ in range(6)))
    ids = [job.id for jobs in claims for job in jobs]
    assert len(ids) == len(set(ids)) == 40


async def test_two_workers_together_keep_the_pace(record: Record) -> None:
    for n in range(1, 9):
        await record.begin(f"A-{n}", channel="CSHARED")
        await record.queue(say(n), key=f"A-{n}")
    claims = await asyncio.gather(*(record.claim(limit=2) for _ in range(4)))
    assert sum(map(len, claims)) <= 3


async def test_claims_in_a_row_that_nobody_reported_on_are_counted(record: Record) -> None:
    await record.begin()
    await record.queue(FetchFile(artifact="model-card", version=1, file="F1"))
    counted = []
    for _ in range(3):
        [job] = await record.claim()
        counted.append(job.unreported)
        record.clock.forward(LEASE)
    assert counted == [0, 1, 2]
    [job] = await record.claim()
    await record.outbox.again(job, record.now, "unavailable", ambiguous=False)
    [job] = await record.claim()
    assert job.unreported == 0


async def test_work_that_was_parked_for_stopping_its_process_is_parked_again_at_once(record: Record) -> None:
    await record.begin()
    await record.queue(FetchFile(artifact="model-card", version=1, file="F1"))
    for _ in range(2):
        await record.claim()
        record.clock.forward(LEASE)
    [job] = await record.claim()
    record.clock.forward(LEASE)
    await record.outbox.park(job, "never-ends", record.now)
    await record.outbox.resume(TEAM)
    [job] = await record.claim()
    assert not job.ambiguous
    record.clock.forward(LEASE)
    [job] = await record.claim()
    assert (job.ambiguous, job.unreported) == (True, 3)


async def test_a_worker_that_died_leaves_an_ambiguous_attempt(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1))
    [first] = await record.claim()
    assert (first.attempts, first.ambiguous, first.not_before_lookup) == (1, False, None)
    record.clock.forward(LEASE - SECOND)
    assert await record.claim() == []
    record.clock.forward(SECOND)
    [second] = await record.claim()
    assert (second.id, second.attempts, second.ambiguous) == (first.id, 2, True)
    assert second.not_before_lookup == record.now


async def test_a_certain_failure_is_tried_again_without_doubt(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1))
    [job] = await record.claim()
    at = record.now + timedelta(seconds=5)
    await record.outbox.again(job, at, "ratelimited", ambiguous=False)
    assert await record.outbox.next_due(record.now) == at
    record.clock.set(at)
    [again] = await record.claim()
    assert (again.attempts, again.ambiguous) == (2, False)


async def test_a_lost_reply_is_looked_up_only_after_the_lease(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1))
    [job] = await record.claim()
    await record.outbox.again(job, record.now + SECOND, "timeout", ambiguous=True)
    record.clock.forward(2 * SECOND)
    assert await record.claim() == []
    record.clock.forward(LEASE)
    [again] = await record.claim()
    assert again.ambiguous


async def test_who_lost_the_lease_has_no_say_but_a_delivery_counts(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1))
    [late] = await record.claim()
    record.clock.forward(LEASE)
    [current] = await record.claim()
    await record.outbox.again(late, record.now, "late news", ambiguous=False)
    await record.outbox.park(late, "late news", record.now)
    assert await record.claim() == []
    assert await record.outbox.parked() == []
    await done(record, late)
    record.clock.forward(LEASE)
    assert await record.claim() == []
    await record.outbox.park(current, "too late", record.now)
    assert await record.outbox.parked() == []


async def test_a_whisper_whose_process_died_is_tried_again_and_known_to_have_been_begun(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(WhisperOffer(offer="o1", source=MESSAGE))
    [first] = await record.claim()
    assert not first.ambiguous
    record.clock.forward(2 * LEASE)
    [again] = await record.claim()
    assert again.ambiguous
    await done(record, again)
    record.clock.forward(2 * LEASE)
    assert await record.claim() == []


async def test_what_is_parked_blocks_its_own_place_only(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1, dm(LEAD)), say(2, dm(LEAD)), say(3, dm(AUDITOR)))
    jobs = await record.claim()
    assert numbers(jobs) == [1, 3]
    await record.outbox.park(jobs[0], "account_inactive", record.now)
    await done(record, jobs[1])
    record.clock.forward(2 * LEASE)
    assert await record.claim() == []
    assert await record.outbox.next_due(record.now) is None
    [parked] = await record.outbox.parked(TEAM)
    assert (parked.kind, parked.what, parked.problem) == ("effect", "post-notice", "account_inactive")
    assert await record.outbox.parked() == [parked]
    assert await record.outbox.parked("T02") == []


async def test_what_is_mended_is_resumed_where_it_was(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1), say(2), say(3, dm(LEAD)))
    jobs = await record.claim()
    for job in jobs:
        await record.outbox.park(job, "is_archived", record.now)
    assert await record.outbox.resume(TEAM, channel="COTHER") == 0
    assert await record.outbox.resume("T02") == 0
    assert await record.outbox.resume(TEAM, channel="CAUDIT") == 1
    [again] = await record.claim()
    assert (numbers([again]), again.ambiguous) == ([1], False)
    assert await record.outbox.resume(TEAM) == 1


async def test_a_direct_message_is_paced_by_its_channel_once_that_is_known(record: Record) -> None:
    await record.storage.directory.remember_dm(TEAM, LEAD, "DLEAD")
    for n in range(1, 6):
        await record.begin(f"A-{n}")
        await record.queue(say(n, dm(LEAD)), key=f"A-{n}")
    assert numbers(await record.claim()) == [1, 2, 3]


async def test_a_card_of_no_audit_is_queued_once_however_many_audits_wish_for_it(record: Record) -> None:
    listed = DailyCard(LEAD, record.now.date())
    for key in ("A-1", "A-2"):
        await record.begin(key)
        await record.queue(key=key, cards=(listed,))
    [job] = await record.claim_cards()
    assert (job.audit, job.card) == ("", listed)


async def test_a_number_never_comes_twice(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1, dm(LEAD)), cards=(AuditCard(), HomeCard(LEAD)))
    ids = [job.id for job in await record.claim()]
    ids += [job.id for job in await record.claim_cards()]
    await record.queue(say(2, DECISION), say(3, dm(AUDITOR)))
    ids += [job.id for job in await record.claim()]
    assert len(ids) == len(set(ids)) == 5


async def test_finished_work_is_swept_after_a_month_but_not_before(record: Record) -> None:
    begun = await record.begin()
    files = (FetchFile(artifact="model-card", version=n, file=f"F{n}") for n in (1, 2))
    event = DetailsChanged(at=record.now, by=LEAD, asked_form=5)
    await record.commit(record.change(begun, [event], effects=tuple(files)), request="something")
    for job in await record.claim():
        await record.outbox.done(job, None, record.now)
    await record.commit(request="nothing")
    await record.storage.remove_expired(record.now + timedelta(days=29))
    assert await record.store.seen(TEAM, "nothing") is not None
    await record.storage.remove_expired(record.now + timedelta(days=31))
    assert await record.store.seen(TEAM, "nothing") is None
    assert await record.store.seen(TEAM, "something") is not None


async def test_files_that_take_long_or_are_parked_hold_up_only_other_files_of_their_place(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    chart, report = (PostFiles(place=CHANNEL, rendering=Rendering(kind=kind)) for kind in ("risk-chart", "report"))
    await record.queue(chart, report, say(1))
    drawing, said = await record.claim()
    assert (drawing.effect, numbers([said])) == (chart, [1])
    await done(record, said)
    await record.outbox.park(drawing, "missing_scope", record.now)
    await record.queue(say(2))
    record.clock.forward(SECOND)
    assert numbers(await record.claim()) == [2]
    record.clock.forward(SECOND)
    assert await record.outbox.resume(TEAM) == 1
    assert [job.effect for job in await record.claim()] == [chart]


@pytest.mark.parametrize("limit", [1, 3])
async def test_no_more_is_claimed_than_there_is_room_for(record: Record, limit: int) -> None:
    await record.begin()
    await record.queue(*(FetchFile(artifact="model-card", version=n, file=f"F{n}") for n in range(5)))
    assert len(await record.claim(limit)) == limit


async def test_the_files_an_attempt_uploaded_are_known_to_the_next_one(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(PostFiles(place=CHANNEL, rendering=Rendering(kind="report")))
    [first] = await record.claim()
    assert first.files == ()
    assert await record.outbox.remember(first, ("F1", "F2"))
    await record.outbox.again(first, record.now, "reply-lost", ambiguous=True)
    record.clock.forward(LEASE)
    [second] = await record.claim()
    assert (second.files, second.ambiguous) == (("F1", "F2"), True)


async def test_of_two_who_draw_the_same_because_a_lease_ran_out_one_shares(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(PostFiles(place=CHANNEL, rendering=Rendering(kind="report")))
    [slow] = await record.claim()
    record.clock.forward(LEASE)
    [other] = await record.claim()
    assert await record.outbox.hold(slow, record.now + LEASE)
    assert await record.outbox.remember(slow, ("F1",))
    assert not await record.outbox.remember(other, ("F2",))
    assert not await record.outbox.hold(other, record.now + LEASE)
    await record.outbox.again(other, record.now, "reply-lost", ambiguous=True)
    assert await record.claim() == []
    record.clock.forward(LEASE)
    [looked_up] = await record.claim()
    assert (looked_up.files, looked_up.ambiguous) == (("F1",), True)
    await record.outbox.done(slow, Sent("CAUDIT", "9.1"), record.now)
    assert not await record.outbox.hold(looked_up, record.now + LEASE)


async def test_a_claim_held_for_its_attempt_is_not_claimed_meanwhile(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(PostFiles(place=CHANNEL, rendering=Rendering(kind="report")))
    [drawn] = await record.claim()
    record.clock.forward(LEASE - SECOND)
    assert await record.outbox.hold(drawn, record.now + LEASE)
    record.clock.forward(LEASE - SECOND)
    assert await record.claim() == []


async def post_files(record: Record, kind: RenderingKind, *files: str) -> EffectJob:
    """Queue one post with files, and upload them."""
    await record.queue(PostFiles(place=CHANNEL, rendering=Rendering(kind=kind)))
    [job] = await record.claim()
    assert await record.outbox.remember(job, files)
    return job


async def test_files_that_were_posted_before_an_erasure_are_known_until_they_are_deleted(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    report = await post_files(record, "report", "F1", "F2")
    await record.outbox.done(report, Sent("CAUDIT", "9.1"), record.now)
    record.clock.forward(SECOND)
    drawing = await post_files(record, "risk-chart", "F3")
    known = await record.outbox.posted_files(TEAM, "A-1", drawing.id + 1)
    assert [(p.files, p.sent, p.under_way) for p in known] == [
        (("F1", "F2"), Sent("CAUDIT", "9.1"), False),
        (("F3",), None, True),
    ]
    assert [p.id for p in await record.outbox.posted_files(TEAM, "A-1", drawing.id)] == [report.id]
    assert await record.outbox.posted_files("T-other", "A-1", drawing.id + 1) == []
    for posted in known:
        await record.outbox.files_deleted(posted)
    assert [p.files for p in await record.outbox.posted_files(TEAM, "A-1", drawing.id + 1)] == [("F3",)]


async def test_what_is_known_of_files_in_slack_outlives_other_finished_work(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    report = await post_files(record, "report", "F1")
    await record.outbox.done(report, Sent("CAUDIT", "9.1"), record.now)
    record.clock.forward(SECOND)
    await record.queue(say(1))
    await done(record, *await record.claim())
    await record.storage.remove_expired(record.now + timedelta(days=40))
    assert [p.files for p in await record.outbox.posted_files(TEAM, "A-1", report.id + 9)] == [("F1",)]


async def test_whoever_watches_reads_how_much_work_is_not_done_and_since_when(record: Record) -> None:
    begun = record.now
    await record.begin(channel="CAUDIT")
    await record.queue(say(1), say(2, DECISION))
    waits = await record.outbox.backlog(TEAM)
    assert (waits.waiting, waits.retried, waits.parked, waits.oldest) == (2, 0, 0, begun)
    one, two = await record.claim()
    await record.outbox.again(one, record.now + SECOND, "ratelimited", ambiguous=False)
    await record.outbox.park(two, "channel_not_found", record.now)
    left = await record.outbox.backlog(TEAM)
    assert (left.waiting, left.retried, left.parked, left.oldest) == (1, 1, 1, record.now + SECOND)


def test_how_much_is_not_done_is_counted_without_reading_what_is() -> None:
    engine = create_engine("sqlite://")
    asked = _BACKLOG.compile(dialect=engine.dialect)
    given = {**asked.params, "workspace": TEAM}
    with engine.begin() as connection:
        EFFECTS.metadata.create_all(connection)
        values = tuple(given[name] for name in asked.positiontup or ())
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.string}", values).all())
    assert "SEARCH effects USING INDEX ix_effects_lane" in plan
