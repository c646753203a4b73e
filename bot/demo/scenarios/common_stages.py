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
    LEAD,
    LEGAL,
    PRODUCT,
    ROLES,
    SAFETY,
)
from bot.demo.steps import (
    BENEFITS,
    BY_HAND,
    DIALECT,
    HURT,
    MODEL,
    REACH,
    UNRECORDED,
    accept,
    accept_roles,
    approve,
    close,
    expectation,
    file,
    fingerprint,
    kinds,
    modal,
    problem,
    reply,
    respond,
    result,
    risk,
    threshold,
)
from bot.demo.titles import stage_title
from bot.domain.ballot.duties import RecommendDuty
from bot.domain.kernel.conversation import AuditCard, ProposalCard, QuestionCard
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import OpenBallotDuty, PublishSummaryDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.slack.kit.action_ids import ActionId

BOARD = (BOARD_1, BOARD_2, BOARD_3)

ABOUT = "Answers written questions of our customers' customers, in German and English."


def start(form: int, told: Text, **more: Any) -> Chapter:
    """The audit starts, people are assigned and accept."""
    fields = {
        "model": MODEL,
        "description": ABOUT,
        "reach": REACH,
        "asked_form": str(form),
        "lead": [LEAD, DEPUTY],
        "decision_channel": DECISIONS,
        **more,
    }
    assigned = Step(LEAD, Fill(CardOf(AuditCard()), ActionId.PEOPLE, ROLES), Text("demo-step-assigns"))
    return Chapter(Text("demo-chapter-start"), (Step(LEAD, StartAudit(fields), told), assigned, *accept_roles()))


def scoping(of: str = "text") -> Chapter:
    """What is audited and why. `of`: whose documents, here and in the chapters after it."""
    return Chapter(
        Text("demo-chapter-stage", number=1, stage=stage_title("scoping")),
        (
            file(AUDITOR_1, "audit-scope", of),
            reply(ENGINEERING, "ai-principles", of),
            modal(PRODUCT, "product-requirements", of),
            accept(AUDITOR_2, "audit-scope", of),
            accept(AUDITOR_2, "ai-principles", of),
            accept(SAFETY, "product-requirements", of),
            modal(AUDITOR_1, "use-case-ethics-review", of),
            accept(SAFETY, "use-case-ethics-review", of),
            modal(AUDITOR_1, "social-impact-assessment", of),
            accept(AUDITOR_2, "social-impact-assessment", of),
            modal(AUDITOR_1, "expectations", of),
            accept(SAFETY, "expectations", of),
            approve(LEAD, "scoping", "lead"),
            approve(PRODUCT, "scoping", "product"),
            approve(LEGAL, "scoping", "legal"),
            close("scoping"),
        ),
    )


SCOPING = scoping()


def mapping(margin: str = "", of: str = "text", what: str = HURT, by_hand: str = BY_HAND) -> Chapter:
    """Who is involved, and the risk to test with its threshold. `by_hand`: why a second expectation is not tested."""
    return Chapter(
        Text("demo-chapter-stage", number=2, stage=stage_title("mapping")),
        (
            file(AUDITOR_1, "stakeholder-map", of),
            file(ENGINEERING, "system-map", of),
            accept(AUDITOR_2, "stakeholder-map", of),
            modal(AUDITOR_1, "interview-notes", of),
            accept(SAFETY, "system-map", of),
            accept(SAFETY, "interview-notes", of),
            modal(ENGINEERING, "fmea-draft", of),
            accept(AUDITOR_1, "fmea-draft", of),
            risk(AUDITOR_1, what, 3, 4),
            expectation(AUDITOR_1, 1, "R1"),
            *((expectation(AUDITOR_1, 2, why=by_hand),) if by_hand else ()),
            threshold(AUDITOR_1, "R1", "attack success rate", "5 %", margin),
            kinds(AUDITOR_1, of),
            approve(AUDITOR_2, "mapping", "auditor"),
            approve(SAFETY, "mapping", "safety"),
            close("mapping"),
        ),
        days=1,
    )


MAPPING = mapping()


def collection(*needs: Step, of: str = "text", gap: str = UNRECORDED) -> Chapter:
    """The records, what the release form needs, and the `gap` that the checklist calls missing."""
    return Chapter(
        Text("demo-chapter-stage", number=3, stage=stage_title("collection")),
        (
            modal(AUDITOR_1, "audit-checklist", of),
            file(ENGINEERING, "model-card", of),
            accept(AUDITOR_2, "audit-checklist", of),
            problem(AUDITOR_1, gap, stage="collection", cause="gap"),
            accept(AUDITOR_2, "model-card", of),
            file(ENGINEERING, "datasheet", of),
            accept(SAFETY, "datasheet", of),
            modal(ENGINEERING, "weight-security", of),
            accept(SAFETY, "weight-security", of, supports="yes"),
            *fingerprint(of),
            *needs,
            approve(AUDITOR_2, "collection", "auditor"),
            close("collection"),
        ),
        days=1,
    )


def trials(*needs: Step, of: str = "text", found: str = DIALECT, severity: str = "medium") -> Chapter:
    """The tests, with a result below its threshold, what the release form needs, and a problem that was `found`."""
    return Chapter(
        Text("demo-chapter-stage", number=4, stage=stage_title("testing")),
        (
            modal(AUDITOR_1, "documentation-review", of),
            accept(AUDITOR_2, "documentation-review", of),
            modal(AUDITOR_1, "adversarial-report", of),
            accept(SAFETY, "adversarial-report", of),
            *needs,
            file(AUDITOR_1, "risk-chart", of),
            accept(SAFETY, "risk-chart", of),
            *result(AUDITOR_1, "R1", "garak.report.jsonl", of),
            problem(AUDITOR_2, found, severity),
            respond(ENGINEERING, "testing", "facts-correct"),
            respond(PRODUCT, "testing", "facts-correct"),
            approve(SAFETY, "testing", "safety"),
            approve(AUDITOR_2, "testing", "auditor"),
            close("testing"),
        ),
        days=1,
    )


_LINES = AskFor(CheckLinesDuty)


def reflection(
    said: str, form: int, why: str, of: str = "text", benefits: str = BENEFITS, objection: str = ""
) -> Chapter:
    """What Safety says, perhaps with an `objection`, is summarised and confirmed; then the last documents, and the
    auditors' recommendation.
    """
    objects = Step(
        SAFETY, Say(CardOf(QuestionCard("release-form")), objection), Text("demo-step-says", words=objection)
    )
    return Chapter(
        Text("demo-chapter-stage", number=5, stage=stage_title("reflection")),
        (
            Step(SAFETY, Say(CardOf(QuestionCard("made-to-do")), said), Text("demo-step-says", words=said)),
            *((objects,) if objection else ()),
            Step(LEAD, Command("summarize", AskFor(PublishSummaryDuty)), Text("demo-step-summarizes")),
            Step(LEAD, Fill(AskFor(PublishSummaryDuty), ActionId.PUBLISH), Text("demo-step-publishes")),
            Step(
                SAFETY,
                Press(_LINES, ActionId.ACCURATE),
                Text("demo-step-accurate-lines") if objection else Text("demo-step-accurate-line"),
            ),
            modal(ENGINEERING, "fmea-final", of),
            accept(AUDITOR_1, "fmea-final", of),
            modal(ENGINEERING, "remediation-plan", of),
            accept(AUDITOR_2, "remediation-plan", of),
            file(AUDITOR_1, "audit-summary", of),
            accept(AUDITOR_2, "audit-summary", of),
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
    return Step(
        AUDITOR_1, Fill(AskFor(RecommendDuty), ActionId.RECOMMEND, fields), Text("demo-step-recommends", form=form)
    )


def decision(*votes: Step) -> Chapter:
    """The ballot, up to the reveal."""
    return Chapter(
        Text("demo-chapter-decision"),
        (
            Step(LEAD, Press(AskFor(OpenBallotDuty), ActionId.OPEN_BALLOT), Text("demo-step-opens-ballot")),
            *votes,
            Step(
                AUDITOR_1,
                Read(CardOf(ProposalCard(1)), Text("demo-awaits-ballots"), None),
                Text("demo-step-reads-ballots"),
            ),
        ),
        days=1,
    )
