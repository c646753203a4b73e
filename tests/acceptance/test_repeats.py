"""The same thing told twice happens once.

Owns repetition on the way in: events that Slack repeats, clicks in a hurry, payloads that come again.
"""

from __future__ import annotations

import asyncio
from typing import Any

from bot.demo.messages import AskFor
from bot.domain.documents.duties import SubmitDuty
from bot.domain.documents.events import ArtifactSubmitted, DocumentOffered
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.roster.events import RoleAccepted
from bot.domain.sign_offs.events import Signed
from bot.domain.sign_offs.rules import SignDuty
from bot.slack.inbound.app import dispatch
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage

ASKED = AskFor(SubmitDuty, "documentation-review")


async def again(stage: Stage, name: str) -> None:
    """The newest delivery of a kind, once more."""
    payload: dict[str, Any] = stage.sandbox.traffic.deliveries(name)[-1].request
    assert (await dispatch(stage.bot.app, payload)).status == 200


async def test_a_message_told_three_times_is_one_offer_and_one_message(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.sandbox.faults.on_delivery("message", "duplicate")
    asked = await stage["auditor"].reads(ASKED, ActionId.SUBMIT)
    said = await stage["auditor"].driver.upload(asked.channel, "review.md", b"# Review", thread_ts=asked.thread_ts)
    await stage["auditor"].told("`review.md`")
    await again(stage, "message")
    await stage.quiet()
    assert len(await stage.events(DocumentOffered)) == 1
    assert sum("`review.md`" in m.readable for m in stage["auditor"].driver.sees(asked.channel)) == 1
    kept = await stage.bot.deps.discussion.thread("T01", asked.channel, said.thread_ts or "")
    assert [m.ts for m in kept].count(said.ts) == 1


async def test_a_button_pressed_twice_in_a_hurry_counts_once(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    asked = await stage["auditor"].reads(ASKED, ActionId.SUBMIT)
    await stage["auditor"].driver.upload(asked.channel, "review.md", b"# Review", thread_ts=asked.thread_ts)
    offer = await stage["auditor"].told("`review.md`")
    press = stage["auditor"].driver.click
    await asyncio.gather(
        press(offer, ActionId.USE_OFFER), press(offer, ActionId.USE_OFFER), press(offer, ActionId.USE_OFFER)
    )
    await stage.quiet()
    assert len([e for e in await stage.events(ArtifactSubmitted) if e.artifact == "documentation-review"]) == 1


async def test_an_invitation_accepted_twice_is_accepted_once(arrange: Arrange) -> None:
    stage = await arrange()
    await stage["lead"].driver.command("/audit", "start")
    await stage["lead"].driver.modal()
    await stage["lead"].submits(
        model="Foo-7B 1.2", description="x", asked_form="3", lead=["lead", "deputy"], decision_channel="general"
    )
    await stage["deputy"].presses(AskFor(AcceptRoleDuty, "deputy"), ActionId.ACCEPT_ROLE)
    await again(stage, "block_actions")
    await stage.quiet()
    assert len([e for e in await stage.events(RoleAccepted) if e.role == "deputy"]) == 1
    assert len(await stage.bot.deps.store.audits("T01")) == 1


async def test_a_submission_that_comes_again_signs_once_and_starts_one_audit(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.documents("testing"))
    await stage["safety"].fills(AskFor(SignDuty, "testing"), ActionId.SIGN, verdict="approve")
    await again(stage, "view_submission")
    assert len([e for e in await stage.events(Signed) if e.stage == "testing"]) == 1

    await stage["lead"].driver.command("/audit", "start")
    await stage["lead"].driver.modal(where=lambda view: view.callback_id == "start")
    await stage["lead"].submits(
        model="Foo-8B 1.0", description="x", asked_form="3", lead=["lead"], decision_channel="general"
    )
    await again(stage, "view_submission")
    assert [line.key for line in await stage.bot.deps.store.audits("T01")] == ["A-2", "A-1"]
