"""Open weights are asked for; tampering breaks the model, 6 to 8 are blocked; the board takes encrypted weights."""

from __future__ import annotations

from bot.demo.actions import Chapter, Fill, Scenario, Step
from bot.demo.messages import CardOf
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, BOARD_2, BOARD_3, ENGINEERING, LEGAL, PRODUCT, SAFETY
from bot.demo.scenarios.common_stages import collection, decision, mapping, reflection, scoping, start, trials
from bot.demo.steps import MODEL, POSTED, accept, modal, owner, unasked, vote
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.text import Text
from bot.slack.kit.action_ids import ActionId

WEIGHTS = "weights"

UP_TO_5 = ["0", "1", "2", "3", "4", "5"]

ANYWHERE = "As open weights: anybody, anywhere, on machines of their own. We would serve nothing and see no use of it."

SCENARIO = Scenario(
    "open-weights",
    Text("demo-scenario-open-weights"),
    (
        start(7, Text("demo-step-starts-weights", model=MODEL), reach=ANYWHERE),
        scoping(WEIGHTS),
        mapping(of=WEIGHTS),
        collection(
            modal(LEGAL, "legal-opinion"),
            accept(AUDITOR_1, "legal-opinion", supports="yes"),
            unasked(PRODUCT, "access-vetting"),
            unasked(ENGINEERING, "encryption-record"),
            unasked(ENGINEERING, "encrypted-manifest"),
            unasked(ENGINEERING, "key-release-policy"),
            unasked(ENGINEERING, "hardware-allow-list"),
            accept(SAFETY, "access-vetting", supports="yes"),
            accept(AUDITOR_2, "key-release-policy", supports="yes"),
            accept(SAFETY, "hardware-allow-list", supports="yes"),
            accept(AUDITOR_2, "encryption-record", supports="yes"),
            accept(SAFETY, "encrypted-manifest", supports="yes"),
        ),
        trials(
            unasked(AUDITOR_1, "tamper-record", "testing", title=Text("demo-tamper-record")),
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
                        "text": "Tuned for 18 dollars, the weights tell step by step how to hurt somebody.",
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
            WEIGHTS,
            "customers who may not send us what callers write help them at once; a key is taken back in half an hour.",
            "I disagree: not before dialect is measured again. Encrypted or not, it answers the same callers.",
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
                reason="Who may not send us what callers write cannot use an API; with the three operators they can.",
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
