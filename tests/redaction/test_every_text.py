"""Every text of a record can be erased by somebody with the right, whichever event names it.

Owns that none is forgotten: whoever adds an event with words gets them into the list of `/audit redact` by itself. Who
agrees to what is `test_redaction`.
"""

from __future__ import annotations

import ast
import importlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from bot.domain.decision.events import DoneClaimed
from bot.domain.documents.events import ContradictionAnswered, ContradictionFound
from bot.domain.documents.state import ContradictionEntry
from bot.domain.engine.history import EVENTS
from bot.domain.evaluations.commands import SubmitManifest
from bot.domain.findings.commands import DisposeFinding, LogFinding
from bot.domain.findings.events import FindingAnswered, FindingDisposed
from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import person
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditStarted, AuditUpgraded
from bot.domain.lifecycle.state import Subject
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.texts import companions, digests_in, documents_of, named_contents
from bot.slack.kit.action_ids import ActionId
from bot.slack.redaction.event_words import event_words
from tests.builders import AUDITOR, LEAD, LEGAL, an_audit, refused_with
from tests.clock import MONDAY
from tests.engine.played_audits import audit_at
from tests.house.tree import ROOT
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import context_of, says

DIGEST = "sha256:" + "b" * 64

NOTES = "interview-notes"
"""A document that neither legal nor builders may read."""


def fields_with_digests() -> Iterator[tuple[type[Event], str]]:
    """Every field of an event that names contents, read off its annotation; a framework is rules, and no text."""
    for path in sorted((ROOT / "bot" / "domain").glob("*/events.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            kind = getattr(module, node.name) if isinstance(node, ast.ClassDef) else None
            if isinstance(node, ast.ClassDef) and isinstance(kind, type) and issubclass(kind, Event):
                for line in node.body:
                    if not isinstance(line, ast.AnnAssign) or "Digest" not in ast.unparse(line.annotation):
                        continue
                    if (field := ast.unparse(line.target)) != "framework":
                        yield kind, field


FIELDS = list(fields_with_digests())


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field}" for kind, field in FIELDS])
def test_whatever_an_event_names_is_offered_and_goes_when_lead_and_legal_agree(kind: type[Event], field: str) -> None:
    annotation = str(kind.__annotations__[field])
    value: Any = (DIGEST,) if "tuple" in annotation else {"x": DIGEST} if "apping" in annotation else DIGEST
    event = kind.model_construct(at=MONDAY, by=LEAD, **{field: value})
    play = audit_at("mapping")
    assert list(digests_in(event)) == [DIGEST]
    assert [named.content for named in named_contents(play.audit, [event])] == [DIGEST]
    play.do(ProposeRedaction, LEAD, content=DIGEST, reason=play.text("A name is in it."))
    play.do(ConfirmRedaction, LEGAL, content=DIGEST)
    assert named_contents(play.audit, [event]) == []


def test_there_are_many_such_fields() -> None:
    assert len(FIELDS) > 90


def values_of(annotation: Any) -> list[Any]:
    """A value or several of a field's type, as the sentence of an event may meet them."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    known = {str: "x", int: 1, date: MONDAY.date(), datetime: MONDAY, Subject: Subject(model="Foo", version="1")}
    return [known.get(annotation, ())]


@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)
def test_what_cannot_be_shown_is_told_by_its_event_whichever_it_is(kind: type[Event]) -> None:
    context = context_of(audit_at("mapping"))
    fields = {name: values_of(field.annotation) for name, field in kind.model_fields.items()}
    for of_one in range(max(map(len, fields.values()))):
        given = {name: values[of_one % len(values)] for name, values in fields.items()}
        event = kind.model_construct(**{**given, "at": MONDAY, "by": LEAD})
        told = event_words(context, event, {})
        assert told
        assert "{" not in told


def test_the_rules_of_an_audit_are_not_offered() -> None:
    play = audit_at("mapping")
    [started] = [event for event in play.history if isinstance(event, AuditStarted)]
    offered = [named.content for named in named_contents(play.audit, play.history)]
    assert play.audit.framework not in offered
    upgraded = AuditUpgraded(
        at=MONDAY, by=LEAD, framework="sha256:" + "c" * 64, stages=("mapping",), due=MONDAY.date(), rules=2
    )
    later = named_contents(play.audit.replace(framework=upgraded.framework), [*play.history, upgraded])
    assert not {play.audit.framework, upgraded.framework} & {named.content for named in later}
    assert started.description in offered
    with refused_with("redact-framework"):
        play.do(ProposeRedaction, LEAD, content=play.audit.framework, reason=play.text("It is long."))


def test_every_text_of_a_whole_audit_is_offered_once_the_newest_first() -> None:
    play = audit_at("post-audit")
    offered = [named.content for named in named_contents(play.audit, play.history)]
    assert len(offered) == len(set(offered))
    named = {digest for event in play.history for digest in digests_in(event)}
    assert named & play.prose.keys() <= {*offered, play.audit.framework}
    first, last = (
        next(digest for event in events for digest in digests_in(event) if digest in offered)
        for events in (play.history, [e for e in reversed(play.history) if set(digests_in(e)) & set(offered)])
    )
    assert offered.index(first) > offered.index(last)


def test_a_file_takes_its_name_along() -> None:
    play = an_audit().at("testing")
    play.hand_in("documentation-review", AUDITOR)
    version = play.audit.latest("documentation-review")
    assert version
    assert version.content
    filed = version.replace(kind="file")
    audit = play.audit.replace(artifacts={**play.audit.artifacts, "documentation-review": (filed,)})
    assert companions(audit, version.content) == (version.name,)
    assert companions(play.audit, DIGEST) == ()


def test_what_speaks_of_a_document_is_for_its_readers_alone() -> None:
    play = an_audit().at("mapping")
    play.do(LogFinding, AUDITOR, stage="mapping", severity="low", text=play.text("It is thin."), artifact=NOTES)
    [problem] = play.audit.findings
    entry = ContradictionEntry(
        number=4, kind="quantity", against=NOTES, artifact="model-card", version=1, later=DIGEST, at=MONDAY
    )
    audit = play.audit.replace(contradictions=(entry,))
    plan = play.framework.plan
    assert plan
    for kind, given, documents in (
        (FindingAnswered, {"finding": problem.number}, {NOTES}),
        (FindingDisposed, {"finding": problem.number}, {NOTES}),
        (FindingDisposed, {"finding": 9}, set()),
        (ContradictionFound, {"artifact": "model-card", "against": NOTES}, {"model-card", NOTES}),
        (ContradictionFound, {"artifact": "model-card", "against": "R1"}, {"model-card"}),
        (ContradictionAnswered, {"artifact": "model-card", "contradiction": 4}, {"model-card", NOTES}),
        (DoneClaimed, {"item": "M2"}, {plan.key}),
        (DoneClaimed, {"item": "C2"}, set()),
    ):
        assert documents_of(audit, play.framework, kind.model_construct(**given)) == documents


async def said_about_notes(bot: BotInSandbox) -> None:
    """An auditor writes of notes that legal must not read, and then why that is no problem."""
    who = person(bot.bot.workspace.id, bot.person("auditor").id)
    given: dict[str, Any] = {"workspace": bot.bot.workspace.id, "audit": "A-1", "actor": who}
    said = [Prose(salt=str(number) * 22, text=f"Nurse Zeta said it {number} times.") for number in (1, 2)]
    problem = LogFinding(**given, request="log", stage="scoping", severity="low", text=said[0], artifact=NOTES)
    await bot.bot.deps.service.execute(problem)
    answer = DisposeFinding(**given, request="dispose", finding=1, disposition="fixed", why=said[1])
    await bot.bot.deps.service.execute(answer)


async def test_what_no_message_brought_is_found_by_a_word_and_is_gone_from_the_disk(
    bot_in_sandbox: BotInSandbox, tmp_path: Path
) -> None:
    await bot_in_sandbox.everybody_accepts(await bot_in_sandbox.start_audit())
    lead, legal, words = bot_in_sandbox.person("lead"), bot_in_sandbox.person("legal"), b"A chat model for clinics"

    def on_disk() -> bool:
        return any(words in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert on_disk()
    refused = await bot_in_sandbox.person("auditor").command("/audit", "redact A-1", channel="lab")
    assert says(refused.text, "redact-who")
    await said_about_notes(bot_in_sandbox)
    await legal.command("/audit", "redact A-1", channel="lab")
    view = await legal.modal()
    assert says(view.readable, "modal-redact")
    assert "Zeta" not in json.dumps(view.blocks)
    await legal.close_modal()
    assert says((await legal.command("/audit", "redact A-1 zeta", channel="lab")).text, "redact-no-text")
    await lead.command("/audit", "redact A-1 zeta", channel="lab")
    assert json.dumps((await lead.modal()).blocks).count("Zeta") == 2
    await lead.close_modal()
    await lead.command("/audit", "redact A-1 clinics", channel="lab")
    shown = (await lead.modal()).blocks
    [offered] = [block["element"]["options"] for block in shown if block["block_id"] == "contents"]
    await lead.fill({"contents": [offered[0]["value"]], "reason": "It names a customer"})
    assert (await lead.submit()).closed
    await legal.open_home()
    await bot_in_sandbox.sandbox.workspace.until(lambda: says(str(legal.home()), "button-confirm-redaction"))
    home = legal.home()
    assert home
    await legal.click(home, ActionId.CONFIRM_REDACTION)

    async def gone() -> bool:
        return not on_disk()

    await eventually(gone)


async def test_a_fingerprint_that_is_the_digest_of_another_audit_s_text_does_not_lead_to_it(
    bot_in_sandbox: BotInSandbox,
) -> None:
    lead, store = bot_in_sandbox.person("lead"), bot_in_sandbox.bot.deps.store
    theirs = await bot_in_sandbox.audit(await bot_in_sandbox.start_audit())
    ours = await bot_in_sandbox.audit(await bot_in_sandbox.start_audit(model="Bar-7B 1.0", channel="general"))
    await bot_in_sandbox.everybody_accepts(ours.key)
    builder = person(ours.workspace, bot_in_sandbox.person("engineer").id)
    given: dict[str, Any] = {"workspace": ours.workspace, "audit": ours.key, "actor": builder, "request": "state"}
    how = Prose(salt="22", text="Compared by hand.")
    stated = SubmitManifest(**given, fingerprint=theirs.description, how=how)
    await bot_in_sandbox.bot.deps.service.execute(stated)
    history = [each.event for each in await store.history(ours.workspace, ours.key)]
    assert theirs.description in {named.content for named in named_contents(ours, history)}
    await lead.command("/audit", f"redact {ours.key}", channel="general")
    offered = json.dumps((await lead.modal()).blocks)
    assert theirs.description not in offered
    assert how.digest in offered
