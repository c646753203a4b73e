"""Cards: drawn again until what was sent is what is wanted.

Owns what the Outbox promises about cards.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.domain.kernel.conversation import (
    CHANNEL,
    AskCard,
    AskListCard,
    AuditCard,
    Card,
    HomeCard,
    ResultCard,
    StageCard,
    dm,
    stage_thread,
)
from bot.domain.kernel.effects import PostNotice
from bot.domain.kernel.notices import AuditPausedNotice
from bot.ports.outbox import CardJob, Sent
from bot.ports.store import Spot
from storage import Pace
from tests.builders import AUDITOR, LEAD, TEAM
from tests.clock import ManualClock
from tests.contract.record import LEASE, Record, opened
from tests.contract.test_outbox import done, numbers, say

SECOND = timedelta(seconds=1)


async def sent(record: Record, job: CardJob, ts: str) -> None:
    """Report a card as drawn."""
    await record.outbox.card_done(job, Sent("CAUDIT", ts), f"print of {job.wanted}", record.now)


def keys(jobs: list[CardJob]) -> list[str]:
    """Which cards were claimed."""
    return [job.card.key for job in jobs]


async def posted(record: Record, *cards: Card) -> list[CardJob]:
    """Have cards posted; the jobs they were posted by."""
    jobs = []
    await record.queue(cards=cards)
    for _ in cards:
        record.clock.forward(SECOND)
        for job in await record.claim_cards():
            await sent(record, job, f"1.{job.id}")
            jobs.append(job)
    return jobs


async def test_a_card_is_drawn_until_what_was_sent_is_what_is_wanted(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(cards=(AuditCard(),))
    [first] = await record.claim_cards()
    assert (first.card, first.wanted, first.sent, first.attempts, first.ambiguous) == (AuditCard(), 1, None, 1, False)
    await record.queue(cards=(AuditCard(),))
    await sent(record, first, "1.1")
    [second] = await record.claim_cards()
    assert (second.wanted, second.sent, second.fingerprint) == (2, Sent("CAUDIT", "1.1"), "print of 1")
    await sent(record, second, "1.1")
    assert await record.claim_cards() == []
    assert await record.outbox.next_due(record.now) is None


async def test_the_card_of_a_stage_rests_a_while_once_drawn_and_then_shows_all_that_came_since(
    url: str, tmp_path: Path, clock: ManualClock
) -> None:
    async with opened(url, tmp_path, clock, pace=Pace(settle=2 * SECOND)) as storage:
        record, ask = Record(storage, clock, url, tmp_path), AskCard("submit:audit-scope", AUDITOR)
        await record.begin(channel="CAUDIT")
        await posted(record, StageCard("scoping"), ask)
        for _ in range(3):
            clock.forward(SECOND)
            await record.queue(cards=(StageCard("scoping"), ask))
        [job] = await record.claim_cards()
        assert job.card == ask
        assert await record.outbox.next_due(record.now) == record.now + 6 * SECOND
        clock.forward(6 * SECOND)
        [job] = await record.claim_cards()
        assert (job.card, job.wanted) == (StageCard("scoping"), 4)


async def test_what_nobody_waits_for_is_drawn_some_moments_later_with_all_that_came_meanwhile(
    url: str, tmp_path: Path, clock: ManualClock
) -> None:
    async with opened(url, tmp_path, clock, pace=Pace(settle=2 * SECOND)) as storage:
        record, ask = Record(storage, clock, url, tmp_path), AskListCard("review", "scoping", AUDITOR)
        await record.begin(channel="CAUDIT")
        await posted(record, StageCard("scoping"), ask)
        clock.forward(20 * SECOND)
        later = frozenset({ask, StageCard("scoping")})
        await record.move(cards=(StageCard("scoping"),), redraw=(ask,), may_wait=later)
        clock.forward(SECOND)
        await record.move(cards=(StageCard("scoping"),), redraw=(ask,), may_wait=later)
        assert await record.claim_cards() == []
        assert await record.outbox.next_due(record.now) == record.now + 29 * SECOND
        clock.forward(29 * SECOND)
        assert [(job.card.kind, job.wanted) for job in await record.claim_cards()] == [("stage", 3), ("asks", 3)]


async def test_an_answer_takes_along_what_waited_for_more_but_not_within_its_rest(
    url: str, tmp_path: Path, clock: ManualClock
) -> None:
    async with opened(url, tmp_path, clock, pace=Pace(settle=2 * SECOND)) as storage:
        record, ask = Record(storage, clock, url, tmp_path), AskListCard("review", "scoping", AUDITOR)
        await record.begin(channel="CAUDIT")
        await posted(record, StageCard("scoping"), ask)
        clock.forward(3 * SECOND)
        await record.move(redraw=(ask,), may_wait=frozenset({ask}))
        await record.move(redraw=(ask,))
        assert await record.claim_cards() == []
        clock.forward(7 * SECOND)
        [job] = await record.claim_cards()
        await sent(record, job, "1.9")
        clock.forward(12 * SECOND)
        await record.move(redraw=(ask,), may_wait=frozenset({ask}))
        await record.move(redraw=(ask,))
        assert keys(await record.claim_cards()) == [ask.key]


async def test_what_may_wait_is_posted_at_once_where_it_is_not_there_yet(
    url: str, tmp_path: Path, clock: ManualClock
) -> None:
    async with opened(url, tmp_path, clock, pace=Pace(settle=2 * SECOND)) as storage:
        record = Record(storage, clock, url, tmp_path)
        await record.begin(channel="CAUDIT")
        await record.move(cards=(StageCard("scoping"),), may_wait=frozenset({StageCard("scoping")}))
        assert keys(await record.claim_cards()) == ["stage:scoping"]


async def test_what_is_posted_first_keeps_its_order_whatever_of_it_may_wait(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    above, below = StageCard("scoping"), StageCard("mapping")
    await record.move(cards=(above, below), may_wait=frozenset({above}))
    assert keys(await record.claim_cards(limit=1)) == [above.key]


async def test_an_attempt_that_failed_keeps_its_moment_whoever_waits(
    url: str, tmp_path: Path, clock: ManualClock
) -> None:
    async with opened(url, tmp_path, clock, pace=Pace(settle=2 * SECOND)) as storage:
        record, ask = Record(storage, clock, url, tmp_path), AskListCard("review", "scoping", AUDITOR)
        await record.begin(channel="CAUDIT")
        await posted(record, StageCard("scoping"), ask)
        clock.forward(20 * SECOND)
        await record.move(redraw=(ask,))
        [job] = await record.claim_cards()
        await record.outbox.card_again(job, record.now + 300 * SECOND, "ratelimited", ambiguous=False)
        await record.move(redraw=(ask,))
        assert await record.claim_cards() == []


async def test_a_card_beneath_another_one_says_so(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    beneath = ResultCard(1, stage_thread("scoping"))
    above, below = await posted(record, StageCard("scoping"), beneath)
    there = await record.outbox.sent(TEAM, "A-1", beneath.key)
    assert there
    assert (there.ts, there.thread_ts) == (f"1.{below.id}", f"1.{above.id}")
    stage = await record.outbox.sent(TEAM, "A-1", above.card.key)
    assert stage
    assert stage.thread_ts == ""


async def test_ten_wishes_are_one_drawing(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    for _ in range(10):
        await record.queue(cards=(AuditCard(),))
    [job] = await record.claim_cards()
    await sent(record, job, "1.1")
    assert await record.claim_cards() == []


async def test_a_card_is_known_by_where_it_is(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    [job] = await posted(record, StageCard("scoping"))
    ts = f"1.{job.id}"
    assert await record.store.spot(TEAM, "CAUDIT", ts) == Spot("A-1", "stage:scoping")
    assert await record.outbox.sent(TEAM, "A-1", "stage:scoping") == Sent("CAUDIT", ts)
    assert await record.store.spot(TEAM, "CAUDIT", "7.7") is None
    assert await record.store.spot("T02", "CAUDIT", ts) is None
    assert await record.outbox.sent(TEAM, "A-1", "audit") is None


async def test_a_card_is_drawn_again_when_one_it_links_to_stands_in_slack(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard(), AskCard("sign", LEAD))
    await record.queue(cards=(StageCard("scoping"), StageCard("mapping")))
    [stage] = await record.claim_cards()
    await sent(record, stage, "2.2")
    jobs = await record.claim_cards()
    assert keys(jobs) == ["audit", "stage:mapping"]


async def test_a_card_that_is_being_posted_is_drawn_again_when_one_it_links_to_stands_first(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(cards=(AuditCard(), AskCard("sign", LEAD, dm(LEAD))))
    audit, ask = await record.claim_cards()
    await sent(record, audit, "1.1")
    await sent(record, ask, "1.2")
    assert keys(await record.claim_cards()) == ["ask:sign@T01:ULEAD"]


async def test_redrawing_posts_nothing_that_was_not_there(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.move(redraw=(AuditCard(), HomeCard(LEAD)))
    assert await record.claim_cards() == []
    assert await record.outbox.next_due(record.now) is None
    await posted(record, AuditCard())
    await record.move(redraw=(AuditCard(),))
    assert keys(await record.claim_cards()) == ["audit"]


async def test_first_posts_keep_their_order_with_the_notices_of_their_place(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(say(1), cards=(AuditCard(), StageCard("scoping")))
    await record.queue(say(2))
    order: list[str] = []
    for _ in range(4):
        record.clock.forward(SECOND)
        effects, cards = await record.claim(), await record.claim_cards()
        order += [f"notice {n}" for n in numbers(effects)] + keys([card for card in cards if card.sent is None])
        await done(record, *effects)
        for card in cards:
            await sent(record, card, f"1.{card.id}")
    assert order == ["notice 1", "audit", "stage:scoping", "notice 2"]


async def test_an_ask_waits_for_the_thread_it_belongs_to(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    asked = AskListCard("approve", "scoping", AUDITOR)
    await record.queue(cards=(asked, StageCard("scoping")))
    [stage] = await record.claim_cards()
    assert stage.card.key == "stage:scoping"
    await sent(record, stage, "1.1")
    assert keys(await record.claim_cards()) == [asked.key]


async def test_a_card_already_there_is_changed_whatever_waits_before_it(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard())
    await record.queue(say(1))
    [job] = await record.claim()
    await record.outbox.park(job, "msg_too_long", record.now)
    await record.queue(cards=(AuditCard(), StageCard("scoping")))
    assert keys(await record.claim_cards()) == ["audit"]


async def test_a_deleted_card_is_posted_anew(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard())
    await record.queue(cards=(AuditCard(),))
    [job] = await record.claim_cards()
    await record.outbox.card_lost(job, record.now)
    assert await record.outbox.sent(TEAM, "A-1", "audit") is None
    assert [place.channel for place in await record.outbox.stood(TEAM, "A-1", "audit")] == ["CAUDIT"]
    assert await record.outbox.stood("T02", "A-1", "audit") == []
    [again] = await record.claim_cards()
    assert (again.card.key, again.sent, again.ambiguous, again.fingerprint) == ("audit", None, False, "")


async def test_a_card_is_awaited_from_its_wish_until_its_place_is_known(record: Record) -> None:
    async def awaited() -> bool:
        return await record.outbox.awaited(TEAM, "A-1", ["audit", "stage:scoping"])

    await record.begin(channel="CAUDIT")
    assert not await awaited()
    await record.queue(cards=(AuditCard(),))
    assert await awaited()
    [job] = await record.claim_cards()
    await record.outbox.card_again(job, record.now, "reply-lost", ambiguous=True)
    assert await awaited()
    record.clock.forward(2 * LEASE)
    [job] = await record.claim_cards()
    await sent(record, job, "1.1")
    assert not await awaited()
    await record.queue(cards=(AuditCard(),))
    assert not await awaited(), "it is only drawn again"
    await record.queue(cards=(StageCard("scoping"),))
    record.clock.forward(SECOND)
    parked = next(job for job in await record.claim_cards() if job.card.key == "stage:scoping")
    await record.outbox.park_card(parked, "channel_not_found", record.now)
    assert not await awaited(), "nothing comes before somebody mends it"


async def test_a_card_can_be_wished_for_outside_any_command(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.outbox.wish(TEAM, "A-1", AuditCard(), record.now)
    assert keys(await record.claim_cards()) == ["audit"]


async def test_a_home_is_one_card_over_all_audits(record: Record) -> None:
    await record.outbox.wish(TEAM, "A-1", HomeCard(LEAD), record.now)
    [home] = await record.claim_cards()
    assert home.audit == ""
    await record.outbox.card_done(home, Sent("H", "H"), "print", record.now)
    await record.begin("A-1", redraw=(HomeCard(LEAD),))
    await record.begin("A-2", redraw=(HomeCard(LEAD),))
    assert await record.outbox.next_due(record.now) == record.now
    [again] = await record.claim_cards()
    assert (again.id, again.card.key) == (home.id, f"home:{LEAD}")
    await record.outbox.card_done(again, Sent("H", "H"), "print", record.now)
    assert await record.claim_cards() == []
    assert await record.outbox.next_due(record.now) is None


async def test_a_home_that_changes_while_it_is_drawn_is_drawn_again(record: Record) -> None:
    await record.outbox.wish(TEAM, "", HomeCard(LEAD), record.now)
    [home] = await record.claim_cards()
    await record.begin(redraw=(HomeCard(LEAD),))
    assert await record.claim_cards() == []
    await record.outbox.card_done(home, Sent("H", "H"), "print", record.now)
    assert keys(await record.claim_cards()) == [f"home:{LEAD}"]


async def test_a_failed_card_is_tried_again(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(cards=(AuditCard(),))
    [job] = await record.claim_cards()
    at = record.now + 5 * SECOND
    await record.outbox.card_again(job, at, "ratelimited", ambiguous=False)
    await record.queue(cards=(AuditCard(),))
    assert await record.claim_cards() == []
    assert await record.outbox.next_due(record.now) == at
    record.clock.set(at)
    [again] = await record.claim_cards()
    assert (again.attempts, again.ambiguous, again.wanted) == (2, False, 2)
    await record.outbox.card_again(again, record.now, "timeout", ambiguous=True)
    assert await record.claim_cards() == []
    record.clock.forward(LEASE)
    [third] = await record.claim_cards()
    assert third.ambiguous


async def test_who_lost_the_lease_has_no_say(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(cards=(AuditCard(),))
    [late] = await record.claim_cards()
    record.clock.forward(LEASE)
    [current] = await record.claim_cards()
    await sent(record, late, "1.1")
    assert await record.outbox.sent(TEAM, "A-1", "audit") is None
    await sent(record, current, "2.2")
    await record.queue(cards=(AuditCard(),))
    [new] = await record.claim_cards()
    await sent(record, late, "1.1")
    assert new.attempts == 1
    assert await record.outbox.sent(TEAM, "A-1", "audit") == Sent("CAUDIT", "2.2")


async def test_a_parked_card_is_shown_and_resumed(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(cards=(AuditCard(),))
    [job] = await record.claim_cards()
    await record.outbox.park_card(job, "is_archived", record.now)
    await record.queue(cards=(AuditCard(),))
    assert await record.claim_cards() == []
    [parked] = await record.outbox.parked(TEAM)
    assert (parked.kind, parked.audit, parked.what, parked.problem) == ("card", "A-1", "audit", "is_archived")
    assert await record.outbox.resume(TEAM, channel="CAUDIT") == 1
    assert keys(await record.claim_cards()) == ["audit"]


async def test_a_card_nothing_is_to_be_shown_of_is_settled_without_a_message(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await record.queue(PostNotice(place=CHANNEL, notice=AuditPausedNotice(person=LEAD)), cards=(AuditCard(),))
    await done(record, *await record.claim())
    [job] = await record.claim_cards()
    await record.outbox.card_done(job, None, "", record.now)
    await record.queue(say(5))
    assert numbers(await record.claim()) == [5]


async def test_two_workers_never_hold_the_same_card(record: Record) -> None:
    for n in range(1, 11):
        await record.begin(f"A-{n}", channel=f"C{n}", cards=(AuditCard(),))
    claims = await asyncio.gather(*(record.claim_cards(5) for _ in range(4)))
    ids = [job.id for jobs in claims for job in jobs]
    assert len(ids) == len(set(ids)) == 10


async def test_where_an_audit_has_another_channel_what_stood_in_the_old_one_is_posted_anew(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard(), StageCard("scoping"))
    await record.queue(cards=(AuditCard(),))
    [held] = await record.claim_cards()
    await record.outbox.moved(TEAM, "A-1", "CAUDIT", record.now)
    await record.outbox.park_card(held, "channel_not_found", record.now)
    assert await record.outbox.parked() == []
    assert [place.channel for place in await record.outbox.stood(TEAM, "A-1", "stage:scoping")] == ["CAUDIT"]
    record.clock.forward(2 * SECOND)
    anew = [job for _ in range(2) for job in await claimed(record)]
    assert keys(anew) == ["audit", "stage:scoping"]
    assert {job.sent for job in anew} == {None}
    assert {job.ambiguous for job in anew} == {False}
    while await claimed(record):
        pass  # what links to the new places
    await record.outbox.moved(TEAM, "A-1", "CAUDIT", record.now)
    await record.outbox.moved(TEAM, "A-2", "COTHER", record.now)
    assert await record.claim_cards() == []


async def test_a_card_whose_message_was_deleted_is_posted_anew_at_once(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard(), StageCard("scoping"))
    while await claimed(record):
        pass  # what links to the new places
    there = await record.outbox.sent(TEAM, "A-1", "stage:scoping")
    assert there
    for elsewhere in (Sent("COTHER", there.ts), Sent(there.channel, "1.1")):
        await record.outbox.deleted(TEAM, "A-1", "stage:scoping", elsewhere, record.now)
    assert await record.claim_cards() == []
    await record.outbox.deleted(TEAM, "A-1", "stage:scoping", there, record.now)
    [anew] = await claimed(record)
    assert (anew.card, anew.sent, anew.ambiguous) == (StageCard("scoping"), None, False)
    assert [place.ts for place in await record.outbox.stood(TEAM, "A-1", "stage:scoping")] == [there.ts]


async def test_whoever_drew_a_card_before_its_message_was_deleted_has_no_say_over_the_new_one(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard())
    await record.queue(cards=(AuditCard(),))
    [before] = await record.claim_cards()
    assert before.sent
    await record.outbox.deleted(TEAM, "A-1", "audit", before.sent, record.now)
    [after] = await record.claim_cards()
    await record.outbox.card_done(before, before.sent, "unchanged", record.now)
    await record.outbox.card_done(after, Sent("CAUDIT", "9.1"), "anew", record.now)
    assert await record.outbox.sent(TEAM, "A-1", "audit") == Sent("CAUDIT", "9.1")
    assert await record.claim_cards() == []


async def test_a_card_that_somebody_deletes_again_and_again_waits_longer_each_time(record: Record) -> None:
    await record.begin(channel="CAUDIT")
    await posted(record, AuditCard())
    waited = []
    for _ in range(6):
        there = await record.outbox.sent(TEAM, "A-1", "audit")
        assert there
        await record.outbox.deleted(TEAM, "A-1", "audit", there, record.now)
        due = await record.outbox.next_due(record.now)
        assert due
        waited.append(due - record.now)
        record.clock.forward(max(due - record.now, SECOND))
        [job] = await record.claim_cards()
        await record.outbox.card_done(job, Sent("CAUDIT", f"9.{len(waited)}"), "print", record.now)
    assert waited[:3] == [timedelta(0)] * 3
    assert waited[3:] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]


async def claimed(record: Record) -> list[CardJob]:
    """What can be claimed now, reported as posted elsewhere."""
    jobs = await record.claim_cards()
    for job in jobs:
        await record.outbox.card_done(job, Sent("CNEW", f"2.{job.id}"), "print", record.now)
    record.clock.forward(SECOND)
    return jobs
