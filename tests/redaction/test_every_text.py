"""Every text of a record can be erased by somebody with the right, whichever event names it.

Owns that none is forgotten: whoever adds an event with words gets them into the list of `/audit redact` by itself. Who
agrees to what is `test_redaction`.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditStarted
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.texts import companions, digests_in, named_contents
from bot.slack.kit.action_ids import ActionId
from tests.builders import AUDITOR, LEAD, LEGAL, an_audit, refused_with
from tests.clock import MONDAY
from tests.engine.played_audits import audit_at
from tests.house.tree import ROOT
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import says

DIGEST = "sha256:" + "b" * 64


def fields_with_digests() -> Iterator[tuple[type[Event], str]]:
    """Every field of an event that names contents, read off its annotation."""
    for path in sorted((ROOT / "bot" / "domain").glob("*/events.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            kind = getattr(module, node.name) if isinstance(node, ast.ClassDef) else None
            if isinstance(node, ast.ClassDef) and isinstance(kind, type) and issubclass(kind, Event):
                for line in node.body:
                    if isinstance(line, ast.AnnAssign) and "Digest" in ast.unparse(line.annotation):
                        yield kind, ast.unparse(line.target)


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


def test_the_rules_of_an_audit_are_not_offered() -> None:
    play = audit_at("mapping")
    [started] = [event for event in play.history if isinstance(event, AuditStarted)]
    offered = [named.content for named in named_contents(play.audit, play.history)]
    assert play.audit.framework not in offered
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
