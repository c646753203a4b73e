"""Channels and people through the Web API: creating, inviting, seeing, converting.

Owns who is where. Must not test messages.
"""

from tests.sandbox.conftest import Running
from tests.sandbox.running import refusal


async def test_a_new_private_channel_is_seen_by_its_members_alone(running: Running) -> None:
    client = running.client
    made = (await client.conversations_create(name="audit-a1", is_private=True))["channel"]
    await client.conversations_invite(channel=made["id"], users=[running.person("lead"), running.person("auditor")])
    members = (await client.conversations_members(channel=made["id"]))["members"]
    assert members == [running.person(name) for name in ("app", "lead", "auditor")]
    assert "audit-a1" in running.sandbox.driver("lead").channels()
    assert running.sandbox.workspace.may_see(running.sandbox.workspace.channel("audit-a1"), members[1])
    assert not running.sandbox.workspace.may_see(
        running.sandbox.workspace.channel("audit-a1"), running.person("safety")
    )


async def test_one_bad_invitation_spoils_all_unless_forced(running: Running) -> None:
    client = running.client
    made = (await client.conversations_create(name="room"))["channel"]["id"]
    users = [running.person("lead"), running.person("former")]
    assert await refusal(client.conversations_invite(channel=made, users=users)) == "user_disabled"
    assert (await client.conversations_members(channel=made))["members"] == [running.person("app")]
    forced = await client.conversations_invite(channel=made, users=users, force=True)
    assert forced["errors"] == [{"user": users[1], "ok": False, "error": "user_disabled"}]
    assert users[0] in (await client.conversations_members(channel=made))["members"]


async def test_lists_show_what_the_bot_may_see(running: Running) -> None:
    client = running.client
    types = "public_channel,private_channel"
    listed = (await client.conversations_list(types=types, exclude_archived=True))["channels"]
    assert [c["name"] for c in listed] == ["general", "elsewhere", "shared"]
    mine = (await client.users_conversations(types=types))["channels"]
    assert [c["name"] for c in mine] == ["general", "past", "shared"]
    people = [m["name"] async for page in await client.users_list(limit=3) for m in page["members"]]
    assert people == ["app", "lead", "auditor", "safety", "guest", "former", "partner"]


async def test_people_are_shown_with_their_zone_and_standing(running: Running) -> None:
    shown = {
        name: (await running.client.users_info(user=running.person(name)))["user"]
        for name in ("lead", "guest", "former", "partner", "app")
    }
    assert shown["lead"]["tz"] == "Europe/Paris"
    assert shown["lead"]["tz_offset"] in (3600, 7200)
    assert shown["lead"]["is_admin"]
    assert shown["guest"]["is_restricted"]
    assert shown["guest"]["is_ultra_restricted"]
    assert shown["former"]["deleted"]
    assert "tz" not in shown["former"]
    assert (shown["partner"]["team_id"], shown["partner"]["is_stranger"]) == ("T0PARTNERS", False)
    assert shown["app"]["is_bot"]
    running.sandbox.admin.kick_bot("shared")
    assert (await running.client.users_info(user=running.person("partner")))["user"]["is_stranger"]


async def test_groups_list_their_active_members(running: Running) -> None:
    group = (await running.client.usergroups_list(include_users=True))["usergroups"][0]
    users = (await running.client.usergroups_users_list(usergroup=group["id"]))["users"]
    assert (group["handle"], users) == ("board", [running.person("lead"), running.person("safety")])


async def test_a_renamed_and_described_channel_tells_its_members(running: Running) -> None:
    client = running.client
    made = (await client.conversations_create(name="old-name"))["channel"]["id"]
    await client.conversations_rename(channel=made, name="new-name")
    await client.conversations_setTopic(channel=made, topic="Release of Foo")
    await client.conversations_setPurpose(channel=made, purpose="An audit")
    info = (await client.conversations_info(channel=made, include_num_members=True))["channel"]
    assert (info["name"], info["previous_names"], info["num_members"]) == ("new-name", ["old-name"], 1)
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("Release of Foo", "An audit")
    lines = [m["subtype"] for m in (await client.conversations_history(channel=made))["messages"]]
    assert lines == ["channel_purpose", "channel_topic", "channel_name", "channel_join"]


async def test_the_bot_joins_and_leaves_public_channels(running: Running) -> None:
    client, place = running.client, running.channel("elsewhere")
    await client.conversations_join(channel=place)
    again = await client.conversations_join(channel=place)
    assert again["warning"] == "already_in_channel"
    await client.conversations_leave(channel=place)
    assert (await client.conversations_leave(channel=place))["not_in_channel"]
    assert not (await client.conversations_info(channel=place))["channel"]["is_member"]


async def test_a_bot_that_was_removed_cannot_write_there(running: Running) -> None:
    running.sandbox.admin.kick_bot("general")
    assert await refusal(running.client.chat_postMessage(channel=running.channel("general"), text="x")) == (
        "not_in_channel"
    )
    running.sandbox.admin.delete_channel("general")
    running.sandbox.admin.invite_bot("secret")
    running.sandbox.admin.deactivate("auditor")
    listed = await running.client.conversations_list(types="public_channel,private_channel")
    names = [c["name"] for c in listed["channels"]]
    assert "secret" in names
    assert "general" not in names


async def test_a_converted_channel_lives_on_under_another_id(running: Running) -> None:
    old = running.channel("general")
    posted = await running.client.chat_postMessage(channel=old, text="here")
    new = running.sandbox.admin.convert("general", private=True)
    assert await refusal(running.client.conversations_info(channel=old)) == "channel_not_found"
    history = await running.client.conversations_history(channel=new)
    assert history["messages"][0]["ts"] == posted["ts"]
    assert (await running.client.conversations_info(channel=new))["channel"]["is_private"]


async def test_the_workspace_says_who_it_is(running: Running) -> None:
    me = await running.client.auth_test()
    assert (me["user_id"], me["team_id"]) == (running.person("app"), running.sandbox.workspace.team_id)
    assert (await running.client.team_info())["team"]["id"] == me["team_id"]
    assert (await running.client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert "chat:write" in me.headers["x-oauth-scopes"]
