"""A running sandbox with a real client or a real Bolt app beside it.

Owns how tests start them. Must not test anything.
"""

import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import ChannelSpec, CountingIds, GroupSpec, PersonSpec, Sandbox, WorkspaceSpec
from tests.patience import SLACK_WAITS

WORKSPACE = WorkspaceSpec(
    people=(
        PersonSpec(name="lead", admin=True, tz="Europe/Paris"),
        PersonSpec(name="auditor"),
        PersonSpec(name="safety"),
        PersonSpec(name="guest", guest="single_channel"),
        PersonSpec(name="former", deactivated=True),
        PersonSpec(name="partner", team="T0PARTNERS"),
    ),
    channels=(
        ChannelSpec(name="general", bot=True),
        ChannelSpec(name="secret", private=True, members=("lead",)),
        ChannelSpec(name="elsewhere", members=("lead", "auditor")),
        ChannelSpec(name="past", archived=True, bot=True),
        ChannelSpec(name="shared", shared=True, bot=True),
    ),
    groups=(GroupSpec(handle="board", members=("lead", "safety", "former")),),
)

Setup = Callable[[AsyncApp], Any]


def client_of(sandbox: Sandbox, token: str | None = None) -> AsyncWebClient:
    """slack_sdk's client without its retries, so that faults show."""
    used = sandbox.bot_token if token is None else token
    return AsyncWebClient(token=used, base_url=sandbox.api_url, retry_handlers=[])


async def refusal(call: Any) -> str:
    """The error code a call was refused with."""
    try:
        await call
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


@contextlib.asynccontextmanager
async def by_socket(setup: Setup, **options: Any) -> AsyncIterator[tuple[Sandbox, AsyncApp]]:
    """A sandbox and a Bolt app over Socket Mode."""
    async with Sandbox(WORKSPACE, ids=CountingIds(), **{"ack_timeout": SLACK_WAITS, **options}) as sandbox:
        app = AsyncApp(
            name="toy", client=client_of(sandbox), process_before_response=True, ignoring_self_events_enabled=True
        )
        setup(app)
        handler = AsyncSocketModeHandler(app, sandbox.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await sandbox.connected()
        try:
            yield sandbox, app
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]


@contextlib.asynccontextmanager
async def by_http(setup: Setup, **options: Any) -> AsyncIterator[tuple[Sandbox, AsyncApp]]:
    """A sandbox and a Bolt app over signed HTTP."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    given: dict[str, Any] = {"ack_timeout": SLACK_WAITS, **options}
    async with Sandbox(WORKSPACE, ids=CountingIds(), delivery="http", bot_url=url, **given) as sandbox:
        app = AsyncApp(
            name="toy", client=client_of(sandbox), signing_secret=sandbox.signing_secret, process_before_response=True
        )
        setup(app)
        runner = web.AppRunner(app.server().web_app)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            yield sandbox, app
        finally:
            await runner.cleanup()
