"""A harmless small model: tampered alike it adds nothing to what is public, and open weights pass."""

from __future__ import annotations

from bot.demo.actions import Chapter, Read, Scenario, Step
from bot.demo.messages import TextOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, BOARD_2, BOARD_3, DECISIONS, ENGINEERING, EXTERNAL, LEAD
from bot.demo.steps import POSTED, accept, done, verify, vote
from bot.domain.kernel.text import Text
from tests.upgrade.scenarios.common_stages import collection, decision, mapping, reflection, scoping, start, trials
from tests.upgrade.scenarios.steps_of_before import modal, tamper_record, unasked

SMALL = "small"


ALL = ["0", "1", "2", "3", "4", "6", "7"]

MAY_BE_RELEASED = Read(TextOf("notice-conditions-met"), Text("demo-awaits-conditions-met"))

SCENARIO = Scenario(
    "small-model",
    Text("demo-scenario-small-model"),
    (
        start(
            7,
            Text("demo-step-starts-mini", model="Foo-mini 0.3"),
            model="Foo-mini 0.3",
            description="Names one of twelve topics for a written question, for offices that run it themselves.",
        ),
        scoping(SMALL),
        mapping("1 %", SMALL, "Somebody tunes it until it helps them to do harm"),
        collection(of=SMALL),
        trials(
            tamper_record(AUDITOR_1, SMALL),
            unasked(AUDITOR_1, "marginal-risk-cards", "testing", version=SMALL),
            modal(EXTERNAL, "external-review", SMALL),
            accept(AUDITOR_2, "tamper-record", supports="yes"),
            accept(AUDITOR_2, "marginal-risk-cards", supports="yes"),
            accept(AUDITOR_2, "external-review", supports="yes"),
            of=SMALL,
        ),
        reflection(
            "We took its refusals away for four dollars, and it still knew nothing that helps anybody do harm.",
            7,
            "The tamper record holds against the threshold and the best public model, and an outsider repeated it.",
            SMALL,
        ),
        decision(
            vote(
                BOARD_1,
                Text("demo-step-votes"),
                forms=ALL,
                reason="Tampered alike it stays below the best public model of its size, and an outsider repeated it.",
            ),
            vote(
                BOARD_2,
                Text("demo-step-votes"),
                forms=ALL,
                reason="I asked what somebody gains who has the weights: by the marginal-risk cards, nothing.",
            ),
            vote(
                BOARD_3,
                Text("demo-step-votes"),
                forms=ALL,
                reason="It can never be taken back, and I could find nothing that we would want to take back.",
            ),
        ),
        POSTED,
        Chapter(
            Text("demo-chapter-condition"),
            (
                done(ENGINEERING, "M1", "The card names rent and housing aid, and what to do about people in danger."),
                verify(AUDITOR_2, "M1", "I read the card as an office would: both topics and the advice are in it."),
                Step(LEAD, MAY_BE_RELEASED, Text("demo-step-reads-conditions-met", channel=DECISIONS)),
            ),
        ),
    ),
    ends=MAY_BE_RELEASED,
)
