"""The parts full audits have in common, as plainly as they can go: nobody disagrees unless a scenario says so.

Owns these chapters. Must not know which scenario they are played in.
"""

from __future__ import annotations

from typing import Any

from bot.demo.actions import Chapter, Command, Fill, Press, Read, Say, StartAudit, Step
from bot.demo.messages import AskFor, CardOf
from bot.demo.people import (
    AUDITOR_1,
    AUDITOR_2,
    BOARD_1,
    BOARD_2,
    BOARD_3,
    DECISIONS,
    DEPUTY,
    ENGINEERING,
    INVITED,
    LEAD,
    LEGAL,
    PRODUCT,
    ROLES,
    SAFETY,
)
from bot.demo.steps import (
    BENEFITS,
    DIALECT,
    accept,
    approve,
    close,
    file,
    fingerprint,
    modal,
    problem,
    reply,
    respond,
    result,
    risk,
    threshold,
)
from bot.domain.ballot.duties import RecommendDuty
from bot.domain.kernel.conversation import AuditCard, ProposalCard, QuestionCard
from bot.domain.lifecycle.duties import OpenBallotDuty, PublishSummaryDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.roster.duties import AcceptRoleDuty
from bot.slack.kit.action_ids import ActionId

BOARD = (BOARD_1, BOARD_2, BOARD_3)

MODEL = "Foo-7B 1.2"

ABOUT = "Answers written questions of our customers' customers, in German and English."


def start(form: int, told: str, **more: Any) -> Chapter:
    """The audit starts, people are assigned and accept."""
    fields = {
        "model": MODEL,
        "description": ABOUT,
        "asked_form": str(form),
        "lead": [LEAD, DEPUTY],
        "decision_channel": DECISIONS,
        **more,
    }
    assigned = Step(LEAD, Fill(CardOf(AuditCard()), ActionId.PEOPLE, ROLES), "assigns people to the roles")
    accepted = (Step(who, Press(AskFor(AcceptRoleDuty), ActionId.ACCEPT_ROLE), "accepts") for who in INVITED)
    return Chapter("Start", (Step(LEAD, StartAudit(fields), told), assigned, *accepted))


def scoping(of: str = "text") -> Chapter:
    """What is audited and why. `of`: whose documents, here and in the chapters after it."""
    return Chapter(
        "1 Scoping",
        (
            file(AUDITOR_1, "audit-scope", "Audit scope", of),
            reply(ENGINEERING, "ai-principles", "AI principles", of),
            modal(PRODUCT, "product-requirements", "Product requirements", of),
            accept(AUDITOR_2, "audit-scope", "Audit scope"),
            accept(AUDITOR_2, "ai-principles", "AI principles"),
            accept(SAFETY, "product-requirements", "Product requirements"),
            modal(AUDITOR_1, "use-case-ethics-review", "Ethics review of the use", of),
            accept(SAFETY, "use-case-ethics-review", "Ethics review of the use"),
            modal(AUDITOR_1, "social-impact-assessment", "Social impact assessment", of),
            accept(AUDITOR_2, "social-impact-assessment", "Social impact assessment"),
            approve(LEAD, "scoping", "lead"),
            approve(PRODUCT, "scoping", "product"),
            approve(LEGAL, "scoping", "legal"),
            close("scoping"),
        ),
    )


SCOPING = scoping()


def mapping(
    margin: str = "", of: str = "text", what: str = "A caller in distress gets advice that harms them"
) -> Chapter:
    """Who is involved, and the risk to test with its threshold."""
    return Chapter(
        "2 Mapping",
        (
            file(AUDITOR_1, "stakeholder-map", "Stakeholder map", of),
            file(ENGINEERING, "system-map", "System and lifecycle map", of),
            accept(AUDITOR_2, "stakeholder-map", "Stakeholder map"),
            modal(AUDITOR_1, "interview-notes", "Interview notes", of),
            accept(SAFETY, "system-map", "System and lifecycle map"),
            accept(SAFETY, "interview-notes", "Interview notes"),
            modal(ENGINEERING, "fmea-draft", "Failure mode and effects analysis (FMEA), draft", of),
            accept(AUDITOR_1, "fmea-draft", "Failure mode and effects analysis (FMEA), draft"),
            risk(AUDITOR_1, what, 3, 4),
            threshold(AUDITOR_1, "R1", "attack success rate", "5 %", margin),
            approve(AUDITOR_2, "mapping", "auditor"),
            approve(SAFETY, "mapping", "safety"),
            close("mapping"),
        ),
        days=1,
    )


MAPPING = mapping()


def collection(*needs: Step, of: str = "text") -> Chapter:
    """The records, and what the release form needs."""
    return Chapter(
        "3 Artifact collection",
        (
            modal(AUDITOR_1, "audit-checklist", "Audit checklist", of),
            file(ENGINEERING, "model-card", "Model card", of),
            accept(AUDITOR_2, "audit-checklist", "Audit checklist"),
            accept(AUDITOR_2, "model-card", "Model card"),
            file(ENGINEERING, "datasheet", "Datasheet of the training data", of),
            accept(SAFETY, "datasheet", "Datasheet of the training data"),
            modal(ENGINEERING, "weight-security", "Security of the weights", of),
            accept(SAFETY, "weight-security", "Security of the weights", supports="yes"),
            *fingerprint(of),
            *needs,
            approve(AUDITOR_2, "collection", "auditor"),
            close("collection"),
        ),
        days=1,
    )


def trials(*needs: Step, of: str = "text", found: str = DIALECT) -> Chapter:
    """The tests, with a result below its threshold, what the release form needs, and a problem that was `found`."""
    return Chapter(
        "4 Testing",
        (
            modal(AUDITOR_1, "documentation-review", "Review of the documents", of),
            accept(AUDITOR_2, "documentation-review", "Review of the documents"),
            modal(AUDITOR_1, "adversarial-report", "Adversarial test report", of),
            accept(SAFETY, "adversarial-report", "Adversarial test report"),
            *needs,
            file(AUDITOR_1, "risk-chart", "Ethical risk chart", of),
            accept(SAFETY, "risk-chart", "Ethical risk chart"),
            *result(AUDITOR_1, "R1", "garak.report.jsonl", of),
            problem(AUDITOR_2, found),
            respond(ENGINEERING, "testing", "facts-correct"),
            respond(PRODUCT, "testing", "facts-correct"),
            approve(SAFETY, "testing", "safety"),
            approve(AUDITOR_2, "testing", "auditor"),
            close("testing"),
        ),
        days=1,
    )


_LINES = AskFor(CheckLinesDuty)


def reflection(said: str, form: int, why: str, of: str = "text", benefits: str = BENEFITS) -> Chapter:
    """One thing is said, summarised and confirmed; then the last documents, and the auditors' recommendation."""
    return Chapter(
        "5 Reflection",
        (
            Step(SAFETY, Say(CardOf(QuestionCard("made-to-do")), said), f"says: {said}"),
            Step(LEAD, Command("summarize", AskFor(PublishSummaryDuty)), "asks for the summary"),
            Step(LEAD, Fill(AskFor(PublishSummaryDuty), ActionId.PUBLISH), "publishes the summary"),
            Step(SAFETY, Press(_LINES, ActionId.ACCURATE), "finds their line accurate"),
            modal(ENGINEERING, "fmea-final", "Failure mode and effects analysis (FMEA), final", of),
            accept(AUDITOR_1, "fmea-final", "Failure mode and effects analysis (FMEA), final"),
            modal(ENGINEERING, "remediation-plan", "Remediation plan", of),
            accept(AUDITOR_2, "remediation-plan", "Remediation plan"),
            file(AUDITOR_1, "audit-summary", "Audit summary report", of),
            accept(AUDITOR_2, "audit-summary", "Audit summary report"),
            recommend(form, why, benefits),
            approve(AUDITOR_2, "reflection", "auditor"),
            approve(LEGAL, "reflection", "legal"),
            approve(ENGINEERING, "reflection", "engineering"),
            respond(ENGINEERING, "reflection", "facts-correct"),
            respond(PRODUCT, "reflection", "facts-correct"),
            close("reflection"),
        ),
        days=1,
    )


def recommend(form: int, why: str, benefits: str = BENEFITS) -> Step:
    """An auditor recommends a form."""
    fields = {"form": str(form), "reason": why, "benefits": benefits if form else ""}
    return Step(AUDITOR_1, Fill(AskFor(RecommendDuty), ActionId.RECOMMEND, fields), f"recommends form {form}")


def decision(*votes: Step) -> Chapter:
    """The ballot, up to the reveal."""
    return Chapter(
        "Decision",
        (
            Step(LEAD, Press(AskFor(OpenBallotDuty), ActionId.OPEN_BALLOT), "opens the ballot"),
            *votes,
            Step(
                AUDITOR_1,
                Read(CardOf(ProposalCard(1)), "The ballots, revealed", None),
                "reads the ballots: proposed, not final",
            ),
        ),
        days=1,
    )
