"""Modals: what the client takes and keeps back, what the bot gets, what becomes of its answer.

Owns inputs and submissions. Must not test how they are carried: Socket Mode stands for both.
"""

from typing import Any

import pytest

from bot.sandbox import CannotDo, Driver, Sandbox
from tests.sandbox.form_bot import Bot, Json, modal, option
from tests.sandbox.running import by_socket

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


async def test_a_menu_can_start_with_the_conversation_one_comes_from(sandbox: Sandbox, lead: Driver) -> None:
    await lead.command("/form", channel="secret")
    values = (await lead.modal()).values
    assert values["where"]["where"]["selected_conversation"] == sandbox.workspace.channel("secret").id


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
    monkeypatch.setattr("bot.sandbox.form_filling.PATIENCE", 0.05)
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


async def test_a_submission_not_taken_in_time_can_be_pressed_again(bot: Bot) -> None:
    async with by_socket(bot, ack_timeout=1.0, retry_delays=()) as (sandbox, _):
        lead = sandbox.driver("lead")
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
