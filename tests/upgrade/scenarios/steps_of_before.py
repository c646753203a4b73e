"""Moves that the demo's people make otherwise by now: who places a result, and what their documents say.

Owns these moves, and the documents, as release 0.1.0 had them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from bot.demo.actions import Drop, Fill, Reply, Step
from bot.demo.messages import AskFor, CardOf
from bot.demo.titles import document_title
from bot.domain.documents.duties import SubmitDuty
from bot.domain.evaluations.duties import MeasureRiskDuty
from bot.domain.kernel.conversation import ResultCard, StageCard
from bot.domain.kernel.text import Text
from bot.slack.kit.action_ids import ActionId

_COMPARED = "garak records no fingerprint; its log names the file, and an auditor compared it."

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def document_of_before(key: str, version: str = "text") -> str:
    """A document of that time; `version`: a later one, or the name of a model that has one of its own."""
    of_model = WORDS["models"].get(version)
    found = WORDS[key][version] if of_model is None else of_model.get(key) or WORDS[key]["text"]
    return str(found).strip()


def modal(who: str, key: str, version: str = "text", **more: str) -> Step:
    """A document as a text in the modal."""
    fields = {"text": document_of_before(key, version), **more}
    return Step(
        who,
        Fill(AskFor(SubmitDuty, key), ActionId.SUBMIT, fields),
        Text("demo-step-hands-in-text", document=document_title(key)),
    )


def file(who: str, key: str, version: str = "text") -> Step:
    """A document as a file in the thread."""
    deed = Reply(key, document_of_before(key, version), f"{key}.md")
    return Step(who, deed, Text("demo-step-hands-in-file", document=document_title(key), file=f"{key}.md"))


def reply(who: str, key: str, version: str = "text") -> Step:
    """A document as a reply in the thread."""
    return Step(
        who,
        Reply(key, document_of_before(key, version)),
        Text("demo-step-hands-in-reply", document=document_title(key)),
    )


def unasked(who: str, key: str, stage: str = "collection", *, version: str = "text", title: Text | None = None) -> Step:
    """A document handed in from the stage's card."""
    fields = {"artifact": key, "text": document_of_before(key, version)}
    deed = Fill(CardOf(StageCard(stage)), ActionId.SUBMIT, fields)
    return Step(who, deed, Text("demo-step-hands-in-unasked", document=title or document_title(key)))


def result(who: str, key: str, name: str, version: str = "text") -> tuple[Step, ...]:
    """A test tool's file, and what it speaks to, said by whoever handed it in."""
    fields = {"risk": key, "measured": "0", "why": _COMPARED}
    dropped = Drop(AskFor(MeasureRiskDuty, key), name, document_of_before("results", version))
    return (
        Step(who, dropped, Text("demo-step-drops", file=name)),
        Step(who, Fill(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, fields), Text("demo-step-places", risk=key)),
    )


def tamper_record(who: str, version: str = "text") -> Step:
    """The tamper record from the stage's card."""
    return unasked(who, "tamper-record", "testing", version=version, title=Text("demo-tamper-record"))


def record_text(version: str = "text") -> str:
    """The words of a record, by the model it is about."""
    return document_of_before("tamper-record", version)
