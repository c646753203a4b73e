"""A click that came too late to open a modal.

Owns what people see of it. The words for everything else stand in `test_offers` and `test_outage`.
"""

from __future__ import annotations

from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import words


async def test_a_click_that_is_too_old_to_open_a_modal_is_answered_with_press_again(
    bot_in_sandbox: BotInSandbox,
) -> None:
    card = await bot_in_sandbox.thread()
    engineer = bot_in_sandbox.person("engineer")
    bot_in_sandbox.sandbox.faults.on_call("views.open", "refused", error="invalid_trigger_id")
    await engineer.click(card, ActionId.SUBMIT)
    told = await engineer.reads(words("not-saved"), channel="lab")
    assert told.ephemeral
