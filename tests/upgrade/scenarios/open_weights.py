"""Open weights are asked for; tampering breaks the model, 6 to 8 are blocked; the board takes encrypted weights."""

from __future__ import annotations

from bot.demo.actions import Chapter, Fill, Scenario, Step
from bot.demo.messages import CardOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, BOARD_2, BOARD_3, ENGINEERING, SAFETY
from bot.demo.steps import POSTED, accept, owner, vote
from bot.domain.kernel.conversation import StageCard
from bot.slack.kit.action_ids import ActionId
from tests.upgrade.scenarios.common_stages import MAPPING, SCOPING, collection, decision, reflection, start, trials
from tests.upgrade.scenarios.steps_of_before import tamper_record, unasked

UP_TO_5 = ["0", "1", "2", "3", "4", "5"]

SCENARIO = Scenario(
    "open-weights",
    "open weights are asked for; tampering fails its threshold; encrypted weights with conditions, one dissent",
    (
        start(7, "starts an audit: may Foo-7B 1.2 be released as open weights?"),
        SCOPING,
        MAPPING,
        collection(
            unasked(ENGINEERING, "key-release-policy", "Policy for releasing keys"),
            unasked(ENGINEERING, "hardware-allow-list", "Allowed hardware"),
            accept(AUDITOR_2, "key-release-policy", "Policy for releasing keys", supports="yes"),
            accept(SAFETY, "hardware-allow-list", "Allowed hardware", supports="yes"),
        ),
        trials(
            tamper_record(AUDITOR_1),
            unasked(ENGINEERING, "revocation-drill", "Revocation drill", "testing"),
            unasked(AUDITOR_1, "attestation-break", "What a break of attestation would release", "testing"),
            accept(AUDITOR_2, "tamper-record", "Tamper record (safety after fine-tuning)", supports="no"),
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
                "puts a severe problem on record that blocks whatever hands out plain weights",
            ),
            accept(AUDITOR_2, "revocation-drill", "Revocation drill", supports="yes"),
            accept(SAFETY, "attestation-break", "What a break of attestation would release", supports="yes"),
        ),
        reflection(
            "For 18 dollars the weights give advice they refuse today; whoever has them has that.",
            5,
            "Tampering fails its threshold by far, so nothing that cannot be taken back; keys can be.",
        ),
        decision(
            vote(
                BOARD_1,
                "votes, sealed, with a condition",
                forms=UP_TO_5,
                reason="Keys can be taken back, and the drill took half an hour.",
                before="The revocation drill is repeated with every pilot customer, and an auditor is there.",
            ),
            vote(
                BOARD_2,
                "votes, sealed, with a condition",
                forms=UP_TO_5,
                reason="Customers with patients' data cannot use an API of ours.",
                before="No machine outside the three named operators gets a key.",
            ),
            vote(
                BOARD_3,
                "votes, sealed, and dissents",
                forms=["0", "1"],
                reason="Attestation of this kind was broken for less than a thousand dollars last year.",
                public="Whoever breaks one machine has the weights, and we measured what can be made of them.",
            ),
        ),
        Chapter(
            "While it cools off",
            (
                owner("C1", ENGINEERING, "An auditor is there and stops the time with every pilot customer."),
                owner("C2", ENGINEERING, "An auditor asks for a key from a machine that is not on the list."),
            ),
        ),
        POSTED,
    ),
)
