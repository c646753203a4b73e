"""A clean run: an inference API is asked for, everything is there, the board agrees."""

from __future__ import annotations

from bot.demo.actions import Scenario
from bot.demo.people import AUDITOR_1, AUDITOR_2, ENGINEERING, PRODUCT, SAFETY
from bot.demo.scenarios.common_stages import BOARD, MAPPING, SCOPING, collection, decision, reflection, start, trials
from bot.demo.steps import MODEL, POSTED, accept, modal, vote
from bot.domain.kernel.text import Text

WHY = (
    "Attacks succeed less often than the threshold set beforehand allows, and misuse can be seen and stopped.",
    "With the filters on nothing came through, and M1 comes before the first key.",
    "Dialect is served worse; that is measured, owned and due, and an API can be taken back.",
)

SCENARIO = Scenario(
    "api",
    Text("demo-scenario-api"),
    (
        start(3, Text("demo-step-starts-api", model=MODEL)),
        SCOPING,
        MAPPING,
        collection(
            modal(ENGINEERING, "content-filters"),
            modal(PRODUCT, "abuse-response"),
            modal(ENGINEERING, "rate-limits"),
            modal(ENGINEERING, "usage-logging"),
            modal(PRODUCT, "access-vetting"),
            accept(AUDITOR_2, "content-filters", "text", supports="yes"),
            accept(SAFETY, "abuse-response", "text", supports="yes"),
            accept(AUDITOR_1, "rate-limits", "text", supports="yes"),
            accept(AUDITOR_2, "usage-logging", "text", supports="yes"),
            accept(SAFETY, "access-vetting", "text", supports="yes"),
        ),
        trials(),
        reflection(
            "With filters on, nobody got usable instructions in 500 attempts; a person reads every alarm.",
            3,
            "The results carry an API; nobody measured what tuning can make of it.",
            objection="I disagree: not before dialect is measured again. A vetted API still reaches the same callers.",
        ),
        decision(
            *(
                vote(seat, Text("demo-step-votes"), forms=["0", "1", "2", "3"], reason=why)
                for seat, why in zip(BOARD, WHY, strict=True)
            )
        ),
        POSTED,
    ),
)
