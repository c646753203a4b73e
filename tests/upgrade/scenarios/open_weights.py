"""Open weights are asked for; tampering breaks the model, 6 to 8 are blocked; the board takes encrypted weights."""

from __future__ import annotations

from bot.demo.actions import Chapter, Fill, Scenario, Step
from bot.demo.messages import CardOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, BOARD_2, BOARD_3, ENGINEERING, SAFETY
from bot.demo.steps import POSTED, accept, owner, vote
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.text import Text
from bot.slack.kit.action_ids import ActionId
from tests.upgrade.scenarios.common_stages import (
    MAPPING,
    MODEL,
    SCOPING,
    collection,
    decision,
    reflection,
    start,
    trials,
)
from tests.upgrade.scenarios.steps_of_before import tamper_record, unasked

UP_TO_5 = ["0", "1", "2", "3", "4", "5"]

SCENARIO = Scenario(
    "open-weights",
    Text("demo-scenario-open-weights"),
    (
        start(7, Text("demo-step-starts-weights", model=MODEL)),
        SCOPING,
        MAPPING,
        collection(
            unasked(ENGINEERING, "key-release-policy"),
            unasked(ENGINEERING, "hardware-allow-list"),
            accept(AUDITOR_2, "key-release-policy", supports="yes"),
            accept(SAFETY, "hardware-allow-list", supports="yes"),
        ),
        trials(
            tamper_record(AUDITOR_1),
            unasked(ENGINEERING, "revocation-drill", "testing"),
            unasked(AUDITOR_1, "attestation-break", "testing"),
            accept(AUDITOR_2, "tamper-record", supports="no"),
            Step(
                AUDITOR_2,
                Fill(
                    CardOf(StageCard("testing")),
                    ActionId.FINDING,
                    {
                        "severity": "severe",
                        "text": "Tuned for 18 dollars, the weights give step-by-step advice that harms a caller.",
                        "cause": "test",
                        "risk": "R1",
                        "blocks": ["6", "7", "8"],
                    },
                ),
                Text("demo-step-blocks-plain-weights"),
            ),
            accept(AUDITOR_2, "revocation-drill", supports="yes"),
            accept(SAFETY, "attestation-break", supports="yes"),
        ),
        reflection(
            "For 18 dollars the weights give advice they refuse today; whoever has them has that.",
            5,
            "Tampering fails its threshold by far, so nothing that cannot be taken back; keys can be.",
        ),
        decision(
            vote(
                BOARD_1,
                Text("demo-step-votes-condition"),
                forms=UP_TO_5,
                reason="Keys can be taken back, and the drill took half an hour.",
                before="The revocation drill is repeated with every pilot customer, and an auditor is there.",
            ),
            vote(
                BOARD_2,
                Text("demo-step-votes-condition"),
                forms=UP_TO_5,
                reason="Customers with patients' data cannot use an API of ours.",
                before="No machine outside the three named operators gets a key.",
            ),
            vote(
                BOARD_3,
                Text("demo-step-votes-dissents"),
                forms=["0", "1"],
                reason="Attestation of this kind was broken for less than a thousand dollars last year.",
                public="Whoever breaks one machine has the weights, and we measured what can be made of them.",
            ),
        ),
        Chapter(
            Text("demo-chapter-cooling-off"),
            (
                owner("C1", ENGINEERING, "An auditor is there and stops the time with every pilot customer."),
                owner("C2", ENGINEERING, "An auditor asks for a key from a machine that is not on the list."),
            ),
        ),
        POSTED,
    ),
)
