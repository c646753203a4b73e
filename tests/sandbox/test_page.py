"""The page's server side: who may come in, what a person sees of the workspace, and what the page may ask for."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from bot.sandbox import CountingIds, Panel, Sandbox
from bot.sandbox.side_panels import Button, Content, Done, Go, Run, Section
from tests.sandbox.conftest import Running
from tests.sandbox.running import WORKSPACE, client_of

Json = dict[str, Any]


class Page:
    """A browser's requests, without the browser."""

    def __init__(self, sandbox: Sandbox, client: httpx2.AsyncClient) -> None:
        self.sandbox = sandbox
        self.client = client

    async def read(self, path: str, **query: str) -> Json:
        answer = await self.client.get(f"/page/{path}", params=query)
        answer.raise_for_status()
        return dict(answer.json())

    async def do(self, who: str, act: str, **more: Any) -> httpx2.Response:
        return await self.client.post("/page/do", json={"who": who, "act": act, **more})


@pytest.fixture
async def page(running: Running) -> AsyncIterator[Page]:
    sandbox = running.sandbox
    async with httpx2.AsyncClient(base_url=sandbox.url, headers={"Origin": sandbox.url}) as client:
        await client.get("/", params={"key": sandbox.page.door.key})
        yield Page(sandbox, client)


async def test_without_the_key_nothing_is_shown_or_done(running: Running) -> None:
    async with httpx2.AsyncClient(base_url=running.sandbox.url) as stranger:
        assert (await stranger.get("/")).status_code == 403
        assert (await stranger.get("/", params={"key": "guessed"})).status_code == 403
        assert (await stranger.get("/page/start")).status_code == 403
        deed = {"who": "lead", "act": "post", "channel": "general", "text": "x"}
        assert (await stranger.post("/page/do", json=deed)).status_code == 403


async def test_another_page_of_the_same_browser_cannot_act(page: Page) -> None:
    deed = {"who": "lead", "act": "post", "channel": "general", "text": "x"}
    for origin in ("http://127.0.0.1:1", "http://localhost:3000", "https://evil.example", "null"):
        answer = await page.client.post("/page/do", json=deed, headers={"Origin": origin})
        assert answer.status_code == 403, origin
    del page.client.headers["Origin"]
    assert (await page.client.post("/page/do", json=deed)).status_code == 403
    assert page.sandbox.driver("lead").sees("general") == []


async def test_another_host_name_is_refused_before_anything(page: Page) -> None:
    answer = await page.client.get("/", headers={"Host": "rebound.example"})
    assert answer.status_code == 403


async def test_the_live_connection_asks_for_the_key_and_the_origin(page: Page) -> None:
    address = page.sandbox.url.replace("http", "ws") + "/page/live"
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in page.client.cookies.items())}
    for headers, origin in (({}, page.sandbox.url), (cookie, "http://localhost:3000")):
        with pytest.raises(InvalidStatus):
            async with connect(address, additional_headers=headers, origin=origin):  # type: ignore[arg-type]
                pass


async def test_everything_is_sealed_with_a_strict_policy_and_no_inline_script(page: Page) -> None:
    for path in ("/", "/page/static/js/app.js", "/page/start"):
        answer = await page.client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "SameSite=strict" in (await page.client.get("/")).headers["set-cookie"]


async def test_a_person_sees_what_is_theirs_to_see(page: Page) -> None:
    lead, auditor = page.sandbox.driver("lead"), page.sandbox.driver("auditor")
    await lead.say("secret", "between us")
    await auditor.say("general", "@lead look")
    side = await page.read("side", who="lead")
    general = next(c for c in side["channels"] if c["name"] == "general")
    assert (general["unread"], general["for_me"]) == (1, 1)
    seen = {c["name"] for c in (await page.read("side", who="auditor"))["channels"]}
    assert "secret" not in seen
    refused = await page.client.get("/page/place", params={"who": "auditor", "channel": "secret"})
    assert refused.status_code == 409


async def test_writing_answering_and_reading_move_the_marks(page: Page) -> None:
    first = (await page.do("auditor", "post", channel="general", text="@lead a question")).json()
    thread = {"channel": first["channel"], "thread_ts": first["ts"]}
    await page.do("lead", "post", text="an answer", **thread)
    assert (await page.read("side", who="auditor"))["threads"] == 1
    shown = await page.read("thread", who="auditor", since="0", **thread)
    assert [m["text"] for m in shown["messages"]][1] == "an answer"
    await page.do("auditor", "read", ts=shown["messages"][-1]["ts"], **thread)
    assert (await page.read("side", who="auditor"))["threads"] == 0


async def test_ephemerals_are_gone_for_a_page_that_was_loaded_after_them(page: Page, running: Running) -> None:
    channel, lead = running.channel("general"), running.person("lead")
    loaded_before = (await page.read("start"))["now"]
    await running.client.chat_postEphemeral(channel=channel, user=lead, text="only you")
    loaded_after = (await page.read("start"))["now"]
    for since, who, shown in ((loaded_before, "lead", 1), (loaded_after, "lead", 0), (loaded_before, "auditor", 0)):
        place = await page.read("place", who=who, channel="general", since=since)
        assert len(place["messages"]) == shown


async def test_what_slacks_client_refuses_is_a_sentence(page: Page) -> None:
    first = (await page.do("lead", "post", channel="general", text="x")).json()
    thread = {"channel": first["channel"], "thread_ts": first["ts"]}
    answer = await page.do("lead", "command", command="/audit", **thread)
    assert answer.status_code == 409
    assert "not supported in threads" in answer.json()["refused"]
    assert (await page.do("lead", "dance")).status_code == 400
    assert (await page.do("lead", "post", channel="past", text="x")).status_code == 409


async def test_a_command_nobody_hears_of_fails_visibly(page: Page) -> None:
    answer = (await page.do("lead", "command", channel="general", command="/audit", text="start")).json()
    assert answer["failed"] == "dispatch_failed"


async def test_files_come_and_go(page: Page) -> None:
    async def upload(name: str, data: bytes) -> httpx2.Response:
        return await page.client.post("/page/upload", params={"who": "lead", "name": name}, content=data)

    nameless = (await upload("", b"bytes")).json()
    assert nameless["name"] == "untitled"
    assert (await upload("empty.md", b"")).status_code == 409
    big = (await upload("<img src=x>.html", b"<script>" * (30 * 1024 * 128))).json()
    files = [nameless["id"], big["id"]]
    assert (await page.do("auditor", "post", channel="secret", files=files)).status_code == 409
    await page.do("lead", "post", channel="secret", text="here", files=files)
    got = await page.client.get(f"/page/file/{big['id']}", params={"who": "lead"})
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"].startswith("attachment")
    assert len(got.content) == 30 * 1024 * 1024
    assert (await page.client.get(f"/page/file/{big['id']}", params={"who": "auditor"})).status_code == 404


async def test_news_arrive_by_the_live_connection(page: Page, running: Running) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in page.client.cookies.items())
    address = page.sandbox.url.replace("http", "ws") + "/page/live"
    async with connect(address, additional_headers={"Cookie": cookie}, origin=page.sandbox.url) as live:  # type: ignore[arg-type]
        await live.send(json.dumps({"who": "lead"}))

        async def until(kind: str) -> Json:
            while True:
                news: Json = json.loads(await live.recv())
                if news["type"] == kind:
                    return news

        assert (await until("status"))["listening"] is False
        await until("side")
        await running.client.chat_postMessage(channel=running.channel("general"), text="hello")
        assert (await until("message"))["message"]["text"] == "hello"
        await page.do(
            "lead", "react", channel="general", ts=page.sandbox.driver("lead").sees("general")[0].ts, name="+1"
        )
        assert (await until("message"))["message"]["reactions"][0]["name"] == "+1"


async def test_panels_show_and_do_what_they_are_handed() -> None:
    pressed = []

    async def content(who: str) -> Content:
        return Content((Section("Guide", f"for {who}", (Button("Skip", Run("skip", "1")),)),))

    async def run(action: str, argument: str, who: str) -> Done:
        pressed.append((action, argument, who))
        return Done("skipped", Go(channel="general"))

    panel = Panel("guide", "Guide", content, run)
    async with (
        Sandbox(WORKSPACE, ids=CountingIds(), panels=[panel], retry_delays=()) as sandbox,
        httpx2.AsyncClient(base_url=sandbox.url, headers={"Origin": sandbox.url}) as client,
    ):
        await client.get("/", params={"key": sandbox.page.door.key})
        page, lead = Page(sandbox, client), sandbox.workspace.person("lead").id
        shown = await page.read("panel/guide", who="lead")
        assert shown["sections"][0]["text"] == f"for {lead}"
        answer = await page.do("lead", "run", panel="guide", action="skip", argument="1")
        assert answer.json()["said"] == "skipped"
        assert answer.json()["go"]["channel"] == "general"
        assert pressed == [("skip", "1", lead)]


async def test_a_kept_workspace_goes_on_where_it_was(tmp_path: Any) -> None:
    async with Sandbox(WORKSPACE, keep_in=tmp_path) as before:
        lead = before.driver("lead")
        said = await lead.say("general", "hello")
        await before.driver("auditor").say("general", "a reply", thread_ts=said.ts)
        await lead.upload("secret", "card.md", b"# Card")
        await before.driver("safety").react(said, "eyes")
        await _publish(client_of(before), before.workspace.person("lead").id)
        token, channel = before.bot_token, before.workspace.channel("general").id
    async with Sandbox(WORKSPACE, keep_in=tmp_path) as after:
        assert after.bot_token == token
        seen = after.driver("lead").sees("general")
        assert [m.text for m in seen] == ["hello", "a reply"]
        assert seen[0].reactions == ("eyes",)
        assert seen[0].channel == channel
        assert after.driver("lead").sees("secret")[0].files == ("card.md",)
        assert [file.data for file in after.workspace.files.values()] == [b"# Card"]
        home = after.driver("lead").home()
        assert home is not None
        assert "Welcome" in home.readable
        later = await after.driver("lead").say("general", "again")
        assert later.ts > seen[-1].ts


async def _publish(client: AsyncWebClient, user: str) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Welcome"}}]
    await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks})
