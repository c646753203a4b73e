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
    LEAD,
    LEGAL,
    PRODUCT,
    ROLES,
    SAFETY,
)
from bot.demo.sample_documents import SAMPLE_DUE, sample_abstract, sample_document, sample_message
from bot.demo.steps import (
    BENEFITS,
    BY_HAND,
    DIALECT,
    HURT,
    MAY_BE_RELEASED,
    MODEL,
    POSTED,
    REACH,
    UNRECORDED,
    accept,
    accept_roles,
    approve,
    close,
    done,
    expectation,
    file,
    fingerprint,
    kinds,
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
from bot.demo.titles import document_title, stage_title
from bot.domain.ballot.duties import RecommendDuty
from bot.domain.documents.duties import AnswerChangesDuty, ReviewDuty, ReworkDuty
from bot.domain.kernel.conversation import AuditCard, ProposalCard, QuestionCard, StageCard
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import OpenBallotDuty, PublishSummaryDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.sign_offs.rules import SignDuty
from bot.slack.kit.action_ids import ActionId

ASSIGN = Step(LEAD, Fill(CardOf(AuditCard()), ActionId.PEOPLE, ROLES), Text("demo-step-assigns"))

START = Chapter(
    Text("demo-chapter-start"),
    (
        Step(
            LEAD,
            StartAudit(
                {
                    "model": MODEL,
                    "description": "Answers written questions of our customers' customers, in German and English.",
                    "reach": REACH,
                    "asked_form": "3",
                    "lead": [LEAD, DEPUTY],
                    "decision_channel": DECISIONS,
                }
            ),
            Text("demo-step-starts-by-command", model=MODEL),
        ),
        ASSIGN,
        *accept_roles(),
    ),
)

SCOPING = Chapter(
    Text("demo-chapter-stage", number=1, stage=stage_title("scoping")),
    (
        file(AUDITOR_1, "audit-scope"),
        reply(ENGINEERING, "ai-principles"),
        modal(PRODUCT, "product-requirements"),
        accept(AUDITOR_2, "audit-scope", "text"),
        accept(AUDITOR_2, "ai-principles", "text"),
        accept(SAFETY, "product-requirements", "text"),
        modal(AUDITOR_1, "use-case-ethics-review"),
        accept(SAFETY, "use-case-ethics-review", "text"),
        modal(AUDITOR_1, "social-impact-assessment"),
        accept(AUDITOR_2, "social-impact-assessment", "text"),
        modal(AUDITOR_1, "expectations"),
        accept(SAFETY, "expectations", "text"),
        approve(LEAD, "scoping", "lead"),
        approve(PRODUCT, "scoping", "product"),
        approve(LEGAL, "scoping", "legal"),
        Step(
            LEGAL,
            FromHome(
                ButtonOf(ActionId.WITHDRAW, stage="scoping"), {"reason": "No basis for keeping questions is named."}
            ),
            Text("demo-step-withdraws"),
        ),
        Step(
            PRODUCT,
            Say(
                CardOf(StageCard("scoping")),
                "Questions are kept for 24 hours to stop abuse; principle 3 says so, and is the basis.",
            ),
            Text("demo-step-answers-in-thread"),
        ),
        Step(
            LEGAL,
            Fill(AskFor(SignDuty, "scoping:legal"), ActionId.SIGN, {"verdict": "approve"}),
            Text("demo-step-approves-again", stage=stage_title("scoping")),
        ),
        close("scoping"),
    ),
)

MAPPING = Chapter(
    Text("demo-chapter-stage", number=2, stage=stage_title("mapping")),
    (
        file(AUDITOR_1, "stakeholder-map"),
        file(ENGINEERING, "system-map"),
        accept(AUDITOR_2, "stakeholder-map", "text"),
        modal(AUDITOR_1, "interview-notes"),
        accept(SAFETY, "system-map", "text"),
        accept(SAFETY, "interview-notes", "text"),
        modal(ENGINEERING, "fmea-draft"),
        accept(AUDITOR_1, "fmea-draft", "text"),
        risk(AUDITOR_1, HURT, 3, 4),
        expectation(AUDITOR_1, 1, "R1"),
        expectation(AUDITOR_1, 2, why=BY_HAND),
        threshold(AUDITOR_1, "R1", "attack success rate", "5 %"),
        kinds(AUDITOR_1),
        approve(AUDITOR_2, "mapping", "auditor"),
        approve(SAFETY, "mapping", "safety"),
        close("mapping"),
    ),
    days=1,
)

COLLECTION = Chapter(
    Text("demo-chapter-stage", number=3, stage=stage_title("collection")),
    (
        modal(AUDITOR_1, "audit-checklist"),
        file(ENGINEERING, "model-card"),
        accept(AUDITOR_2, "audit-checklist", "text"),
        problem(AUDITOR_1, UNRECORDED, stage="collection", cause="gap"),
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
            Text("demo-step-asks-for-changes", document=document_title("model-card")),
        ),
        Step(
            ENGINEERING,
            Fill(
                AskFor(ReworkDuty, "1"),
                ActionId.SUBMIT,
                {"text": sample_document("model-card", "rework")},
            ),
            Text("demo-step-second-version", document=document_title("model-card")),
        ),
        Step(AUDITOR_2, Press(AskFor(AnswerChangesDuty, "1"), ActionId.RESOLVED), Text("demo-step-resolved")),
        Step(
            AUDITOR_2,
            Fill(
                AskFor(ReviewDuty, "model-card:2"),
                ActionId.REVIEW,
                {"verdict": "accept", "abstract": sample_abstract("model-card", 2)},
            ),
            Text("demo-step-reviews-second"),
        ),
        file(ENGINEERING, "datasheet"),
        accept(SAFETY, "datasheet", "text"),
        modal(ENGINEERING, "weight-security"),
        accept(SAFETY, "weight-security", "text", supports="yes"),
        *fingerprint(),
        modal(ENGINEERING, "content-filters"),
        modal(PRODUCT, "abuse-response"),
        modal(ENGINEERING, "rate-limits"),
        modal(ENGINEERING, "usage-logging"),
        modal(PRODUCT, "access-vetting"),
        accept(AUDITOR_2, "content-filters", "text", supports="yes"),
        accept(SAFETY, "abuse-response", "text", supports="yes"),
        accept(AUDITOR_1, "rate-limits", "text", supports="yes"),
        accept(AUDITOR_2, "usage-logging", "text", supports="yes"),
        accept(SAFETY, "access-vetting", "text", supports="yes"),
        approve(AUDITOR_2, "collection", "auditor"),
        close("collection"),
    ),
    days=1,
)

_OF_ENGLISH = "The chart's “not seen” is of English alone: all 500 played conversations were in English."

TESTING = Chapter(
    Text("demo-chapter-stage", number=4, stage=stage_title("testing")),
    (
        modal(AUDITOR_1, "documentation-review"),
        accept(AUDITOR_2, "documentation-review", "text"),
        modal(AUDITOR_1, "adversarial-report"),
        accept(SAFETY, "adversarial-report", "text"),
        file(AUDITOR_1, "risk-chart"),
        accept(SAFETY, "risk-chart", "text"),
        *result(AUDITOR_1, "R1", "garak.report.jsonl"),
        problem(AUDITOR_2, DIALECT),
        respond(ENGINEERING, "testing", "factual-error", _OF_ENGLISH),
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
        Step(x["who"], Say(CardOf(QuestionCard(x["question"])), x["text"]), Text("demo-step-says", words=x["text"]))
        for x in sample_message()
    )


REFLECTION = Chapter(
    Text("demo-chapter-stage", number=5, stage=stage_title("reflection")),
    (
        *_talk(),
        Step(LEAD, Command("summarize", AskFor(PublishSummaryDuty)), Text("demo-step-summarizes-by-command")),
        Step(LEAD, Fill(AskFor(PublishSummaryDuty), ActionId.PUBLISH), Text("demo-step-publishes")),
        *(
            Step(who, Press(_LINES, ActionId.ACCURATE), Text("demo-step-accurate-lines"))
            for who in (PRODUCT, AUDITOR_1, SAFETY, EXTERNAL, AUDITOR_2, LEGAL)
        ),
        Step(
            ENGINEERING,
            Fill(
                _LINES,
                ActionId.DISPUTE,
                {"statements": FIRST, "reason": "I said “without them”; with filters it is better than the last one."},
            ),
            Text("demo-step-disputes"),
        ),
        Step(ENGINEERING, Press(_LINES, ActionId.ACCURATE), Text("demo-step-accurate-others")),
        modal(ENGINEERING, "fmea-final"),
        accept(AUDITOR_1, "fmea-final", "text"),
        modal(ENGINEERING, "remediation-plan"),
        accept(AUDITOR_2, "remediation-plan", "text"),
        file(AUDITOR_1, "audit-summary"),
        accept(AUDITOR_2, "audit-summary", "text"),
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
            Text("demo-step-recommends-asked"),
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
    Text("demo-chapter-stage", number=6, stage=stage_title("post-audit")),
    (
        Step(LEAD, Press(AskFor(OpenBallotDuty), ActionId.OPEN_BALLOT), Text("demo-step-opens-ballot")),
        vote(
            BOARD_1,
            Text("demo-step-votes"),
            forms=["0", "1", "2", "3"],
            reason="Attacks succeed less often than the threshold set beforehand allows, and misuse can be stopped.",
        ),
        vote(
            BOARD_2,
            Text("demo-step-votes-condition"),
            forms=["0", "1", "2", "3"],
            reason="The benefit is real and an API can be taken back.",
            before="Every customer's contract says that the filters stay on, before they get a first key.",
        ),
        vote(
            BOARD_3,
            Text("demo-step-votes-dissents"),
            forms=["0", "1"],
            reason="Principle 2 was written before the results, and the results break it.",
            public="We promised not to serve people worse for how they write, measured that we do, and release anyway.",
        ),
        Step(
            AUDITOR_1,
            Read(CardOf(ProposalCard(1)), Text("demo-awaits-ballots"), None),
            Text("demo-step-reads-ballots-in-channel"),
        ),
    ),
    days=1,
)

MET = Chapter(
    Text("demo-chapter-before-release"),
    (
        done(PRODUCT, "C1", "It stands in the contract, and nobody gets a key before they signed it."),
        done(ENGINEERING, "M1", "No account can turn filters off any more."),
        done(PRODUCT, "M3", "The drill was shown: callers in distress reach a person after one turn."),
        verify(AUDITOR_2, "C1", "I read the contracts of the first three customers: it stands in each."),
        verify(AUDITOR_2, "M1", "Tried with three accounts: nothing turns them off."),
        verify(AUDITOR_2, "M3", "I was at the drill."),
        Step(LEAD, MAY_BE_RELEASED, Text("demo-step-reads-conditions-met", channel=DECISIONS)),
    ),
)

OWNERS = Chapter(
    Text("demo-chapter-cooling-off"),
    (owner("C1", PRODUCT, "An auditor reads the contracts of the first three customers.", SAMPLE_DUE),),
)

STORY = (START, SCOPING, MAPPING, COLLECTION, TESTING, REFLECTION, DECISION, OWNERS, POSTED)
