"""A card of ours that somebody deletes comes back at once, whoever of several processes hears of it.

Owns what the events do; the row is tried in `tests.contract.test_cards`.
"""

from __future__ import annotations

import pytest

from bot.sandbox import PersonSpec, SeenMessage, WorkspaceSpec
from bot.slack.inbound.app import dispatch
from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import words


@pytest.fixture
def spec(spec: WorkspaceSpec) -> WorkspaceSpec:
    """With an admin: nobody else can delete what an app wrote."""
    lab = spec.channels[1].model_copy(update={"members": (*spec.channels[1].members, "admin")})
    channels = (spec.channels[0], lab, *spec.channels[2:])
    people = (*spec.people, PersonSpec(name="admin", admin=True))
    return spec.model_copy(update={"people": people, "channels": channels})


async def test_a_message_of_ours_that_is_deleted_reaches_the_listeners(bot_in_sandbox: BotInSandbox) -> None:
    # an ask in a direct message: nothing stands beneath it that could find out later
    await bot_in_sandbox.start_audit()
    auditor, home = bot_in_sandbox.person("auditor"), bot_in_sandbox.bot.workspace
    invitation = await bot_in_sandbox.known(await auditor.reads(words("invite")))
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": invitation.channel,
        "deleted_ts": invitation.ts,
        "previous_message": {"type": "message", "user": home.installation.bot_user, "ts": invitation.ts},
    }
    del bot_in_sandbox.sandbox.workspace.channels[invitation.channel].messages[invitation.ts]
    body = {"type": "event_callback", "team_id": home.id, "event_id": "Ev0DELETED", "event": event}
    assert (await dispatch(bot_in_sandbox.bot.app, body)).status == 200

    def anew() -> SeenMessage | None:
        return next((m for m in auditor.dms() if words("invite") in m.readable and m.ts != invitation.ts), None)

    await bot_in_sandbox.sandbox.workspace.until(anew)


@pytest.mark.parametrize("answered", [False, True], ids=["without replies", "with replies, which leave a tombstone"])
async def test_a_deleted_stage_card_stands_again_with_its_buttons(bot_in_sandbox: BotInSandbox, answered: bool) -> None:
    card, engineer = await bot_in_sandbox.thread(), bot_in_sandbox.person("engineer")
    if answered:
        await engineer.say("lab", "On it", thread_ts=card.ts)
    deleted = next(m for m in bot_in_sandbox.person("admin").sees("lab") if m.ts == card.ts)
    await bot_in_sandbox.person("admin").delete(deleted)

    def anew() -> SeenMessage | None:
        return next((m for m in engineer.sees("lab") if "*1 Scoping*" in m.readable and m.ts != card.ts), None)

    again = await bot_in_sandbox.known(await bot_in_sandbox.sandbox.workspace.until(anew))
    await engineer.click(again, ActionId.SUBMIT)
    assert engineer.open_modal()
