"""A message on its way to Slack, against answers that Slack gives seldom.

Owns what a caller is told of it. What is sent again, and when, is `test_delivery`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from bot.ports.chat import TryAgain
from bot.slack.kit.message_limits import Message
from bot.slack.outbound.posting import ParentGone, Target, post
from bot.slack.outbound.web_api import WebApi


class BusySlack:
    """It posts a reply beside its thread, and is too busy to take it away."""

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        if method == "chat.delete":
            raise TryAgain("ratelimited", timedelta(seconds=1))
        return {"channel": "C1", "ts": "2.0", "message": {}}


async def test_a_reply_that_missed_its_thread_is_never_called_not_posted() -> None:
    with pytest.raises(ParentGone):
        await post(cast(WebApi, BusySlack()), Target("C1", "1.0"), Message("Hello", ()), {})
