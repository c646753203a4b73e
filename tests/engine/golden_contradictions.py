"""A history in which statements contradict each other: told, answered and mended.

Owns this one play; the others are in `golden_plays`.
"""

from __future__ import annotations

from typing import Any

from bot.domain.documents.commands import AnswerContradiction, FoundContradiction, RecordContradictions
from bot.domain.documents.state import NotCompared
from bot.domain.kernel.people import SYSTEM
from tests.builders import ENGINEER
from tests.engine.played_audits import Branch, audit_at


def contradicted() -> Branch:
    """Three contradictions of a model card: one is to be mended and then is, one stays with a reason, one waits."""
    play = audit_at("collection")
    play.hand_in("datasheet")
    version = play.hand_in("model-card", ENGINEER)
    later = [play.text(f"It knows {number} languages.") for number in (9, 12, 14)]
    where: dict[str, Any] = {"kind": "quantity", "artifact": "model-card", "version": version}
    beside: dict[str, Any] = {
        "against": "datasheet",
        "against_version": 1,
        "earlier": play.text("It knows 11 languages."),
    }
    found = [
        FoundContradiction(**where, **beside, later=later[0]),
        FoundContradiction(**where, against="R1", later=later[1]),
        FoundContradiction(**{**where, "kind": "version"}, against="", later=later[2]),
    ]
    play.do(RecordContradictions, SYSTEM, known=0, found=tuple(found))
    play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="mending")
    play.do(AnswerContradiction, ENGINEER, contradiction=2, answer="kept", why=play.text("Two are experimental."))
    play.do(RecordContradictions, SYSTEM, known=3, mended=(1,))
    return play


def not_compared() -> Branch:
    """Comparing two documents took too long twice, then all are compared again, then one of them is not."""
    play = audit_at("collection")
    play.hand_in("datasheet")
    play.hand_in("model-card", ENGINEER)
    slow = NotCompared(documents=2, reason="too-slow")
    for left in (slow, slow, None, NotCompared(documents=1, reason="too-long")):
        play.do(RecordContradictions, SYSTEM, known=0, not_compared=left)
    return play
