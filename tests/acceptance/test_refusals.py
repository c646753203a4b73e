"""What people may not do is refused in words, to them alone, and nothing they typed is lost.

Owns the way of a refusal from the rule to the person. Must not test the rules.
"""

from __future__ import annotations

import pytest

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.documents.events import ArtifactSubmitted
from bot.domain.kernel.conversation import AuditCard, StageCard
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole, RecordGone
from bot.domain.roster.duties import SecondRoleChangeDuty
from bot.domain.sign_offs.events import Signed
from bot.domain.sign_offs.rules import SignDuty
from bot.sandbox import CannotDo
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.builders import AUDITOR_2, DEPUTY, ENGINEER, LEAD, LEGAL, SAFETY, STRANGER, TEAM, Play
from tests.slack.outbound.view_contexts import say, says, words


async def test_a_guest_cannot_start_an_audit(arrange: Arrange) -> None:
    stage = await arrange()
    answer = await stage["guest"].driver.command("/audit", "start")
    assert answer.message
    assert answer.message.ephemeral
    assert say()("start-guest") in answer.text
    assert stage["guest"].driver.open_modal() is None


async def test_an_audit_in_a_private_channel_does_not_exist_for_others(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stranger = stage["stranger"].driver
    for text in ("status A-1", "status A-99", "people A-1", "pause a1", "end A-1", "ballot A-1"):
        assert says((await stranger.command("/audit", text)).text, "audit-unknown"), text
    assert says((await stranger.command("/audit", "list")).text, "audit-none")
    assert says((await stranger.command("/audit", "")).text, "waiting-nothing")
    home = await stranger.open_home()
    assert "Foo-7B" not in home.readable
    await stranger.say("general", "@smactr status")
    assert "Foo-7B" not in (await stage["stranger"].told("audit")).readable
    with pytest.raises(CannotDo):
        stranger.sees(stage.channel)


async def test_an_audit_in_a_public_channel_is_seen_by_members_and_not_by_guests(arrange: Arrange) -> None:
    stage = await arrange()
    lead = stage["lead"]
    await lead.driver.command("/audit", "start")
    await lead.driver.modal()
    await lead.submits(
        model="Foo-7B 1.2",
        description="An assistant.",
        asked_form="3",
        lead=["lead", "deputy"],
        channel="general",
        decision_channel="release-decisions",
    )
    await lead.reads(CardOf(AuditCard()), ActionId.PEOPLE, channel="general")

    assert "Foo-7B 1.2" in (await stage["stranger"].driver.command("/audit", "status A-1")).text
    assert says((await stage["guest"].driver.command("/audit", "status A-1")).text, "audit-unknown")
    # what everybody sees, not everybody may do
    answer = await stage["stranger"].fills(
        CardOf(StageCard("scoping")), ActionId.SUBMIT, artifact="audit-scope", text="Mine instead."
    )
    assert answer.status == "errors"
    assert list(answer.errors.values()) == [say()("role-needed", person="@lead")]
    assert await stage.events(ArtifactSubmitted) == []


async def test_a_builder_who_tries_to_approve_is_told_who_does(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.documents("testing"))
    await stage["engineering"].presses(AskFor(SignDuty, "testing:auditor", AUDITOR_2), ActionId.SIGN)
    await stage["engineering"].told(words("sign-no-role"))
    assert stage["engineering"].driver.open_modal() is None
    assert all(x.stage != "testing" for x in await stage.events(Signed))


async def test_somebody_elses_document_is_refused_and_what_was_typed_stays(arrange: Arrange) -> None:
    stage = await arrange(at="collection")
    asked = AskFor(SubmitDuty, "model-card", ENGINEER)
    theirs = {"artifact": "audit-checklist", "text": "I wrote one myself."}
    answer = await stage["engineering"].fills(asked, ActionId.SUBMIT, **theirs)
    assert answer.status == "errors"
    assert [says(refused, "document-owners-only") for refused in answer.errors.values()] == [True]
    assert answer.view
    assert "I wrote one myself." in str(answer.view.values)
    assert (await stage.audit()).latest("audit-checklist") is None


async def test_whose_document_it_is_is_said_before_anything_is_typed(arrange: Arrange) -> None:
    stage = await arrange(at="collection")
    await stage["legal"].presses(AskFor(SubmitDuty, "model-card", ENGINEER), ActionId.SUBMIT)
    await stage["legal"].told(say()("document-owners-only", document="Model card", owners="Engineering"))
    assert stage["legal"].driver.open_modal() is None


async def test_a_verdict_on_a_stage_that_closed_meanwhile_is_refused(arrange: Arrange) -> None:
    def two_of_legal(play: Play) -> None:
        play.do(AssignRoles, LEAD, roles={"legal": (LEGAL, STRANGER)})
        play.do(AcceptRole, STRANGER, role="legal")
        play.documents("scoping")
        play.approve("scoping", "lead", LEAD)
        play.approve("scoping", "product", play.audit.roster["product"][0].person)

    stage = await arrange(at="scoping", then=two_of_legal)
    await stage["stranger"].opens(AskFor(SignDuty, "scoping:legal"), ActionId.SIGN)
    assert (
        await stage["legal"].fills(AskFor(SignDuty, "scoping:legal"), ActionId.SIGN, verdict="approve")
    ).status == "updated"
    await stage["lead"].presses(AskFor(CloseStageDuty, "scoping"), ActionId.CLOSE_STAGE)
    await stage["lead"].reads(say()("notice-stage-closed", stage="Scoping"))

    answer = await stage["stranger"].submits(verdict="approve")
    assert answer.status == "pushed"
    assert answer.view
    assert says(answer.view.readable, "stage-closed", stage="Scoping")


async def test_a_person_removed_since_is_refused_at_the_moment_of_the_action(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.hand_in("documentation-review"))
    await stage["auditor-2"].opens(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)
    command = RecordGone(workspace=TEAM, audit="A-1", request="removed", actor=SYSTEM, person=AUDITOR_2)
    await stage.bot.deps.service.execute(command)

    answer = await stage["auditor-2"].submits(verdict="changes", what="The numbers do not agree.")
    assert answer.status == "errors"
    assert answer.view
    assert "The numbers do not agree." in str(answer.view.values)
    assert (await stage.audit()).requests == ()
    assert SAFETY in {s.person for s in (await stage.audit()).roster["safety"]}


async def test_a_deactivated_persons_duties_go_to_the_lead(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.sandbox.admin.deactivate("auditor")
    found = await stage["lead"].reads(AskFor(SubmitDuty, "documentation-review", AUDITOR_2))
    assert found.thread_ts
    assert says((await stage["lead"].driver.command("/audit", "")).text, "duty-reassign", role="Auditor")


async def test_where_nobody_leads_any_more_an_admin_assigns_somebody(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.do(DeclineRole, DEPUTY, role="deputy"))
    stage.sandbox.admin.deactivate("lead")
    told = await stage["auditor"].presses(words("notice-nobody-leads"), ActionId.PEOPLE)
    await stage["auditor"].told(say()("power-nobody-now", who=say()("power-manage")))

    stage.sandbox.admin.change("stranger", is_admin=True)
    await stage["auditor"].driver.invite(stage.channel, "stranger")
    await stage.sandbox.settled()
    await stage["stranger"].fills(told.readable[:30], ActionId.PEOPLE, lead=["stranger"])
    title = say()("role-change-waits-title")
    waits = await stage["stranger"].driver.modal(where=lambda view: view.title == title)
    assert "UBOARD1" in str(waits.blocks)
    assert (await stage.audit()).lead is None
    await stage["board-1"].presses(AskFor(SecondRoleChangeDuty), ActionId.SECOND_ROLE_CHANGE)
    await stage["stranger"].reads(words("notice-role-change-in-force"))
    assert (await stage.audit()).lead == STRANGER


async def test_a_mistyped_command_gets_the_nearest_one(arrange: Arrange) -> None:
    stage = await arrange()
    answer = await stage["lead"].driver.command("/audit", "statsu A-1")
    assert says(answer.text, "command-nearest", nearest="`/audit status`")
    assert says((await stage["lead"].driver.command("/audit", "xyzzy")).text, "command-unknown")
