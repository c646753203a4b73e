"""What Slack refuses by the state of a workspace, in the words its documents have for it.

Owns the refusals our own tests rest on; `tests/conformance/slack/refusals.toml` names the source of each.
"""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.sandbox import AppSpec, ChannelSpec, CountingIds, PersonSpec, Sandbox, WorkspaceSpec, message_actions
from bot.sandbox.emoji import names
from bot.sandbox.spec import Limit
from tests.grid import ORGANIZATION, on_a_grid
from tests.sandbox.conftest import Running
from tests.sandbox.running import client_of, refusal

TEXT = {"type": "mrkdwn", "text": "x" * 2900}


async def posted(running: Running, **more: Any) -> dict[str, Any]:
    answer = await running.client.chat_postMessage(channel=running.channel("general"), text="x", **more)
    return {"channel": answer["channel"], "ts": answer["ts"]}


async def test_a_text_is_updated_with_a_tenth_of_what_can_be_posted(running: Running) -> None:
    place = await posted(running)
    assert await refusal(running.client.chat_update(**place, text="x" * 4000)) == "ok"
    assert await refusal(running.client.chat_update(**place, text="x" * 4001)) == "msg_too_long"
    assert await refusal(running.client.chat_postMessage(channel=place["channel"], text="x" * 4001)) == "ok"


async def test_blocks_of_a_message_have_a_size_together(running: Running) -> None:
    place = await posted(running)
    section = {"type": "section", "text": TEXT}
    for blocks, expected in (([section] * 4, "ok"), ([section] * 5, "msg_blocks_too_long")):
        assert await refusal(running.client.chat_update(**place, text="x", blocks=blocks)) == expected
        assert await refusal(running.client.chat_postMessage(channel=place["channel"], blocks=blocks)) == expected


async def test_nothing_is_updated_in_an_archived_channel(running: Running) -> None:
    place = await posted(running)
    running.sandbox.admin.create("later")
    running.sandbox.workspace.channel("general").name = "lab"
    running.sandbox.admin.archive("lab")
    assert await refusal(running.client.chat_update(**place, text="y")) == "is_inactive"
    assert await refusal(running.client.chat_postMessage(channel=place["channel"], text="y")) == "is_archived"


async def test_a_channel_keeps_a_hundred_pins(running: Running) -> None:
    place = await posted(running)
    workspace = running.sandbox.workspace
    channel = workspace.channel("general")
    for _ in range(100):
        said = message_actions.post(workspace, channel, running.person("lead"), "keep this")
        message_actions.pin(workspace, channel, said, running.person("lead"))
    assert await refusal(running.client.pins_add(channel=channel.id, timestamp=place["ts"])) == "too_many_pins"


async def test_a_message_takes_so_many_emoji_and_of_one_person_fewer(running: Running) -> None:
    place = await posted(running)
    where = {"channel": place["channel"], "timestamp": place["ts"]}
    known = sorted(names())
    for name in known[:23]:
        assert await refusal(running.client.reactions_add(**where, name=name)) == "ok"
    assert await refusal(running.client.reactions_add(**where, name=known[23])) == "too_many_reactions"
    message = running.sandbox.workspace.channel("general").messages[place["ts"]]
    message.reactions |= {name: [running.person("lead")] for name in known[23:50]}
    assert await refusal(running.client.reactions_add(**where, name=known[50])) == "too_many_emoji"


async def test_an_emoji_that_the_workspace_has_not_is_no_name(running: Running) -> None:
    place = await posted(running)
    where = {"channel": place["channel"], "timestamp": place["ts"]}
    for name, expected in (("no_such_emoji", "invalid_name"), ("wave::skin-tone-3", "ok"), ("+1", "ok")):
        assert await refusal(running.client.reactions_add(**where, name=name)) == expected


async def test_an_upload_needs_a_length_and_a_description_that_is_not_too_long(running: Running) -> None:
    method = "files.getUploadURLExternal"
    for length, alt, expected in (
        ("0", "", "missing_argument"),
        ("4", "x" * 1001, "alt_txt_too_large"),
        ("4", "x" * 1000, "ok"),
    ):
        sent = {"filename": "risks.png", "length": length, "alt_txt": alt}
        assert await refusal(running.client.api_call(method, data=sent)) == expected


async def test_an_owner_can_keep_uploads_private_channels_and_pins_from_apps(running: Running) -> None:
    place, client = await posted(running), running.client
    running.sandbox.admin.restrict("uploads", "private_channels", "pins")
    upload = client.api_call("files.getUploadURLExternal", data={"filename": "a.txt", "length": 4})
    assert await refusal(upload) == "file_uploads_disabled"
    assert await refusal(client.conversations_create(name="secrets", is_private=True)) == "restricted_action"
    assert await refusal(client.conversations_create(name="open")) == "ok"
    assert await refusal(client.pins_add(channel=place["channel"], timestamp=place["ts"])) == "restricted_action"


@pytest.mark.parametrize(
    ("limit", "outside", "within"),
    [
        ("read_only", "restricted_action_read_only_channel", "restricted_action_read_only_channel"),
        ("thread_only", "restricted_action_thread_only_channel", "ok"),
        ("non_threadable", "ok", "restricted_action_non_threadable_channel"),
    ],
)
async def test_a_channel_whose_posting_is_limited_says_which_limit(
    running: Running, limit: Limit, outside: str, within: str
) -> None:
    place = await posted(running)
    running.sandbox.workspace.channel("general").limited = limit
    channel = place["channel"]
    assert await refusal(running.client.chat_postMessage(channel=channel, text="x")) == outside
    assert await refusal(running.client.chat_postMessage(channel=channel, text="x", thread_ts=place["ts"])) == within
    assert (await running.client.conversations_info(channel=channel))["channel"][f"is_{limit}"] is True


async def test_a_reply_beneath_a_deleted_message_is_answered_and_shown_nowhere(running: Running) -> None:
    place = await posted(running)
    await running.client.chat_delete(**place)
    answer = await running.client.chat_postMessage(channel=place["channel"], text="late", thread_ts=place["ts"])
    assert answer["ok"]
    assert "thread_ts" not in answer["message"]
    assert "late" not in [message.text for message in running.sandbox.driver("lead").sees("general")]
    history = await running.client.conversations_history(channel=place["channel"])
    assert "late" not in [message["text"] for message in history["messages"]]


async def test_whoever_of_another_company_is_in_no_channel_with_us_cannot_be_written_to() -> None:
    spec = WorkspaceSpec(people=(PersonSpec(name="lead"), PersonSpec(name="partner", team="T0PARTNERS")))
    async with Sandbox(spec, ids=CountingIds()) as sandbox:
        opened = client_of(sandbox).conversations_open(users=sandbox.workspace.person("partner").id)
        assert await refusal(opened) == "user_not_visible"


async def test_an_app_without_a_home_publishes_none() -> None:
    async with Sandbox(WorkspaceSpec.of("lead"), app=AppSpec(home_enabled=False), ids=CountingIds()) as sandbox:
        home = {"type": "home", "blocks": []}
        published = client_of(sandbox).views_publish(user_id=sandbox.workspace.person("lead").id, view=home)
        assert await refusal(published) == "not_enabled"


async def test_pages_of_a_person_s_channels_end_below_a_thousand(running: Running) -> None:
    assert await refusal(running.client.users_conversations(limit=1000)) == "invalid_limit"
    assert await refusal(running.client.users_conversations(limit=999)) == "ok"


async def test_on_a_grid_people_of_another_home_come_without_a_team() -> None:
    spec = on_a_grid(WorkspaceSpec.of("lead", "auditor", "safety"))
    async with Sandbox(spec, ids=CountingIds()) as sandbox:
        client = client_of(sandbox)
        assert (await client.auth_test())["enterprise_id"] == ORGANIZATION
        shown = {each["name"]: each for each in (await client.users_list())["members"] if not each["is_bot"]}
    homes = {name: each.get("team_id") for name, each in shown.items()}
    assert [name for name, team in homes.items() if team is None] == ["lead", "auditor"]
    assert all(sandbox.workspace.team_id in each["enterprise_user"]["teams"] for each in shown.values())


async def test_a_file_of_another_company_comes_as_an_id_that_files_info_explains() -> None:
    people = (PersonSpec(name="lead"), PersonSpec(name="partner", team="T0PARTNERS"))
    channels = (ChannelSpec(name="general", shared=True, bot=True),)
    async with Sandbox(WorkspaceSpec(people=people, channels=channels), ids=CountingIds()) as sandbox:
        client, channel = client_of(sandbox), sandbox.workspace.channel("general").id
        await sandbox.driver("partner").upload("general", "card.md", b"# Card\n")
        [file] = (await client.conversations_history(channel=channel))["messages"][0]["files"]
        assert (file["mode"], file["file_access"], "url_private_download" in file) == (
            "file_access",
            "check_file_info",
            False,
        )
        told: dict[str, Any] = (await client.files_info(file=file["id"]))["file"]
        address = {"Authorization": f"Bearer {sandbox.bot_token}"}
        async with (
            aiohttp.ClientSession(headers=address) as session,
            session.get(told["url_private_download"]) as answer,
        ):
            assert (told["name"], await answer.read()) == ("card.md", b"# Card\n")
