"""Moves that the demo's people make otherwise by now: who places a result, and what a tamper record says.

Owns these moves as release 0.1.0 made them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from bot.demo import steps
from bot.demo.actions import Drop, Fill, Step
from bot.demo.messages import AskFor, CardOf
from bot.demo.sample_documents import sample_document
from bot.domain.evaluations.duties import MeasureRiskDuty
from bot.domain.kernel.conversation import StageCard
from bot.slack.kit.action_ids import ActionId

_RECORDS = tomllib.loads(Path(__file__).with_name("tamper_records.toml").read_text("utf-8"))


def result(who: str, key: str, name: str, version: str = "text") -> tuple[Step, ...]:
    """A test tool's file, and what it speaks to, said by whoever handed it in."""
    dropped, said = steps.result(who, key, name, version)
    deed = Drop(AskFor(MeasureRiskDuty, key), name, sample_document("results", version))
    return Step(who, deed, dropped.told), Step(who, said.deed, said.told)


def tamper_record(who: str, version: str = "text") -> Step:
    """The tamper record from the stage's card."""
    fields = {"artifact": "tamper-record", "text": record_text(version)}
    deed = Fill(CardOf(StageCard("testing")), ActionId.SUBMIT, fields)
    return Step(who, deed, "hands in Tamper record, which this release form needs")


def record_text(version: str = "text") -> str:
    """The words of a record, by the model it is about."""
    return str(_RECORDS[version]).strip()
