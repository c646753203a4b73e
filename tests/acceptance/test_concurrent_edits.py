"""Two people act on one thing from two modals: nothing is overwritten unseen, and nothing that was typed is lost.

Owns the second person's experience. Must not test the rules.
"""

from __future__ import annotations

from typing import Any

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.commands import AcceptArtifact, SubmitArtifact
from bot.domain.documents.duties import ReviewDuty
from bot.domain.documents.events import ArtifactAccepted, ChangesRequested
from bot.domain.kernel.content import Prose
from bot.domain.kernel.conversation import AuditCard
from bot.domain.lifecycle.events import DetailsChanged
from bot.domain.roster.events import RoleAssigned, RoleUnassigned
from bot.domain.sign_offs.events import Signed
from bot.domain.sign_offs.rules import SignDuty
from bot.sandbox import Submitted
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.builders import AUDITOR, AUDITOR_2, LEGAL, PRODUCT, SAFETY, STRANGER, TEAM
from tests.slack.outbound.view_contexts import say, says


async def _open_card(stage: Stage, who: str, button: ActionId) -> None:
    await stage[who].opens(CardOf(AuditCard()), button)


def _read(answer: Submitted) -> str:
    assert answer.status == "updated", answer
    assert answer.view
    assert says(answer.view.readable, "meanwhile-changed")
    return answer.view.readable


async def test_two_who_assign_different_roles_both_count(arrange: Arrange) -> None:
    stage = await arrange(at="scoping")
    await _open_card(stage, "lead", ActionId.PEOPLE)
    await _open_card(stage, "deputy", ActionId.PEOPLE)
    assert (await stage["lead"].submits(product=["product", "stranger"])).closed
    assert (await stage["deputy"].submits(legal=["legal", "newcomer"])).closed
    roster = (await stage.audit()).roster
    assert {seat.person for seat in roster["product"]} == {PRODUCT, STRANGER}
    assert {seat.person for seat in roster["legal"]} == {LEGAL, f"{TEAM}:UNEWCOMER"}


async def test_two_who_assign_the_same_role_see_each_other_and_keep_their_choice(arrange: Arrange) -> None:
    stage = await arrange(at="scoping")
    await _open_card(stage, "lead", ActionId.PEOPLE)
    await _open_card(stage, "deputy", ActionId.PEOPLE)
    assert (await stage["lead"].submits(product=["stranger"])).closed
    told = _read(await stage["deputy"].submits(product=["newcomer"], legal=[]))
    assert says(told, "meanwhile-now", what="Product", now="@stranger")
    before = len(await stage.events(RoleUnassigned))
    modal = stage["deputy"].driver.open_modal()
    assert modal
    assert stage.sandbox.workspace.person("newcomer").id in str(modal.values["product"])
    assert (await stage["deputy"].driver.submit()).closed
    roster = (await stage.audit()).roster
    assert [seat.person for seat in roster["product"]] == [f"{TEAM}:UNEWCOMER"]
    assert not roster.get("legal")
    assert len(await stage.events(RoleUnassigned)) == before + 2
    assert [x.by for x in await stage.events(RoleAssigned)][-1] == f"{TEAM}:UDEPUTY"


async def test_details_are_changed_field_by_field(arrange: Arrange) -> None:
    stage = await arrange(at="scoping")
    await _open_card(stage, "lead", ActionId.DETAILS)
    await _open_card(stage, "deputy", ActionId.DETAILS)
    assert (await stage["lead"].submits(description="A model for schools.", asked_form="2")).closed
    told = _read(await stage["deputy"].submits(description="A model for clinics."))
    assert says(told, "meanwhile-now", what=say()("input-details-description"))
    assert "A model for schools." in told
    assert (await stage["deputy"].driver.submit()).closed
    audit = await stage.audit()
    assert audit.asked_form == 2
    texts = await stage.bot.deps.store.texts(TEAM, [audit.description])
    assert texts[audit.description] == "A model for clinics."
    assert len(await stage.events(DetailsChanged)) == 2


async def test_the_second_reviewer_sees_the_first_one_s_verdict(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.hand_in("documentation-review", AUDITOR))
    await stage["auditor-2"].opens(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)
    asked = AskFor(ReviewDuty, "documentation-review", AUDITOR_2)
    await stage["safety"].presses(asked, ActionId.REVIEW)
    assert (await stage["safety"].submits(verdict="accept")).closed
    told = _read(await stage["auditor-2"].submits(verdict="changes", what="No numbers for dialect."))
    assert says(told, "meanwhile-accepted", by="@safety", document="Review of the documents", number=1)
    modal = stage["auditor-2"].driver.open_modal()
    assert modal
    assert "No numbers for dialect." in str(modal.values)
    assert (await stage.events(ArtifactAccepted))[-1].artifact == "documentation-review"
    assert await stage.events(ChangesRequested) == []
    assert (await stage["auditor-2"].driver.submit()).closed
    assert len(await stage.events(ChangesRequested)) == 1


async def test_evidence_that_changed_under_a_verdict_is_shown_and_the_verdict_is_kept(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.documents("testing"))
    verdict = AskFor(SignDuty, "testing:auditor")
    await stage["auditor-2"].opens(verdict, ActionId.SIGN)
    await stage["auditor-2"].driver.fill({"verdict": "approve-if"})
    await stage["auditor-2"].driver.fill({"condition": "Dialect is measured again."})
    await _a_new_version(stage)
    told = _read(await stage["auditor-2"].driver.submit())
    assert says(told, "meanwhile-evidence", stage="Testing")
    assert "v2" in told
    assert not [x for x in await stage.events(Signed) if x.stage == "testing"]
    modal = stage["auditor-2"].driver.open_modal()
    assert modal
    assert "Dialect is measured again." in str(modal.values)
    assert (await stage["auditor-2"].driver.submit()).status == "updated"
    assert [x.verdict for x in await stage.events(Signed) if x.stage == "testing"] == ["approve-if"]


async def _a_new_version(stage: Stage) -> None:
    """An auditor hands in the review of the documents once more, and safety accepts it."""
    words = [Prose(salt=f"{n:032x}", text=text) for n, text in enumerate(("Review", "Looked at once more."), 1)]
    common: dict[str, Any] = {"workspace": TEAM, "audit": "A-1", "artifact": "documentation-review"}
    handed_in = SubmitArtifact(request="again", actor=AUDITOR, kind="text", name=words[0], text=words[1], **common)
    await stage.bot.deps.service.execute(handed_in)
    accepted = AcceptArtifact(request="accepted", actor=SAFETY, version=2, **common)
    await stage.bot.deps.service.execute(accepted)
