"""People and the app: clicks, menus, commands, shortcuts, response URLs, looking and waiting.

Owns what the driver allows and what the bot gets. Must not test how it is carried: Socket Mode stands for both.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox import AppSpec, CannotDo, Driver, NeverHappened, Sandbox
from tests.sandbox.form_bot import CARD, Bot, option, post_card
from tests.sandbox.running import by_socket, client_of


class InAnHour:
    """A clock that is an hour ahead."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=1)


# clicks


async def test_a_click_says_where_it_was_and_what_it_meant(bot: Bot, sandbox: Sandbox, lead: Driver) -> None:
    posted = await post_card(sandbox)
    card = await lead.reads("Card")
    assert (await lead.click(card, label="Go")).ok
    body = bot.last("block_actions")
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": posted["channel"],
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == posted["ts"]
    assert (body["user"]["id"], body["team"]["id"]) == (lead.id, sandbox.workspace.team_id)
    assert {"action_id", "block_id", "action_ts", "type", "text"} <= set(body["actions"][0])

    await lead.click(card, "menu", choose="y")
    assert bot.last("block_actions")["actions"][0]["selected_option"] == option("y")
    assert bot.last("block_actions")["state"]["values"]["row"]["menu"]["selected_option"] == option("y")
    await lead.click(card, "more", choose="Q")
    assert bot.last("block_actions")["actions"][0]["selected_option"] == option("q")


async def test_a_confirmation_must_be_answered(bot: Bot, sandbox: Sandbox, lead: Driver) -> None:
    await post_card(sandbox)
    card = await lead.reads("Card")
    with pytest.raises(CannotDo, match="Sure"):
        await lead.click(card, "end")
    count = len(bot.got)
    assert (await lead.click(card, "end", confirm=False)).ok
    assert len(bot.got) == count
    await lead.click(card, "end", confirm=True)
    assert bot.last("block_actions")["actions"][0]["action_id"] == "end"


async def test_only_what_is_there_and_visible_can_be_clicked(sandbox: Sandbox, lead: Driver) -> None:
    await post_card(sandbox)
    card = await lead.reads("Card")
    with pytest.raises(CannotDo, match=r"go \(Go\)"):
        await lead.click(card, "approve")
    with pytest.raises(CannotDo, match="cannot see"):
        await sandbox.driver("guest").click(card, "go")
    place = sandbox.workspace.channel("general")
    del place.messages[card.ts]
    with pytest.raises(CannotDo, match="not there"):
        await lead.click(card, "go")


async def test_a_click_that_was_not_taken_says_so(sandbox: Sandbox, lead: Driver) -> None:
    await post_card(sandbox)
    card = await lead.reads("Card")
    sandbox.faults.on_delivery("block_actions", "dropped")
    assert (await lead.click(card, "go")).failed == "operation_timeout"


# commands and shortcuts


async def test_commands_do_not_work_in_threads_nor_for_people_from_elsewhere(sandbox: Sandbox, lead: Driver) -> None:
    said = await lead.say("general", "x")
    with pytest.raises(CannotDo, match="not supported in threads"):
        await lead.command("/form", thread_ts=said.ts)
    with pytest.raises(CannotDo, match="other workspaces"):
        await sandbox.driver("partner").command("/form", channel="shared")


async def test_an_answer_in_the_channel_is_seen_by_all(sandbox: Sandbox, lead: Driver) -> None:
    assert (await lead.command("/public")).text == "For all"
    assert sandbox.driver("auditor").find("For all") is not None


async def test_private_channels_are_not_named_to_the_app(bot: Bot, lead: Driver) -> None:
    await lead.command("/public", "  some words ", channel="secret")
    body = bot.got[-1]
    assert (body["channel_name"], body["text"], body["command"]) == ("privategroup", "some words", "/public")


async def test_shortcuts_reach_the_bot_with_their_message(bot: Bot, lead: Driver) -> None:
    said = await lead.say("general", "the card")
    assert (await lead.message_shortcut(said, "on_message")).ok
    body = bot.last("message_action")
    assert (body["message_ts"], body["message"]["text"]) == (said.ts, "the card")
    assert (await lead.shortcut("anywhere")).ok
    assert bot.last("shortcut")["trigger_id"]


async def test_only_commands_and_shortcuts_of_the_manifest_are_offered(bot: Bot) -> None:
    spec = AppSpec(commands=frozenset({"/form"}), shortcuts=frozenset(), messages_enabled=False)
    async with by_socket(bot, app=spec) as (sandbox, _):
        lead = sandbox.driver("lead")
        with pytest.raises(CannotDo, match="not a valid command"):
            await lead.command("/public")
        with pytest.raises(CannotDo, match="No shortcut"):
            await lead.shortcut("anywhere")
        with pytest.raises(CannotDo, match="turned off"):
            await lead.say("@app", "hello")


# response URLs


async def respond(url: str, **body: Any) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, await answer.text()


async def test_a_response_url_replaces_and_deletes_what_was_clicked(bot: Bot, sandbox: Sandbox, lead: Driver) -> None:
    await post_card(sandbox)
    await lead.click(await lead.reads("Card"), "go")
    url = bot.last("block_actions")["response_url"]
    assert await respond(url, replace_original=True, text="replaced") == (200, "ok")
    assert lead.find("replaced") is not None
    assert await respond(url, text="only you") == (200, "ok")
    assert (await lead.reads("only you")).ephemeral
    assert (await respond(url, delete_original=True))[0] == 200
    assert lead.find("replaced") is None
    assert (await respond(url, text="all", response_type="in_channel"))[0] == 200
    assert (await respond(url, blocks=[{"type": "nonsense"}]))[0] == 400
    assert (await respond(url, text="too often"))[0] == 404


async def test_a_command_can_be_answered_later_for_half_an_hour(bot: Bot, sandbox: Sandbox, lead: Driver) -> None:
    await lead.command("/public")
    url = bot.got[-1]["response_url"]
    assert (await respond(url, text="done now"))[0] == 200
    assert (await lead.reads("done now")).ephemeral
    sandbox.platform.response_urls.clock = InAnHour()
    assert (await respond(url, text="too late"))[0] == 404


async def test_an_ephemeral_is_replaced_by_its_response_url(bot: Bot, sandbox: Sandbox, lead: Driver) -> None:
    general = sandbox.workspace.channel("general").id
    await client_of(sandbox).chat_postEphemeral(channel=general, user=lead.id, text="ask", blocks=CARD)
    shown = await lead.reads("Card")
    assert shown.ephemeral
    await lead.click(shown, "go")
    body = bot.last("block_actions")
    assert body["container"]["is_ephemeral"]
    assert "message" not in body
    await respond(body["response_url"], replace_original=True, text="thanks")
    assert lead.find("Card") is None
    assert (await lead.reads("thanks")).ephemeral


# looking and waiting


async def test_a_wait_in_vain_tells_what_was_there(sandbox: Sandbox, lead: Driver) -> None:
    await lead.say("general", "something else")
    await lead.command("/form")
    with pytest.raises(NeverHappened) as waited:
        await lead.reads("never said", timeout=0.05)
    for part in ("lead: something else", "Modal of lead", "Form", "Slack → bot /form: ok"):
        assert part in str(waited.value)


async def test_people_see_and_do_only_what_is_theirs(sandbox: Sandbox, lead: Driver) -> None:
    guest, former = sandbox.driver("guest"), sandbox.driver("former")
    with pytest.raises(CannotDo, match="sees no channel"):
        guest.sees("general")
    with pytest.raises(CannotDo, match="deactivated"):
        await former.say("general", "x")
    with pytest.raises(CannotDo, match="cannot write"):
        await lead.say("past", "x")
    said = await sandbox.driver("auditor").say("general", "mine")
    with pytest.raises(CannotDo, match="cant_update_message"):
        await lead.edit(said, "yours")
    await lead.delete(said)  # an admin may
    await lead.leave("elsewhere")
    await lead.join("elsewhere")
    await lead.invite("secret", "auditor")
    assert "secret" in sandbox.driver("auditor").channels()


async def test_what_is_typed_is_encoded_as_slacks_client_does(sandbox: Sandbox, lead: Driver) -> None:
    said = await lead.say("general", "@auditor @board see https://x.test/a?b=1&c=2 <!channel> & more @nobody")
    auditor, board = sandbox.workspace.person("auditor").id, next(iter(sandbox.workspace.groups))
    assert said.text == (
        f"<@{auditor}> <!subteam^{board}> see <https://x.test/a?b=1&amp;c=2> &lt;!channel&gt; &amp; more @nobody"
    )
    assert said.readable == "@auditor @board see https://x.test/a?b=1&c=2 <!channel> & more @nobody"
