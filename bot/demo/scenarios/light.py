"""A light audit of an API: an update of what was audited before, in three steps."""

from __future__ import annotations

from bot.demo.actions import Chapter, Press, Scenario, Step
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

REASON = "Only the wording of refusals changed since the full audit in May; weights and filters are the same."

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
                Step(BOARD_1, Press("Say whether a smaller audit is enough", "The reason is good"), "finds it enough"),
                file(AUDITOR_1, "audit-scope", "Audit scope"),
                modal(PRODUCT, "product-requirements", "Product requirements"),
                accept(AUDITOR_2, "Audit scope"),
                accept(AUDITOR_2, "Product requirements"),
                modal(AUDITOR_1, "use-case-ethics-review", "Ethics review of the use"),
                accept(AUDITOR_2, "Ethics review of the use"),
                file(AUDITOR_1, "stakeholder-map", "Stakeholder map"),
                accept(SAFETY, "Stakeholder map"),
                risk(AUDITOR_1, "A caller in distress gets advice that harms them", 2, 4),
                threshold(AUDITOR_1, "R1", "attack success rate", "5 %"),
                approve(LEAD, MAP, "Audit lead"),
                approve(SAFETY, MAP, "Safety (red team)"),
                approve(PRODUCT, MAP, "Product"),
                close(MAP),
            ),
        ),
        Chapter(
            f"2 {EVIDENCE}",
            (
                fingerprint(),
                file(ENGINEERING, "model-card", "Model card"),
                modal(AUDITOR_1, "adversarial-report", "Adversarial test report"),
                accept(AUDITOR_1, "Model card"),
                accept(SAFETY, "Adversarial test report"),
                modal(ENGINEERING, "rate-limits", "Rate limits"),
                modal(ENGINEERING, "usage-logging", "Logging of use"),
                modal(PRODUCT, "access-vetting", "Vetting of customers"),
                accept(AUDITOR_2, "Rate limits", supports="yes"),
                accept(SAFETY, "Logging of use", supports="yes"),
                accept(AUDITOR_1, "Vetting of customers", supports="yes"),
                modal(AUDITOR_1, "audit-summary", "Audit summary report"),
                accept(AUDITOR_2, "Audit summary report"),
                *result(AUDITOR_1, "R1", "garak.report.jsonl"),
                recommend(3, "The results carry an API, as in May."),
                respond(ENGINEERING, EVIDENCE, "facts-correct"),
                respond(PRODUCT, EVIDENCE, "facts-correct"),
                approve(SAFETY, EVIDENCE, "Safety (red team)"),
                approve(AUDITOR_2, EVIDENCE, "Auditor"),
                close(EVIDENCE),
            ),
        ),
        decision(*(vote(seat, "votes, sealed", forms=["0", "1", "2", "3"], reason=WHY) for seat in BOARD)),
        POSTED,
    ),
)
