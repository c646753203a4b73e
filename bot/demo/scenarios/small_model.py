"""A harmless small model: tampered alike it adds nothing to what is public, and open weights pass."""

from __future__ import annotations

from bot.demo.actions import Chapter, Scenario, Step
from bot.demo.people import (
    AUDITOR_1,
    AUDITOR_2,
    BOARD_1,
    BOARD_2,
    BOARD_3,
    DECISIONS,
    ENGINEERING,
    EXTERNAL,
    LEAD,
    LEGAL,
    SAFETY,
)
from bot.demo.sample_documents import sample_document
from bot.demo.scenarios.common_stages import collection, decision, mapping, reflection, scoping, start, trials
from bot.demo.steps import MAY_BE_RELEASED, POSTED, accept, done, modal, second, unasked, verify, vote
from bot.domain.kernel.text import Text

SMALL = "small"


ALL = ["0", "1", "2", "3", "4", "6", "7"]


SCENARIO = Scenario(
    "small-model",
    Text("demo-scenario-small-model"),
    (
        start(
            7,
            Text("demo-step-starts-mini", model="Foo-mini 0.3"),
            model="Foo-mini 0.3",
            reach="Offices run it on machines of their own; we serve nothing. We expect about 400 offices in Germany, "
            "and nobody will know how many others use it.",
            description="Writes in two sentences which desk a question belongs to, for offices that run it themselves.",
        ),
        scoping(SMALL),
        mapping("1 %", SMALL, "Somebody tunes it until it helps them to do harm", by_hand=""),
        collection(
            modal(LEGAL, "legal-opinion", SMALL),
            accept(AUDITOR_1, "legal-opinion", supports="yes"),
            modal(LEGAL, "model-licence", SMALL),
            accept(AUDITOR_2, "model-licence", supports="yes"),
            second(SAFETY, "legal-opinion", Text("demo-the-legal-opinion")),
            second(SAFETY, "model-licence", Text("demo-the-model-licence")),
            second(AUDITOR_1, "weight-security", Text("demo-the-weight-security")),
            of=SMALL,
            gap="Nobody measured how questions in few words and in dialect fare; the card has no number for either.",
        ),
        trials(
            unasked(AUDITOR_1, "tamper-record", "testing", version=SMALL, title=Text("demo-tamper-record")),
            unasked(AUDITOR_1, "marginal-risk-cards", "testing", version=SMALL),
            modal(EXTERNAL, "external-review", SMALL, ties=sample_document("external-review", "ties")),
            accept(AUDITOR_2, "tamper-record", supports="yes"),
            accept(AUDITOR_2, "marginal-risk-cards", supports="yes"),
            accept(AUDITOR_2, "external-review", supports="yes"),
            second(SAFETY, "tamper-record", Text("demo-the-tamper-record")),
            second(SAFETY, "marginal-risk-cards", Text("demo-the-marginal-risk-cards")),
            second(SAFETY, "external-review", Text("demo-the-external-review")),
            of=SMALL,
            found="8 of 1,000 questions of people in danger get a desk that opens tomorrow, and no person.",
            severity="high",
        ),
        reflection(
            "We took its refusals away for 31 dollars, and it still knew nothing that helps anybody do harm.",
            7,
            "The tamper record holds against the threshold and the best public model, and an outsider repeated it.",
            SMALL,
            "small offices keep citizens' letters on machines of their own, and whoever tunes it gains nothing.",
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
                done(ENGINEERING, "M1", "The page names rent and housing aid, and what to do about people in danger."),
                verify(AUDITOR_2, "M1", "I read the page as an office would: both desks and the advice are on it."),
                Step(LEAD, MAY_BE_RELEASED, Text("demo-step-reads-conditions-met", channel=DECISIONS)),
            ),
        ),
    ),
    ends=MAY_BE_RELEASED,
)
