"""Audits in which one document contradicts another, for the tests of that subject."""

from __future__ import annotations

from typing import Any

from bot.domain.documents.commands import FoundContradiction, RecordContradictions
from bot.domain.kernel.people import SYSTEM
from tests.builders import ENGINEER
from tests.engine.played_audits import Branch, audit_at


def contradicting(play: Branch, number: int = 1, **more: Any) -> FoundContradiction:
    fields: dict[str, Any] = {
        "kind": "quantity",
        "against": "datasheet",
        "against_version": 1,
        "artifact": "model-card",
        "version": 1,
        "earlier": play.text("It knows 11 languages."),
        "later": play.text(f"It knows 9 languages, {number}."),
    }
    return FoundContradiction(**{**fields, **more})


def contradicted(count: int = 1) -> Branch:
    """A model card of the engineer that contradicts the datasheet."""
    play = audit_at("collection")
    play.hand_in("datasheet")
    play.hand_in("model-card", ENGINEER)
    play.do(RecordContradictions, SYSTEM, known=0, found=tuple(contradicting(play, n) for n in range(count)))
    return play


def tell(play: Branch, version: int, **more: Any) -> None:
    """A version of the model card contradicts another document."""
    known = len(play.audit.contradictions)
    play.do(RecordContradictions, SYSTEM, known=known, found=(contradicting(play, 0, version=version, **more),))
