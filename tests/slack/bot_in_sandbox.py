"""A bot put together as in life, in a sandbox workspace, for tests of single listeners."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.messages import Criterion, buttons_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import person
from bot.domain.roster.commands import AcceptRole
from bot.sandbox import ChannelSpec, Driver, GroupSpec, PersonSpec, Sandbox, SeenMessage, SeenView, WorkspaceSpec
from bot.settings import Settings
from bot.slack.kit.action_ids import ActionId
from bot.wiring.assembly import Bot, build
from bot.wiring.open_record import DATABASE_FILE, Surroundings
from bot.wiring.serving import listening
from bot.worker.timing import Timing
from storage import Pace
from tests.patience import SLACK_WAITS, UNHURRIED
from tests.processes import CONFINED, FORKED
from tests.schema import lay_schema

PEOPLE = (
    "lead",
    "deputy",
    "auditor",
    "auditor2",
    "engineer",
    "product",
    "safety",
    "legal",
    "bo",
    "bea",
    "bob",
    "other",
)

ROLES: dict[str, list[str]] = {
    "auditor": ["auditor", "auditor2"],
    "engineering": ["engineer"],
    "product": ["product"],
    "safety": ["safety"],
    "legal": ["legal"],
    "board": ["bo", "bea", "bob"],
}


@dataclass
class BotInSandbox:
    """The sandbox with the bot in it."""

    sandbox: Sandbox
    bot: Bot

    def person(self, name: str) -> Driver:
        return self.sandbox.driver(name)

    async def start_audit(self, *, channel: str = "lab", model: str = "Foo-7B 1.0") -> str:
        """Start an audit in a public channel and assign everybody; its key."""
        lead = self.person("lead")
        await lead.command("/audit", "start")
        await lead.fill(
            {
                "model": model,
                "description": "A chat model for clinics",
                "asked_form": "3 Inference API",
                "lead": ["lead", "deputy"],
                "channel": channel,
                "decision_channel": "decisions",
            }
        )
        started = await lead.submit()
        assert started.status == "updated", started
        assert started.view is not None
        key = started.view.readable.split("A-", 1)[1].split(":", 1)[0]
        await lead.click(started.view, ActionId.PEOPLE)
        await lead.modal(where=lambda view: view.callback_id == "people")
        await lead.fill(dict(ROLES))
        saved = await lead.submit()
        assert saved.closed, saved
        while lead.open_modal():
            await lead.close_modal()
        return f"A-{key}"

    async def audit(self, key: str = "A-1") -> Audit:
        return (await self.bot.deps.store.load(self.bot.workspace.id, key)).audit

    async def known(self, message: SeenMessage) -> SeenMessage:
        """A message of ours, once the bot has written down that it is there: people do not answer within a breath."""

        async def recorded() -> bool:
            return bool(await self.bot.deps.store.spot(self.bot.workspace.id, message.channel, message.ts))

        await eventually(recorded)
        return message

    async def finds(self, name: str, wanted: Criterion | str, button: ActionId, channel: str = "lab") -> SeenMessage:
        """The newest message that fits, or has these words of somebody's, with this button, once it is there."""
        driver = self.person(name)
        who = person(driver.workspace.team_id, driver.id)

        def fits(message: SeenMessage) -> bool:
            if isinstance(wanted, str):
                return wanted in message.readable
            return wanted.fits(message, who, self.bot.deps.texts)

        def there() -> SeenMessage | None:
            seen = reversed(driver.sees(channel))
            return next((m for m in seen if fits(m) and button in buttons_of(m)), None)

        return await self.sandbox.workspace.until(there)

    async def at_home(self, name: str, button: ActionId) -> SeenView:
        """Somebody's App Home, once it has this button: at first it may show what was drawn before."""
        driver = self.person(name)
        await driver.open_home()

        def there() -> SeenView | None:
            home = driver.home()
            return home if home and any(e.get("action_id") == button for e in home.elements) else None

        return await self.sandbox.workspace.until(there)

    async def everybody_accepts(self, key: str = "A-1") -> None:
        """Whoever was named says yes, as by the button of the invitation."""
        for role, seats in (await self.audit(key)).roster.items():
            for who in [seat.person for seat in seats if seat.accepted is None]:
                workspace, request = self.bot.workspace.id, f"accept:{key}:{role}:{who}"
                accepts = AcceptRole(workspace=workspace, audit=key, request=request, actor=who, role=role)
                await self.bot.deps.service.execute(accepts)
        self.bot.deps.wake()

    async def thread(self) -> SeenMessage:
        """A started audit in which everybody accepted; the card of its first stage."""
        await self.everybody_accepts(await self.start_audit())
        return await self.known(await self.person("lead").reads("*1 Scoping*", channel="lab"))


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait until a question is answered with yes; whatever draws first imports all that it draws with."""
    async with asyncio.timeout(60):
        while not await true():  # noqa: ASYNC110  # the record has nothing to wait on
            await asyncio.sleep(0.02)


@pytest.fixture
def spec() -> WorkspaceSpec:
    return WorkspaceSpec(
        people=(*(PersonSpec(name=name) for name in PEOPLE), PersonSpec(name="guest", guest="multi_channel")),
        groups=(
            GroupSpec(handle="starters", id="S0STARTERS", members=("lead",)),
            GroupSpec(handle="partners", id="S0PARTNERS", members=("other",)),
        ),
        channels=(
            ChannelSpec(name="general", bot=True),
            ChannelSpec(name="lab", members=(*PEOPLE, "guest"), bot=True),
            ChannelSpec(name="decisions", members=PEOPLE, bot=True),
        ),
    )


@pytest.fixture
def settled() -> dict[str, Any]:
    """Settings beside those that connect the bot; a test parametrizes them."""
    return {}


@pytest.fixture
async def bot_in_sandbox(
    tmp_path: Path, spec: WorkspaceSpec, settled: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[BotInSandbox]:
    monkeypatch.chdir(tmp_path)
    lay_schema(tmp_path / DATABASE_FILE)
    async with Sandbox(spec, ack_timeout=SLACK_WAITS) as sandbox:
        given: dict[str, Any] = {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "SMACTR_DATA_DIR": tmp_path,
            "SMACTR_PORT": 3999,
            **settled,
        }
        settings = Settings.model_validate(given)
        timing = Timing(tick=timedelta(milliseconds=50), refill=timedelta(milliseconds=50))
        around = Surroundings(
            timing=timing, pace=Pace(timedelta(0)), processes=FORKED, confinement=CONFINED, timeouts=UNHURRIED
        )
        async with build(settings, around) as bot, listening(bot):
            await sandbox.connected()
            yield BotInSandbox(sandbox, bot)
