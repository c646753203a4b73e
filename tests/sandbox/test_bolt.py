"""A real Bolt app in the sandbox, over Socket Mode and over HTTP: the whole round of a command, a modal, a click.

Owns the common way through. Must not test refusals: those have files of their own.
"""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from tests.sandbox.running import by_http, by_socket

MODAL = {
    "type": "modal",
    "callback_id": "start",
    "title": {"type": "plain_text", "text": "Start"},
    "submit": {"type": "plain_text", "text": "Go"},
    "private_metadata": "request-1",
    "blocks": [
        {
            "type": "input",
            "block_id": "model",
            "label": {"type": "plain_text", "text": "Model"},
            "element": {"type": "plain_text_input", "action_id": "model"},
        },
        {
            "type": "input",
            "block_id": "owner",
            "label": {"type": "plain_text", "text": "Owner"},
            "element": {"type": "users_select", "action_id": "owner"},
        },
    ],
}
CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Audit of *Foo*"}},
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            {"type": "button", "action_id": "approve", "value": "7", "text": {"type": "plain_text", "text": "Approve"}}
        ],
    },
]


def whole_round(app: AsyncApp) -> None:
    @app.command("/audit")
    async def start(ack: Any, client: Any, body: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack("Opening")

    @app.view("start")
    async def started(ack: Any, body: Any, client: Any) -> None:
        values = body["view"]["state"]["values"]
        if values["model"]["model"]["value"] == "bad":
            await ack(response_action="errors", errors={"model": "Not this one."})
            return
        await client.chat_postMessage(channel="#general", text="card", blocks=CARD)
        await ack()

    @app.action("approve")
    async def approved(ack: Any, body: Any, respond: Any, client: Any) -> None:
        await client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text=f"value {body['actions'][0]['value']}",
            blocks=[],
        )
        await respond(text="Thanks", response_type="ephemeral")
        await ack()

    @app.event("app_mention")
    async def mentioned(event: Any, say: Any) -> None:
        await say(text="Here I am", thread_ts=event["ts"])

    @app.event("message")
    async def heard() -> None:
        pass

    @app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "Waits for me"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section]})


@pytest.mark.parametrize("way", [by_socket, by_http])
async def test_a_command_opens_a_modal_whose_submission_posts_a_card_that_can_be_clicked(way: Any) -> None:
    async with way(whole_round) as (sandbox, _):
        lead = sandbox.driver("lead")
        assert (await lead.command("/audit", "start")).text == "Opening"
        modal = await lead.modal()
        assert (modal.title, modal.private_metadata) == ("Start", "request-1")

        empty = await lead.submit()
        assert empty.by_client
        assert set(empty.errors) == {"model", "owner"}
        await lead.fill({"model": "bad", "owner": "auditor"})
        assert (await lead.submit()).errors == {"model": "Not this one."}
        await lead.fill({"model": "Foo"})
        assert (await lead.submit()).closed

        card = await lead.reads("Audit of *Foo*", channel="general")
        assert card.buttons == ["Approve"]
        assert (await lead.click(card, "approve")).ok
        assert await lead.reads("value 7")
        assert (await lead.reads("Thanks")).ephemeral
        assert sandbox.driver("auditor").find("Thanks") is None


@pytest.mark.parametrize("way", [by_socket, by_http])
async def test_a_mention_is_answered_in_its_thread(way: Any) -> None:
    async with way(whole_round) as (sandbox, _):
        lead = sandbox.driver("lead")
        asked = await lead.say("general", "@app are you there?")
        answer = await lead.reads("Here I am")
        assert answer.thread_ts == asked.ts
        await sandbox.settled()
        names = [delivery.name for delivery in sandbox.traffic.deliveries()]
        assert names.count("app_mention") == 1
        assert names.count("message") == 2


@pytest.mark.parametrize("way", [by_socket, by_http])
async def test_an_opened_home_shows_what_the_bot_published(way: Any) -> None:
    async with way(whole_round) as (sandbox, _):
        home = await sandbox.driver("lead").open_home()
        assert "Waits for me" in home.readable
