"""Detours of an audit, as people meet them: paused, ended, reopened, changed after it was signed, a lead away.

Owns the way through each, from the command or button to what everybody reads. Must not test the rules.
"""

from __future__ import annotations

from bot.demo.messages import AskFor, ButtonOf, CardOf, buttons_of
from bot.domain.documents.duties import AnswerChangesDuty, ReviewDuty, ReworkDuty, SubmitDuty
from bot.domain.kernel.conversation import AuditCard, StageCard
from bot.domain.lifecycle.duties import CloseStageDuty, ConfirmEndDuty
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.duties import StillApproveDuty
from bot.domain.sign_offs.rules import SignDuty
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.builders import LEGAL, PRODUCT, Play
from tests.slack.outbound.view_contexts import say, says, words


async def test_a_paused_audit_asks_nothing_until_it_goes_on(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["lead"].driver.command("/audit", "pause", channel=stage.channel)
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(reason="Until the new filter is there.")).closed
    paused = await stage["auditor"].reads(words("notice-audit-paused"))
    assert "Until the new filter is there." in paused.readable
    over = await stage["auditor"].reads(words("ask-over-paused"))
    assert buttons_of(over) == []
    assert says((await stage["auditor"].driver.command("/audit", "")).text, "waiting-nothing")

    await stage["lead"].presses(CardOf(AuditCard()), ActionId.RESUME)
    await stage["auditor"].reads(words("notice-audit-resumed"))
    await stage["auditor"].reads(AskFor(SubmitDuty, "documentation-review"), ActionId.SUBMIT)


async def test_an_audit_ends_when_a_second_person_agrees_and_nothing_is_asked_any_more(arrange: Arrange) -> None:
    stage = await arrange(at="scoping")
    await stage["lead"].driver.command("/audit", "end", channel=stage.channel)
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(reason="The use conflicts with principle 2.")).closed
    asked = await stage["safety"].reads(AskFor(ConfirmEndDuty), ActionId.CONFIRM_END)
    assert "The use conflicts with principle 2." in asked.readable
    await stage["safety"].presses(AskFor(ConfirmEndDuty), ActionId.CONFIRM_END)

    told = await stage["product"].reads(words("notice-audit-ended"))
    assert "The use conflicts with principle 2." in told.readable
    over = await stage["auditor"].reads(words("ask-over-ended"))
    assert buttons_of(over) == []
    card = await stage["lead"].reads(words("audit-card-ended"))
    assert ActionId.PEOPLE not in buttons_of(card)


async def test_what_changed_after_it_was_signed_is_shown_and_approved_again(arrange: Arrange) -> None:
    stage = await arrange(at="scoping", then=lambda play: play.documents("scoping"))
    await stage["legal"].fills(AskFor(SignDuty, "scoping:legal"), ActionId.SIGN, verdict="approve")
    await stage["legal"].driver.close_modal(everything=True)
    await stage["auditor"].fills(
        CardOf(StageCard("scoping")),
        ActionId.SUBMIT,
        artifact="audit-scope",
        text="The scope, with two more languages.",
    )
    await stage["auditor-2"].fills(AskFor(ReviewDuty, "audit-scope"), ActionId.REVIEW, verdict="accept")
    again = await stage["legal"].reads(AskFor(StillApproveDuty, "scoping"), ActionId.STILL_APPROVE)
    assert "*Audit scope*" in again.readable
    await stage["legal"].presses(AskFor(StillApproveDuty, "scoping"), ActionId.STILL_APPROVE)
    await stage["lead"].reads("✅ Legal & policy 1/1 · @legal")


async def test_still_not_goes_back_with_words_and_resolved_settles_it(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.hand_in("documentation-review"))
    await stage["auditor-2"].fills(
        AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW, verdict="changes", what="The two cards disagree."
    )
    await stage["auditor"].fills(AskFor(ReworkDuty), ActionId.SUBMIT, text="Second try.")
    await stage["auditor-2"].fills(AskFor(AnswerChangesDuty), ActionId.STILL_NOT, what="They still disagree.")
    asked = await stage["auditor"].reads(AskFor(ReworkDuty, "2"), ActionId.SUBMIT)
    assert asked.channel == (await stage["auditor"].reads(AskFor(ReworkDuty, "1"))).channel
    await stage["auditor"].fills(AskFor(ReworkDuty, "2"), ActionId.SUBMIT, text="Third try.")
    await stage["auditor-2"].reads(AskFor(AnswerChangesDuty), ActionId.RESOLVED)
    await stage["auditor-2"].presses(AskFor(AnswerChangesDuty), ActionId.RESOLVED)
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review:3"), ActionId.REVIEW)


async def test_a_reopened_stage_asks_what_still_stands_and_blocks_the_ballot(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["lead"].driver.command("/audit", "status A-1")
    closing = {"stage": "mapping", "reason": "A new group is affected."}
    assert (await stage["lead"].fills(ButtonOf(ActionId.REOPEN), ActionId.REOPEN, **closing)).closed
    told = await stage["product"].reads(say()("notice-stage-reopened", stage="Mapping", by="@lead"))
    assert "A new group is affected." in told.readable
    assert says(told.readable, "notice-stage-questioned", stages="Artifact collection")
    # one ask at a time in the threads; everything that waits is in the list
    waiting = await stage["auditor"].driver.command("/audit", "")
    assert waiting.message
    assert (await stage["auditor"].driver.click(waiting.message, ActionId.STANDS)).ok
    await stage.quiet()
    assert not (await stage.audit()).stages["collection"].questioned


async def test_somebody_who_declines_suggests_another_and_the_lead_assigns_them(arrange: Arrange) -> None:
    stage = await arrange()
    await stage["lead"].driver.command("/audit", "start")
    await stage["lead"].driver.modal()
    await stage["lead"].submits(
        model="Foo-7B 1.2", description="x", asked_form="3", lead=["lead", "deputy"], decision_channel="general"
    )
    await stage["lead"].fills(CardOf(AuditCard()), ActionId.PEOPLE, legal=["legal"])
    await stage["legal"].fills(AskFor(AcceptRoleDuty, "legal"), ActionId.DECLINE_ROLE, suggests="external")
    told = await stage["lead"].reads(words("notice-role-declined"), ActionId.PEOPLE)
    assert says(told.readable, "notice-role-suggested", who="@external")
    await stage["lead"].fills(words("notice-role-declined"), ActionId.PEOPLE, legal=["external"])
    await stage["external"].presses(AskFor(AcceptRoleDuty, "legal"), ActionId.ACCEPT_ROLE)
    await stage.quiet()
    seats = (await stage.audit()).roster["legal"]
    assert LEGAL not in {s.person for s in seats if s.accepted}
    assert PRODUCT not in {s.person for s in seats}


async def test_while_the_lead_is_away_the_deputy_is_asked(arrange: Arrange) -> None:
    stage = await arrange(
        at="collection", then=lambda play: (play.documents("collection"), play.signatures("collection"))
    )
    await stage["lead"].reads(AskFor(CloseStageDuty, "collection"), ActionId.CLOSE_STAGE)
    await stage["lead"].driver.command("/audit", "away")
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(until="2026-11-30")).closed
    await stage["deputy"].presses(AskFor(CloseStageDuty, "collection"), ActionId.CLOSE_STAGE)
    await stage["lead"].reads(say()("notice-stage-closed", stage="Artifact collection"))


def _begun(play: Play) -> None:
    play.hand_in("system-map")
    play.accept("system-map")
    play.hand_in("interview-notes")


async def test_status_in_a_thread_says_what_is_there_what_is_missing_and_who_is_next(arrange: Arrange) -> None:
    stage = await arrange(at="mapping", then=_begun)
    product = stage["product"]
    card = await product.reads(CardOf(StageCard("mapping")), channel=stage.channel)
    await product.driver.say(card.channel, "@smactr status", thread_ts=card.ts)
    told = (await product.told(words("status-there"))).readable
    assert "✅ System and lifecycle map v1, 🕓 Interview notes v1" in told
    assert says(told, "obstacle-document-missing", document="Stakeholder map")
    assert says(told, "obstacle-risk-missing")
    assert "@auditor" in told[told.index(say()("audit-card-awaited")) :]
