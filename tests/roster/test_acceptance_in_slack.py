"""Who presses a button of a role they were named for accepts it on the spot, and loses nothing.

Owns what they see in Slack; the rule is in `test_bent_acceptance`.
"""

from __future__ import annotations

from bot.demo.messages import buttons_of
from bot.slack.kit.action_ids import ActionId, choice_of
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import words


async def test_a_modal_keeps_what_was_typed_while_the_role_is_accepted(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    auditor = bot_in_sandbox.person("auditor")
    card = await bot_in_sandbox.known(await auditor.reads("*1 Scoping*", channel="lab"))
    await auditor.click(card, ActionId.SUBMIT)
    await auditor.fill({"artifact": "1 Audit scope", "text": "What is asked, and of what"})
    pushed = await auditor.submit()
    assert pushed.status == "pushed"
    await auditor.modal(where=lambda view: view.callback_id == "accept-first")
    await auditor.submit()
    assert (await bot_in_sandbox.audit()).roster["auditor"][0].accepted
    await auditor.modal(where=lambda view: view.callback_id == "submit")
    assert (await auditor.submit()).closed
    assert "audit-scope" in (await bot_in_sandbox.audit()).artifacts


async def test_a_press_is_answered_with_the_button_that_accepts(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead, deputy = bot_in_sandbox.person("lead"), bot_in_sandbox.person("deputy")
    card = await bot_in_sandbox.known(await lead.reads(words("audit-card-title"), channel="lab"))
    await lead.click(card, "more", choose=choice_of(ActionId.PAUSE, "A-1"))
    await lead.fill({"reason": "Waiting for the weights"})
    assert (await lead.submit()).closed
    paused = await bot_in_sandbox.finds("deputy", "Waiting for the weights", ActionId.RESUME)
    await deputy.click(paused, ActionId.RESUME)
    told = await deputy.reads(words("role-not-accepted"), channel="lab")
    assert told.ephemeral
    assert buttons_of(told) == [ActionId.ACCEPT_ROLE]
    await deputy.click(told, ActionId.ACCEPT_ROLE)
    await deputy.click(paused, ActionId.RESUME)
    await deputy.reads(words("notice-audit-resumed"), channel="lab")
