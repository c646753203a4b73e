"""A light audit of an API: an update of what was audited before, in three steps."""

from __future__ import annotations

from bot.demo.actions import Chapter, Press, Scenario, Step
from bot.demo.messages import AskFor
from bot.demo.people import AUDITOR_1, AUDITOR_2, BOARD_1, ENGINEERING, LEAD, PRODUCT, SAFETY
from bot.demo.scenarios.common_stages import BOARD, decision, recommend, start
from bot.demo.steps import (
    POSTED,
    accept,
    approve,
    close,
    file,
    fingerprint,
    modal,
    respond,
    result,
    risk,
    threshold,
    vote,
)
from bot.domain.lifecycle.duties import ApproveVariantDuty
from bot.slack.kit.action_ids import ActionId

REASON = "Only the wording of refusals changed since the full audit in May; weights and filters are the same."

LIGHT = "light"

WHY = "What changed is small, was measured, and an API can be taken back."

MAP, EVIDENCE = "Scope and map", "Evidence and tests"

SCENARIO = Scenario(
    "light",
    "a light audit of an API, in three steps",
    (
        start(3, "starts a light audit: may Foo-7B 1.2 be released as an inference API?", kind="light", reason=REASON),
        Chapter(
            f"1 {MAP}",
            (
                Step(BOARD_1, Press(AskFor(ApproveVariantDuty), ActionId.APPROVE_VARIANT), "finds it enough"),
                file(AUDITOR_1, "audit-scope", "Audit scope", LIGHT),
                modal(PRODUCT, "product-requirements", "Product requirements"),
                accept(AUDITOR_2, "audit-scope", "Audit scope"),
                accept(AUDITOR_2, "product-requirements", "Product requirements"),
                modal(AUDITOR_1, "use-case-ethics-review", "Ethics review of the use"),
                accept(AUDITOR_2, "use-case-ethics-review", "Ethics review of the use"),
                file(AUDITOR_1, "stakeholder-map", "Stakeholder map"),
                accept(SAFETY, "stakeholder-map", "Stakeholder map"),
                risk(AUDITOR_1, "A caller in distress gets advice that harms them", 2, 4),
                threshold(AUDITOR_1, "R1", "attack success rate", "5 %"),
                approve(LEAD, "scoping", "lead", MAP),
                approve(SAFETY, "scoping", "safety", MAP),
                approve(PRODUCT, "scoping", "product", MAP),
                close("scoping", MAP),
            ),
        ),
        Chapter(
            f"2 {EVIDENCE}",
            (
                file(ENGINEERING, "model-card", "Model card"),
                modal(AUDITOR_1, "adversarial-report", "Adversarial test report", LIGHT),
                accept(AUDITOR_1, "model-card", "Model card"),
                accept(SAFETY, "adversarial-report", "Adversarial test report"),
                modal(ENGINEERING, "weight-security", "Security of the weights"),
                accept(SAFETY, "weight-security", "Security of the weights", supports="yes"),
                *fingerprint(),
                modal(ENGINEERING, "content-filters", "Filters"),
                modal(PRODUCT, "abuse-response", "Response to abuse"),
                accept(SAFETY, "content-filters", "Filters", supports="yes"),
                accept(AUDITOR_1, "abuse-response", "Response to abuse", supports="yes"),
                modal(ENGINEERING, "rate-limits", "Rate limits"),
                modal(ENGINEERING, "usage-logging", "Logging of use"),
                modal(PRODUCT, "access-vetting", "Vetting of customers"),
                accept(AUDITOR_2, "rate-limits", "Rate limits", supports="yes"),
                accept(SAFETY, "usage-logging", "Logging of use", supports="yes"),
                accept(AUDITOR_1, "access-vetting", "Vetting of customers", supports="yes"),
                modal(AUDITOR_1, "audit-summary", "Audit summary report", LIGHT),
                accept(AUDITOR_2, "audit-summary", "Audit summary report"),
                *result(AUDITOR_1, "R1", "garak.report.jsonl"),
                recommend(3, "The results carry an API, as in May."),
                respond(ENGINEERING, "testing", "facts-correct", title=EVIDENCE),
                respond(PRODUCT, "testing", "facts-correct", title=EVIDENCE),
                approve(SAFETY, "testing", "safety", EVIDENCE),
                approve(AUDITOR_2, "testing", "auditor", EVIDENCE),
                close("testing", EVIDENCE),
            ),
            days=1,
        ),
        decision(*(vote(seat, "votes, sealed", forms=["0", "1", "2", "3"], reason=WHY) for seat in BOARD)),
        POSTED,
    ),
)
