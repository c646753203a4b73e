"""How things reach the bot: acknowledgements, retries of events only, several sockets, reconnecting, failures shown.

Owns both transports. Must not test what events look like.
"""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.sandbox import CountingIds, Sandbox
from bot.sandbox.http_events import signature
from tests.sandbox.running import WORKSPACE, by_http, by_socket, client_of

QUICK: dict[str, Any] = {"ack_timeout": 1.0, "retry_delays": (0.0, 60.0, 300.0)}
BOTH = pytest.mark.parametrize("way", [by_socket, by_http])


class Stubborn:
    """A bot that takes an event only at the given attempt, and nothing else in time."""

    def __init__(self, takes_at: int) -> None:
        self.takes_at = takes_at
        self.attempts: list[str] = []
        self.asked = asyncio.Event()

    def __call__(self, app: AsyncApp) -> None:
        @app.middleware
        async def count(body: dict[str, Any], next_: Any) -> None:
            self.attempts.append(body.get("event_id", ""))
            self.asked.set()
            if len(self.attempts) < self.takes_at:
                await asyncio.sleep(1.5)
            await next_()

        @app.event("message")
        async def heard() -> None:
            pass

        @app.command("/audit")
        async def commanded(ack: Any) -> None:
            await ack()


@BOTH
async def test_an_event_that_was_not_taken_comes_again_with_the_same_id(way: Any) -> None:
    bot = Stubborn(takes_at=3)
    async with way(bot, **QUICK) as (sandbox, _):
        await sandbox.driver("lead").say("general", "hello")
        await sandbox.workspace.until(lambda: sandbox.courier.waiting_to_retry)
        sandbox.courier.retry_now()
        await sandbox.workspace.until(lambda: sandbox.traffic.deliveries("message")[-1:][0].outcome == "ok")
        outcomes = [(d.attempt, d.outcome) for d in sandbox.traffic.deliveries("message")]
        word = "http_timeout" if way is by_http else "timeout"
        assert outcomes == [(0, word), (1, word), (2, "ok")]
        assert len(set(bot.attempts)) == 1


@BOTH
async def test_a_command_comes_once_and_fails_before_the_persons_eyes(way: Any) -> None:
    bot = Stubborn(takes_at=99)
    async with way(bot, **QUICK) as (sandbox, _):
        shown = await sandbox.driver("lead").command("/audit", "start")
        assert shown.failed == "operation_timeout"
        assert shown.text == '/audit failed with the error "operation_timeout"'
        assert len(bot.attempts) == 1


async def test_without_a_bot_a_command_fails_at_once() -> None:
    async with Sandbox(WORKSPACE) as sandbox:
        assert (await sandbox.driver("lead").command("/audit")).failed == "dispatch_failed"
    async with Sandbox(WORKSPACE, delivery="http", bot_url="http://127.0.0.1:9/slack/events") as sandbox:
        assert (await sandbox.driver("lead").command("/audit")).failed == "dispatch_failed"


@BOTH
async def test_a_duplicated_event_has_one_id(way: Any) -> None:
    bot = Stubborn(takes_at=0)
    async with way(bot) as (sandbox, _):
        sandbox.faults.on_delivery("message", "duplicate")
        await sandbox.driver("lead").say("general", "hello")
        await sandbox.settled()
        assert len(bot.attempts) == 2
        assert len(set(bot.attempts)) == 1


@BOTH
async def test_a_dropped_event_is_retried_and_a_dropped_command_is_not(way: Any) -> None:
    bot = Stubborn(takes_at=0)
    async with way(bot, retry_delays=(0.0,)) as (sandbox, _):
        sandbox.faults.on_delivery("message", "dropped")
        sandbox.faults.on_delivery("/audit", "dropped")
        lead = sandbox.driver("lead")
        await lead.say("general", "hello")
        await sandbox.workspace.until(lambda: len(bot.attempts) == 1)
        assert (await lead.command("/audit")).failed == "operation_timeout"
        await sandbox.settled()
        assert len(bot.attempts) == 1


async def test_each_event_goes_to_one_of_several_sockets_and_a_disconnected_bot_comes_back() -> None:
    bot = Stubborn(takes_at=0)
    async with by_socket(bot) as (sandbox, _):
        second = SocketModeClient(app_token=sandbox.app_token, web_client=client_of(sandbox, ""))
        others: list[str] = []

        async def take(client: Any, request: Any) -> None:
            others.append(request.payload["event_id"])
            await client.send_socket_mode_response({"envelope_id": request.envelope_id})

        second.socket_mode_request_listeners.append(take)
        await second.connect()  # type: ignore[no-untyped-call]
        await sandbox.connected(2)
        lead = sandbox.driver("lead")
        for number in range(6):
            await lead.say("general", str(number))
        await sandbox.settled()
        assert len(bot.attempts) == len(others) == 3
        assert not set(bot.attempts) & set(others)
        await second.close()  # type: ignore[no-untyped-call]
        await sandbox.workspace.until(lambda: len(sandbox.sockets.connections) == 1)

        before = sandbox.sockets.connections[0]
        await sandbox.sockets.disconnect("refresh_requested")
        await sandbox.connected()
        assert sandbox.sockets.connections[0] is not before
        await lead.say("general", "still there?")
        await sandbox.settled()
        assert len(bot.attempts) == 4


async def test_a_cut_socket_fails_what_was_on_it_and_the_event_comes_again() -> None:
    bot = Stubborn(takes_at=2)
    async with by_socket(bot, retry_delays=(0.0, 60.0)) as (sandbox, _):
        await sandbox.driver("lead").say("general", "hello")
        await bot.asked.wait()
        await sandbox.sockets.cut()
        await sandbox.connected()
        sandbox.courier.retry_now()
        await sandbox.workspace.until(lambda: sandbox.traffic.deliveries("message")[-1].outcome == "ok")
        assert sandbox.traffic.deliveries("message")[0].outcome == "connection_failed"
        assert len(bot.attempts) == 2


async def test_a_socket_address_is_good_for_one_connection() -> None:
    async with Sandbox(WORKSPACE) as sandbox, aiohttp.ClientSession() as session:
        url = (await client_of(sandbox, sandbox.app_token).apps_connections_open(app_token=sandbox.app_token))["url"]
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)


async def test_the_eleventh_socket_is_sent_away() -> None:
    async with Sandbox(WORKSPACE) as sandbox, aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(sandbox.sockets.new_url()) for _ in range(11)]
        said = [await socket.receive_json() for socket in sockets]
        assert [message["type"] for message in said] == ["hello"] * 10 + ["disconnect"]
        assert said[-1]["reason"] == "too_many_websockets"


async def test_the_address_of_the_bot_is_verified() -> None:
    async with by_http(Stubborn(takes_at=0)) as (sandbox, _):
        assert await sandbox.http.verify_url()


async def test_that_events_were_dropped_is_told_as_slack_tells_it() -> None:
    told: list[dict[str, Any]] = []

    async def hear(request: web.Request) -> web.Response:
        told.append(await request.json())
        return web.Response()

    app = web.Application()
    app.router.add_post("/slack/events", hear)
    async with TestServer(app) as bot:
        url = str(bot.make_url("/slack/events"))
        async with Sandbox(WORKSPACE, delivery="http", bot_url=url) as sandbox:
            assert (await sandbox.http.say_that_events_were_dropped()).acknowledged
    [news] = told
    assert news.keys() == {"token", "type", "team_id", "minute_rate_limited", "api_app_id"}
    assert (news["type"], news["minute_rate_limited"] % 60) == ("app_rate_limited", 0)


async def test_signatures_are_as_slack_makes_them() -> None:
    verifier = SignatureVerifier("secret")
    made = signature("secret", "1700000000", b'{"a": 1}')
    assert made == verifier.generate_signature(timestamp="1700000000", body=b'{"a": 1}')


async def test_ids_repeat_themselves_in_every_run() -> None:
    async with Sandbox(WORKSPACE, ids=CountingIds()) as one, Sandbox(WORKSPACE, ids=CountingIds()) as two:
        assert one.workspace.channel("general").id == two.workspace.channel("general").id
        assert one.bot_token == two.bot_token
    async with Sandbox(WORKSPACE) as other:
        assert other.bot_token != one.bot_token
