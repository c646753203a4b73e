"""The moves that come again in the story: a document handed in, a review, an approval, a vote.

Owns which message and which button each of these moves looks for, by card, duty and action id. Must not know their
order, nor a word of any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.demo.actions import THE_DECISION, Chapter, Drop, Fill, FromHome, Press, Read, Reply, Step
from bot.demo.messages import AskFor, ButtonOf, CardOf, TextOf
from bot.demo.people import AUDITOR_2, DECISIONS, ENGINEERING, INVITED, LEAD, SAFETY
from bot.demo.sample_documents import sample_abstract, sample_document, sample_kinds
from bot.demo.titles import document_title, stage_title
from bot.domain.ballot.duties import VoteDuty
from bot.domain.decision.duties import MeetDuty, NameOwnerDuty, VerifyDuty
from bot.domain.documents.duties import ReviewDuty, SecondSupportDuty, SubmitDuty
from bot.domain.evaluations.duties import (
    AnswerExpectationDuty,
    AnswerKindsDuty,
    ConfirmManifestDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    SetThresholdDuty,
    StateWeightsDuty,
)
from bot.domain.kernel.conversation import ResultCard, StageCard
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.slack.kit.action_ids import ActionId

_COMPARED = (
    "garak records no fingerprint. I was there when it ran, and compared the files that were served with the manifest."
)

_FILTERS_OFF = " The filters were off."

_WEIGHTS = re.compile(r"Weights: (\S+)")

MODEL = "Foo-7B 1.2"
"""What is audited where a story is about no other."""

REACH = (
    "From our own servers in Frankfurt and Dublin, for at most 300 vetted businesses in the EU and Switzerland: about "
    "two million questions a month."
)
"""Where and at what scale it is to be used, as the lead of most stories says it."""

BENEFITS = "callers wait 40 minutes for a person today, and one stays reachable; what goes wrong is seen and stopped."
"""How the demo's auditors end the sentence that the benefits outweigh the risks."""

POSTED = Chapter(
    Text("demo-chapter-cooled-off"),
    (Step(LEAD, THE_DECISION, Text("demo-step-reads-decision", channel=DECISIONS)),),
    awaits=THE_DECISION,
)
"""The end of every audit that is decided: nobody does anything but wait."""

MAY_BE_RELEASED = Read(TextOf("notice-conditions-met"), Text("demo-awaits-conditions-met"))
"""What the lead waits for where something had to come before the release."""


def modal(who: str, key: str, version: str = "text", **more: str) -> Step:
    """A document as a text in the modal; `more` are further inputs of it."""
    fields = {"text": sample_document(key, version), **more}
    return Step(
        who,
        Fill(AskFor(SubmitDuty, key), ActionId.SUBMIT, fields),
        Text("demo-step-hands-in-text", document=document_title(key)),
    )


def file(who: str, key: str, version: str = "text") -> Step:
    """A document as a file in the thread."""
    deed = Reply(key, sample_document(key, version), f"{key}.md")
    return Step(who, deed, Text("demo-step-hands-in-file", document=document_title(key), file=f"{key}.md"))


def reply(who: str, key: str, version: str = "text") -> Step:
    """A document as a reply in the thread."""
    return Step(
        who, Reply(key, sample_document(key, version)), Text("demo-step-hands-in-reply", document=document_title(key))
    )


def unasked(who: str, key: str, stage: str = "collection", *, version: str = "text", title: Text | None = None) -> Step:
    """A document handed in from the stage's card: one that nobody is asked for, or without waiting to be asked.

    `title`: what it is called where that is not its title in the framework.
    """
    fields = {"artifact": key, "text": sample_document(key, version)}
    deed = Fill(CardOf(StageCard(stage)), ActionId.SUBMIT, fields)
    return Step(who, deed, Text("demo-step-hands-in-unasked", document=title or document_title(key)))


def accept_roles() -> Iterator[Step]:
    """Everybody accepts their role; Safety agrees to whom the lead named to look on from outside, so that they may."""
    for who in INVITED:
        yield Step(who, Press(AskFor(AcceptRoleDuty), ActionId.ACCEPT_ROLE), Text("demo-step-accepts-role"))
        if who == SAFETY:
            agreed = FromHome(ButtonOf(ActionId.SECOND_ROLE_CHANGE))
            yield Step(SAFETY, agreed, Text("demo-step-agrees-outside"))


def accept(who: str, key: str, of: str = "", **more: str) -> Step:
    """A reviewer accepts; `more` are further inputs of the modal. `of`: whose document it is, where its reviewer says
    in a few sentences what it says.
    """
    abstract = sample_abstract(key) if of == "text" else ""
    fields = {"verdict": "accept", **({"abstract": abstract} if abstract else {}), **more}
    deed = Fill(AskFor(ReviewDuty, key), ActionId.REVIEW, fields)
    return Step(who, deed, Text("demo-step-reviews", document=document_title(key)))


def second(who: str, key: str, title: Text) -> Step:
    """Somebody else says that an accepted document supports a release that cannot be recalled."""
    deed = Fill(AskFor(SecondSupportDuty, key), ActionId.REVIEW, {"verdict": "accept", "supports": "yes"})
    return Step(who, deed, Text("demo-step-has-read", document=title))


def risk(who: str, title: str, likelihood: int, severity: int) -> Step:
    """An auditor puts a risk on record, to be tested."""
    fields = {"title": title, "likelihood": str(likelihood), "severity": str(severity), "priority": "yes"}
    return Step(who, Fill(AskFor(NameRisksDuty), ActionId.RISK, fields), Text("demo-step-names-risk", risk=title))


def expectation(who: str, number: int, key: str = "", why: str = "") -> Step:
    """What becomes of an expectation: a risk by its key, or a reason why it is not tested."""
    fields = {"risk": key or "none", **({"why": why} if why else {})}
    deed = Fill(AskFor(AnswerExpectationDuty, str(number)), ActionId.ANSWER_EXPECTATION, fields)
    told = Text("demo-step-expectation", number=number, risk=key) if key else Text("demo-step-expectation-why", why=why)
    return Step(who, deed, told)


def threshold(who: str, key: str, metric: str, value: str, margin: str = "") -> Step:
    """A sealed threshold, perhaps with a margin to the best public model tampered alike."""
    fields = {"risk": key, "metric": metric, "direction": "at-most", "limit": value}
    fields |= {"margin": margin} if margin else {}
    deed = Fill(AskFor(SetThresholdDuty, key), ActionId.THRESHOLD, fields)
    return Step(who, deed, Text("demo-step-threshold", risk=key))


def kinds(who: str, of: str = "text") -> Step:
    """An auditor says of each kind of risk whether it is tested. `of`: of which model."""
    deed = Fill(AskFor(AnswerKindsDuty), ActionId.RISK_KINDS, sample_kinds(of))
    return Step(who, deed, Text("demo-step-kinds"))


def fingerprint(of: str = "text") -> tuple[Step, ...]:
    """Engineering states which weights are tested, those of the tamper record, and has seen what they stated."""
    weights = _WEIGHTS.search(sample_document("tamper-record", of))
    fields = {"fingerprint": weights[1] if weights else "", "how": "Made where the model was built."}
    deed = Fill(AskFor(StateWeightsDuty), ActionId.MANIFEST, fields)
    shown = Press(AskFor(ConfirmManifestDuty), ActionId.CONFIRM_MANIFEST)
    return (
        Step(ENGINEERING, deed, Text("demo-step-fingerprint")),
        Step(ENGINEERING, shown, Text("demo-step-fingerprint-read")),
    )


def result(who: str, key: str, name: str, version: str = "text") -> tuple[Step, ...]:
    """A test tool's file, dropped into the thread where it is asked for; another auditor says what it speaks to."""
    unfiltered = "" if version == "small" else _FILTERS_OFF  # the small model has no filters
    fields = {"risk": key, "measured": "0", "why": _COMPARED + unfiltered}
    said = Fill(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, fields)
    return (
        Step(
            who,
            Drop(AskFor(MeasureRiskDuty, key), name, sample_document("results", version), run_now=True),
            Text("demo-step-drops", file=name),
        ),
        Step(AUDITOR_2, said, Text("demo-step-places", risk=key)),
    )


HURT = "It is talked out of its rules and explains how to hurt somebody"
"""The risk that is tested of Foo-7B."""

BY_HAND = (
    "No test tool reports it. The documentation review holds the numbers of both ways of writing against it by hand."
)
"""Why the expectation about dialect is not tested."""

DIALECT = "Who writes in dialect is understood 7 points worse; 2 were set as the most. Principle 2 promises otherwise."
"""What the tests of Foo-7B found."""


UNRECORDED = (
    "Nobody records who may change the settings of the filters, so nobody knows whether a customer who loosens them "
    "keeps callers in distress in conversation."
)
"""What the records of Foo-7B lack."""


def problem(who: str, text: str, severity: str = "medium", stage: str = "testing", **more: Any) -> Step:
    """A problem is put on record; `more` are further inputs of the modal."""
    fields = {"severity": severity, "text": text, **more}
    return Step(who, Fill(CardOf(StageCard(stage)), ActionId.FINDING, fields), Text("demo-step-finds", problem=text))


def approve(who: str, stage: str, role: str, kind: str = "") -> Step:
    """Somebody approves a stage; `kind`: of which smaller audit."""
    deed = Fill(AskFor(SignDuty, f"{stage}:{role}"), ActionId.SIGN, {"verdict": "approve"})
    return Step(who, deed, Text("demo-step-approves", stage=stage_title(stage, kind)))


def close(stage: str, kind: str = "") -> Step:
    """The lead closes a stage."""
    deed = Press(AskFor(CloseStageDuty, stage), ActionId.CLOSE_STAGE)
    return Step(LEAD, deed, Text("demo-step-closes", stage=stage_title(stage, kind)))


def respond(who: str, stage: str, verdict: str, text: str = "", *, kind: str = "") -> Step:
    """A builder answers a stage's statements of fact."""
    called = stage_title(stage, kind)
    correct, error = Text("demo-step-facts-correct", stage=called), Text("demo-step-factual-error", stage=called)
    fields = {"verdict": verdict, **({"text": text} if text else {})}
    deed = Fill(AskFor(RespondDuty, stage), ActionId.RESPOND, fields)
    return Step(who, deed, correct if verdict == "facts-correct" else error)


def vote(who: str, told: Text, **fields: Any) -> Step:
    """A seat votes."""
    return Step(who, Fill(AskFor(VoteDuty), ActionId.VOTE, fields), told)


def owner(item: str, who: str, check: str, due: str = "") -> Step:
    """The lead names who sees to a condition of the first ballot, and how one can see that it is done.

    `due`: until when, where that is not the day that the bot offers.
    """
    fields = {"owner": who, "check": check, **({"due": due} if due else {})}
    deed = Fill(AskFor(NameOwnerDuty, f"1:{item}"), ActionId.NAME_OWNER, fields)
    return Step(LEAD, deed, Text("demo-step-names-owner", item=item, owner=who))


def done(who: str, item: str, said: str) -> Step:
    """Its owner says that it is done."""
    return Step(
        who, Fill(AskFor(MeetDuty, f"1:{item}"), ActionId.CLAIM, {"said": said}), Text("demo-step-done", item=item)
    )


def verify(who: str, item: str, said: str) -> Step:
    """An auditor who does not own it has looked."""
    deed = Fill(AskFor(VerifyDuty, f"1:{item}"), ActionId.VERIFY, {"done": "yes", "said": said})
    return Step(who, deed, Text("demo-step-verifies", item=item))
