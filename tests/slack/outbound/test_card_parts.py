"""A card that is too long for one message: its parts stand in its thread, and each is drawn again by itself.

Owns the calls of Slack for that. What stands in which part is with the card.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from bot.domain.decision.commands import ClaimDone, NameOwner
from bot.domain.kernel.conversation import DecisionCard, SummaryCard
from bot.domain.reflection.commands import PublishSummary
from bot.ports.chat import MessageGone, Unclear
from bot.sandbox import readable
from tests.builders import ENGINEER, LEAD, Play, an_audit
from tests.decision.test_decision_in_slack import drafted, statement, voted
from tests.slack.outbound.delivery_bench import delivery_bench
from tests.slack.outbound.view_contexts import say, says

DECISION: Final = DecisionCard()


def decided() -> Play:
    """A decision on a condition that somebody sees to, by its first message and its thread."""
    play = voted()
    due = play.clock.now().date()
    play.do(NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, check=play.text("Try it."), due=due)
    return play


def claim(play: Play) -> None:
    """What only the thread shows."""
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Tried on Monday."))


async def test_a_long_card_continues_in_its_thread_and_shrinks_again() -> None:
    play = an_audit().at("reflection")
    drafted(play, [statement(n, ENGINEER, f"Statement {n} " + "word " * 150) for n in range(1, 60)])
    play.do(PublishSummary, LEAD, number=1)
    async with delivery_bench(play) as post:
        card = SummaryCard()
        sent, fingerprint = await post.draw(post.card(card))
        assert sent
        parts = post.messages("CAUDIT")
        assert len(parts) > 2
        assert [m.thread_ts for m in parts[1:]] == [sent.ts] * (len(parts) - 1)
        drafted(play, [statement(1, ENGINEER, "Short.")])
        play.do(PublishSummary, LEAD, number=2)
        await post.draw(post.card(card, sent=sent, fingerprint=fingerprint))
        assert len(post.messages("CAUDIT")) == 1


async def test_a_long_card_interrupted_half_way_is_taken_up_where_it_stopped() -> None:
    play = an_audit().at("reflection")
    drafted(play, [statement(n, ENGINEER, f"Statement {n} " + "word " * 150) for n in range(1, 60)])
    play.do(PublishSummary, LEAD, number=1)
    async with delivery_bench(play) as post:
        card = SummaryCard()
        post.sandbox.faults.on_call("conversations.replies", "ratelimited", seconds=1)
        with pytest.raises(Unclear):
            await post.draw(post.card(card))
        await post.draw(post.card(card, ambiguous=True))
        texts = [m.text for m in post.messages("CAUDIT")]
        assert len(texts) == len(set(texts)) > 2


async def test_only_the_parts_that_say_something_else_are_drawn_again() -> None:
    async with delivery_bench(play := decided()) as post:
        sent, fingerprint = await post.draw(post.card(DECISION))
        claim(play)
        await post.draw(post.card(DECISION, sent=sent, fingerprint=fingerprint))
        assert post.calls("chat.update") == 1
        first, thread = post.messages("CDECISIONS")
        assert says(readable(first.blocks), "post-check")
        assert "Tried on Monday." in readable(thread.blocks)


async def test_after_an_attempt_that_failed_half_way_every_part_is_drawn_again() -> None:
    async with delivery_bench(play := decided()) as post:
        sent, fingerprint = await post.draw(post.card(DECISION))
        claim(play)
        again = post.card(DECISION, sent=sent, fingerprint=fingerprint)
        await post.draw(replace(again, attempts=2))
        assert post.calls("chat.update") == 2


async def test_a_deleted_first_part_is_missed_when_another_one_is_drawn_again() -> None:
    async with delivery_bench(play := decided()) as post:
        sent, fingerprint = await post.draw(post.card(DECISION))
        driver = post.sandbox.driver("ulead")
        found = driver.find(say()("post-dissents", count=1), channel="decisions")
        assert found
        await driver.delete(found)
        claim(play)
        with pytest.raises(MessageGone):
            await post.draw(post.card(DECISION, sent=sent, fingerprint=fingerprint))
