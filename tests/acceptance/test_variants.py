"""Smaller audits, as people start them: the choice in the modal, the reason, its approval, the step to a full one.

Owns the way of these through Slack. The rules are tested in `tests/lifecycle/test_variants.py`.
"""

from __future__ import annotations

from typing import Any

from bot.demo.messages import ButtonOf, CardOf
from bot.domain.kernel.conversation import AuditCard
from bot.domain.lifecycle.events import AuditUpgraded, VariantApproved
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.slack.outbound.view_contexts import words

FIELDS: dict[str, Any] = {
    "model": "Foo-7B 1.2",
    "description": "x",
    "asked_form": "3",
    "lead": ["lead", "deputy"],
    "decision_channel": "general",
}


async def started(stage: Stage, **fields: Any) -> Any:
    await stage["lead"].driver.command("/audit", "start")
    await stage["lead"].driver.modal()
    return await stage["lead"].submits(**FIELDS, **fields)


async def test_a_light_audit_without_a_reason_stays_in_the_modal(arrange: Arrange) -> None:
    stage = await arrange()
    assert "reason" in (await started(stage, kind="light")).errors


async def test_a_light_audit_is_approved_by_somebody_independent_and_can_become_a_full_one(arrange: Arrange) -> None:
    stage = await arrange()
    await started(stage, kind="light", reason="Only the wording of refusals changed.")
    await stage["lead"].fills(CardOf(AuditCard()), ActionId.PEOPLE, safety=["safety"])
    await stage["safety"].presses(ButtonOf(ActionId.ACCEPT_ROLE), ActionId.ACCEPT_ROLE)
    await stage["safety"].presses(ButtonOf(ActionId.APPROVE_VARIANT), ActionId.APPROVE_VARIANT)
    await stage.quiet()
    assert len(await stage.events(VariantApproved)) == 1
    await stage["lead"].driver.command("/audit", "status A-1")
    await stage["lead"].presses(ButtonOf(ActionId.UPGRADE), ActionId.UPGRADE)
    await stage["lead"].reads(words("notice-audit-upgraded"))
    await stage.quiet()
    assert len(await stage.events(AuditUpgraded)) == 1
    loaded = await stage.bot.deps.store.load("T01", "A-1")
    assert [spec.key for spec in loaded.framework.stages] == list(loaded.audit.stages)


async def test_a_practice_audit_is_marked_from_its_first_message_on(arrange: Arrange) -> None:
    stage = await arrange()
    await started(stage, kind="practice")
    card = await stage["lead"].reads(words("audit-card-title"))
    assert "Practice audit." in card.readable
