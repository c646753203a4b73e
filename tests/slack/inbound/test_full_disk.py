"""The disk is full: whoever clicks is told, and what was said meanwhile is on record once there is room, by itself.

Owns the way from a refused event to its reading, on SQLite and PostgreSQL, each on a disk of a few megabytes that is
filled; where the machine lets nobody mount one, SQLite alone, which is given no further page. When threads are read
again is tested in `tests/wiring/test_backfill_schedule.py`; a database that is gone altogether, in `tests/faults`.
"""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import asyncpg
import pytest
from sqlalchemy import Connection, Engine, event, make_url

from bot.slack.kit.action_ids import ActionId
from storage.sqlite_threads import WRITES
from tests.postgres import own_server
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import words
from tests.small_disk import mountable, small_disk

LONG = "".join(chr(n) for n in random.Random(0).choices(range(0x4E00, 0x9000), k=12_000))
"""Nothing that PostgreSQL could press together, and more than a page in use has room for: it has to ask for others."""


class Disk(Protocol):
    """Where the record lies."""

    def fill(self) -> None: ...

    def free(self) -> None: ...


class Pages:
    """How many pages SQLite may have: those it has, or as many as it likes."""

    full = False

    def fill(self) -> None:
        self.full = True

    def free(self) -> None:
        self.full = False

    def limit(self, connection: Connection) -> None:
        """Before each transaction that writes."""
        if connection.dialect.name == "sqlite" and connection.get_execution_options().get(WRITES):
            pages = 1 if self.full else 2**30
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@asynccontextmanager
async def sqlite_with_few_pages(_settings: dict[str, Any]) -> AsyncIterator[Disk]:
    here = Pages()
    event.listen(Engine, "begin", here.limit)
    try:
        yield here
    finally:
        event.remove(Engine, "begin", here.limit)


@asynccontextmanager
async def sqlite_on_a_small_disk(settings: dict[str, Any]) -> AsyncIterator[Disk]:
    with small_disk(8) as disk:
        settings["SMACTR_DATA_DIR"] = disk.folder
        yield disk


@asynccontextmanager
async def postgres_on_a_small_disk(settings: dict[str, Any]) -> AsyncIterator[Disk]:
    """Its tables lie there; the server's log of writes does not, or the server itself would stop.

    The server is this test's own: its checkpoints fail while the disk is full, and so would whatever of another test
    waits for one, as does the removal of a database.
    """
    with own_server() as url:
        server = await asyncpg.connect(url)
        whose = os.stat(await server.fetchval("SHOW data_directory")).st_uid
        with small_disk(48, whose) as disk:
            try:
                await server.execute(f"CREATE TABLESPACE small LOCATION '{disk.folder}'")
                await server.execute("CREATE DATABASE smactr TABLESPACE small")
                settings["SMACTR_DATABASE_URL"] = make_url(url).set(database="smactr").render_as_string(False)
                yield disk
            finally:
                disk.free()
                await server.close()


KINDS: dict[str, Callable[[dict[str, Any]], AbstractAsyncContextManager[Disk]]] = {
    "SQLite that gets no further page": sqlite_with_few_pages,
}
if mountable():
    KINDS |= {"SQLite on a small disk": sqlite_on_a_small_disk, "PostgreSQL on a small disk": postgres_on_a_small_disk}


@pytest.fixture(params=KINDS)
async def disk(request: pytest.FixtureRequest, settled: dict[str, Any]) -> AsyncIterator[Disk]:
    """There before the bot is, which begins on it."""
    async with KINDS[request.param](settled) as here:
        yield here


async def test_what_was_said_while_the_disk_was_full_is_on_record_once_there_is_room(
    disk: Disk, bot_in_sandbox: BotInSandbox
) -> None:
    card, engineer = await bot_in_sandbox.thread(), bot_in_sandbox.person("engineer")
    workspace, discussion = bot_in_sandbox.bot.workspace.id, bot_in_sandbox.bot.deps.discussion
    sandbox = bot_in_sandbox.sandbox
    readings = len(sandbox.traffic.calls("conversations.replies"))
    disk.fill()
    said = await engineer.say("lab", LONG, thread_ts=card.ts)
    # the thread is read at once, which cannot be written down either, and again
    await sandbox.workspace.until(lambda: len(sandbox.traffic.calls("conversations.replies")) > readings + 1)
    assert await discussion.message(workspace, card.channel, said.ts) is None
    disk.free()

    async def kept() -> bool:
        return await discussion.message(workspace, card.channel, said.ts) is not None

    await eventually(kept)


async def test_whoever_hands_something_in_on_a_full_disk_is_told_and_loses_nothing(
    disk: Disk, bot_in_sandbox: BotInSandbox
) -> None:
    card, product = await bot_in_sandbox.thread(), bot_in_sandbox.person("product")
    await product.click(card, ActionId.SUBMIT)
    await product.fill({"artifact": "1 Product requirements", "text": LONG[:2900]})
    disk.fill()
    refused = await product.submit()
    assert words("not-saved") in str(refused.errors)
    disk.free()
    assert (await product.submit()).closed
    assert (await bot_in_sandbox.audit()).latest("product-requirements")
