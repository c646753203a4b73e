"""What becomes of a delivery: done, tried again, looked up, parked.

Owns the consequences of each outcome. Must not know how Slack words it.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.documents.state import Version
from bot.domain.kernel.conversation import dm
from bot.domain.kernel.effects import Effect, EnsureChannel, PostNotice, PublishDecisions, ReadDocument, SignHead
from bot.domain.kernel.errors import Conflict
from bot.domain.kernel.notices import DeliveryFailedNotice
from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.chat import MessageGone, Terminal, TryAgain, Unclear
from bot.ports.outbox import Sent
from bot.ports.store import Unavailable
from bot.worker.timing import Timing
from tests.clock import MONDAY
from tests.worker.ports import HELLO, LEAD, Bench, an_audit


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


async def test_what_was_delivered_is_done_with_its_place(bench: Bench) -> None:
    bench.outbox.add(HELLO)
    assert await bench.run() == [("done", 1, Sent("C1", "1.0"))]


async def test_slack_is_left_alone_for_as_long_as_it_asks(bench: Bench) -> None:
    bench.chat.answers = lambda job: TryAgain("ratelimited", seconds(30))
    bench.outbox.add(HELLO)
    assert await bench.run() == [("again", 1, MONDAY + seconds(30), "ratelimited", False)]


@pytest.mark.parametrize(("attempts", "pause"), [(1, 1), (2, 2), (5, 16), (99, 300)])
async def test_pauses_double_up_to_a_limit(bench: Bench, attempts: int, pause: int) -> None:
    bench.chat.answers = lambda job: TryAgain("server-error", seconds(0))
    bench.outbox.add(HELLO, attempts=attempts)
    assert await bench.run() == [("again", 1, MONDAY + seconds(pause), "server-error", False)]


async def test_chance_shortens_a_pause_by_up_to_a_quarter(bench: Bench) -> None:
    bench.chat.answers = lambda job: TryAgain("server-error", seconds(0))
    bench.outbox.add(HELLO, attempts=3)
    assert (await bench.run(chance=lambda: 0.8))[0][2] == MONDAY + seconds(3.2)


async def test_a_lost_reply_is_looked_up_after_a_margin(bench: Bench) -> None:
    bench.chat.answers = lambda job: Unclear()
    bench.outbox.add(HELLO)
    assert await bench.run() == [("again", 1, MONDAY + seconds(5), "reply-lost", True)]


async def test_a_delivery_that_takes_too_long_counts_as_a_lost_reply(bench: Bench) -> None:
    bench.chat.answers = lambda job: asyncio.Event().wait()
    bench.outbox.add(HELLO)
    said = await bench.run(timing=Timing(attempt=seconds(0)))
    assert said == [("again", 1, MONDAY + seconds(5), "reply-lost", True)]


async def test_a_terminal_refusal_is_parked_and_the_lead_is_told(bench: Bench) -> None:
    bench.chat.answers = lambda job: Terminal("is_archived")
    bench.outbox.add(HELLO)
    assert await bench.run() == [("park", 1, "is_archived")]
    [change] = bench.store.committed[0].changes
    told = DeliveryFailedNotice(job=1, refused="is_archived")
    assert change.effects == (PostNotice(place=dm(LEAD), notice=told),)
    assert change.events == ()


async def test_the_lead_is_told_once_however_often_it_is_parked(bench: Bench) -> None:
    bench.chat.answers = lambda job: Terminal("is_archived")
    for _ in range(2):
        bench.outbox.add(HELLO)
        await bench.run()
    assert len(bench.store.committed) == 1


async def test_news_of_a_failure_that_fails_makes_no_more_news(bench: Bench) -> None:
    bench.chat.answers = lambda job: Terminal("token_revoked")
    bench.outbox.add(PostNotice(place=dm(LEAD), notice=DeliveryFailedNotice(job=1)))
    assert await bench.run() == [("park", 1, "token_revoked")]
    assert bench.store.committed == []


async def test_an_outcome_that_others_were_quicker_than_is_soon_brought_again(bench: Bench) -> None:
    bench.service.refuses["A-1"] = Conflict("A-1 was changed by others")
    bench.outbox.add(EnsureChannel())
    assert await bench.run() == [("again", 1, MONDAY + seconds(1), "changed-meanwhile", False)]


async def test_an_unforeseen_error_is_tried_again_in_doubt(bench: Bench) -> None:
    bench.chat.answers = lambda job: ZeroDivisionError()
    bench.outbox.add(HELLO)
    assert await bench.run() == [("again", 1, MONDAY + seconds(1), "ZeroDivisionError", True)]


async def test_an_unforeseen_error_is_parked_in_the_end(bench: Bench) -> None:
    bench.chat.answers = lambda job: ZeroDivisionError()
    bench.outbox.add(HELLO, attempts=8)
    assert await bench.run() == [("park", 1, "ZeroDivisionError")]
    [change] = bench.store.committed[0].changes
    told = DeliveryFailedNotice(job=1, cause="ZeroDivisionError")
    assert change.effects == (PostNotice(place=dm(LEAD), notice=told),)


@pytest.mark.parametrize("effect", [SignHead(event=1), PublishDecisions()])
async def test_what_cannot_be_signed_is_parked_in_the_end_and_says_whose_business_it_is(
    bench: Bench, effect: Effect
) -> None:
    async def without_key(*_: object) -> None:
        raise OperatorProblem(Text("signer-public-key-missing"))

    for attempts in (1, 8):
        bench.outbox.add(effect, attempts=attempts)
    said = await bench.run(sign_head=without_key, publish_decisions=without_key)
    assert [(word, *rest) for word, *rest in said if word == "park"] == [("park", 2, "signer-public-key-missing")]
    [change] = bench.store.committed[0].changes
    told = DeliveryFailedNotice(job=2, cause="signer-public-key-missing")
    assert change.effects == (PostNotice(place=dm(LEAD), notice=told),)


async def test_a_reading_waits_for_a_file_store_that_does_not_answer(bench: Bench) -> None:
    bench.files.outage = Unavailable(Text("blobs-silent", reason="gone"))
    card = Version(number=1, kind="file", by=LEAD, at=MONDAY, name="sha256:1", content="sha256:2", status="submitted")
    bench.store.audit = an_audit(artifacts={"words": (card,)})
    bench.outbox.add(ReadDocument(artifact="words", version=1))
    assert await bench.run() == [("again", 1, MONDAY + seconds(1), "unavailable", False)]


async def test_one_failure_does_not_hold_up_the_others(bench: Bench) -> None:
    bench.chat.answers = lambda job: Terminal("is_archived") if job.id == 1 else Sent("C1", "2.0")
    bench.outbox.add(HELLO)
    bench.outbox.add(HELLO)
    assert ("done", 2, Sent("C1", "2.0")) in await bench.run()


async def test_a_card_is_drawn_and_its_fingerprint_kept(bench: Bench) -> None:
    bench.outbox.add_card()
    assert await bench.run() == [("card-done", 7, Sent("C1", "1.0"), "drawn")]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MessageGone(), ("card-lost", 7)),
        (Terminal("is_archived"), ("card-park", 7, "is_archived")),
        (TryAgain("ratelimited", seconds(9)), ("card-again", 7, MONDAY + seconds(9), "ratelimited", False)),
        (Unclear(), ("card-again", 7, MONDAY + seconds(5), "reply-lost", True)),
    ],
)
async def test_a_card_that_fails(bench: Bench, error: Exception, said: tuple[Any, ...]) -> None:
    bench.chat.answers = lambda job: error
    bench.outbox.add_card()
    assert await bench.run() == [said]


async def test_what_was_sent_and_cannot_be_written_down_is_left_to_the_next_claim(bench: Bench) -> None:
    bench.outbox.lost = OSError("no database")
    bench.outbox.add(HELLO)
    assert await bench.run() == []
