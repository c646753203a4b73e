"""A small real bot with a form and a card, which remembers what it got.

Owns that bot and its blocks. Must not test anything.
"""

import asyncio
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.sandbox import Sandbox
from tests.sandbox.running import client_of

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
    question(
        "where",
        {"type": "conversations_select", "action_id": "where", "default_to_current_conversation": True},
        optional=True,
    ),
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
                await asyncio.sleep(1.5)
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
            asked = body["actions"][0]["selected_option"]["value"] == "if"
            updated = {**FORM, "blocks": [*FORM["blocks"], *([comment] if asked else [])]}
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


async def post_card(sandbox: Sandbox, channel: str = "general", **more: Any) -> Any:
    place = sandbox.workspace.channel(channel).id
    return await client_of(sandbox).chat_postMessage(channel=place, text="card", blocks=CARD, **more)
