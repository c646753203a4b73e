"""The stage of the acceptance tests: a sandbox, a bot put together as in production, and people.

Owns how they are arranged, and what a person does in one line. Goes to a state by real commands through the service,
everything else over Slack's protocol. Must not test anything.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import SecretStr

from bot.demo.actor import Actor
from bot.demo.messages import Criterion, block_of, buttons_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import user_of
from bot.domain.kernel.registry import Event
from bot.sandbox import AppSpec, ChannelSpec, Driver, PersonSpec, Sandbox, SeenMessage, Submitted, WorkspaceSpec
from bot.sandbox.text import readable
from bot.settings import Settings, read_settings
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.timeouts import Timeouts
from bot.wiring.assembly import Bot, build
from bot.wiring.open_record import DATABASE_FILE, Surroundings
from bot.wiring.serving import listening
from bot.worker.timing import Timing
from storage import Pace
from tests import builders
from tests.acceptance.checkpoints import RECORD, Checkpoint, Recorded
from tests.builders import TEAM, Play
from tests.clock import MONDAY, RunningClock
from tests.once import once
from tests.patience import UNHURRIED
from tests.processes import CONFINED, FORKED
from tests.schema import lay_schema

MANIFEST = yaml.safe_load(Path("deploy/slack-manifest.yaml").read_text(encoding="utf-8"))

Delivery = Literal["socket", "http"]

E = TypeVar("E", bound=Event)

PATIENCE = 30.0
"""Seconds until what should happen is given up on: far more than anything here takes, on a busy machine too."""

AT_ONCE = Pace(interval=timedelta(0), burst=1)
"""No test waits for a slot: pacing has tests of its own."""

QUICK = Timing(tick=timedelta(milliseconds=200), slow_tick=timedelta(milliseconds=200), unclear=timedelta(0))

UNUSED_PORT = 3999
"""Of a bot that does not listen."""

PEOPLE = {
    "lead": builders.LEAD,
    "deputy": builders.DEPUTY,
    "auditor": builders.AUDITOR,
    "auditor-2": builders.AUDITOR_2,
    "engineering": builders.ENGINEER,
    "product": builders.PRODUCT,
    "safety": builders.SAFETY,
    "legal": builders.LEGAL,
    "external": builders.EXTERNAL,
    "board-1": builders.BOARD[0],
    "board-2": builders.BOARD[1],
    "board-3": builders.BOARD[2],
    "stranger": builders.STRANGER,
}
"""By handle, the same people as in the builders; the stranger is a full member without a role, as the newcomer is."""

WORKSPACE = WorkspaceSpec(
    id=TEAM,
    people=(
        *(PersonSpec(name=name, id=user_of(who), admin=name == "lead") for name, who in PEOPLE.items()),
        PersonSpec(name="newcomer", id="UNEWCOMER"),
        PersonSpec(name="guest", id="UGUEST", guest="multi_channel"),
    ),
    channels=(
        ChannelSpec(name="general", id="CGENERAL", members=(*PEOPLE, "newcomer", "guest"), bot=True),
        ChannelSpec(name="release-decisions", id="CDECISIONS"),
    ),
)


@dataclass
class Someone:
    """A person of the tests at Slack's client."""

    driver: Driver

    def sees(self, wanted: Criterion | str, *, channel: str | None = None) -> SeenMessage | None:
        """The newest message that fits, or that has these words of somebody's, if it is there."""
        if isinstance(wanted, str):
            return self.driver.find(wanted, channel=channel)
        return Actor(self.driver).sees(wanted, channel=channel)

    async def reads(
        self, wanted: Criterion | str, button: ActionId | None = None, *, channel: str | None = None
    ) -> SeenMessage:
        """The same, once it is there with this button."""

        def there() -> SeenMessage | None:
            found = self.sees(wanted, channel=channel)
            return found if found and (button is None or _block(found, wanted, button) is not None) else None

        return await self.driver.workspace.until(there, timeout=PATIENCE)

    async def presses(self, wanted: Criterion | str, button: ActionId) -> SeenMessage:
        """Press a button beneath a message; the message as it was."""
        message = await self.reads(wanted, button)
        assert (await self.driver.click(message, button, block_id=_block(message, wanted, button) or None)).ok
        return message

    async def opens(self, wanted: Criterion | str, button: ActionId) -> None:
        """Press a button, and wait for the modal it opens."""
        await self.presses(wanted, button)
        await self.driver.modal(timeout=PATIENCE)

    async def submits(self, **fields: Any) -> Submitted:
        """Fill in the modal that is open, and submit it."""
        await self.driver.fill(fields)
        return await self.driver.submit()

    async def fills(self, wanted: Criterion | str, button: ActionId, **fields: Any) -> Submitted:
        """Press a button, fill in the modal it opens, and submit it."""
        await self.opens(wanted, button)
        return await self.submits(**fields)

    async def told(self, words: str) -> SeenMessage:
        """What only this person was told."""
        found = await self.reads(words)
        assert found.ephemeral, f"everybody can read: {found.readable}"
        return found


def _block(message: SeenMessage, wanted: Criterion | str, button: ActionId) -> str | None:
    """The block of a button, the first at or beneath the words that are looked for; empty where it stands wherever it
    does; None where it is not there.
    """
    if not isinstance(wanted, str):
        return block_of(message, wanted, button)
    begins = next((n for n, block in enumerate(message.blocks) if wanted in readable([block])), len(message.blocks))
    beneath = (b["block_id"] for b in message.blocks[begins:] if button in _acts(b))
    return next(beneath, "" if button in buttons_of(message) else None)


def _acts(block: Mapping[str, Any]) -> list[str]:
    return [
        part["action_id"] for part in (*block.get("elements", ()), block.get("accessory") or {}) if "action_id" in part
    ]


@dataclass
class Stage:
    """Everything that was arranged."""

    sandbox: Sandbox
    bot: Bot
    clock: RunningClock
    url: str
    """Where the bot takes Slack's requests, when they come over HTTP."""
    someone: dict[str, Someone] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Someone:
        return self.someone.setdefault(name, Someone(self.sandbox.driver(name)))

    @property
    def channel(self) -> str:
        """The audit's own channel."""
        return next(c.name for c in self.sandbox.workspace.channels.values() if c.name.startswith("audit-"))

    async def audit(self, key: str = "A-1") -> Audit:
        """The state as it stands."""
        return (await self.bot.deps.store.load(TEAM, key)).audit

    async def events(self, kind: type[E], key: str = "A-1") -> list[E]:
        """The events of a kind in an audit's history."""
        return [r.event for r in await self.bot.deps.store.history(TEAM, key) if isinstance(r.event, kind)]

    async def quiet(self) -> None:
        """Wait until nothing is on its way to the bot, and the bot has nothing left to do."""
        await self.sandbox.settled()
        await self.bot.worker.run_until_idle()


@asynccontextmanager
async def arranged(
    folder: Path,
    *,
    at: str = "",
    delivery: Delivery = "socket",
    database: str = "",
    workspace: WorkspaceSpec = WORKSPACE,
    then: Callable[[Play], object] | None = None,
    given: dict[str, Any] | None = None,
    start: datetime = MONDAY,
    timeouts: Timeouts = UNHURRIED,
    pace: Pace = AT_ONCE,
    retries: tuple[float, ...] = (0.05, 0.3, 0.6),
) -> AsyncIterator[Stage]:
    """A running bot in a sandbox; with `at`, in an audit of the builders whose stage of that key is open.

    `then` plays on from there, as the builders do; `given` are further settings; `start`: when it is, without `at`;
    `timeouts`: how soon a person hears that something takes too long; `pace`: how quickly the bot writes;
    `retries`: seconds after which Slack tells of an event again.
    """
    # what was played on SQLite is taken up there; another database is played into
    taken = await checkpoint(folder, at) if at and not database else None
    clock = RunningClock(taken.now if taken else start)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = int(listener.getsockname()[1])
    url = f"http://127.0.0.1:{port}/slack/events"
    sandbox = Sandbox(
        workspace,
        app=AppSpec.from_manifest(MANIFEST),
        delivery=delivery,
        bot_url=url,
        clock=clock,
        retry_delays=retries,
        ack_timeout=1.5 * timeouts.save,
    )
    if taken:
        taken.restore(sandbox.workspace, folder)
    elif not database:
        lay_schema(folder / DATABASE_FILE)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(sandbox)
        settings = settings_for(sandbox, folder, delivery, database, port, given or {})
        bot = await stack.enter_async_context(build(settings, around(clock, timeouts, pace)))
        stage = Stage(sandbox, bot, clock, url)
        if at:
            play = taken.play if taken else played_to(at)
            if then:
                then(play)
            await perform(play, bot)
        await stack.enter_async_context(listening(bot))
        if delivery == "socket":
            await sandbox.connected()
        yield stage


async def checkpoint(folder: Path, at: str) -> Checkpoint:
    """Where the builders are when the stage `at` opens: played by whoever asks first, then copied."""
    with once(folder.parent, f"stage-{at}") as (kept, exists):
        if not exists:
            made = kept.with_name(f"{kept.name}.new")
            await _keep(made, at)
            made.rename(kept)
        return Checkpoint.read(kept)


async def _keep(folder: Path, at: str) -> None:
    clock, play = RunningClock(), played_to(at)
    sandbox = Sandbox(WORKSPACE, app=AppSpec.from_manifest(MANIFEST), clock=clock)
    record = folder / RECORD
    record.mkdir(parents=True)
    async with sandbox:
        settings = settings_for(sandbox, record, "socket", "", UNUSED_PORT, {})
        async with build(settings, around(clock)) as bot:
            await perform(play, bot)
    Checkpoint.of(sandbox.workspace, play, clock.now()).write(folder)


def played_to(at: str) -> Recorded:
    """The builders' play up to the opening of a stage."""
    play = Recorded()
    play.at(at)
    return play


async def perform(play: Recorded, bot: Bot) -> None:
    """Give a play's commands to the service, and let the bot say what follows from them."""
    for command in play.commands:
        await bot.deps.service.execute(command)
    play.commands.clear()
    await bot.worker.run_until_idle()


def around(clock: RunningClock, timeouts: Timeouts = UNHURRIED, pace: Pace = AT_ONCE) -> Surroundings:
    """What the bots of these tests stand in."""
    return Surroundings(clock=clock, timing=QUICK, pace=pace, processes=FORKED, confinement=CONFINED, timeouts=timeouts)


def settings_for(
    sandbox: Sandbox, folder: Path, delivery: Delivery, database: str, port: int, given: dict[str, Any]
) -> Settings:
    """The settings of a bot in a sandbox."""
    basic: dict[str, Any] = {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_API_URL": sandbox.api_url,
        "SMACTR_DATA_DIR": folder,
        "SMACTR_PORT": port,
    }
    if database:
        basic["SMACTR_DATABASE_URL"] = database
    secrets = {
        "app_token": SecretStr(sandbox.app_token if delivery == "socket" else ""),
        "signing_secret": SecretStr(sandbox.signing_secret if delivery == "http" else ""),
    }
    return read_settings(None, **{**basic, **given}).model_copy(update=secrets)
