"""A light audit of an API: an update of what was audited before, in three steps."""

from __future__ import annotations

from bot.demo.actions import Chapter, Press, Scenario, Step
from bot.demo.messages import AskFor
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, ENGINEERING, LEAD, PRODUCT, SAFETY
from bot.demo.scenarios.common_stages import BOARD, decision, recommend, start
from bot.demo.steps import (
    MODEL,
    POSTED,
    accept,
    approve,
    close,
    file,
    fingerprint,
    kinds,
    modal,
    respond,
    result,
    threshold,
    unasked,
    vote,
)
from bot.demo.titles import stage_title
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import ApproveVariantDuty
from bot.slack.kit.action_ids import ActionId

REASON = "Only the wording of refusals changed since the full audit in May, on paper; weights and filters are the same."

LIGHT = "light"

WHY = (
    "What changed is small, was measured, and an API can be taken back.",
    "I read what changed: the refusals say the same in other words.",
    "The attacks of May were tried again, and no more of them came through.",
)

SCENARIO = Scenario(
    "light",
    Text("demo-scenario-light"),
    (
        start(3, Text("demo-step-starts-light", model=MODEL), kind="light", reason=REASON),
        Chapter(
            Text("demo-chapter-stage", number=1, stage=stage_title("scoping", "light")),
            (
                Step(
                    BOARD_1,
                    Press(AskFor(ApproveVariantDuty), ActionId.APPROVE_VARIANT),
                    Text("demo-step-finds-it-enough"),
                ),
                file(AUDITOR_1, "audit-scope", LIGHT),
                modal(PRODUCT, "product-requirements"),
                accept(AUDITOR_2, "audit-scope"),
                accept(AUDITOR_2, "product-requirements"),
                modal(AUDITOR_1, "use-case-ethics-review"),
                accept(AUDITOR_2, "use-case-ethics-review"),
                file(AUDITOR_1, "stakeholder-map"),
                accept(SAFETY, "stakeholder-map"),
                unasked(AUDITOR_1, "risk-register", "scoping"),
                accept(AUDITOR_2, "risk-register"),
                threshold(AUDITOR_1, "R1", "attack success rate", "5 %"),
                kinds(AUDITOR_1, LIGHT),
                approve(LEAD, "scoping", "lead", kind="light"),
                approve(SAFETY, "scoping", "safety", kind="light"),
                approve(PRODUCT, "scoping", "product", kind="light"),
                close("scoping", kind="light"),
            ),
        ),
        Chapter(
            Text("demo-chapter-stage", number=2, stage=stage_title("testing", "light")),
            (
                file(ENGINEERING, "model-card"),
                modal(AUDITOR_1, "adversarial-report", LIGHT),
                accept(AUDITOR_1, "model-card"),
                accept(SAFETY, "adversarial-report"),
                modal(ENGINEERING, "weight-security"),
                accept(SAFETY, "weight-security", supports="yes"),
                *fingerprint(),
                modal(ENGINEERING, "content-filters"),
                modal(PRODUCT, "abuse-response"),
                accept(SAFETY, "content-filters", supports="yes"),
                accept(AUDITOR_1, "abuse-response", supports="yes"),
                modal(ENGINEERING, "rate-limits"),
                modal(ENGINEERING, "usage-logging"),
                modal(PRODUCT, "access-vetting"),
                accept(AUDITOR_2, "rate-limits", supports="yes"),
                accept(SAFETY, "usage-logging", supports="yes"),
                accept(AUDITOR_1, "access-vetting", supports="yes"),
                modal(AUDITOR_1, "audit-summary", LIGHT),
                accept(AUDITOR_2, "audit-summary"),
                *result(AUDITOR_1, "R1", "garak.report.jsonl"),
                recommend(3, "The results carry an API, as in May."),
                respond(ENGINEERING, "testing", "facts-correct", kind="light"),
                respond(PRODUCT, "testing", "facts-correct", kind="light"),
                approve(SAFETY, "testing", "safety", kind="light"),
                approve(AUDITOR_2, "testing", "auditor", kind="light"),
                close("testing", kind="light"),
            ),
            days=1,
        ),
        decision(
            *(
                vote(seat, Text("demo-step-votes"), forms=["0", "1", "2", "3"], reason=why)
                for seat, why in zip(BOARD, WHY, strict=True)
            )
        ),
        POSTED,
    ),
)
