"""The bot on a stand-in for Slack: it signs in, hears, answers, works, says how it is, and stops.

Owns what only shows when everything is put together. Must not play an audit to its end.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import aiohttp
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox import AppSpec, ChannelSpec, PersonSpec, Sandbox, WorkspaceSpec
from bot.settings import CannotRun, Settings, read_settings
from bot.wiring.assembly import Bot, build
from bot.wiring.serving import listening
from tests.house.tree import ROOT
from tests.patience import SLACK_WAITS
from tests.slack.outbound.view_contexts import says

SPEC = WorkspaceSpec(people=(PersonSpec(name="lead"),), channels=(ChannelSpec(name="general", bot=True),))

Delivery = Literal["socket", "http"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def settings_for(sandbox: Sandbox, folder: Path, port: int, delivery: Delivery, **more: Any) -> Settings:
    way = (
        {"SLACK_APP_TOKEN": sandbox.app_token, "SLACK_SIGNING_SECRET": ""}
        if delivery == "socket"
        else {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": sandbox.signing_secret}
    )
    common = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_API_URL": sandbox.api_url}
    return read_settings(None, **{**common, **way, "SMACTR_DATA_DIR": str(folder), "SMACTR_PORT": port, **more})


@asynccontextmanager
async def at_work(folder: Path, delivery: Delivery, **more: Any) -> AsyncIterator[tuple[Sandbox, Bot]]:
    """A sandbox with the app of the manifest, and the bot listening to it."""
    app = AppSpec.from_manifest(yaml.safe_load((ROOT / "deploy/slack-manifest.yaml").read_text(encoding="utf-8")))
    port = free_port()
    url = f"http://127.0.0.1:{port}/slack/events"
    async with Sandbox(SPEC, app=app, delivery=delivery, bot_url=url, ack_timeout=SLACK_WAITS) as sandbox:
        settings = settings_for(sandbox, folder, port, delivery, **more)
        async with build(settings) as bot, listening(bot):
            if delivery == "socket":
                await sandbox.connected()
            yield sandbox, bot


async def health(bot: Bot) -> tuple[int, dict[str, bool]]:
    address = f"http://{bot.settings.host}:{bot.settings.port}/healthz"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_it_answers_a_command_draws_a_home_and_says_that_it_is_well(tmp_path: Path, delivery: Delivery) -> None:
    async with at_work(tmp_path, delivery) as (sandbox, bot):
        lead = sandbox.driver("lead")
        shown = await lead.command("/audit", "help")
        assert says(shown.text, "help")
        await lead.open_home()
        await sandbox.workspace.until(lambda: lead.home() is not None)
        assert await health(bot) == (200, {"database": True, "slack": True})


def read(page: str) -> dict[str, float]:
    return {
        f"{sample.name}{dict(sample.labels) or ''}": sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


async def asked(bot: Bot, path: str) -> tuple[int, str]:
    address = f"http://{bot.settings.host}:{bot.settings.port}{path}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def test_prometheus_reads_how_far_work_is_behind_and_how_soon_slack_is_answered(tmp_path: Path) -> None:
    async with at_work(tmp_path, "http") as (sandbox, bot):
        await sandbox.driver("lead").command("/audit", "help")
        assert (await asked(bot, "/readyz"))[0] == 200
        status, page = await asked(bot, "/metrics")
        found = read(page)
        assert (status, found["smactr_request_seconds_count{'kind': 'command'}"]) == (200, 1)
        assert {f"smactr_queue_{name}" for name in ("age_seconds", "waiting", "retried", "parked")} <= found.keys()


async def test_a_port_that_is_taken_matters_over_http_only(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with at_work(tmp_path / "a", "socket", SMACTR_PORT=port) as (sandbox, _):
            assert (await sandbox.driver("lead").command("/audit", "help")).text
        with pytest.raises(CannotRun) as refused:
            async with at_work(tmp_path / "b", "http", SMACTR_PORT=port):
                pass
    assert says(str(refused.value), "serve-port-taken", port=str(port))


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-other", "serve-bot-token-refused"),
        ("SLACK_APP_TOKEN", "xapp-other", "serve-app-token-refused"),
    ],
)
async def test_a_refused_token_is_said_at_the_start(tmp_path: Path, name: str, value: str, text: str) -> None:
    with pytest.raises(CannotRun) as refused:
        async with at_work(tmp_path, "socket", **{name: value}):
            pass
    assert says(str(refused.value), text, error="invalid_auth")


async def test_a_second_process_on_sqlite_is_refused(tmp_path: Path) -> None:
    async with at_work(tmp_path, "socket"):
        with pytest.raises(CannotRun) as refused:
            async with at_work(tmp_path, "socket"):
                pass
    assert says(str(refused.value), "record-locked", file=str(tmp_path / "smactr.db"), holder=str(os.getpid()))


async def test_a_lost_connection_is_made_again_and_counts_as_a_gap(tmp_path: Path) -> None:
    async with at_work(tmp_path, "socket") as (sandbox, bot):
        suspected = asyncio.Event()
        bot.gaps.suspect = suspected.set  # type: ignore[method-assign]
        await sandbox.sockets.cut()
        async with asyncio.timeout(20):
            await suspected.wait()
        assert (await sandbox.driver("lead").command("/audit", "help")).text
