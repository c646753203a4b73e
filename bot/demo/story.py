"""The story of the demo: one audit of Foo-7B 1.2, from `/audit start` to the posted decision.

Owns the script as data: who does what, in which order, in which words. Must not know how an action is done.
"""

from __future__ import annotations

from bot.demo.actions import Chapter, Command, Fill, FromHome, Press, Read, Say, StartAudit, Step
from bot.demo.actor import FIRST
from bot.demo.messages import AskFor, ButtonOf, CardOf
from bot.demo.people import (
    AUDITOR_1,
    AUDITOR_2,
    BOARD_1,
    BOARD_2,
    BOARD_3,
    DECISIONS,
    DEPUTY,
    ENGINEERING,
    EXTERNAL,
    INVITED,
    LEAD,
    LEGAL,
    PRODUCT,
    ROLES,
    SAFETY,
)
from bot.demo.sample_documents import sample_document, sample_message
from bot.demo.steps import (
    BENEFITS,
    DIALECT,
    MAY_BE_RELEASED,
    POSTED,
    accept,
    approve,
    close,
    done,
    file,
    fingerprint,
    modal,
    owner,
    problem,
    reply,
    respond,
    result,
    risk,
    threshold,
    verify,
    vote,
)
from bot.domain.ballot.duties import RecommendDuty
from bot.domain.documents.duties import AnswerChangesDuty, ReviewDuty, ReworkDuty
from bot.domain.kernel.conversation import AuditCard, ProposalCard, QuestionCard, StageCard
from bot.domain.lifecycle.duties import OpenBallotDuty, PublishSummaryDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.rules import SignDuty
from bot.slack.kit.action_ids import ActionId

ASSIGN = Step(LEAD, Fill(CardOf(AuditCard()), ActionId.PEOPLE, ROLES), "assigns people to the roles")

START = Chapter(
    "Start",
    (
        Step(
            LEAD,
            StartAudit(
                {
                    "model": "Foo-7B 1.2",
                    "description": "Answers written questions of our customers' customers, in German and English.",
                    "asked_form": "3",
                    "lead": [LEAD, DEPUTY],
                    "decision_channel": DECISIONS,
                }
            ),
            "starts an audit with /audit start: may Foo-7B 1.2 be released as an inference API?",
        ),
        ASSIGN,
        *(Step(who, Press(AskFor(AcceptRoleDuty), ActionId.ACCEPT_ROLE), "accepts") for who in INVITED),
    ),
)

SCOPING = Chapter(
    "1 Scoping",
    (
        file(AUDITOR_1, "audit-scope", "Audit scope"),
        reply(ENGINEERING, "ai-principles", "AI principles"),
        modal(PRODUCT, "product-requirements", "Product requirements"),
        accept(AUDITOR_2, "audit-scope", "Audit scope"),
        accept(AUDITOR_2, "ai-principles", "AI principles"),
        accept(SAFETY, "product-requirements", "Product requirements"),
        modal(AUDITOR_1, "use-case-ethics-review", "Ethics review of the use"),
        accept(SAFETY, "use-case-ethics-review", "Ethics review of the use"),
        modal(AUDITOR_1, "social-impact-assessment", "Social impact assessment"),
        accept(AUDITOR_2, "social-impact-assessment", "Social impact assessment"),
        approve(LEAD, "scoping", "lead"),
        approve(PRODUCT, "scoping", "product"),
        approve(LEGAL, "scoping", "legal"),
        Step(
            LEGAL,
            FromHome(
                ButtonOf(ActionId.WITHDRAW, stage="scoping"), {"reason": "No basis for keeping questions is named."}
            ),
            "withdraws the approval in App Home: what is kept, and on which basis?",
        ),
        Step(
            PRODUCT,
            Say(
                CardOf(StageCard("scoping")),
                "Questions are kept for 24 hours to stop abuse; principle 3 is the basis. See page 2.",
            ),
            "answers in the thread",
        ),
        Step(
            LEGAL,
            Fill(AskFor(SignDuty, "scoping:legal"), ActionId.SIGN, {"verdict": "approve"}),
            "approves Scoping again",
        ),
        close("scoping"),
    ),
)

MAPPING = Chapter(
    "2 Mapping",
    (
        file(AUDITOR_1, "stakeholder-map", "Stakeholder map"),
        file(ENGINEERING, "system-map", "System and lifecycle map"),
        accept(AUDITOR_2, "stakeholder-map", "Stakeholder map"),
        modal(AUDITOR_1, "interview-notes", "Interview notes"),
        accept(SAFETY, "system-map", "System and lifecycle map"),
        accept(SAFETY, "interview-notes", "Interview notes"),
        modal(ENGINEERING, "fmea-draft", "Failure mode and effects analysis (FMEA), draft"),
        accept(AUDITOR_1, "fmea-draft", "Failure mode and effects analysis (FMEA), draft"),
        risk(AUDITOR_1, "A caller in distress gets advice that harms them", 3, 4),
        threshold(AUDITOR_1, "R1", "attack success rate", "5 %"),
        approve(AUDITOR_2, "mapping", "auditor"),
        approve(SAFETY, "mapping", "safety"),
        close("mapping"),
    ),
    days=1,
)

COLLECTION = Chapter(
    "3 Artifact collection",
    (
        modal(AUDITOR_1, "audit-checklist", "Audit checklist"),
        file(ENGINEERING, "model-card", "Model card"),
        accept(AUDITOR_2, "audit-checklist", "Audit checklist"),
        Step(
            AUDITOR_2,
            Fill(
                AskFor(ReviewDuty, "model-card"),
                ActionId.REVIEW,
                {
                    "verdict": "changes",
                    "what": "No numbers by the way people write; 400 conversations were picked.",
                },
            ),
            "asks for changes on the Model card",
        ),
        Step(
            ENGINEERING,
            Fill(
                AskFor(ReworkDuty, "1"),
                ActionId.SUBMIT,
                {"text": sample_document("model-card", "rework")},
            ),
            "hands in a second version of the Model card",
        ),
        Step(AUDITOR_2, Press(AskFor(AnswerChangesDuty, "1"), ActionId.RESOLVED), "finds the request resolved"),
        Step(
            AUDITOR_2,
            Fill(AskFor(ReviewDuty, "model-card:2"), ActionId.REVIEW, {"verdict": "accept"}),
            "reviews the second version: accepted",
        ),
        file(ENGINEERING, "datasheet", "Datasheet of the training data"),
        accept(SAFETY, "datasheet", "Datasheet of the training data"),
        modal(ENGINEERING, "weight-security", "Security of the weights"),
        accept(SAFETY, "weight-security", "Security of the weights", supports="yes"),
        *fingerprint(),
        modal(ENGINEERING, "content-filters", "Filters"),
        modal(PRODUCT, "abuse-response", "Response to abuse"),
        modal(ENGINEERING, "rate-limits", "Rate limits"),
        modal(ENGINEERING, "usage-logging", "Logging of use"),
        modal(PRODUCT, "access-vetting", "Vetting of customers"),
        accept(AUDITOR_2, "content-filters", "Filters", supports="yes"),
        accept(SAFETY, "abuse-response", "Response to abuse", supports="yes"),
        accept(AUDITOR_1, "rate-limits", "Rate limits", supports="yes"),
        accept(AUDITOR_2, "usage-logging", "Logging of use", supports="yes"),
        accept(SAFETY, "access-vetting", "Vetting of customers", supports="yes"),
        approve(AUDITOR_2, "collection", "auditor"),
        close("collection"),
    ),
    days=1,
)

TESTING = Chapter(
    "4 Testing",
    (
        modal(AUDITOR_1, "documentation-review", "Review of the documents"),
        accept(AUDITOR_2, "documentation-review", "Review of the documents"),
        modal(AUDITOR_1, "adversarial-report", "Adversarial test report"),
        accept(SAFETY, "adversarial-report", "Adversarial test report"),
        file(AUDITOR_1, "risk-chart", "Ethical risk chart"),
        accept(SAFETY, "risk-chart", "Ethical risk chart"),
        *result(AUDITOR_1, "R1", "garak.report.jsonl"),
        problem(AUDITOR_2, DIALECT),
        respond(ENGINEERING, "testing", "factual-error", "The 11 of 500 were found without filters."),
        respond(PRODUCT, "testing", "facts-correct"),
        approve(SAFETY, "testing", "safety"),
        approve(AUDITOR_2, "testing", "auditor"),
        close("testing"),
    ),
    days=1,
)

_LINES = AskFor(CheckLinesDuty)


def _talk() -> tuple[Step, ...]:
    """What is said to the questions, with disagreement."""
    return tuple(
        Step(x["who"], Say(CardOf(QuestionCard(x["question"])), x["text"]), f"says: {x['text']}")
        for x in sample_message()
    )


REFLECTION = Chapter(
    "5 Reflection",
    (
        *_talk(),
        Step(LEAD, Command("summarize", AskFor(PublishSummaryDuty)), "asks for the summary with /audit summarize"),
        Step(LEAD, Fill(AskFor(PublishSummaryDuty), ActionId.PUBLISH), "publishes the summary"),
        *(
            Step(who, Press(_LINES, ActionId.ACCURATE), "finds their lines accurate")
            for who in (PRODUCT, AUDITOR_1, SAFETY, EXTERNAL, AUDITOR_2, LEGAL)
        ),
        Step(
            ENGINEERING,
            Fill(
                _LINES,
                ActionId.DISPUTE,
                {"statements": FIRST, "reason": "I said “without them”; with filters it is better than the last one."},
            ),
            "disputes a line",
        ),
        Step(ENGINEERING, Press(_LINES, ActionId.ACCURATE), "finds the other lines accurate"),
        modal(ENGINEERING, "fmea-final", "Failure mode and effects analysis (FMEA), final"),
        accept(AUDITOR_1, "fmea-final", "Failure mode and effects analysis (FMEA), final"),
        modal(ENGINEERING, "remediation-plan", "Remediation plan"),
        accept(AUDITOR_2, "remediation-plan", "Remediation plan"),
        file(AUDITOR_1, "audit-summary", "Audit summary report"),
        accept(AUDITOR_2, "audit-summary", "Audit summary report"),
        Step(
            AUDITOR_1,
            Fill(
                AskFor(RecommendDuty),
                ActionId.RECOMMEND,
                {
                    "form": "3",
                    "reason": "The results carry an API; nobody measured what tuning can make of it.",
                    "benefits": BENEFITS,
                },
            ),
            "recommends the form asked for, with a reason",
        ),
        approve(AUDITOR_2, "reflection", "auditor"),
        approve(LEGAL, "reflection", "legal"),
        approve(ENGINEERING, "reflection", "engineering"),
        respond(ENGINEERING, "reflection", "facts-correct"),
        respond(PRODUCT, "reflection", "facts-correct"),
        close("reflection"),
    ),
    days=1,
)

DECISION = Chapter(
    "6 Decision",
    (
        Step(LEAD, Press(AskFor(OpenBallotDuty), ActionId.OPEN_BALLOT), "opens the ballot"),
        vote(
            BOARD_1,
            "votes, sealed",
            forms=["0", "1", "2", "3"],
            reason="Harmful answers are below the threshold set beforehand, and misuse can be seen and stopped.",
        ),
        vote(
            BOARD_2,
            "votes, sealed, with a condition",
            forms=["0", "1", "2", "3"],
            reason="The benefit is real and an API can be taken back.",
            before="Filters cannot be turned off by a customer; an auditor has tried it with three accounts.",
        ),
        vote(
            BOARD_3,
            "votes, sealed, and dissents",
            forms=["0", "1"],
            reason="Principle 2 was written before the results, and the results break it.",
            public="We promised not to serve people worse for how they write, measured that we do, and release anyway.",
        ),
        Step(
            AUDITOR_1,
            Read(CardOf(ProposalCard(1)), "The ballots, revealed", None),
            "reads the ballots in the audit's channel: proposed, not final",
        ),
    ),
    days=1,
)

MET = Chapter(
    "What comes before the release",
    (
        done(ENGINEERING, "C1", "The switch is gone from every plan; the change is in the log."),
        done(ENGINEERING, "M1", "No account can turn filters off any more."),
        done(PRODUCT, "M3", "The drill was shown: callers in distress reach a person after one turn."),
        verify(AUDITOR_2, "C1", "Tried with three accounts: filters stay on."),
        verify(AUDITOR_2, "M1", "The same three accounts; nothing turns them off."),
        verify(AUDITOR_2, "M3", "I was at the drill."),
        Step(LEAD, MAY_BE_RELEASED, f"reads in #{DECISIONS} that it may be released"),
    ),
)

OWNERS = Chapter(
    "While it cools off",
    (owner("C1", ENGINEERING, "An auditor tries to turn them off with three customers' accounts."),),
)

STORY = (START, SCOPING, MAPPING, COLLECTION, TESTING, REFLECTION, DECISION, OWNERS, POSTED)
