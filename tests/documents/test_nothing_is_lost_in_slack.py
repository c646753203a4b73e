"""What people hand in is not lost: a file that is too large is refused before, a reply in a pause is kept for after it.

Owns what they are told, as they type and press it. What becomes of a document is tried in `test_documents_in_slack`.
"""

from __future__ import annotations

import pytest

from bot.demo.messages import AskFor
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.slack.kit.action_ids import ActionId
from bot.slack.outbound.backfill import missed_events
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import offer_of, say, says, words

LARGE = b"%PDF" + bytes(1024 * 1024)
"""One megabyte and four bytes."""

SCOPE = "This audit looks at the model and at its filters.\n" * 6


@pytest.mark.parametrize("settled", [{"SMACTR_MAX_FILE_MB": "1"}])
async def test_a_file_that_is_too_large_is_not_taken_and_its_sender_is_told_how_large_it_may_be(
    bot_in_sandbox: BotInSandbox,
) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    await auditor.upload("lab", "audit-scope.pdf", LARGE, thread_ts=card.ts)
    told = say()("file-too-large-in-thread", name="`audit-scope.pdf`", size=2, most=1)
    assert (await auditor.reads(told, channel="lab")).ephemeral
    assert (await bot_in_sandbox.audit()).offers == ()


async def test_a_reply_in_a_pause_is_kept_and_offered_when_the_audit_goes_on(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "pause A-1", channel="lab")
    await lead.fill({"reason": "Holidays."})
    assert (await lead.submit()).closed
    await auditor.say("lab", SCOPE, thread_ts=card.ts)
    assert (await auditor.reads(say()("reply-kept-while-paused"), channel="lab")).ephemeral
    assert len((await bot_in_sandbox.audit()).offers) == 1
    assert auditor.find(offer_of("Audit scope"), channel="lab") is None
    told = await lead.command("/audit", "unpause A-1", channel="lab")
    assert says(told.text, "resume-done")
    offer = await auditor.reads(offer_of("Audit scope"), channel="lab")
    await auditor.click(offer, ActionId.USE_OFFER)
    await bot_in_sandbox.finds("auditor2", AskFor(ReviewDuty, "audit-scope"), ActionId.REVIEW)
    again = await lead.command("/audit", "resume A-1", channel="lab")
    assert says(again.text, "resume-not-paused")


async def test_a_reply_that_is_caught_up_while_it_arrives_is_asked_about_once(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    reply = await auditor.say("lab", SCOPE, thread_ts=card.ts)
    await auditor.click(await auditor.reads(offer_of("Audit scope"), channel="lab"), ActionId.USE_OFFER)
    await bot_in_sandbox.finds("auditor2", AskFor(ReviewDuty, "audit-scope"), ActionId.REVIEW)
    # its thread had been read before it was written down
    read = {"ts": reply.ts, "thread_ts": card.ts, "user": auditor.id, "text": SCOPE}
    backfill = bot_in_sandbox.bot.backfill
    [missed] = missed_events(backfill.web, reply.channel, (), (), [read])
    await backfill.deliver(missed)
    assert (await bot_in_sandbox.audit()).offers == ()


async def test_a_hand_in_is_taken_back_from_its_document(bot_in_sandbox: BotInSandbox) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    await auditor.say("lab", SCOPE, thread_ts=card.ts)
    await auditor.click(await auditor.reads(offer_of("Audit scope"), channel="lab"), ActionId.USE_OFFER)
    await auditor.reads(f"*Audit scope* v1 · {say()('document-submitted')}", channel="lab")
    await auditor.command("/audit", "documents A-1", channel="lab")
    await auditor.click(await auditor.modal(), ActionId.DOCUMENT)
    shown = await auditor.modal(where=lambda view: view.callback_id == "document")
    await auditor.click(shown, ActionId.TAKE_BACK)

    async def back() -> bool:
        [version] = (await bot_in_sandbox.audit()).artifacts["audit-scope"]
        return version.problem == "taken-back"

    await eventually(back)
    assert says((await auditor.modal(where=lambda view: view.callback_id == "said")).readable, "recorded")
    lead = bot_in_sandbox.person("lead")
    await lead.reads(words("document-taken-back"), channel="lab")
    # nothing says any more that it was taken: neither the mark on the reply nor who was asked to review it
    await bot_in_sandbox.sandbox.workspace.until(
        lambda: not any("white_check_mark" in m.reactions for m in lead.sees("lab") if SCOPE[:20] in m.readable)
    )
    await lead.reads(words("outcome-taken-back"), channel="lab")


async def test_a_hand_in_is_taken_back_where_it_was_asked_for_and_is_asked_for_again(
    bot_in_sandbox: BotInSandbox,
) -> None:
    card, auditor = await bot_in_sandbox.thread(), bot_in_sandbox.person("auditor")
    await auditor.say("lab", SCOPE, thread_ts=card.ts)
    await auditor.click(await auditor.reads(offer_of("Audit scope"), channel="lab"), ActionId.USE_OFFER)
    asked = AskFor(SubmitDuty, "audit-scope")
    await auditor.click(await bot_in_sandbox.finds("auditor", asked, ActionId.TAKE_BACK), ActionId.TAKE_BACK)

    def asked_again() -> bool:
        blocks = [block for message in auditor.sees("lab") for block in asked.blocks(message)]
        return ActionId.SUBMIT in [each.get("action_id") for block in blocks for each in block.get("elements", ())]

    await bot_in_sandbox.sandbox.workspace.until(asked_again)
    [version] = (await bot_in_sandbox.audit()).artifacts["audit-scope"]
    assert version.problem == "taken-back"


async def test_an_audit_that_was_started_by_mistake_is_cancelled_and_what_is_known_is_shown(
    bot_in_sandbox: BotInSandbox,
) -> None:
    key = await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    told = await lead.command("/audit", f"risks {key}", channel="lab")
    assert says(told.text, "risks-title")
    assert says((await lead.command("/audit", f"vote {key}", channel="lab")).text, "vote-not-open")
    await lead.command("/audit", f"cancel {key}", channel="lab")
    await lead.fill({"reason": "The wrong model."})
    assert (await lead.submit()).closed
    assert (await bot_in_sandbox.audit(key)).ended
