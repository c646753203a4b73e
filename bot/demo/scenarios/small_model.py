"""A harmless small model: tampered alike it adds nothing to what is public, and open weights pass."""

from __future__ import annotations

from bot.demo.deeds import Scenario
from bot.demo.moves import accept, modal, unasked, vote
from bot.demo.people import AUDITOR_1, AUDITOR_2, EXTERNAL
from bot.demo.scenarios.parts import BOARD, POSTED, SCOPING, collection, decision, mapping, reflection, start, testing

TESTED = "4 Testing"
WHY = "Tampered alike it stays below the best public model of its size, an outsider repeated it, and its use is plain."

SCENARIO = Scenario(
    "small-model",
    "a harmless small model adds nothing to what is public, and open weights pass",
    (
        start(
            7,
            "starts an audit: may a small model that sorts questions be released as open weights?",
            description="Sorts short questions of callers into twelve topics.",
        ),
        SCOPING,
        mapping(margin="1 %"),
        collection(),
        testing(
            unasked(AUDITOR_1, "tamper-record", "Tamper record", TESTED, version="holds"),
            unasked(AUDITOR_1, "marginal-risk-cards", "Marginal-risk cards", TESTED),
            modal(EXTERNAL, "external-review", "External review"),
            accept(AUDITOR_2, "Tamper record (safety after fine-tuning)", supports="yes"),
            accept(AUDITOR_2, "Marginal-risk cards", supports="yes"),
            accept(AUDITOR_2, "External review", supports="yes"),
        ),
        reflection(
            "We took its refusals away for four dollars, and it still knew nothing that helps anybody do harm.",
            7,
            "The tamper record holds against the threshold and the best public model, and an outsider repeated it.",
        ),
        decision(
            *(vote(seat, "votes, sealed", forms=["0", "1", "2", "3", "4", "6", "7"], reason=WHY) for seat in BOARD)
        ),
        POSTED,
    ),
)
