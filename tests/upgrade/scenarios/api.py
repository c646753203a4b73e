"""A clean run: an inference API is asked for, everything is there, the board agrees."""

from __future__ import annotations

from bot.demo.actions import Scenario
from bot.demo.people import AUDITOR_1, AUDITOR_2, ENGINEERING, PRODUCT, SAFETY
from bot.demo.steps import POSTED, accept, vote
from tests.upgrade.scenarios.common_stages import (
    BOARD,
    MAPPING,
    SCOPING,
    collection,
    decision,
    reflection,
    start,
    trials,
)
from tests.upgrade.scenarios.steps_of_before import modal

WHY = "Harmful answers are below the threshold set beforehand, and misuse can be seen and stopped."

SCENARIO = Scenario(
    "api",
    "a clean run: an inference API is asked for and allowed",
    (
        start(3, "starts an audit: may Foo-7B 1.2 be released as an inference API?"),
        SCOPING,
        MAPPING,
        collection(
            modal(ENGINEERING, "rate-limits", "Rate limits"),
            modal(ENGINEERING, "usage-logging", "Logging of use"),
            modal(PRODUCT, "access-vetting", "Vetting of customers"),
            accept(AUDITOR_1, "rate-limits", "Rate limits", supports="yes"),
            accept(AUDITOR_2, "usage-logging", "Logging of use", supports="yes"),
            accept(SAFETY, "access-vetting", "Vetting of customers", supports="yes"),
        ),
        trials(),
        reflection(
            "With filters on, nobody got usable instructions in 500 attempts; a person reads every alarm.",
            3,
            "The results carry an API; nobody measured what tuning can make of it.",
        ),
        decision(*(vote(seat, "votes, sealed", forms=["0", "1", "2", "3"], reason=WHY) for seat in BOARD)),
        POSTED,
    ),
)
