"""*Accept all I have read*: one list of what waits for a reviewer, one press, one acceptance each.

Owns this modal. Who may accept what is tested with the documents.
"""

from __future__ import annotations

from typing import Any

from bot.domain.documents.commands import AcceptArtifact, SubmitArtifact
from bot.domain.documents.duties import to_read
from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import person
from bot.slack.kit.action_ids import ActionId
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, SAFETY
from tests.engine.played_audits import audit_at
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import say


def test_whatever_somebody_may_accept_and_nothing_else_waits_for_them() -> None:
    play = audit_at("scoping")
    for artifact, by in (("audit-scope", AUDITOR), ("ai-principles", ENGINEER), ("rate-limits", ENGINEER)):
        play.hand_in(artifact, by)

    def listed(who: str) -> set[str]:
        return {spec.key for spec, _ in to_read(play.audit, play.framework, who, play.today)}

    assert listed(SAFETY) == listed(AUDITOR_2) == {"audit-scope", "ai-principles", "rate-limits"}
    assert listed(AUDITOR) == {"ai-principles", "rate-limits"}
    assert listed(LEAD) == {"audit-scope", "ai-principles"}
    assert listed(ENGINEER) == set()
    play.do(AcceptArtifact, SAFETY, artifact="audit-scope", version=1)
    assert listed(AUDITOR_2) == {"ai-principles", "rate-limits"}


async def hand_in(bot: BotInSandbox, artifact: str, by: str, words: str) -> None:
    """A document, as by the modal."""
    workspace = bot.bot.workspace
    who = person(workspace.id, bot.person(by).id)
    name, text = (Prose(salt=f"{len(artifact + words):032x}", text=text) for text in ("text", words))
    common: dict[str, Any] = {"workspace": workspace.id, "audit": "A-1", "request": f"{artifact}:{words}", "actor": who}
    await bot.bot.deps.service.execute(SubmitArtifact(**common, artifact=artifact, kind="text", name=name, text=text))


async def test_what_was_read_is_accepted_in_one_press_and_what_cannot_be_is_told_by_name(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await bot_in_sandbox.thread()
    for artifact, by in (
        ("audit-scope", "auditor"),
        ("ai-principles", "engineer"),
        ("social-impact-assessment", "auditor"),
    ):
        await hand_in(bot_in_sandbox, artifact, by, "As it is.")
    safety = bot_in_sandbox.person("safety")
    await safety.command("/audit", "status A-1", channel="lab")
    shown = await safety.reads(say()("status-asked", form="3 Inference API"), channel="lab")
    await safety.click(shown, ActionId.ACCEPT_READ)
    await safety.modal()
    await hand_in(bot_in_sandbox, "ai-principles", "engineer", "As it is now.")
    await safety.fill({"audit-scope:1": ["read"], "ai-principles:1": ["read"]})
    sent = await safety.submit()
    assert sent.view
    assert "AI principles" in sent.view.readable
    assert "Audit scope" not in sent.view.readable
    audit = await bot_in_sandbox.audit()
    assert audit.accepted("audit-scope")
    assert audit.accepted("ai-principles") is None
    assert audit.accepted("social-impact-assessment") is None


async def test_nothing_ticked_is_asked_about(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.thread()
    await hand_in(bot_in_sandbox, "audit-scope", "auditor", "As it is.")
    safety = bot_in_sandbox.person("safety")
    await safety.command("/audit", "status A-1", channel="lab")
    shown = await safety.reads(say()("status-asked", form="3 Inference API"), channel="lab")
    await safety.click(shown, ActionId.ACCEPT_READ)
    await safety.modal()
    assert "audit-scope:1" in (await safety.submit()).errors
