"""People and the app: clicks, menus, inputs, modals over modals, commands, shortcuts, response URLs.

Owns what the driver allows and what the bot gets. Must not test how it is carried: Socket Mode stands for both.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.sandbox import AppSpec, CannotDo, Driver, NeverHappened, Sandbox
from tests.sandbox.running import by_socket, client_of

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def question(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def modal(*blocks: Json, title: str = "Form", **more: Any) -> Json:
    return {"type": "modal", "title": plain(title), "submit": plain("Go"), "blocks": list(blocks), **more}


FORM = modal(
    question("text", {"type": "plain_text_input", "action_id": "text", "max_length": 10, "min_length": 2}),
    question("choice", {"type": "static_select", "action_id": "choice", "options": [option("open"), option("closed")]}),
    question("people", {"type": "multi_users_select", "action_id": "people", "max_selected_items": 2}, optional=True),
    question("day", {"type": "datepicker", "action_id": "day"}, optional=True),
    question(
        "boxes", {"type": "checkboxes", "action_id": "boxes", "options": [option("a"), option("b")]}, optional=True
    ),
    question("count", {"type": "number_input", "action_id": "count", "is_decimal_allowed": False}, optional=True),
    question("where", {"type": "conversations_select", "action_id": "where"}, optional=True),
    question("outside", {"type": "external_select", "action_id": "outside", "min_query_length": 0}, optional=True),
    question(
        "verdict",
        {"type": "radio_buttons", "action_id": "verdict", "options": [option("yes"), option("if")]},
        optional=True,
        dispatch_action=True,
    ),
    callback_id="form",
    notify_on_close=True,
)
CARD: list[Json] = [
    {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "Card"}},
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "go", "text": plain("Go")},
            {
                "type": "button",
                "action_id": "end",
                "text": plain("End"),
                "confirm": {
                    "title": plain("Sure?"),
                    "text": plain("It ends."),
                    "confirm": plain("End"),
                    "deny": plain("Back"),
                },
            },
            {"type": "static_select", "action_id": "menu", "options": [option("x"), option("y")]},
            {"type": "overflow", "action_id": "more", "options": [option("p"), option("q")]},
        ],
    },
]


class Bot:
    """A bot that remembers what it got and answers submissions as it is told."""

    def __init__(self) -> None:
        self.got: list[Json] = []
        self.answer: Json = {}
        self.view = FORM
        self.slow = False

    def __call__(self, app: AsyncApp) -> None:
        @app.middleware
        async def remember(body: Json, next_: Any) -> None:
            self.got.append(body)
            await next_()

        @app.command("/form")
        async def form(ack: Any, client: Any, body: Json) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=self.view)
            await ack()

        @app.command("/public")
        async def public(ack: Any) -> None:
            await ack(text="For all", response_type="in_channel")

        @app.view("form")
        async def submitted(ack: Any) -> None:
            if self.slow:
                await asyncio.sleep(0.4)
            await ack(**self.answer)

        @app.view_closed("form")
        async def closed(ack: Any) -> None:
            await ack()

        @app.options("outside")
        async def options(ack: Any, payload: Json) -> None:
            offered = [option("alpha"), option("beta")]
            await ack(options=[o for o in offered if o["value"].startswith(payload["value"].lower()[:2])])

        @app.action("verdict")
        async def verdict(ack: Any, client: Any, body: Json) -> None:
            comment = question("comment", {"type": "plain_text_input", "action_id": "comment"})
            updated = {**FORM, "blocks": [*FORM["blocks"], comment]}
            await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=updated)
            await ack()

        for action_id in ("go", "end", "menu", "more"):
            app.action(action_id)(self.taken)
        app.shortcut("on_message")(self.taken)
        app.shortcut("anywhere")(self.taken)
        app.event("message")(self.heard)

    async def taken(self, ack: Any) -> None:
        await ack()

    async def heard(self) -> None:
        pass

    def last(self, kind: str) -> Json:
        return next(body for body in reversed(self.got) if body.get("type") == kind)


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def sandbox(bot: Bot) -> AsyncIterator[Sandbox]:
    async with by_socket(bot, ack_timeout=0.3, retry_delays=()) as (sandbox, _):
        yield sandbox


@pytest.fixture
def lead(sandbox: Sandbox) -> Driver:
    return sandbox.driver("lead")


async def post_card(sandbox: Sandbox, channel: str = "general", **more: Any) -> Any:
    place = sandbox.workspace.channel(channel).id
    return await client_of(sandbox).chat_postMessage(channel=place, text="card", blocks=CARD, **more)


# inputs


async def test_what_was_filled_in_arrives_as_slack_sends_it(bot: Bot, sandbox: Sandbox, lead: Driver) -> None:
    await lead.command("/form")
    await lead.fill(
        {
            "text": "hello",
            "choice": "Closed",
            "people": ["auditor", "safety"],
            "day": "2026-03-01",
            "boxes": ["a", "B"],
            "count": "7",
            "where": "#secret",
            "outside": "Beta",
        }
    )
    assert (await lead.submit()).closed
    values = bot.last("view_submission")["view"]["state"]["values"]
    assert values["text"]["text"] == {"type": "plain_text_input", "value": "hello"}
    assert values["choice"]["choice"]["selected_option"] == option("closed")
    assert values["people"]["people"]["selected_users"] == [
        sandbox.workspace.person(name).id for name in ("auditor", "safety")
    ]
    assert values["day"]["day"] == {"type": "datepicker", "selected_date": "2026-03-01"}
    assert [o["value"] for o in values["boxes"]["boxes"]["selected_options"]] == ["a", "b"]
    assert values["count"]["count"]["value"] == "7"
    assert values["where"]["where"]["selected_conversation"] == sandbox.workspace.channel("secret").id
    assert values["outside"]["outside"]["selected_option"] == option("beta")
    assert values["verdict"]["verdict"] == {"type": "radio_buttons", "selected_option": None}


REFUSED_INPUTS = [
    ("text", "x" * 11),
    ("text", "two\nlines"),
    ("choice", "ajar"),
    ("people", ["auditor", "safety", "guest"]),
    ("people", ["nobody"]),
    ("day", "tomorrow"),
    ("outside", "gamma"),
    ("missing", "x"),
]


@pytest.mark.parametrize(("key", "given"), REFUSED_INPUTS)
async def test_the_client_does_not_take_what_the_input_does_not_offer(
    lead: Driver, key: str, given: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.filling.PATIENCE", 0.05)
    await lead.command("/form")
    with pytest.raises(CannotDo):
        await lead.fill({key: given})


async def test_the_client_keeps_back_what_is_missing_too_short_or_no_number(bot: Bot, lead: Driver) -> None:
    await lead.command("/form")
    await lead.fill({"text": "x", "count": "1.5"})
    refused = await lead.submit()
    assert refused.by_client
    assert refused.errors == {
        "text": "Please enter at least 2 characters.",
        "choice": "Please complete this required field.",
        "count": "Please enter a whole number.",
    }
    assert not [body for body in bot.got if body.get("type") == "view_submission"]


async def test_an_input_that_tells_at_once_can_make_another_appear(lead: Driver) -> None:
    await lead.command("/form")
    await lead.fill({"text": "kept"})
    view = await lead.fill({"verdict": "if", "comment": "only with a filter"})
    assert view is not None
    assert view.values["text"]["text"]["value"] == "kept"
    assert view.values["comment"]["comment"]["value"] == "only with a filter"


# submissions


async def ready(lead: Driver) -> None:
    await lead.command("/form")
    await lead.fill({"text": "hello", "choice": "open"})


async def test_errors_stand_under_their_inputs_and_what_was_typed_stays(bot: Bot, lead: Driver) -> None:
    await ready(lead)
    bot.answer = {"response_action": "errors", "errors": {"text": "Not this."}}
    result = await lead.submit()
    assert (result.status, result.errors) == ("errors", {"text": "Not this."})
    assert result.view is not None
    assert "! text: Not this." in result.view.readable
    assert result.view.values["text"]["text"]["value"] == "hello"


@pytest.mark.parametrize(
    ("answer", "status", "titles"),
    [
        ({"response_action": "update", "view": modal(title="Next")}, "updated", ["Next"]),
        ({"response_action": "push", "view": modal(title="Over")}, "pushed", ["Form", "Over"]),
        ({"response_action": "clear"}, "cleared", []),
        ({}, "closed", []),
    ],
)
async def test_an_answer_closes_updates_pushes_or_clears(
    bot: Bot, lead: Driver, answer: Json, status: str, titles: list[str]
) -> None:
    await ready(lead)
    bot.answer = answer
    assert (await lead.submit()).status == status
    stack = lead.workspace.modals.get(lead.id, [])
    assert [view.content["title"]["text"] for view in stack] == titles


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_slack_cannot_use_keeps_the_modal_open(bot: Bot, lead: Driver, answer: Json) -> None:
    await ready(lead)
    bot.answer = answer
    result = await lead.submit()
    assert result.status == "failed"
    assert result.view is not None
    assert result.view.error == "We had some trouble connecting. Try again?"


async def test_a_submission_not_taken_in_time_can_be_pressed_again(bot: Bot, lead: Driver) -> None:
    await ready(lead)
    bot.slow = True
    result = await lead.submit()
    assert (result.status, result.failed) == ("failed", "operation_timeout")
    bot.slow = False
    assert (await lead.submit()).closed
    assert len([body for body in bot.got if body.get("type") == "view_submission"]) == 2


async def test_closing_is_told_where_it_was_asked_for(bot: Bot, lead: Driver) -> None:
    await ready(lead)
    await lead.close_modal()
    assert bot.last("view_closed")["is_cleared"] is False
    assert lead.open_modal() is None
    with pytest.raises(CannotDo, match="no modal"):
        await lead.close_modal()


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
