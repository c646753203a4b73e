"""The private question whether something is a document: it reaches whoever wrote it, at most once.

Owns that promise. Which documents are offered, and what the question says, the documents' own tests tell.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import DismissOffer, OfferDocument
from bot.domain.kernel.content import Source
from bot.domain.kernel.effects import WhisperOffer
from bot.ports.chat import TryAgain
from tests.builders import ENGINEER, Play, an_audit
from tests.slack.outbound.delivery_bench import delivery_bench

MAP = Source(channel="CAUDIT", ts="5.1", file="F1")

OFFERED = WhisperOffer(offer="o1", source=MAP)


def offered() -> Play:
    """A file that is a document, perhaps: its sender is asked in private."""
    play = an_audit().at("mapping")
    play.do(OfferDocument, ENGINEER, offer="o1", source=MAP, kind="file", artifact="system-map", name=play.text("a"))
    return play


async def test_an_offer_whose_answer_was_lost_is_not_made_again() -> None:
    async with delivery_bench(offered()) as post:
        post.sandbox.faults.on_call("chat.postEphemeral", "lost_reply", times=1)
        await post.deliver(post.effect(OFFERED))
        await post.deliver(post.effect(OFFERED, ambiguous=True))
        assert post.calls("chat.postEphemeral") == 1


async def test_an_offer_that_slack_had_no_time_for_is_made_later() -> None:
    async with delivery_bench(offered()) as post:
        post.sandbox.faults.on_call("chat.postEphemeral", "ratelimited", seconds=3)
        with pytest.raises(TryAgain):
            await post.deliver(post.effect(OFFERED))
        await post.deliver(post.effect(OFFERED))
        assert post.calls("chat.postEphemeral") == 2


async def test_an_offer_that_was_answered_is_not_made_again() -> None:
    play = offered()
    async with delivery_bench(play) as post:
        play.do(DismissOffer, ENGINEER, offer="o1")
        await post.deliver(post.effect(OFFERED, ambiguous=True))
        assert post.calls("chat.postEphemeral") == 0


async def test_an_offer_to_somebody_who_left_the_channel_is_no_failure() -> None:
    async with delivery_bench(offered()) as post:
        post.sandbox.admin.kick("audit", "uengineer")
        await post.deliver(post.effect(OFFERED))
        assert post.calls("chat.postEphemeral") == 1
