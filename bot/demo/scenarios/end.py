"""Scoping finds that the use conflicts with the principles, and the audit is ended before anything is tested."""

from __future__ import annotations

from bot.demo.actions import Chapter, CommandAndModal, Fill, Press, Read, Scenario, Step
from bot.demo.messages import AskFor, CardOf, TextOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, ENGINEERING, LEAD, PRODUCT
from bot.demo.scenarios.common_stages import start
from bot.demo.steps import MODEL, accept, file, modal, reply
from bot.demo.titles import stage_title
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import ConfirmEndDuty
from bot.slack.kit.action_ids import ActionId

FLATS = "flats"

CONFLICT = (
    "The product scores applicants for flats. Principle 2 promises that nobody is worse served for how they write; "
    "the use consists of exactly that."
)

ENDED = Read(TextOf("notice-audit-ended"), Text("demo-awaits-end"), None)

SCENARIO = Scenario(
    "end",
    Text("demo-scenario-end"),
    (
        start(
            2,
            Text("demo-step-starts-flats", model=MODEL),
            reach="From our own servers, for landlords in three German cities: about 9,000 letters a month.",
            description="Scores people who apply for a flat by the letters they write.",
        ),
        Chapter(
            Text("demo-chapter-stage", number=1, stage=stage_title("scoping")),
            (
                file(AUDITOR_1, "audit-scope", FLATS),
                reply(ENGINEERING, "ai-principles"),
                modal(PRODUCT, "product-requirements", FLATS),
                accept(AUDITOR_2, "audit-scope"),
                accept(AUDITOR_2, "ai-principles"),
                Step(
                    AUDITOR_1,
                    Fill(
                        CardOf(StageCard("scoping")),
                        ActionId.FINDING,
                        {"text": CONFLICT, "severity": "severe", "blocks": ["1", "2"]},
                    ),
                    Text("demo-step-finds-conflict"),
                ),
                Step(LEAD, CommandAndModal("end", {"reason": CONFLICT}), Text("demo-step-proposes-end")),
                Step(BOARD_1, Press(AskFor(ConfirmEndDuty), ActionId.CONFIRM_END), Text("demo-step-confirms-end")),
                Step(PRODUCT, ENDED, Text("demo-step-reads-end")),
            ),
        ),
    ),
    ends=ENDED,
)
