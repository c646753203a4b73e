"""Bad days on demand: what the client sees, and what was done nevertheless.

Owns every kind of fault of a call, and rate limits. Must not test deliveries.
"""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox import CountingIds, Limits, Sandbox
from tests.sandbox.conftest import Running
from tests.sandbox.running import WORKSPACE, client_of


def posted(running: Running) -> list[str]:
    """What is in the channel."""
    return [m.text for m in running.sandbox.workspace.channel("general").messages.values()]


async def post(running: Running, text: str) -> Any:
    return await running.client.chat_postMessage(channel=running.channel("general"), text=text)


async def test_a_lost_reply_was_done_all_the_same(running: Running) -> None:
    running.sandbox.faults.on_call("chat.postMessage", "lost_reply")
    with pytest.raises(aiohttp.ClientError):
        await post(running, "one")
    await post(running, "two")
    assert posted(running) == ["one", "two"]
    assert [c.outcome for c in running.sandbox.traffic.calls("chat.postMessage")] == ["lost_reply", "ok"]


async def test_a_lost_request_was_not_done(running: Running) -> None:
    running.sandbox.faults.on_call("chat.postMessage", "lost_request")
    with pytest.raises(aiohttp.ClientError):
        await post(running, "one")
    assert posted(running) == []


async def test_a_late_effect_comes_after_the_error(running: Running) -> None:
    running.sandbox.faults.on_call("chat.postMessage", "late", seconds=0.02)
    with pytest.raises(aiohttp.ClientError):
        await post(running, "one")
    assert posted(running) == []
    await running.sandbox.workspace.until(lambda: posted(running) == ["one"])


async def test_ratelimited_says_when_to_come_again(running: Running) -> None:
    running.sandbox.faults.on_call("chat.postMessage", "ratelimited", times=2, seconds=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            await post(running, "one")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "7"
    await post(running, "two")
    assert posted(running) == ["two"]


async def test_a_server_error_and_a_refusal_do_nothing(running: Running) -> None:
    running.sandbox.faults.on_call("*", "server_error", status=503)
    with pytest.raises(SlackApiError) as broken:
        await post(running, "one")
    assert broken.value.response.status_code == 503
    running.sandbox.faults.on_call("*", "refused", error="fatal_error")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await post(running, "one")
    assert posted(running) == []


async def test_a_slow_call_is_done_and_answered(running: Running) -> None:
    running.sandbox.faults.on_call("chat.postMessage", "slow", seconds=0.02)
    await post(running, "one")
    # a timer of the loop may be up to a millisecond early
    assert running.sandbox.traffic.calls("chat.postMessage")[0].seconds >= 0.019


async def test_uploads_and_downloads_have_bad_days_too(running: Running) -> None:
    running.sandbox.faults.on_call("upload", "lost_reply")
    reserved = await running.client.files_getUploadURLExternal(filename="x.txt", length=3)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.post(reserved["upload_url"], data=b"abc")
    assert running.sandbox.workspace.files[reserved["file_id"]].data == b"abc"


async def test_random_faults_are_the_same_for_the_same_seed(running: Running) -> None:
    async def outcomes(seed: int) -> list[str]:
        faults = running.sandbox.faults
        faults.at_random(seed, {"refused": 0.5})
        seen = []
        for _ in range(12):
            try:
                await running.client.api_test()
                seen.append("ok")
            except SlackApiError as error:
                seen.append(str(error.response["error"]))
        faults.clear()
        return seen

    first, again, other = await outcomes(1), await outcomes(1), await outcomes(2)
    assert first == again != other
    assert {"ok", "internal_error"} == set(first)


async def test_limits_count_messages_by_channel_and_calls_by_method() -> None:
    limits = Limits(messages_per_second=0.5, burst=2, per_method={"users.list": 1})
    async with Sandbox(WORKSPACE, ids=CountingIds(), limits=limits) as sandbox:
        client = client_of(sandbox)
        now = 50.0
        sandbox.platform.limiter.seconds = lambda: now
        for channel in ("general", "shared"):
            for _ in range(2):
                await client.chat_postMessage(channel=sandbox.workspace.channel(channel).id, text="x")
        with pytest.raises(SlackApiError) as refused:
            await client.chat_postMessage(channel=sandbox.workspace.channel("general").id, text="x")
        assert refused.value.response.headers["Retry-After"] == "2"
        now = 52.0
        await client.chat_postMessage(channel=sandbox.workspace.channel("general").id, text="x")
        await client.users_list()
        with pytest.raises(SlackApiError) as counted:
            await client.users_list()
        assert counted.value.response.headers["Retry-After"] == "60"


async def test_the_log_keeps_no_token_and_tells_its_subscribers(running: Running) -> None:
    told: list[str] = []
    stop = running.sandbox.traffic.subscribe(lambda exchange: told.append(exchange.name))
    await running.client.api_call("auth.test", data={"token": running.sandbox.bot_token})
    stop()
    await running.client.auth_test()
    assert told == ["auth.test"]
    assert running.sandbox.bot_token not in repr(list(running.sandbox.traffic)) + repr(
        [e.request for e in running.sandbox.traffic]
    )
