"""What the Web API refuses, by Slack's own words.

Owns the table of refusals. Must not test what is allowed.
"""

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox import AppSpec, CountingIds, Sandbox
from tests.sandbox.conftest import Running
from tests.sandbox.running import WORKSPACE, client_of, refusal

Make = Callable[[Running], dict[str, Any]]


def to(channel: str, **more: Any) -> Make:
    """Arguments with a channel's id."""
    return lambda running: {"channel": running.channel(channel), **more}


def about(channel: str, *people: str, **more: Any) -> Make:
    """Arguments with a channel and people."""
    return lambda running: {
        "channel": running.channel(channel),
        "users": ",".join(running.person(p) for p in people),
        **more,
    }


def plain(**arguments: Any) -> Make:
    """Arguments as they are."""
    return lambda running: arguments


MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}

REFUSED: list[tuple[str, Make, str]] = [
    ("chat.postMessage", plain(channel="C0NOWHERE0", text="x"), "channel_not_found"),
    ("chat.postMessage", to("secret", text="x"), "channel_not_found"),
    ("chat.postMessage", to("elsewhere", text="x"), "not_in_channel"),
    ("chat.postMessage", to("past", text="x"), "is_archived"),
    ("chat.postMessage", to("general"), "no_text"),
    ("chat.postMessage", to("general", text="x" * 40_001), "msg_too_long"),
    ("chat.postMessage", to("general", blocks="{"), "invalid_blocks_format"),
    ("chat.postMessage", to("general", blocks=[{"type": "nonsense"}]), "invalid_blocks"),
    ("chat.postMessage", to("general", text="x", metadata={"event_type": "x"}), "invalid_metadata_format"),
    (
        "chat.postMessage",
        to("general", text="x", metadata={"event_type": "x", "event_payload": {"y": "z" * 8000}}),
        "metadata_too_large",
    ),
    ("chat.postMessage", to("general", text="x", markdown_text="y"), "markdown_text_conflict"),
    ("chat.postMessage", plain(text="x"), "invalid_arguments"),
    ("chat.postMessage", lambda r: {"channel": r.person("former"), "text": "x"}, "is_inactive"),
    ("chat.postEphemeral", lambda r: {**to("secret", text="x")(r), "user": r.person("lead")}, "channel_not_found"),
    ("chat.postEphemeral", lambda r: {**to("general", text="x")(r), "user": "U0NOBODY00"}, "user_not_found"),
    ("chat.postEphemeral", lambda r: {**to("general", text="x")(r), "user": r.person("guest")}, "user_not_in_channel"),
    ("chat.postEphemeral", lambda r: {**to("elsewhere", text="x")(r), "user": r.person("lead")}, "not_in_channel"),
    ("chat.update", to("general", ts="1.000001", text="x"), "message_not_found"),
    ("chat.delete", to("general", ts="1.000001"), "message_not_found"),
    ("conversations.create", plain(name="general"), "name_taken"),
    ("conversations.create", plain(name=""), "invalid_name_required"),
    ("conversations.create", plain(name="Audit"), "invalid_name_specials"),
    ("conversations.create", plain(name="two words"), "invalid_name_specials"),
    ("conversations.create", plain(name="---"), "invalid_name_punctuation"),
    ("conversations.create", plain(name="x" * 81), "invalid_name_maxlength"),
    ("conversations.invite", about("general", "lead"), "already_in_channel"),
    ("conversations.invite", about("general", "app"), "cant_invite_self"),
    ("conversations.invite", about("general", "former"), "user_disabled"),
    ("conversations.invite", about("general", "partner"), "user_team_not_in_channel"),
    ("conversations.invite", about("general", "guest"), "ura_max_channels"),
    ("conversations.invite", about("elsewhere", "safety"), "not_in_channel"),
    ("conversations.invite", about("past", "safety"), "is_archived"),
    ("conversations.invite", to("general", users="U0NOBODY00"), "user_not_found"),
    ("conversations.info", to("secret"), "channel_not_found"),
    ("conversations.history", to("elsewhere"), "not_in_channel"),
    ("conversations.history", to("general", cursor="bm9uc2Vuc2U="), "invalid_cursor"),
    ("conversations.history", to("general", limit=5000), "invalid_limit"),
    ("conversations.replies", to("general", ts="1.000001"), "thread_not_found"),
    ("conversations.open", lambda r: {"users": r.person("former")}, "user_disabled"),
    ("conversations.open", plain(users="U0NOBODY00"), "user_not_found"),
    ("conversations.open", lambda r: {"users": r.person("app")}, "cannot_dm_bot"),
    ("conversations.archive", to("past"), "already_archived"),
    ("users.info", plain(user="U0NOBODY00"), "user_not_found"),
    ("usergroups.users.list", plain(usergroup="S0NOTHING0"), "no_such_subteam"),
    ("views.open", plain(trigger_id="1.2.3", view=MODAL), "invalid_trigger_id"),
    ("views.open", plain(trigger_id="1.2.3", view={"type": "modal"}), "invalid_arguments"),
    ("views.open", plain(trigger_id="1.2.3"), "invalid_arguments"),
    ("views.update", plain(view_id="V0NOTHING0", view=MODAL), "not_found"),
    ("views.publish", plain(user_id="U0NOBODY00", view={"type": "home", "blocks": []}), "invalid_arguments"),
    ("pins.add", to("general", timestamp="1.000001"), "message_not_found"),
    ("reactions.add", to("general", timestamp="1.000001", name="tada"), "message_not_found"),
    ("files.info", plain(file="F0NOTHING0"), "file_not_found"),
    ("files.completeUploadExternal", plain(files=[{"id": "F0NOTHING0"}]), "file_not_found"),
    ("no.suchMethod", plain(), "unknown_method"),
]


@pytest.mark.parametrize(("method", "make", "error"), REFUSED, ids=[f"{m}-{e}" for m, _, e in REFUSED])
@pytest.mark.asyncio(loop_scope="module")
async def test_is_refused_as_slack_does(undisturbed: Running, method: str, make: Make, error: str) -> None:
    assert await refusal(undisturbed.client.api_call(method, json=make(undisturbed))) == error


async def test_tokens_are_checked(running: Running) -> None:
    sandbox = running.sandbox
    assert await refusal(client_of(sandbox, "").auth_test()) == "not_authed"
    assert await refusal(client_of(sandbox, "xoxb-wrong").auth_test()) == "invalid_auth"
    assert await refusal(client_of(sandbox, sandbox.app_token).auth_test()) == "not_allowed_token_type"
    assert await refusal(running.client.apps_connections_open(app_token=sandbox.bot_token)) == "not_allowed_token_type"
    sandbox.admin.revoke_token()
    assert await refusal(running.client.auth_test()) == "token_revoked"
    sandbox.admin.uninstall()
    assert await refusal(running.client.auth_test()) == "account_inactive"


async def test_a_missing_scope_is_named(running: Running) -> None:
    narrow = AppSpec(scopes=frozenset({"channels:read"}))
    async with Sandbox(WORKSPACE, app=narrow, ids=CountingIds()) as sandbox:
        client = client_of(sandbox)
        general = sandbox.workspace.channel("general").id
        answer = await client.api_call("api.test")
        assert answer["ok"]
        assert await refusal(client.chat_postMessage(channel=general, text="x")) == "missing_scope"
        assert await refusal(client.conversations_history(channel=general)) == "missing_scope"
        assert await refusal(client.conversations_create(name="new", is_private=True)) == "missing_scope"
        assert await refusal(client.conversations_info(channel=general)) == "ok"


async def test_public_posting_needs_its_own_scope_outside_the_channel() -> None:
    spec = AppSpec(scopes=frozenset({"chat:write", "chat:write.public"}))
    async with Sandbox(WORKSPACE, app=spec, ids=CountingIds()) as sandbox:
        posted = client_of(sandbox).chat_postMessage(channel=sandbox.workspace.channel("elsewhere").id, text="x")
        assert await refusal(posted) == "ok"


async def test_only_its_own_messages_can_be_changed(running: Running) -> None:
    said = await running.sandbox.driver("lead").say("general", "mine")
    update = running.client.chat_update(channel=said.channel, ts=said.ts, text="x")
    assert await refusal(update) == "cant_update_message"
    assert await refusal(running.client.chat_delete(channel=said.channel, ts=said.ts)) == "cant_delete_message"


async def test_marks_stick_once(running: Running) -> None:
    said = await running.sandbox.driver("lead").say("general", "mine")
    place = {"channel": said.channel, "timestamp": said.ts}
    for expected in ("ok", "already_pinned"):
        assert await refusal(running.client.pins_add(**place)) == expected
    for expected in ("ok", "already_reacted"):
        assert await refusal(running.client.reactions_add(**place, name="white_check_mark")) == expected
    for expected in ("ok", "no_reaction"):
        assert await refusal(running.client.reactions_remove(**place, name="white_check_mark")) == expected
    for expected in ("ok", "no_pin"):
        assert await refusal(running.client.pins_remove(**place)) == expected


async def test_a_trigger_is_good_once_and_for_three_seconds(running: Running) -> None:
    triggers, lead = running.sandbox.platform.triggers, running.person("lead")
    now = 100.0
    triggers.seconds = lambda: now
    first, second = triggers.issue(lead), triggers.issue(lead)
    assert await refusal(running.client.views_open(trigger_id=first, view=MODAL)) == "ok"
    assert await refusal(running.client.views_open(trigger_id=first, view=MODAL)) == "exchanged_trigger_id"
    now = 103.1
    assert await refusal(running.client.views_open(trigger_id=second, view=MODAL)) == "expired_trigger_id"


async def test_views_are_pushed_three_deep_and_updated_by_hash(running: Running) -> None:
    triggers, lead, client = running.sandbox.platform.triggers, running.person("lead"), running.client
    view = (await client.views_open(trigger_id=triggers.issue(lead), view=MODAL))["view"]
    for expected in ("ok", "ok", "push_limit_reached"):
        assert await refusal(client.views_push(trigger_id=triggers.issue(lead), view=MODAL)) == expected
    update = client.views_update(view_id=view["id"], hash="stale", view=MODAL)
    assert await refusal(update) == "hash_conflict"
    assert await refusal(client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)) == "ok"
    named = {**MODAL, "external_id": "mine"}
    assert await refusal(client.views_push(trigger_id=triggers.issue(lead), view=named)) == "push_limit_reached"
    assert await refusal(client.views_update(view_id=view["id"], view=named)) == "ok"
    home = {"type": "home", "blocks": [], "external_id": "mine"}
    assert await refusal(client.views_publish(user_id=lead, view=home)) == "duplicate_external_id"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    large = {**MODAL, "blocks": [section] * 90}
    assert await refusal(client.views_update(view_id=view["id"], view=large)) == "view_too_large"
