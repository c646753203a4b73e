"""A message on its way to Slack, against answers that Slack gives seldom.

Owns what a caller is told of it. What is sent again, and when, is `test_delivery`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from bot.ports.chat import TryAgain, Unclear
from bot.slack.kit.message_limits import Message
from bot.slack.outbound.channels import ensure
from bot.slack.outbound.posting import ParentGone, Target, post
from bot.slack.outbound.uploads import shared
from bot.slack.outbound.web_api import WebApi
from tests.builders import an_audit
from tests.clock import MONDAY


class BusySlack:
    """It posts a reply beside its thread, and is too busy to take it away."""

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        if method == "chat.delete":
            raise TryAgain("ratelimited", timedelta(seconds=1))
        return {"channel": "C1", "ts": "2.0", "message": {}}


class OddSlack:
    """It does what it is asked, and says so oddly."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        return self.answer


@pytest.mark.parametrize("shares", [[1], {"private": {"C1": [{}]}}, {"private": {"C1": [None]}}])
async def test_of_files_that_were_shared_an_odd_answer_is_unclear(shares: object) -> None:
    with pytest.raises(Unclear):
        await shared(cast(WebApi, OddSlack({"file": {"shares": shares}})), "F1", "C1")


@pytest.mark.parametrize("channel", [None, "C1", {}, {"name": "audit-a1"}])
async def test_after_a_channel_was_made_an_odd_answer_is_unclear(channel: object) -> None:
    web = cast(WebApi, OddSlack({"channel": channel}))
    with pytest.raises(Unclear):
        await ensure(web, an_audit().audit.replace(channel=None), cast(Any, None), "topic", MONDAY)


async def test_a_reply_that_missed_its_thread_is_never_called_not_posted() -> None:
    with pytest.raises(ParentGone):
        await post(cast(WebApi, BusySlack()), Target("C1", "1.0"), Message("Hello", ()), {})
