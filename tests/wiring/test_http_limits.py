"""What anybody can do to the HTTP server before a signature is looked at: little, and not for long.

Owns connections and heads. Bodies are tested in `tests/slack/inbound/test_request_checks.py`.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.sandbox.server import KEEP_ALIVE
from bot.wiring.http_server import HttpServer, Limits

QUICK = Limits(head=2000, seconds=0.05, connections=3)

PATIENT = Limits(head=2000, seconds=600, idle=600, connections=3)
"""Longer than a test may take: nothing that a test waits for comes of time alone."""

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def server(limits: Limits, before: Callable[[], Awaitable[object]] | None = None) -> AsyncIterator[int]:
    """A server that says how long a body was, and does something before; its port."""

    async def length(request: Request) -> PlainTextResponse:
        body = await request.body()
        if before:
            await before()
        return PlainTextResponse(str(len(body)))

    listener = socket.create_server(("127.0.0.1", 0))
    running = HttpServer(Starlette(routes=[Route("/", length, methods=["POST"])]), limits)
    serving = asyncio.create_task(running.serve(sockets=[listener]))
    try:
        yield int(listener.getsockname()[1])
    finally:
        running.should_exit = True
        await serving


async def connected(port: int, *sent: bytes) -> Connection:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in sent:
        writer.write(part)
        await writer.drain()
    return reader, writer


async def answer(connection: Connection) -> bytes:
    """Everything until the server closes the connection; empty where it says nothing."""
    reader, writer = connection
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def request(*headers: bytes, length: int = 2) -> bytes:
    return b"\r\n".join([b"POST / HTTP/1.1", b"Host: x", b"Content-Length: %d" % length, *headers, b"", b""])


LAST = b"Connection: close"


async def test_a_request_is_answered_whether_it_comes_in_one_piece_or_in_many() -> None:
    async with server(PATIENT) as port:
        assert (await answer(await connected(port, request(LAST) + b"ab"))).endswith(b"\r\n\r\n2")
        pieces = [request(LAST)[:20], request(LAST)[20:], b"a", b"b"]
        assert (await answer(await connected(port, *pieces))).endswith(b"\r\n\r\n2")


@pytest.mark.parametrize(
    "sent",
    [[], [request()[:30]], [request(length=5), b"ab"], [request() + b"ab", request()[:30]]],
    ids=["nothing", "half a head", "half a body", "half of a second request"],
)
async def test_whoever_opens_a_connection_and_sends_no_whole_request_is_soon_gone(sent: list[bytes]) -> None:
    async with server(QUICK) as port:
        said = await answer(await connected(port, *sent))
    assert said.count(b"200 OK") == (len(sent) == 2 and sent[0].endswith(b"ab"))


@pytest.mark.parametrize(
    "sent",
    [
        [request(b"X: " + b"x" * 3000)],
        [request(*[b"X: " + b"x" * 300] * 8)],
        [b"POST /" + b"x" * 3000 + b" HTTP/1.1\r\n\r\n"],
        [b"POST / HTTP/1.1\r\nX: ", b"x" * 1500, b"x" * 1500],
    ],
    ids=["one header", "many headers", "a long address", "a header without end"],
)
async def test_a_head_that_is_too_long_is_refused_before_anything_is_done(sent: list[bytes]) -> None:
    async with server(PATIENT) as port:
        said = await answer(await connected(port, *sent))
    assert said.startswith(b"HTTP/1.1 400") or said == b""
    assert b"200 OK" not in said


async def test_whoever_has_waited_longest_without_a_request_makes_room_for_a_further_connection() -> None:
    async with server(PATIENT) as port:
        silent = await connected(port)
        half = await connected(port, request()[:30])
        idle = await connected(port, request() + b"ab")
        assert await idle[0].readuntil(b"\r\n\r\n2")
        held = list[Connection]()  # what nobody holds any more is closed
        for longest in (silent, half, idle):
            held.append(await connected(port, request() + b"ab"))
            assert (await held[-1][0].readuntil(b"\r\n\r\n2")).startswith(b"HTTP/1.1 200 OK")
            assert await answer(longest) == b""


async def test_a_flood_of_connections_that_say_nothing_shuts_nobody_out_and_is_one_line_of_the_log() -> None:
    async with server(PATIENT) as port:
        with capture_logs() as logs:
            for _ in range(3):
                flood = [await connected(port) for _ in range(4 * PATIENT.connections)]
                said = await answer(await connected(port, request(LAST) + b"ab"))
                assert said.endswith(b"\r\n\r\n2")
                for _, writer in flood:
                    writer.close()
    assert [line["event"] for line in logs] == ["http.full"]


async def test_where_everybody_is_being_answered_a_further_connection_is_closed_unread() -> None:
    begun, enough = asyncio.Semaphore(0), asyncio.Event()

    async def hold() -> None:
        begun.release()
        await enough.wait()

    async with server(PATIENT, hold) as port:
        held = [await connected(port, request(LAST) + b"ab") for _ in range(PATIENT.connections)]
        for _ in held:
            await begun.acquire()
        assert await answer(await connected(port, request(LAST) + b"ab")) == b""
        enough.set()
        for connection in held:
            assert (await answer(connection)).endswith(b"\r\n\r\n2")


@pytest.mark.parametrize(
    ("who", "kept", "sends"),
    [("the bot", HttpServer(Starlette()).config.timeout_keep_alive, 60), ("the sandbox", KEEP_ALIVE, 15)],
)
def test_an_idle_connection_stays_open_longer_than_whoever_sends_keeps_it(who: str, kept: int, sends: int) -> None:
    """A request that is sent while its connection is being closed is lost: it ended a click with *could not be saved*.

    `sends`: seconds, of AWS's load balancers and nginx towards the bot; of the bot's own client towards Slack.
    """
    assert kept > sends, who
