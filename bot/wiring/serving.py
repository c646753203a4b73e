"""Listening: the bot's connection to Slack, its worker, and an end that loses nothing.

Owns the order of start and stop: hear nothing new, finish what is under way, close the record. Must not know what is
heard: the same listeners answer over Socket Mode and HTTP.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from bot.domain.kernel.text import Text
from bot.ports.store import Unavailable
from bot.settings import CannotRun, Settings, environment, misnamed
from bot.slack.inbound.app import SocketDoor, asgi_app
from bot.slack.kit.slack_errors import code_of, is_temporary
from bot.wiring.assembly import Bot, build
from bot.wiring.decision_list import decision_list
from bot.wiring.demo_mark import is_of_demo
from bot.wiring.http_server import HttpServer
from bot.wiring.metrics import CONTENT_TYPE
from bot.wiring.open_record import Surroundings
from bot.wiring.texts import read_texts, words
from bot.wiring.workspace import client_for

log = structlog.get_logger(__name__)

TURN: Final = 0.001
"""Seconds after which a thread that runs lets another have its turn. The thread that writes gives its turn away at each
statement, more than ten times a click, and waits as long to have it back while the loop is at work: Python's own 5 ms
cost a fifth of the clicks a second.
"""

LATE = timedelta(minutes=5)
"""How late the earliest work may be while the bot counts as ready."""


async def serve(settings: Settings, around: Surroundings | None = None) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises CannotRun, also in a demo's folder: a reset would throw all away."""
    if is_of_demo(settings.data_dir):
        raise CannotRun(words(Text("serve-folder-of-demo", folder=str(settings.data_dir))))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    for name, meant in misnamed(environment()).items():
        log.warning("setting.unknown", name=name, meant=meant or None)
    async with build(settings, around) as bot, listening(bot):
        make_ready_for_requests()
        log.info("bot.ready", delivery=settings.slack().delivery, workspace=bot.workspace.id)
        await stop.wait()
        log.info("bot.stopping")


def make_ready_for_requests() -> None:
    """Set the interpreter up for many short requests, once all that stays has been made."""
    # what the start has made stays: looking through all of it for garbage would hold the loop for 0.2 s
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)


@asynccontextmanager
async def listening(bot: Bot) -> AsyncIterator[None]:
    """Let the bot hear Slack and work, for the length of a block."""
    async with AsyncExitStack() as stack:
        # the worker stops last: what was heard until the end is still carried out
        bot.worker.start()
        stack.push_async_callback(bot.worker.stop)
        gaps = asyncio.create_task(bot.gaps.watch(bot.backfill.run), name="gaps")
        stack.push_async_callback(_ended, gaps)
        await bot.storage.outbox.resume(bot.workspace.id)
        bot.worker.wake()
        if bot.settings.slack().delivery == "socket":
            handler = await stack.enter_async_context(_socket_mode(bot))
            await stack.enter_async_context(_http(bot, handler))
        else:
            await stack.enter_async_context(_http(bot, None))
            bot.gaps.suspect()
        yield


@asynccontextmanager
async def _socket_mode(bot: Bot) -> AsyncIterator[SocketDoor]:
    access = bot.settings.slack()
    client, token = client_for(access), access.app_token.get_secret_value()
    handler = SocketDoor(bot.app, token, web_client=client, proxy=client.proxy)
    handler.client.wss_uri = await _socket_address(client, token)

    async def greeted(_client: object, message: dict[str, object], _raw: str | None = None) -> None:
        # every connection begins with a greeting; between two of them something may have been missed
        if message.get("type") == "hello":
            bot.gaps.suspect()

    handler.client.message_listeners.append(greeted)
    try:
        await handler.client.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        yield handler
    finally:
        await handler.client.close()  # type: ignore[no-untyped-call]


async def _socket_address(client: AsyncWebClient, token: str) -> str | None:
    """Where to connect to; None where Slack does not say now: slack_sdk then asks until it does. Raises CannotRun."""
    try:
        return str((await client.apps_connections_open(app_token=token))["url"])
    except SlackApiError as error:
        if is_temporary(error):
            return None
        raise CannotRun(words(Text("serve-app-token-refused", error=code_of(error)))) from None
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError):
        return None


@asynccontextmanager
async def _http(bot: Bot, socket_mode: SocketDoor | None) -> AsyncIterator[None]:
    """The HTTP side: how it is and `/decisions` always, Slack's requests where there is no Socket Mode."""

    async def healthz(_request: Request) -> JSONResponse:
        """Whether the database answers and Slack is connected."""
        well = {"database": await _answers(bot), "slack": socket_mode is None or await _connected(socket_mode)}
        return JSONResponse(well, status_code=200 if all(well.values()) else 503)

    async def readyz(_request: Request) -> JSONResponse:
        """Whether it does its work, too: what is due does not wait for minutes."""
        well = {"database": await _answers(bot), "slack": socket_mode is None or await _connected(socket_mode)}
        well["work"] = well["database"] and await _in_time(bot)
        return JSONResponse(well, status_code=200 if all(well.values()) else 503)

    async def metrics(_request: Request) -> Response:
        """For Prometheus; 503 while the database does not answer."""
        try:
            return Response(await bot.metrics.page(), media_type=CONTENT_TYPE)
        except Unavailable:
            return Response(status_code=503)

    decisions = partial(decision_list, bot.signing, bot.workspace.id)
    routes: list[Route | Mount] = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
        Route("/decisions", decisions, methods=["GET"]),
    ]
    if socket_mode is None:
        secret = bot.settings.slack().signing_secret.get_secret_value()
        routes.append(Mount("/", app=asgi_app(bot.app, secret, bot.deps.clock, bot.gaps.suspect)))
    listener = _listener(bot.settings, needed=socket_mode is None)
    if listener is None:
        yield
        return
    server = HttpServer(Starlette(routes=routes))
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="http")
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def _listener(settings: Settings, *, needed: bool) -> socket.socket | None:
    try:
        return socket.create_server((settings.host, settings.port), backlog=2048)
    except OSError as problem:
        where = {"port": str(settings.port), "host": settings.host, "reason": problem.strerror or ""}
        if needed:
            raise CannotRun(read_texts()("serve-port-taken", **where)) from None
        log.warning("http.no_healthz", **where)
        return None


async def _answers(bot: Bot) -> bool:
    try:
        await bot.storage.outbox.next_due(bot.deps.clock.now())
    except Unavailable:
        return False
    return True


async def _in_time(bot: Bot) -> bool:
    try:
        due = await bot.storage.outbox.next_due(bot.deps.clock.now())
    except Unavailable:
        return False
    return due is None or bot.deps.clock.now() - due < LATE


async def _connected(socket_mode: SocketDoor) -> bool:
    return bool(await socket_mode.client.is_connected())


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
