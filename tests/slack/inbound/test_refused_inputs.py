"""Where in a modal a refusal stands: beneath the input it is about, also where the command calls that otherwise."""

from __future__ import annotations

import json
from typing import Any

from bot.ports.files import MEGABYTE
from bot.slack.inbound.app import dispatch
from bot.slack.kit.modal_state import ModalMetadata
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import say


async def refused(bot_in_sandbox: BotInSandbox, callback: str, audit: str, values: dict[str, Any]) -> dict[str, str]:
    """The lead's submission; the words by their inputs."""
    workspace = bot_in_sandbox.bot.workspace.id
    payload = {
        "type": "view_submission",
        "team": {"id": workspace},
        "user": {"id": bot_in_sandbox.person("lead").id, "team_id": workspace},
        "view": {
            "type": "modal",
            "callback_id": callback,
            "private_metadata": ModalMetadata(request="r" * 22, audit=audit).written(),
            "state": {"values": {block: {"value": state} for block, state in values.items()}},
        },
    }
    answer = json.loads((await dispatch(bot_in_sandbox.bot.app, payload)).body)
    assert answer["response_action"] == "errors"
    errors: dict[str, str] = answer["errors"]
    return errors


async def test_a_deputy_who_is_the_lead_is_refused_beneath_the_picker_of_both(bot_in_sandbox: BotInSandbox) -> None:
    lead = bot_in_sandbox.person("lead").id
    values = {
        "model": {"value": "Foo-7B 1.0"},
        "description": {"value": "A chat model"},
        "asked_form": {"selected_option": {"value": "3"}},
        "lead": {"selected_users": [lead, lead]},
        "decision_channel": {},
    }
    assert list(await refused(bot_in_sandbox, "start", "", values)) == ["lead"]


async def test_words_that_are_left_out_are_asked_for_beneath_their_own_input(bot_in_sandbox: BotInSandbox) -> None:
    audit = await bot_in_sandbox.start_audit()
    values = {"form": {"selected_option": {"value": "3"}}, "words": {"value": " "}}
    assert list(await refused(bot_in_sandbox, "outside", audit, values)) == ["words"]


async def test_a_file_of_28_megabytes_is_refused_beneath_its_input_with_what_is_taken(
    bot_in_sandbox: BotInSandbox,
) -> None:
    audit = await bot_in_sandbox.start_audit()
    file = {"id": "F1", "name": "card.pdf", "size": 28 * MEGABYTE}
    values = {"artifact": {"selected_option": {"value": "model-card"}}, "file": {"files": [file]}}
    told = await refused(bot_in_sandbox, "submit", audit, values)
    assert told == {"file": say()("file-too-large", size=28, most=25)}
