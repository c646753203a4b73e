"""The build under test: the only module here that imports the bot, so that one place is changed where modules move.

Owns how a bot is put together with a clock, ids and an order of work that are the same in every run. Must not know
what is recorded of it.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import yaml
from pydantic import SecretStr
from sqlalchemy import text

from bot.demo.actions import Scenario
from bot.demo.actor import Actor
from bot.demo.demo_clock import skip_until
from bot.demo.director import WHOLE
from bot.demo.people import WORKSPACE as DEMO
from bot.domain.documents.commands import StoreArtifact
from bot.domain.engine.history import write_event
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.conversation import CHANNEL, dm, stage_thread
from bot.domain.kernel.effects import (
    EFFECT,
    DailyLine,
    DailyList,
    Effect,
    EnsureChannel,
    FetchFile,
    PostFiles,
    PostNotice,
    React,
    Rendering,
    RenderingKind,
)
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.notices import (
    ButtonInsteadNotice,
    ConditionsMetNotice,
    DeliveryFailedNotice,
    NobodyLeadsNotice,
    Notice,
)
from bot.domain.kernel.people import user_of
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import AcceptRole
from bot.ports.files import File
from bot.ports.renderer import RenderedFile
from bot.reports import report
from bot.reports.formats import FORMATS
from bot.reports.report_data import Material
from bot.sandbox import (
    AppSpec,
    CannotDo,
    ChannelSpec,
    Driver,
    PersonSpec,
    Sandbox,
    SeenMessage,
    SeenView,
    WorkspaceSpec,
)
from bot.sandbox.delivery import Receipt, Sort
from bot.sandbox.message_actions import post
from bot.sandbox.modals import open_modal
from bot.sandbox.traffic import Exchange
from bot.settings import read_settings
from bot.slack.inbound.app import dispatch
from bot.slack.kit.localization import Texts
from bot.wiring.assembly import Bot, build
from bot.wiring.open_record import Surroundings
from storage import Pace
from tests.patience import SLACK_WAITS, UNHURRIED
from tests.processes import CONFINED, FORKED
from tests.upgrade.scenarios import SCENARIOS

__all__ = [
    "CHANNEL",
    "EFFECT",
    "EFFECTS",
    "NOTICES",
    "RENDERINGS",
    "STORIES",
    "STORY",
    "AcceptRole",
    "ButtonInsteadNotice",
    "CannotDo",
    "ChannelSpec",
    "Command",
    "ConditionsMetNotice",
    "DailyLine",
    "DailyList",
    "DeliveryFailedNotice",
    "Driver",
    "Effect",
    "EnsureChannel",
    "Exchange",
    "FetchFile",
    "File",
    "NobodyLeadsNotice",
    "PersonSpec",
    "PostFiles",
    "PostNotice",
    "Prose",
    "React",
    "Refusal",
    "Rendering",
    "Running",
    "Sandbox",
    "SeenMessage",
    "SeenView",
    "Source",
    "StoreArtifact",
    "WorkspaceSpec",
    "dm",
    "open_modal",
    "post",
    "running",
    "stage_thread",
    "user_of",
]

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""A Wednesday morning."""
RESTS = timedelta(seconds=10)
"""As long as any card rests once drawn; nobody is kept waiting longer for what stands there already."""

PATIENCE = 10.0
"""Seconds until what is on its way through this process is given up on."""
STEP = timedelta(seconds=10)
"""What passes before somebody does the next thing."""
MANIFEST = Path(__file__).parents[2] / "deploy" / "slack-manifest.yaml"
FRAMEWORK = Path(__file__).parent / "recordings" / "0.1.0" / "framework"
"""The built-in framework as release 0.1.0 had it: an audit goes on by the one it was started with."""
AS_RECORDED = {"SMACTR_FRAMEWORK": str(FRAMEWORK), "SMACTR_CONTRADICTIONS": "off"}
"""Settings of the build that was recorded: it did not compare documents, and the demo's contradict each other."""
AT_ONCE = Pace(interval=timedelta(0), burst=1)
STORIES: dict[str, Scenario] = {each.name: each for each in SCENARIOS}
STORY = WHOLE
EFFECTS = frozenset(get_args(get_args(Effect)[0]))
NOTICES, RENDERINGS = frozenset(get_args(Notice)), frozenset(get_args(RenderingKind))
"""Every kind of work there is, and of what is said or drawn."""


class StillClock:
    """The Clock port: stands still until it is set."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set_to(self, moment: datetime) -> None:
        """Go on from a later moment; an earlier one is ignored."""
        self._now = max(self._now, moment)


class CountedIds:
    """The Ids port: the same ids in every run. `first`: where they begin, so that a second run makes others."""

    def __init__(self, first: int = 1) -> None:
        self._ids, self._salts = count(first), count(first)

    def id(self) -> str:
        return f"id{next(self._ids):08d}"

    def salt(self) -> str:
        return f"{next(self._salts):032x}"


class SlackIds:
    """The sandbox's ids: the same in every run. `first`: where they begin."""

    def __init__(self, first: int = 1) -> None:
        self._counts: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(first))

    def new(self, prefix: str) -> str:
        """The next id under this prefix."""
        return f"{prefix}{next(self._counts[prefix]):010d}"

    def secret(self) -> str:
        """The next secret."""
        return f"{int(self.new('')):032x}"


class OneAtATime:
    """Has an outbox hand out one piece of work at a time, effects before cards: the order of calls never changes."""

    def __init__(self, outbox: Any) -> None:
        self.left = math.inf
        """How many pieces are still handed out."""
        self.effects = True
        """Whether effects are; else only cards."""
        self._under_way: set[int] = set()
        claim, claim_cards = outbox.claim, outbox.claim_cards

        async def claim_one(now: datetime, limit: int, lease: timedelta) -> list[Any]:
            return self._taken(await claim(now, 1, lease)) if self.effects and self._may_claim() else []

        async def claim_one_card(now: datetime, limit: int, lease: timedelta) -> list[Any]:
            return self._taken(await claim_cards(now, 1, lease)) if self._may_claim() else []

        outbox.claim, outbox.claim_cards = claim_one, claim_one_card
        for name in ("done", "again", "park", "card_done", "card_again", "card_lost", "park_card"):
            setattr(outbox, name, self._ending(getattr(outbox, name)))

    def _may_claim(self) -> bool:
        return not self._under_way and self.left > 0

    def _taken(self, jobs: list[Any]) -> list[Any]:
        self.left -= len(jobs)
        self._under_way |= {job.id for job in jobs}
        return jobs

    def _ending(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def ended(job: Any, *rest: Any, **more: Any) -> Any:
            try:
                return await method(job, *rest, **more)
            finally:
                self._under_way.discard(job.id)

        return ended


class InProcess:
    """A sandbox's way to the bot without a socket between: one payload after another."""

    reachable = True

    def __init__(self, app: Any) -> None:
        self._app = app
        self._turn = asyncio.Lock()

    async def send(self, sort: Sort, payload: dict[str, Any], *, attempt: int, reason: str) -> Receipt:
        """Hand a payload to the listeners, and their answer back."""
        async with self._turn:
            answer = await dispatch(self._app, payload)
        if answer.status != 200:
            return Receipt(f"http_{answer.status}")
        return Receipt(body=json.loads(answer.body) if answer.body else None)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot in a sandbox, where nothing happens but what it is told."""

    sandbox: Sandbox
    bot: Bot
    clock: StillClock
    work: OneAtATime
    rests: bool = False
    """Whether cards rest once drawn: what is there without waiting for them is found without."""

    async def settle(self, *, wait: bool = True) -> None:
        """Let everything happen that follows from what was done, until nothing more does; with `wait` also what rests
        for moments.
        """
        traffic, before = self.sandbox.traffic, -1
        heard = [0]
        stop = traffic.subscribe(lambda exchange: heard.append(exchange.number))
        try:
            while before != heard[-1]:
                before = heard[-1]
                await self._quiet()
                await self.bot.worker.run_until_idle(self.clock.set_to if wait else None)
                await self._quiet()
        finally:
            stop()

    async def _quiet(self) -> None:
        await asyncio.sleep(0)
        await type(self.sandbox.workspace).until(
            self.sandbox.workspace, lambda: self.sandbox.courier.in_flight == 0, timeout=10
        )

    async def until(self, predicate: Callable[[], Any], *, timeout: float = 0) -> Any:  # noqa: ASYNC109 - the sandbox's
        """In place of the sandbox's own waiting: what does not come of what was done will never come."""
        if found := predicate():
            return found
        if self.work.left > 0:
            if self.rests and (found := await self._until_rested(predicate)):
                return found
            await self.settle()
        return await type(self.sandbox.workspace).until(self.sandbox.workspace, predicate, timeout=PATIENCE)

    async def _until_rested(self, predicate: Callable[[], Any]) -> Any:
        """What is found within the rests of cards, with as little of them as it takes."""
        while True:
            await self.settle(wait=False)
            due = await self.bot.storage.outbox.next_due(self.clock.now())
            if (found := predicate()) or due is None or due - self.clock.now() > RESTS:
                return found
            self.clock.set_to(due)

    async def queued(self) -> list[str]:
        """The effects that wait, as they are stored."""
        found = await self.bot.storage.database.rows(
            text("SELECT body FROM effects WHERE state = 'waiting' ORDER BY id")
        )
        return [row.body for row in found]

    async def cards(self) -> list[str]:
        """The keys of all cards, and behind those that wait to be sent an asterisk."""
        found = await self.bot.storage.database.rows(text("SELECT key, sent, wanted FROM cards ORDER BY audit, id"))
        return [f"{row.key}{'*' if row.sent < row.wanted else ''}" for row in found]

    async def head(self, audit: str) -> str:
        """The fingerprint of everything that happened in an audit; empty where there is none."""
        found = await self.bot.storage.database.rows(text("SELECT head FROM audits WHERE key = :key"), {"key": audit})
        return str(found[0].head) if found else ""

    async def requests(self) -> int:
        """How many requests were committed so far, also those that changed nothing any more."""
        [found] = await self.bot.storage.database.rows(text("SELECT count(*) AS number FROM inbox"))
        return int(found.number)

    async def states(self) -> list[str]:
        """A line of JSON for each audit: its key, its head, its events as stored, and the state they come to."""
        lines = []
        for line in await self.bot.deps.store.audits(self.bot.workspace.id):
            loaded = await self.bot.deps.store.load(self.bot.workspace.id, line.key)
            history = await self.bot.deps.store.history(self.bot.workspace.id, line.key)
            events = [write_event(recorded.event) for recorded in history]
            state = loaded.audit.model_dump(mode="json", exclude_defaults=True)
            lines.append(
                json.dumps(["audit", line.key, loaded.head, events, state], ensure_ascii=False, sort_keys=True)
            )
        return lines

    async def verified(self) -> list[str]:
        """What is not as it was recorded."""
        return [problem.kind for problem in (await self.bot.storage.verify()).problems]

    async def play(self, story: Scenario) -> None:
        """Let the people of the demo play a story to its end."""
        for chapter in story.chapters:
            if chapter.awaits:
                came = partial(
                    chapter.awaits.can_be_read,
                    Actor(self.sandbox.driver(chapter.steps[0].who), say=self.bot.deps.texts),
                )
                await skip_until(self.clock, self.settle, came, chapter.awaits.called)
            for step in chapter.steps:
                self.clock.set_to(self.clock.now() + STEP)
                await step.play(self._actor(step.who))
                await self.settle()

    def _actor(self, who: str) -> Actor:
        return Actor(self.sandbox.driver(who), say=self.bot.deps.texts)


@asynccontextmanager
async def running(
    folder: Path,
    *,
    spec: WorkspaceSpec = DEMO,
    now: datetime = START,
    database: str = "",
    first_id: int = 1,
    keep_in: Path | None = None,
    texts: Texts | None = None,
    pace: Pace = AT_ONCE,
    given: Mapping[str, Any] = AS_RECORDED,
) -> AsyncIterator[Running]:
    """A bot with its record in a folder (or a database), in a workspace; it speaks with `texts`, or with its own.

    `pace`: how quickly it writes; `given`: further settings.
    """
    clock = StillClock(now)
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    sandbox = Sandbox(
        spec,
        app=AppSpec.from_manifest(manifest),
        clock=clock,
        ids=SlackIds(first_id),
        retry_delays=(),
        keep_in=keep_in,
        ack_timeout=SLACK_WAITS,
    )
    around = Surroundings(
        clock=clock,
        ids=CountedIds(first_id),
        chance=lambda: 0.5,
        pace=pace,
        texts=texts,
        processes=FORKED,
        confinement=CONFINED,
        timeouts=UNHURRIED,
    )
    # a release that was recorded wrote no report on paper: one file more gives every file after it another number
    on_screen = {"report": replace(FORMATS["report"], draw=_without_paper)}
    async with sandbox, build(_settings(sandbox, folder, database, given), around) as bot:
        sandbox.courier._transport = InProcess(bot.app)
        here = Running(sandbox, bot, clock, OneAtATime(bot.storage.outbox), rests=bool(pace.settle))
        sandbox.workspace.until = here.until  # type: ignore[method-assign]
        with patch.dict(FORMATS, on_screen):
            yield here


def _without_paper(read: Material) -> tuple[RenderedFile, ...]:
    return report.draw(read, report.FORMS)


def _settings(sandbox: Sandbox, folder: Path, database: str, given: Mapping[str, Any]) -> Any:
    basic: dict[str, Any] = {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_API_URL": sandbox.api_url,
        "SMACTR_DATA_DIR": folder,
    }
    if database:
        basic["SMACTR_DATABASE_URL"] = database
    return read_settings(None, **basic, **given).model_copy(update={"app_token": SecretStr(sandbox.app_token)})
