"""A card of ours that somebody deletes comes back at once, whoever of several processes hears of it.

Owns what the events do; the row is tried in `tests.contract.test_cards`.
"""

from __future__ import annotations

import pytest

from bot.sandbox import PersonSpec, SeenMessage, WorkspaceSpec
from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox


@pytest.fixture
def spec(spec: WorkspaceSpec) -> WorkspaceSpec:
    """With an admin: nobody else can delete what an app wrote."""
    lab = spec.channels[1].model_copy(update={"members": (*spec.channels[1].members, "admin")})
    channels = (spec.channels[0], lab, *spec.channels[2:])
    people = (*spec.people, PersonSpec(name="admin", admin=True))
    return spec.model_copy(update={"people": people, "channels": channels})


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
