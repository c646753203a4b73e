"""Scoping finds that the use conflicts with the principles, and the audit is ended before anything is tested."""

from __future__ import annotations

from bot.demo.actions import Chapter, CommandAndModal, Fill, Press, Read, Scenario, Step
from bot.demo.messages import AskFor, CardOf, TextOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, ENGINEERING, LEAD, PRODUCT
from bot.demo.scenarios.common_stages import start
from bot.demo.steps import accept, file, modal, reply
from bot.domain.kernel.conversation import StageCard
from bot.domain.lifecycle.duties import ConfirmEndDuty
from bot.slack.kit.action_ids import ActionId

FLATS = "flats"

CONFLICT = (
    "The product scores applicants for flats. Principle 2 promises that nobody is worse served for how they write; "
    "the use consists of exactly that."
)

ENDED = Read(TextOf("notice-audit-ended"), "audit ended at Scoping", None)

SCENARIO = Scenario(
    "end",
    "scoping finds a conflict with the principles, and the audit is ended",
    (
        start(
            2,
            "starts an audit: may Foo-7B 1.2 be released as a hosted product that scores applicants for flats?",
            description="Scores people who apply for a flat by the letters they write.",
        ),
        Chapter(
            "1 Scoping",
            (
                file(AUDITOR_1, "audit-scope", "Audit scope", FLATS),
                reply(ENGINEERING, "ai-principles", "AI principles"),
                modal(PRODUCT, "product-requirements", "Product requirements", FLATS),
                accept(AUDITOR_2, "audit-scope", "Audit scope"),
                accept(AUDITOR_2, "ai-principles", "AI principles"),
                Step(
                    AUDITOR_1,
                    Fill(
                        CardOf(StageCard("scoping")),
                        ActionId.FINDING,
                        {"text": CONFLICT, "severity": "severe", "blocks": ["1", "2"]},
                    ),
                    "puts a severe problem on record: the use conflicts with the principles",
                ),
                Step(LEAD, CommandAndModal("end", {"reason": CONFLICT}), "proposes to end the audit with /audit end"),
                Step(BOARD_1, Press(AskFor(ConfirmEndDuty), ActionId.CONFIRM_END), "confirms the end"),
                Step(PRODUCT, ENDED, "reads that nothing may be released on it"),
            ),
        ),
    ),
    ends=ENDED,
)
