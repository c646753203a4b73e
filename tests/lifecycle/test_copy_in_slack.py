"""Copying from an earlier audit: what is offered to whom, and that it is given anew.

Owns that modal. Who is suggested for a role is tested with people.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.documents.commands import AcceptArtifact, SubmitArtifact
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.kernel.content import Prose
from bot.domain.kernel.errors import Conflict
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import person
from bot.domain.kernel.registry import Command
from bot.service import CommandOutcome
from bot.slack.kit.action_ids import ActionId
from bot.slack.lifecycle.copy_form import may_be_copied
from tests.builders import AUDITOR, ENGINEER, LEGAL, an_audit
from tests.engine.played_audits import Branch, audit_at
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import context_of, loaded

SCOPE = "# Scope\n\nOne model, for clinics.\n"

DROWNS = "Its answers drown a warning"

FLATTERS = "It flatters whoever asks"


def offered(who: str, here: Branch, earlier: Branch) -> tuple[set[str], set[str]]:
    """The keys of risks and documents that somebody may copy."""
    found = may_be_copied(loaded(here), context_of(earlier), who, here.today)
    return {risk.key for risk in found.risks}, {spec.key for spec, _ in found.documents}


def test_a_reviewer_copies_risks_and_an_owner_documents() -> None:
    here, earlier = Branch(an_audit().at("scoping")), audit_at("testing")
    risks = {risk.key for risk in earlier.audit.risks}
    assert risks
    assert offered(AUDITOR, here, earlier)[0] == risks
    assert "audit-scope" in offered(AUDITOR, here, earlier)[1]
    assert offered(ENGINEER, here, earlier)[0] == set()
    assert "audit-scope" not in offered(ENGINEER, here, earlier)[1]
    assert offered(LEGAL, here, earlier) == (set(), set())


def test_what_was_measured_on_other_weights_or_is_here_already_is_not_offered() -> None:
    here, earlier = audit_at("collection"), audit_at("reflection")
    about = {a.key for a in earlier.framework.artifacts() if a.about_version or a.restricted_to or a.tampering}
    there = {key for key in here.audit.artifacts if here.audit.current(key)}
    for who in (AUDITOR, ENGINEER):
        assert not offered(who, here, earlier)[1] & (about | there)


def test_what_the_earlier_audit_kept_from_some_is_not_offered() -> None:
    here, earlier = Branch(an_audit().at("scoping")), audit_at("testing")
    assert "audit-scope" in offered(AUDITOR, here, earlier)[1]
    written = earlier.framework.model_dump(mode="json")
    for spec in (a for stage in written["stages"] for a in stage["artifacts"] if a["key"] == "audit-scope"):
        spec["restricted_to"] = ["auditor"]
    earlier.framework = Framework.model_validate_json(json.dumps(written))
    assert "audit-scope" not in offered(AUDITOR, here, earlier)[1]


async def an_earlier_audit(bot_in_sandbox: BotInSandbox, *titles: str) -> None:
    """One with these risks and a scope that was accepted; and a new one."""
    deps, team = bot_in_sandbox.bot.deps, bot_in_sandbox.bot.workspace.id
    await bot_in_sandbox.start_audit()
    await bot_in_sandbox.everybody_accepts()
    common: dict[str, Any] = {
        "workspace": team,
        "audit": "A-1",
        "actor": person(team, bot_in_sandbox.person("auditor").id),
        "actor_full_member": True,
    }
    for said in titles:
        title = Prose(salt="00" * 16, text=said)
        risk: dict[str, Any] = {"request": said, "title": title, "likelihood": 2, "severity": 4, "priority": True}
        await deps.service.execute(RecordRisk(**common | risk))
    handed_in: dict[str, Any] = {
        "request": "scope",
        "artifact": "audit-scope",
        "kind": "text",
        "name": Prose(salt="00" * 16, text="Scope"),
        "text": Prose(salt="11" * 16, text=SCOPE),
    }
    await deps.service.execute(SubmitArtifact(**common | handed_in))
    second: dict[str, Any] = {"request": "accept", "actor": person(team, bot_in_sandbox.person("auditor2").id)}
    await deps.service.execute(AcceptArtifact(**common | second, artifact="audit-scope", version=1))
    await bot_in_sandbox.start_audit(model="Foo-7B 1.1")
    await bot_in_sandbox.everybody_accepts("A-2")


async def test_what_is_copied_is_its_givers_own_and_accepted_anew(bot_in_sandbox: BotInSandbox) -> None:
    await an_earlier_audit(bot_in_sandbox, DROWNS)
    auditor, team = bot_in_sandbox.person("auditor"), bot_in_sandbox.bot.workspace.id
    who = person(team, auditor.id)
    told = await auditor.command("/audit", "status A-2", channel="lab")
    assert told.message
    await auditor.click(told.message, ActionId.COPY)
    assert DROWNS in (await auditor.modal()).readable
    assert (await auditor.submit()).closed
    audit = await bot_in_sandbox.audit("A-2")
    [scope], [risk] = audit.artifacts["audit-scope"], audit.risks
    assert (scope.by, scope.status) == (who, "submitted")
    assert scope.content
    assert await bot_in_sandbox.bot.deps.store.texts(team, [scope.content]) == {scope.content: SCOPE}
    assert (risk.by, risk.likelihood, risk.severity, risk.priority) == (who, 2, 4, True)


async def test_a_second_press_copies_what_the_first_did_not_reach(
    bot_in_sandbox: BotInSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_earlier_audit(bot_in_sandbox, DROWNS, FLATTERS)
    auditor, service = bot_in_sandbox.person("auditor"), bot_in_sandbox.bot.deps.service
    execute, given = service.execute, list[str]()

    async def out_of_reach_once(command: Command, **more: Any) -> CommandOutcome:
        given.append(command.request)
        if len(given) == 2:
            raise Conflict("for a moment")
        return await execute(command, **more)

    told = await auditor.command("/audit", "status A-2", channel="lab")
    assert told.message
    await auditor.click(told.message, ActionId.COPY)
    monkeypatch.setattr(service, "execute", out_of_reach_once)
    assert not (await auditor.submit()).closed
    assert (await auditor.submit()).closed
    audit = await bot_in_sandbox.audit("A-2")
    texts = await bot_in_sandbox.bot.deps.store.texts(audit.workspace, [risk.title for risk in audit.risks])
    assert [texts[risk.title] for risk in audit.risks] == [DROWNS, FLATTERS]
    assert audit.artifacts["audit-scope"]
