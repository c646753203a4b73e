"""The gate before Bolt: what is refused, with which answer, and that nothing gets past it."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette

from bot.slack.inbound import app
from bot.slack.inbound import app as door
from bot.slack.inbound.request_checks import DEEPEST, LARGEST, Malformed, check_payload, read_body
from tests.clock import MONDAY, ManualClock

SECRET = "0123456789abcdef"


def signed(body: bytes, *, at: int | None = None, secret: str = SECRET) -> dict[str, str]:
    """The headers Slack sends with a body."""
    stamp = str(int(MONDAY.timestamp()) if at is None else at)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def asgi(heard: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Starlette:
    async def dispatch(_app: object, payload: dict[str, Any]) -> BoltResponse:
        heard.append(payload)
        return BoltResponse(status=200, body="")

    monkeypatch.setattr(door, "dispatch", dispatch)
    return app.asgi_app(None, SECRET, ManualClock())  # type: ignore[arg-type]  # nothing reaches Bolt here


async def post(asgi: Starlette, body: bytes, headers: dict[str, str]) -> int:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(asgi), base_url="http://bot") as client:
        raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
        return (await client.post("/slack/events", content=body, headers=raw)).status_code


async def test_what_slack_signed_gets_through(asgi: Starlette, heard: list[dict[str, Any]]) -> None:
    body = json.dumps({"type": "event_callback", "text": "ünïcode 🙂", "event_time": 1763976000}).encode()
    assert await post(asgi, body, signed(body)) == 200
    assert heard == [json.loads(body)]


async def test_a_form_gets_through_even_where_it_speaks_of_a_payload(
    asgi: Starlette, heard: list[dict[str, Any]]
) -> None:
    body = b"command=%2Faudit&text=the+payload&team_id=T1"
    assert await post(asgi, body, signed(body)) == 200
    assert heard == [{"command": "/audit", "text": "the payload", "team_id": "T1"}]


async def test_interactivity_is_the_json_in_its_form(asgi: Starlette, heard: list[dict[str, Any]]) -> None:
    body = b"payload=%7B%22type%22%3A%22block_actions%22%7D"
    assert await post(asgi, body, signed(body)) == 200
    assert heard == [{"type": "block_actions"}]


NOW = int(MONDAY.timestamp())

OLD = int((MONDAY - timedelta(minutes=6)).timestamp())

FUTURE = int((MONDAY + timedelta(minutes=6)).timestamp())


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(b"{}", secret="another"),
        signed(b"{}", at=OLD),
        signed(b"{}", at=FUTURE),
        signed(b"other body"),
        {**signed(b"{}"), "x-slack-request-timestamp": "soon"},
        {**signed(b"{}"), "x-slack-request-timestamp": "9" * 400},
        {**signed(b"{}"), "x-slack-request-timestamp": "9" * 5000},
        {**signed(b"{}"), "x-slack-signature": ""},
        {**signed(b"{}"), "x-slack-signature": "v0=\xe9"},
        {"x-slack-request-timestamp": str(NOW)},
        {"x-slack-signature": signed(b"{}")["x-slack-signature"]},
    ],
)
async def test_unsigned_or_old_is_401_and_nothing_is_heard(
    asgi: Starlette, heard: list[dict[str, Any]], headers: dict[str, str]
) -> None:
    assert await post(asgi, b"{}", headers) == 401
    assert heard == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({**signed(b"{}"), "content-length": str(LARGEST + 1)}, 413),
        ({**signed(b"{}"), "content-length": "9" * 5000}, 413),
    ],
)
async def test_of_what_nobody_signed_or_says_that_it_is_too_long_not_a_byte_is_read(
    asgi: Starlette, headers: dict[str, str], status: int
) -> None:
    said: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("it was read")

    async def send(message: Any) -> None:
        said.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/slack/events", "query_string": b"", "headers": raw}
    await asgi(scope, receive, send)
    assert said[0]["status"] == status


async def test_events_that_slack_dropped_are_looked_for_and_the_news_is_acknowledged(
    heard: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    suspected: list[bool] = []
    asgi = app.asgi_app(None, SECRET, ManualClock(), lambda: suspected.append(True))  # type: ignore[arg-type]  # as above
    body = json.dumps({"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1518467820}).encode()
    assert await post(asgi, body, signed(body)) == 200
    assert suspected == [True]
    assert await post(asgi, body, {}) == 401
    assert suspected == [True]


def test_without_a_signing_secret_nothing_is_served() -> None:
    with pytest.raises(ValueError, match="signing_secret must not be empty"):
        app.asgi_app(None, "", ManualClock())  # type: ignore[arg-type]  # nothing reaches Bolt here


DEEP = b'{"a":' * 70 + b"1" + b"}" * 70

BOTTOMLESS = b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b'["a list"]',
        b"payload=%5B1%5D",
        b"payload=oops",
        b"text=%ff",
        b'{"text": "\xff"}',
        b'{"text": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"text": "a\\u0000b"}',
        b"text=a%00b",
        b'{"n": 9007199254740993}',
        b'{"n": -9007199254740993}',
        b'{"n": 1e400}',
        b'{"n": NaN}',
        b'{"n": ' + b"9" * 5000 + b"}",
        DEEP,
        BOTTOMLESS,
    ],
)
async def test_malformed_is_400_and_nothing_is_heard(asgi: Starlette, heard: list[dict[str, Any]], body: bytes) -> None:
    assert await post(asgi, body, signed(body)) == 400
    assert heard == []


async def test_too_large_is_413(asgi: Starlette, heard: list[dict[str, Any]]) -> None:
    body = b'{"text": "' + b"x" * LARGEST + b'"}'
    assert await post(asgi, body, signed(body)) == 413
    assert heard == []


def test_what_nests_as_deep_as_allowed_is_kept() -> None:
    value: dict[str, Any] = {"end": True}
    for _ in range(DEEPEST - 2):
        value = {"in": value}
    assert check_payload(value) is value
    with pytest.raises(Malformed):
        check_payload({"in": {"in": value}})


def test_ordinary_numbers_are_kept() -> None:
    body = {"a": 2**53, "b": -(2**53), "c": 0.5, "d": True, "e": None}
    assert read_body(json.dumps(body).encode()) == body
