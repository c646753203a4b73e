"""One performance of the demo's story: a workspace in this process, the bot as several others over one PostgreSQL.

Owns its lifetime, and when it has come to rest. Must not know what disturbs it, nor the story.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import text

from bot.demo.actions import Chapter, Command, Press
from bot.demo.actor import Actor, Stuck
from bot.demo.people import PEOPLE, WORKSPACE
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.duty import ask_card
from bot.sandbox import AppSpec, CountingIds, Sandbox, SeenMessage
from bot.settings import read_settings
from bot.slack.kit.action_ids import ActionId
from bot.wiring.open_record import opened
from storage import Storage
from tests.faults.balancer import Balancer
from tests.faults.picture import Picture, take_picture, twice
from tests.faults.replicas import ROOT, Replica
from tests.postgres import drop_database, fresh_database

RETRIES = (0.0, 2.0, 4.0, 8.0)
"""Slack's repetitions of an event, quicker than its minute and five: at once, then until somebody listens again."""

KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH")
"""What the bot sees of the environment around the tests: nothing that sets it up."""

REST = 120.0
"""Seconds in which everything that is under way must have arrived."""


@dataclass(frozen=True)
class Attentive(Actor):
    """A person of the demo; `found` are the places of the messages they waited for."""

    found: set[tuple[str, str]]

    async def finds(self, *args: Any, **how: Any) -> SeenMessage:
        """The message, once it is there."""
        message = await super().finds(*args, **how)
        self.found.add((message.channel, message.ts))
        return message


@dataclass
class Performance:
    """A running workspace with the bot in it."""

    sandbox: Sandbox
    replicas: tuple[Replica, ...]
    environment: dict[str, str]
    folder: Path
    delivery: Literal["socket", "http"]
    found: set[tuple[str, str]] = field(default_factory=set)

    async def play(self, story: Sequence[Chapter]) -> None:
        """Let the people of the demo do their part, one after the other."""
        try:
            for chapter in story:
                for step in chapter.steps:
                    if isinstance(step.deed, Command):
                        # whoever asks for a summary of what was said gives what was said the time to arrive
                        await self.sandbox.settled(timeout=REST)
                        await self.sandbox.workspace.until(self._heard, timeout=REST)
                    await step.play(Attentive(self.sandbox.driver(step.who), self.found))
                    if isinstance(step.deed, Press) and step.deed.button == ActionId.OPEN_BALLOT:
                        # the board looks at its page before it votes: what is over by then is not drawn
                        await self._until(lambda storage: _none_left(storage, DRAWING))
                # a picture shows the moment in which it is drawn: it is looked at before anybody goes on
                await self._until(lambda storage: _none_left(storage, DRAWING))
        except Stuck as stuck:
            account = f"{self.sandbox.workspace.account()}\n\n{self.sandbox.traffic.account(60)}"
            (self.folder / "account.txt").write_text(account, encoding="utf-8")
            raise AssertionError(f"stuck at {stuck}; everything that was said is in {self.folder}") from stuck

    def _heard(self) -> bool:
        courier = self.sandbox.courier
        return not courier.in_flight and not courier.waiting_to_retry

    async def rest(self) -> None:
        """Wait until nothing is under way any more: no event, no effect, no card."""
        await self._until(self._at_rest)

    async def _until(self, there: Callable[[Storage], Awaitable[bool]]) -> None:
        async with asyncio.timeout(REST), self._record() as storage:
            while not await there(storage):  # noqa: ASYNC110  # the bot is another process: its rows are all we see
                await asyncio.sleep(0.1)

    @asynccontextmanager
    async def _record(self) -> AsyncIterator[Storage]:
        async with opened(read_settings(None, **self.environment), upgrade=False) as storage:
            yield storage

    async def _at_rest(self, storage: Storage) -> bool:
        return self._heard() and await _none_left(storage, UNFINISHED)

    async def picture(self) -> Picture:
        """How it stands, once it is at rest; nothing may be parked, nothing there twice, and the record intact."""
        await self.rest()
        await self._everybody_looks_home()
        assert not twice(self.sandbox)
        said = await self._verify()
        assert "intact" in said, said
        async with self._record() as storage:
            assert not await storage.outbox.parked()
            return await take_picture(self.sandbox, storage)

    async def chances(self) -> list[str]:
        """Asks that somebody did before they could read them: whether those got posted is chance in every run.

        One that led nowhere stands nowhere at the end, whether it was posted and taken away or not.
        """
        async with self._record() as storage:
            (line,) = await storage.store.audits(self.sandbox.workspace.team_id)
            loaded = await storage.store.load(self.sandbox.workspace.team_id, line.key)
            owed = {ask_card(d).key for d in duties_of(loaded.audit, loaded.framework, datetime.now(UTC).date())}
            asks = await storage.database.rows(text(ASKS))
        return [ask.key for ask in asks if ask.key not in owed and (ask.channel, ask.ts) not in self.found]

    async def _everybody_looks_home(self) -> None:
        """A Home is drawn again for whoever it asks something, and for everybody who opens it."""
        for person in PEOPLE:
            await self.sandbox.driver(person.name).open_home(timeout=REST)
        await self.rest()

    async def _verify(self) -> str:
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("smactr")),
            "verify",
            cwd=ROOT,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return said.decode()


async def _none_left(storage: Storage, counting: str) -> bool:
    [[left]] = await storage.database.rows(text(counting))
    return not left


UNFINISHED = """
SELECT (SELECT count(*) FROM effects WHERE state = 'waiting')
     + (SELECT count(*) FROM cards WHERE state = 'waiting' AND sent < wanted)
"""

DRAWING = "SELECT count(*) FROM effects WHERE state = 'waiting' AND kind = 'post-files'"

ASKS = """
SELECT key, channel, ts FROM cards
WHERE ts IS NOT NULL AND (starts_with(key, 'ask:') OR starts_with(key, 'asks:'))
"""


@asynccontextmanager
async def performance(
    folder: Path, *, delivery: Literal["socket", "http"] = "socket", replicas: int = 2
) -> AsyncIterator[Performance]:
    """A workspace and replicas that are connected to it, for the length of a block."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        database = await fresh_database()
        stack.push_async_callback(drop_database, database)
        balancer = await stack.enter_async_context(Balancer()) if delivery == "http" else None
        sandbox = Sandbox(
            WORKSPACE,
            app=AppSpec(name="smactr"),
            delivery=delivery,
            bot_url=f"http://127.0.0.1:{balancer.port}/slack/events" if balancer else "",
            ids=CountingIds(),
            retry_delays=RETRIES,
        )
        await stack.enter_async_context(sandbox)
        environment = _environment(sandbox, database, folder, delivery)
        running = tuple(Replica(f"replica-{number}", environment, folder) for number in range(1, replicas + 1))
        for replica in running:
            await replica.start()
            stack.push_async_callback(replica.stop)
        for replica in running:
            await replica.ready()
        if balancer:
            balancer.ports = [replica.port for replica in running]
        else:
            await sandbox.connected(replicas, timeout=20)
        yield Performance(sandbox, running, environment, folder, delivery)


def _framework(folder: Path) -> Path:
    """The built-in framework without its cooling-off: nothing skips a working day of processes of their own."""
    copied = folder / "framework"
    shutil.copytree(ROOT / "prompts" / "framework" / "smactr", copied)
    main = copied / "framework.toml"
    text = main.read_text(encoding="utf-8")
    assert "cooling_off_days = 1" in text
    main.write_text(text.replace("cooling_off_days = 1", "cooling_off_days = 0"), encoding="utf-8")
    return copied


def _environment(sandbox: Sandbox, database: str, folder: Path, delivery: str) -> dict[str, str]:
    way = (
        {"SLACK_APP_TOKEN": sandbox.app_token}
        if delivery == "socket"
        else {"SLACK_SIGNING_SECRET": sandbox.signing_secret}
    )
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_API_URL": sandbox.api_url,
        "SMACTR_DATABASE_URL": database,
        "SMACTR_DATA_DIR": str(folder / "data"),
        "SMACTR_FRAMEWORK": str(_framework(folder)),
        **way,
    }
