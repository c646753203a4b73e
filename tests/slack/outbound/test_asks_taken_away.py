"""An ask that led nowhere is deleted, unless somebody replied to it.

Owns the calls of Slack for that. Which asks led nowhere is in `tests/duties/test_outcomes.py`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.kernel.conversation import AskCard, StageCard, stage_thread
from bot.domain.kernel.duty import DutyKey
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.ports.chat import MessageGone
from bot.ports.outbox import CardJob
from bot.sandbox import readable
from tests.builders import LEAD, an_audit
from tests.slack.outbound.delivery_bench import DeliveryBench, delivery_bench
from tests.slack.outbound.view_contexts import says


async def in_vain(post: DeliveryBench) -> CardJob:
    """The lead was asked to close a stage, and a document of it changed meanwhile."""
    play, card = post.play, AskCard(DutyKey(CloseStageDuty, "scoping").key, LEAD, stage_thread("scoping"))
    await post.draw(post.card(StageCard("scoping")))
    play.documents("scoping")
    play.signatures("scoping")
    sent, fingerprint = await post.draw(post.card(card))
    play.later(hours=1)
    play.hand_in("audit-scope")
    play.accept("audit-scope")
    return post.card(card, sent=sent, fingerprint=fingerprint)


async def test_an_ask_that_led_nowhere_is_taken_away() -> None:
    async with delivery_bench(an_audit().at("scoping")) as post:
        job = await in_vain(post)
        assert job.sent
        with pytest.raises(MessageGone):
            await post.draw(job)
        assert len(post.messages("CAUDIT")) == 1
        assert (await post.draw(replace(job, sent=None, fingerprint="")))[0] is None


async def test_an_ask_that_somebody_replied_to_stays_and_says_that_it_is_withdrawn() -> None:
    async with delivery_bench(an_audit().at("scoping")) as post:
        job = await in_vain(post)
        card = post.messages("CAUDIT")[0]
        await post.sandbox.driver("uengineer").say("CAUDIT", "Wait for v2.", thread_ts=card.ts)
        await post.draw(job)
        assert says(readable(post.messages("CAUDIT")[1].blocks), "outcome-withdrawn")
