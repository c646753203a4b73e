"""The Bolt app: every listener in one table, and the two ways payloads come in.

Owns the registration and the doors (Socket Mode, HTTP). Both go the same way: the payload is checked by
`bot.slack.inbound.request_checks`, then dispatched. Must not know what a listener does.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.ports.clock import Clock
from bot.slack.inbound.dispatch import Listeners
from bot.slack.inbound.request_checks import (
    LARGEST,
    Malformed,
    SignedNow,
    Unsigned,
    check_headers,
    check_payload,
    check_signature,
    read_body,
)
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.people import Access

log = structlog.get_logger(__name__)

EVENTS_PATH = "/slack/events"

DROPPED = "app_rate_limited"
"""What Slack sends, over HTTP alone, once it has dropped events for want of answers: more than 30,000 an hour, or
the app too slow. No listener of Bolt's knows it."""

_ANY = re.compile("")

Listener = Callable[[dict[str, Any]], Awaitable[BoltResponse]]


Timed = Callable[[str], AbstractContextManager[object]]
"""Measures a block, of a kind of request."""


def build_app(deps: Dependencies, timed: Timed = nullcontext) -> AsyncApp:
    """The app of all installations. `timed`: what measures how long a request takes to be answered.

    Bolt tries its listeners one by one on every payload, so there is one per kind. The tables behind them are looked up
    by key: `BUTTONS`, `FORMS`, `COMMANDS`, `SHORTCUTS`, and those of events.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        # a workspace without the bot gets here too: the listeners refuse it, in words where they can
        found = deps.installations.get(team_id or "")
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user if found else None,
            bot_id=found.bot_id if found else None,
            bot_token=found.client.token if found else None,
        )

    app = AsyncApp(
        # Bolt would look through every frame of the stack for the file that it is made in
        name="smactr",
        authorize=authorize,
        process_before_response=True,
        # the guard verified it already, over the raw bytes
        request_verification_enabled=False,
        # a deletion of a post of ours counts as one, and nobody else would bring the card back; what the bot itself
        # says is left out where events are handled
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    listeners = Listeners(deps, Access(deps))
    table: tuple[tuple[Callable[..., Any], Listener, str], ...] = (
        (app.command(_ANY), listeners.command, "command"),
        (app.action(_ANY), listeners.action, "click"),
        (app.view_submission(_ANY), listeners.submission, "submission"),
        (app.view_closed(_ANY), _ignored, "closing"),
        (app.shortcut(_ANY), listeners.shortcut, "shortcut"),
        (app.event(_ANY), listeners.event, "event"),
    )
    for register, listener, kind in table:
        register(_bolt(listener, kind, timed))
    app.error(_unreadable)
    return app


def _bolt(listener: Listener, kind: str, timed: Timed) -> Callable[..., Awaitable[BoltResponse]]:
    """A listener as Bolt calls it: what it returns is the answer to Slack."""

    async def called(body: dict[str, Any]) -> BoltResponse:
        try:
            with timed(kind):
                return await listener(body)
        except Exception:
            log.exception("listener.broke")
            return BoltResponse(status=500, body="")

    return called


async def _unreadable(error: Exception) -> BoltResponse:
    """Listeners raise nothing, so this came of Bolt's own reading: the payload has not the shape of its kind."""
    log.warning("request.refused", status=400, reason="not readable", problem=type(error).__name__)
    return BoltResponse(status=400, body="")


async def _ignored(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body="")


async def dispatch(app: AsyncApp, payload: dict[str, Any], headers: dict[str, str] | None = None) -> BoltResponse:
    """Slack's answer to one checked payload. A payload whose envelope Bolt cannot read gets 400; never raises."""
    try:
        # "socket_mode" means to Bolt: parsed and verified already, which is so on both ways in. Its own reading of
        # forms would lose a slash command in whose text the word "payload" occurs.
        request = AsyncBoltRequest(mode="socket_mode", body=payload, headers=dict(headers or {}))
        return await app.async_dispatch(request)
    except Exception as problem:
        log.warning("request.refused", status=400, reason="unreadable envelope", problem=type(problem).__name__)
        return BoltResponse(status=400, body="")


def asgi_app(app: AsyncApp, signing_secret: str, clock: Clock, missed: Callable[[], None] = lambda: None) -> Starlette:
    """The app behind the guard, at `/slack/events`. Raises ValueError where the signing secret is empty.

    `missed`: told where Slack says that it dropped events.
    """
    verifier = SignatureVerifier(signing_secret, SignedNow(clock))

    async def events(request: Request) -> Response:
        try:
            check_headers(request.headers)
            raw = await _read(request)
            check_signature(verifier, request.headers, raw)
            payload = read_body(raw)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        except Unsigned as problem:
            log.warning("request.refused", status=401, reason=str(problem))
            return PlainTextResponse("", 401)
        except Malformed as problem:
            status = 413 if isinstance(problem, TooLarge) else 400
            log.warning("request.refused", status=status, reason=str(problem))
            return PlainTextResponse("", status)
        if payload.get("type") == DROPPED:
            log.warning("slack.events_dropped", minute=payload.get("minute_rate_limited"))
            missed()
            return PlainTextResponse("", 200)
        answer = await dispatch(app, payload)
        media = (answer.headers.get("content-type") or ["text/plain"])[0]
        return Response(answer.body or "", answer.status, media_type=media)

    return Starlette(routes=[Route(EVENTS_PATH, events, methods=["POST"])])


class TooLarge(Malformed):
    """The body is longer than anything Slack sends."""


async def _read(request: Request) -> bytes:
    """The raw body, as far as the cap; not a byte of one that says itself that it is longer."""
    declared = request.headers.get("content-length", "")
    if len(declared) > len(str(LARGEST)) or (declared.isdigit() and int(declared) > LARGEST):
        raise TooLarge("too large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge("too large")
    return bytes(body)


class SocketDoor(AsyncSocketModeHandler):
    """Socket Mode into the same app, with the same checks. What is not saved is not acknowledged."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """One envelope. A malformed one is acknowledged and dropped: a retry would not mend it."""
        try:
            answer = await dispatch(self.app, check_payload(req.payload))
            if answer.status == 400:
                answer = BoltResponse(status=200, body="")
        except Malformed as problem:
            log.warning("request.refused", status=400, reason=str(problem))
            answer = BoltResponse(status=200, body="")
        await send_async_response(client, req, answer, 0.0)
