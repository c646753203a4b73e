"""The course of an audit by its own buttons: paused, resumed, corrected, handed over, ended."""

from __future__ import annotations

from bot.demo.messages import AskFor
from bot.domain.lifecycle.duties import ConfirmEndDuty
from bot.slack.kit.action_ids import ActionId, choice_of
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import say, says, words


async def test_an_audit_is_corrected_paused_resumed_and_ended(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.everybody_accepts(await bot_in_sandbox.start_audit())
    lead, safety, legal = bot_in_sandbox.person("lead"), bot_in_sandbox.person("safety"), bot_in_sandbox.person("legal")
    card = await lead.reads(words("audit-card-title"), channel="lab")
    await lead.click(card, ActionId.DETAILS)
    assert says((await lead.modal()).readable, "input-details-due")
    await lead.fill({"description": "For clinics, and <nobody> else", "due": "2030-01-08"})
    await lead.fill({"asked_form": "2 Hosted product"})
    assert (await lead.submit()).closed
    await lead.reads("For clinics, and <nobody> else", channel="lab")
    audit = await bot_in_sandbox.audit()
    assert audit.asked_form == 2
    assert str(audit.stages["scoping"].due) == "2030-01-08"
    # a reason is asked for; others are refused in words, before they type any
    await legal.click(card, "more", choose=choice_of(ActionId.PAUSE, "A-1"))
    await legal.reads(say()("power-not-yours", who=say()("power-manage"), person="@lead"), channel="lab")
    assert legal.open_modal() is None
    await lead.click(card, "more", choose=choice_of(ActionId.PAUSE, "A-1"))
    await lead.modal()
    await lead.fill({"reason": "Waiting for the weights"})
    assert (await lead.submit()).closed
    await lead.click(await bot_in_sandbox.finds("lead", "Waiting for the weights", ActionId.RESUME), ActionId.RESUME)
    await lead.reads(words("notice-audit-resumed"), channel="lab")
    await lead.command("/audit", "end", channel="lab")
    await lead.modal()
    await lead.fill({"reason": "The use conflicts with our principles"})
    assert (await lead.submit()).closed
    await safety.click(
        await bot_in_sandbox.finds("safety", AskFor(ConfirmEndDuty), ActionId.CONFIRM_END, "@app"),
        ActionId.CONFIRM_END,
    )
    await safety.reads(words("notice-audit-ended"), channel="lab")

    async def over() -> bool:
        return (await bot_in_sandbox.audit()).over

    await eventually(over)
    told = await lead.command("/audit", "pause A-1", channel="lab")
    assert not told.text
    await lead.fill({"reason": "Too late"})
    pushed = await lead.submit()
    assert pushed.view is not None
    assert say()("audit-ended") in pushed.view.readable


async def test_a_role_is_declined_with_a_suggestion_and_handed_over(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    legal, safety = bot_in_sandbox.person("legal"), bot_in_sandbox.person("safety")
    await legal.click(await legal.reads(words("invite"), channel="@app"), ActionId.DECLINE_ROLE)
    await legal.modal()
    await legal.fill({"suggests": "other"})
    assert (await legal.submit()).closed
    await bot_in_sandbox.person("lead").reads(say()("notice-role-suggested", who="@other"), channel="@app")
    await bot_in_sandbox.everybody_accepts()
    told = await safety.command("/audit", "status", channel="lab")
    assert told.message is not None
    await safety.click(told.message, ActionId.DELEGATE)
    await safety.modal()
    await safety.fill({"to": "engineer", "until": "2030-01-08"})
    refused = say()("delegate-conflict", person="@engineer", other="Engineering", role="Safety (red team)")
    assert (await safety.submit()).errors["to"] == refused
    await safety.fill({"to": "other"})
    assert (await safety.submit()).closed
    seat = (await bot_in_sandbox.audit()).roster["safety"][0]
    assert seat.delegation
    assert seat.delegation.to.endswith(bot_in_sandbox.person("other").id)


async def test_a_text_is_removed_when_lead_and_legal_agree(bot_in_sandbox: BotInSandbox) -> None:
    card = await bot_in_sandbox.thread()
    auditor, lead, legal = (
        bot_in_sandbox.person("auditor"),
        bot_in_sandbox.person("lead"),
        bot_in_sandbox.person("legal"),
    )
    said = await auditor.say("lab", "Our scope names Jane Doe.\n" * 10, thread_ts=card.ts)
    await auditor.click(await auditor.reads(say()("offer-text"), channel="lab"), ActionId.USE_OFFER)
    await auditor.reads("*Audit scope* v1", channel="lab")
    version = (await bot_in_sandbox.audit()).artifacts["audit-scope"][0]
    await auditor.message_shortcut(said, "remove_text")
    await auditor.reads(words("redact-who"), channel="lab")
    await lead.message_shortcut(said, "remove_text")
    await lead.modal()
    await lead.fill({"reason": "It names a person"})
    assert (await lead.submit()).closed
    home = await bot_in_sandbox.at_home("legal", ActionId.CONFIRM_REDACTION)
    await legal.click(home, ActionId.CONFIRM_REDACTION)

    async def gone() -> bool:
        texts = await bot_in_sandbox.bot.deps.store.texts(bot_in_sandbox.bot.workspace.id, [version.content or ""])
        return not texts

    await eventually(gone)
