"""Open weights are asked for; tampering breaks the model, 6 to 8 are blocked; the board takes encrypted weights."""

from __future__ import annotations

from bot.demo.actions import Chapter, Fill, Scenario, Step
from bot.demo.messages import CardOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, BOARD_2, BOARD_3, ENGINEERING, LEGAL, PRODUCT, SAFETY
from bot.demo.scenarios.common_stages import MAPPING, collection, decision, reflection, scoping, start, trials
from bot.demo.steps import POSTED, accept, modal, owner, unasked, vote
from bot.domain.kernel.conversation import StageCard
from bot.slack.kit.action_ids import ActionId

WEIGHTS = "weights"

UP_TO_5 = ["0", "1", "2", "3", "4", "5"]

SCENARIO = Scenario(
    "open-weights",
    "open weights are asked for; tampering fails its threshold; encrypted weights with conditions, one dissent",
    (
        start(7, "starts an audit: may Foo-7B 1.2 be released as open weights?"),
        scoping(WEIGHTS),
        MAPPING,
        collection(
            modal(LEGAL, "legal-opinion", "Legal opinion"),
            accept(AUDITOR_1, "legal-opinion", "Legal opinion", supports="yes"),
            unasked(PRODUCT, "access-vetting", "Vetting of customers"),
            unasked(ENGINEERING, "encryption-record", "How the weights are encrypted"),
            unasked(ENGINEERING, "encrypted-manifest", "Manifest of the encrypted files"),
            unasked(ENGINEERING, "key-release-policy", "Policy for releasing keys"),
            unasked(ENGINEERING, "hardware-allow-list", "Allowed hardware"),
            accept(SAFETY, "access-vetting", "Vetting of customers", supports="yes"),
            accept(AUDITOR_2, "key-release-policy", "Policy for releasing keys", supports="yes"),
            accept(SAFETY, "hardware-allow-list", "Allowed hardware", supports="yes"),
            accept(AUDITOR_2, "encryption-record", "How the weights are encrypted", supports="yes"),
            accept(SAFETY, "encrypted-manifest", "Manifest of the encrypted files", supports="yes"),
        ),
        trials(
            unasked(AUDITOR_1, "tamper-record", "Tamper record", "testing"),
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
            WEIGHTS,
            "customers who must keep what callers write help them at once, and a key is taken back in half an hour.",
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
                reason="Customers who must keep what callers write in rooms of their own cannot use an API of ours.",
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
