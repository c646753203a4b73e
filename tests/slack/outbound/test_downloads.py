"""Fetching files: from Slack's own hosts alone, streamed, capped.

Owns where the token may go. Must not know what becomes of a file.
"""

import contextlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.ports.chat import TryAgain
from bot.ports.files import FileProblem
from bot.slack.outbound.downloads import allowed, fetch_file
from bot.slack.outbound.web_api import WebApi
from tests.builders import TEAM, an_audit
from tests.slack.outbound.delivery_bench import DeliveryBench, delivery_bench

SLACK = "https://slack.com/api/"


async def read(post: DeliveryBench, file: str) -> bytes:
    found = await post.chat.fetch(TEAM, file)
    return b"".join([chunk async for chunk in found.chunks])


async def upload(post: DeliveryBench, data: bytes) -> str:
    await post.sandbox.driver("ulead").upload("#audit", "card.md", data)
    return list(post.sandbox.workspace.files)[-1]


async def test_a_file_arrives_whole_with_its_name() -> None:
    async with delivery_bench(an_audit()) as post:
        file = await upload(post, b"# Model card")
        found = await post.chat.fetch(TEAM, file)
        assert found.name == "card.md"
        assert b"".join([chunk async for chunk in found.chunks]) == b"# Model card"


async def test_a_file_above_the_cap_is_refused() -> None:
    async with delivery_bench(an_audit()) as post:
        with pytest.raises(FileProblem) as refused:
            await read(post, await upload(post, b"x" * 1001))
        assert refused.value.problem == "too-large"


async def test_a_file_that_is_gone_is_refused() -> None:
    async with delivery_bench(an_audit()) as post:
        with pytest.raises(FileProblem) as refused:
            await read(post, "F0NOWHERE")
        assert refused.value.problem == "gone"


async def test_a_file_elsewhere_is_never_asked_for() -> None:
    async with delivery_bench(an_audit()) as post:
        file = await upload(post, b"data")
        info = {"ok": True, "file": {"id": file, "size": 4, "url_private_download": "https://evil.example/data"}}

        async def files_info(method: str, **given: object) -> object:
            return type("Answer", (), {"data": info})()

        slack = post.chat._destinations.webs[TEAM]
        slack.client.api_call = files_info  # type: ignore[method-assign, assignment]
        with pytest.raises(FileProblem) as refused:
            await read(post, file)
        assert refused.value.problem == "forbidden-host"


@contextlib.asynccontextmanager
async def stubborn(answer: web.Response) -> AsyncIterator[tuple[WebApi, list[str]]]:
    """A Slack whose only file is answered with this; and every path that was asked for."""
    asked: list[str] = []
    base = ""

    async def any_path(request: web.Request) -> web.Response:
        asked.append(request.path)
        if request.path == "/api/files.info":
            file = {"name": "a.pdf", "mimetype": "application/pdf", "size": 4, "url_private": f"{base}/file"}
            return web.json_response({"ok": True, "file": file})
        return answer

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", any_path)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        client = AsyncWebClient(token="xoxb-1", base_url=f"{base}/api/", retry_handlers=[])
        yield WebApi(TEAM, client, "UBOT"), asked
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (web.Response(status=302, headers={"Location": "/elsewhere"}), "unreadable"),
        (web.Response(text="<html>Sign in</html>", content_type="text/html"), "unreadable"),
        (web.Response(status=403), "unreadable"),
        (web.Response(status=404), "gone"),
        (web.Response(body=b""), "empty"),
        (web.Response(body=b"x" * 2000), "too-large"),
    ],
)
async def test_what_is_not_the_file_is_not_admitted(answer: web.Response, problem: str) -> None:
    async with stubborn(answer) as (slack, asked):
        with pytest.raises(FileProblem) as refused:
            async for _ in (await fetch_file(slack, "F1", 1000)).chunks:
                pass
        assert refused.value.problem == problem
        assert asked == ["/api/files.info", "/file"]


async def test_a_file_server_in_trouble_is_tried_again() -> None:
    async with stubborn(web.Response(status=503)) as (slack, _):
        with pytest.raises(TryAgain):
            await fetch_file(slack, "F1", 1000)


async def test_a_look_up_that_is_rate_limited_is_tried_again() -> None:
    async with delivery_bench(an_audit()) as post:
        file = await upload(post, b"data")
        post.sandbox.faults.on_call("files.info", "ratelimited", seconds=2)
        with pytest.raises(TryAgain):
            await read(post, file)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/a",
        "https://files.slack.com:8443/a",
        "https://files.slack.com@evil.example/a",
        "https://evil.example/files.slack.com",
        "https://notslack.com/a",
        "https://files.slack.com.evil.example/a",
        "ftp://files.slack.com/a",
        "//files.slack.com/a",
        "https://files.slack.com:port/a",
        "",
    ],
)
def test_the_token_goes_nowhere_else(url: str) -> None:
    assert not allowed(url, SLACK)


@pytest.mark.parametrize("url", ["https://files.slack.com/a", "https://acme.slack.com/a", "https://slack.com/a"])
def test_the_token_goes_to_slack(url: str) -> None:
    assert allowed(url, SLACK)


def test_an_emulator_s_own_host_is_allowed_and_no_other_port_of_it() -> None:
    assert allowed("http://127.0.0.1:3001/files/F1", "http://127.0.0.1:3001/api/")
    assert not allowed("http://127.0.0.1:3002/files/F1", "http://127.0.0.1:3001/api/")


@given(st.text())
def test_no_text_breaks_the_check(url: str) -> None:
    assert allowed(url, SLACK) in (True, False)
