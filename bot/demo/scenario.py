"""The story of the demo: one audit of Foo-7B 1.2, from `/audit start` to the posted decision.

Owns the script as data: who does what, in which order, in which words. Must not know how a deed is done.
"""

from __future__ import annotations

from typing import Any

from bot.demo.actor import FIRST
from bot.demo.deeds import Chapter, Command, Fill, FromHome, Press, Read, Reply, Say, StartAudit, Step
from bot.demo.papers import paper, said
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


def _modal(who: str, key: str, title: str) -> Step:
    fields = {"text": paper(key)}
    return Step(who, Fill(f"Hand in *{title}*", "Hand in a document", fields), f"hands in {title} (as a text)")


def _file(who: str, key: str, title: str) -> Step:
    deed = Reply(f"Hand in *{title}*", paper(key), f"{key}.md")
    return Step(who, deed, f"hands in {title} (file {key}.md, in the thread)")


def _reply(who: str, key: str, title: str) -> Step:
    return Step(who, Reply(f"Hand in *{title}*", paper(key)), f"hands in {title} (a reply in the thread)")


def _unasked(who: str, key: str, title: str) -> Step:
    """A document that nobody is asked for, because only some release forms need it."""
    fields = {"artifact": key, "text": paper(key)}
    deed = Fill("3 Artifact collection", "Hand in a document", fields)
    return Step(who, deed, f"hands in {title}, which this release form needs")


def _accept(who: str, title: str, **more: str) -> Step:
    return Step(who, Fill(f"Review *{title}*", "Review", {"verdict": "accept", **more}), f"reviews {title}: accepted")


def _approve(who: str, stage: str, role: str) -> Step:
    deed = Fill(f"Give your verdict on *{stage}* as {role}", "Read and decide", {"verdict": "approve"})
    return Step(who, deed, f"approves {stage}")


def _close(stage: str) -> Step:
    return Step(LEAD, Press(f"Close *{stage}*", "Close this stage"), f"closes {stage}")


def _respond(who: str, stage: str, verdict: str, text: str = "") -> Step:
    told = "facts correct" if verdict == "facts-correct" else "a factual error"
    fields = {"verdict": verdict, **({"text": text} if text else {})}
    return Step(
        who, Fill(f"Say whether the facts of *{stage}* are correct", "Answer", fields), f"answers {stage}: {told}"
    )


def _vote(who: str, told: str, **fields: Any) -> Step:
    return Step(who, Fill("Vote on the release", "Vote", fields), told)


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
        Step(LEAD, Fill("may it be released as", "Assign people", ROLES), "assigns people to the roles"),
        *(Step(who, Press("asks you to be", "Accept"), "accepts") for who in INVITED),
    ),
)

SCOPING = Chapter(
    "1 Scoping",
    (
        _file(AUDITOR_1, "audit-scope", "Audit scope"),
        _reply(ENGINEERING, "ai-principles", "AI principles"),
        _modal(PRODUCT, "product-requirements", "Product requirements"),
        _accept(AUDITOR_2, "Audit scope"),
        _accept(AUDITOR_2, "AI principles"),
        _accept(SAFETY, "Product requirements"),
        _modal(AUDITOR_1, "use-case-ethics-review", "Ethics review of the use"),
        _accept(SAFETY, "Ethics review of the use"),
        _modal(AUDITOR_1, "social-impact-assessment", "Social impact assessment"),
        _accept(AUDITOR_2, "Social impact assessment"),
        _approve(LEAD, "Scoping", "Audit lead"),
        _approve(PRODUCT, "Scoping", "Product"),
        _approve(LEGAL, "Scoping", "Legal & policy"),
        Step(
            LEGAL,
            FromHome("You approved *Scoping*", "Withdraw", {"reason": "No basis for keeping questions is named."}),
            "withdraws the approval in App Home: what is kept, and on which basis?",
        ),
        Step(
            PRODUCT,
            Say("1 Scoping", "Questions are kept for 24 hours to stop abuse; principle 3 is the basis. See page 2."),
            "answers in the thread",
        ),
        Step(
            LEGAL,
            Fill("Give your verdict on *Scoping* as Legal", "Read and decide", {"verdict": "approve"}),
            "approves Scoping again",
        ),
        _close("Scoping"),
    ),
)

MAPPING = Chapter(
    "2 Mapping",
    (
        _file(AUDITOR_1, "stakeholder-map", "Stakeholder map"),
        _file(ENGINEERING, "system-map", "System and lifecycle map"),
        _accept(AUDITOR_2, "Stakeholder map"),
        _modal(AUDITOR_1, "interview-notes", "Interview notes"),
        _accept(SAFETY, "System and lifecycle map"),
        _accept(SAFETY, "Interview notes"),
        _modal(ENGINEERING, "fmea-draft", "Failure mode and effects analysis (FMEA), draft"),
        _accept(AUDITOR_1, "Failure mode and effects analysis (FMEA), draft"),
        _approve(AUDITOR_2, "Mapping", "Auditor"),
        _approve(SAFETY, "Mapping", "Safety (red team)"),
        _close("Mapping"),
    ),
)

COLLECTION = Chapter(
    "3 Artifact collection",
    (
        _modal(AUDITOR_1, "audit-checklist", "Audit checklist"),
        _file(ENGINEERING, "model-card", "Model card"),
        _accept(AUDITOR_2, "Audit checklist"),
        Step(
            AUDITOR_2,
            Fill(
                "Review *Model card*",
                "Review",
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
                "Hand in a new version of *Model card*",
                "Hand in a new version",
                {"text": paper("model-card", "rework")},
            ),
            "hands in a second version of the Model card",
        ),
        Step(AUDITOR_2, Press("Say whether the new version of *Model card*", "Resolved"), "finds the request resolved"),
        Step(
            AUDITOR_2,
            Fill("*Model card* v2", "Review", {"verdict": "accept"}),
            "reviews the second version: accepted",
        ),
        _file(ENGINEERING, "datasheet", "Datasheet of the training data"),
        _accept(SAFETY, "Datasheet of the training data"),
        _unasked(ENGINEERING, "rate-limits", "Rate limits"),
        _unasked(ENGINEERING, "usage-logging", "Logging of use"),
        _unasked(PRODUCT, "access-vetting", "Vetting of customers"),
        _accept(SAFETY, "Rate limits", supports="yes"),
        _accept(AUDITOR_1, "Logging of use", supports="yes"),
        _accept(AUDITOR_2, "Vetting of customers", supports="yes"),
        _approve(AUDITOR_2, "Artifact collection", "Auditor"),
        _close("Artifact collection"),
    ),
)

TESTING = Chapter(
    "4 Testing",
    (
        _modal(AUDITOR_1, "documentation-review", "Review of the documents"),
        _accept(AUDITOR_2, "Review of the documents"),
        _modal(AUDITOR_1, "adversarial-report", "Adversarial test report"),
        _accept(SAFETY, "Adversarial test report"),
        _file(AUDITOR_1, "risk-chart", "Ethical risk chart"),
        _accept(SAFETY, "Ethical risk chart"),
        _respond(ENGINEERING, "Testing", "factual-error", "The 11 of 500 were found without filters."),
        _respond(PRODUCT, "Testing", "facts-correct"),
        _approve(SAFETY, "Testing", "Safety (red team)"),
        _approve(AUDITOR_2, "Testing", "Auditor"),
        _close("Testing"),
    ),
)

_LINES = "Check what the summary says in your name"


def _talk() -> tuple[Step, ...]:
    """What is said to the questions, with disagreement."""
    return tuple(Step(x["who"], Say(x["question"], x["text"]), f"says: {x['text']}") for x in said())


REFLECTION = Chapter(
    "5 Reflection",
    (
        *_talk(),
        Step(LEAD, Command("summarize", "Read and publish the summary"), "asks for the summary with /audit summarize"),
        Step(LEAD, Fill("Read and publish the summary", "Read and publish"), "publishes the summary"),
        *(
            Step(who, Press(_LINES, "Accurate"), "finds their lines accurate")
            for who in (PRODUCT, AUDITOR_1, SAFETY, EXTERNAL, AUDITOR_2, LEGAL)
        ),
        Step(
            ENGINEERING,
            Fill(
                _LINES,
                "Dispute",
                {"statements": FIRST, "reason": "I said “without them”; with filters it is better than the last one."},
            ),
            "disputes a line",
        ),
        Step(ENGINEERING, Press(_LINES, "Accurate"), "finds the other lines accurate"),
        _modal(ENGINEERING, "fmea-final", "Failure mode and effects analysis (FMEA), final"),
        _accept(AUDITOR_1, "Failure mode and effects analysis (FMEA), final"),
        _modal(ENGINEERING, "remediation-plan", "Remediation plan"),
        _accept(AUDITOR_2, "Remediation plan"),
        _file(AUDITOR_1, "audit-summary", "Audit summary report"),
        _accept(AUDITOR_2, "Audit summary report"),
        _approve(AUDITOR_2, "Reflection", "Auditor"),
        _approve(LEGAL, "Reflection", "Legal & policy"),
        _approve(ENGINEERING, "Reflection", "Engineering"),
        _respond(ENGINEERING, "Reflection", "facts-correct"),
        _respond(PRODUCT, "Reflection", "facts-correct"),
        _close("Reflection"),
    ),
)

DECISION = Chapter(
    "6 Decision",
    (
        Step(LEAD, Press("Open the ballot", "Open the ballot"), "opens the ballot"),
        _vote(
            BOARD_1,
            "votes, sealed",
            forms=["0", "1", "2", "3"],
            reason="Harmful answers are below the threshold set beforehand, and misuse can be seen and stopped.",
        ),
        _vote(
            BOARD_2,
            "votes, sealed, with a condition",
            forms=["0", "1", "2", "3"],
            reason="The benefit is real and an API can be taken back.",
            before="Filters cannot be turned off by a customer; an auditor has tried it with three accounts.",
        ),
        _vote(
            BOARD_3,
            "votes, sealed, and dissents",
            forms=["0", "1"],
            reason="Principle 2 was written before the results, and the results break it.",
            public="We promised not to serve people worse for how they write, measured that we do, and release anyway.",
        ),
        Step(LEAD, Read("Release decision"), f"reads the decision in #{DECISIONS}"),
    ),
)

STORY = (START, SCOPING, MAPPING, COLLECTION, TESTING, REFLECTION, DECISION)
