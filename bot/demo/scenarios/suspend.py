"""A decision is posted; a new attack is reported, the lead confirms it, and the decision is suspended."""

from __future__ import annotations

from bot.demo.actions import Chapter, CommandAndModal, Fill, Read, Scenario, Step
from bot.demo.messages import ButtonOf, TextOf
from bot.demo.people import DECISIONS, LEAD, SAFETY
from bot.demo.scenarios import light
from bot.domain.kernel.text import Text
from bot.slack.kit.action_ids import ActionId

ATTACK = "A prompt that was published yesterday turns the filters off in 62 of 100 attempts, also on this version."

SUSPENDED = Read(TextOf("decision-suspended"), Text("demo-awaits-suspended"))

SCENARIO = Scenario(
    "suspend",
    Text("demo-scenario-suspend"),
    (
        *light.SCENARIO.chapters,
        Chapter(
            Text("demo-chapter-new-attack"),
            (
                Step(
                    SAFETY,
                    CommandAndModal("happened", {"cause": "new-attack", "text": ATTACK}),
                    Text("demo-step-reports-attack"),
                ),
                Step(
                    LEAD,
                    Fill(
                        ButtonOf(ActionId.ANSWER_REPORT),
                        ActionId.ANSWER_REPORT,
                        {"happened": "yes", "why": "Safety repeated it on ours."},
                    ),
                    Text("demo-step-suspends"),
                ),
                Step(LEAD, SUSPENDED, Text("demo-step-reads-suspended", channel=DECISIONS)),
            ),
        ),
    ),
    ends=SUSPENDED,
)
