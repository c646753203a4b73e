"""The disk is full: whoever clicks is told, and what was said meanwhile is on record once there is room, by itself.

Owns the way from a refused event to its reading. When threads are read again is tested in
`tests/wiring/test_backfill_schedule.py`; a database that is gone altogether, in `tests/faults`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event

from bot.slack.kit.action_ids import ActionId
from storage.engine import WRITES
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import words

LONG = "The weights were seen elsewhere. " * 1200
"""More than the pages of a small record have room for: SQLite has to ask for further ones."""


class Disk:
    """How many pages SQLite may have: those it has, or as many as it likes."""

    full = False

    def limit(self, connection: Connection) -> None:
        """Before each transaction that writes."""
        if connection.dialect.name == "sqlite" and connection.get_execution_options().get(WRITES):
            pages = 1 if self.full else 2**30
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def disk() -> Iterator[Disk]:
    """There before the bot is: it listens to the engine from the beginning."""
    here = Disk()
    event.listen(Engine, "begin", here.limit)
    yield here
    event.remove(Engine, "begin", here.limit)


async def test_what_was_said_while_the_disk_was_full_is_on_record_once_there_is_room(
    disk: Disk, bot_in_sandbox: BotInSandbox
) -> None:
    card, engineer = await bot_in_sandbox.thread(), bot_in_sandbox.person("engineer")
    workspace, discussion = bot_in_sandbox.bot.workspace.id, bot_in_sandbox.bot.deps.discussion
    sandbox = bot_in_sandbox.sandbox
    readings = len(sandbox.traffic.calls("conversations.replies"))
    disk.full = True
    said = await engineer.say("lab", LONG, thread_ts=card.ts)
    # the thread is read at once, which cannot be written down either, and again
    await sandbox.workspace.until(lambda: len(sandbox.traffic.calls("conversations.replies")) > readings + 1)
    assert await discussion.message(workspace, card.channel, said.ts) is None
    disk.full = False

    async def kept() -> bool:
        return await discussion.message(workspace, card.channel, said.ts) is not None

    await eventually(kept)


async def test_whoever_hands_something_in_on_a_full_disk_is_told_and_loses_nothing(
    disk: Disk, bot_in_sandbox: BotInSandbox
) -> None:
    card, product = await bot_in_sandbox.thread(), bot_in_sandbox.person("product")
    await product.click(card, ActionId.SUBMIT)
    await product.fill({"artifact": "1 Product requirements", "text": LONG[:2900]})
    disk.full = True
    refused = await product.submit()
    assert words("not-saved") in str(refused.errors)
    disk.full = False
    assert (await product.submit()).closed
    assert (await bot_in_sandbox.audit()).latest("product-requirements")
