"""The moves that come again in the story: a document handed in, a review, an approval, a vote.

Owns which message and which button each of these moves looks for, by card, duty and action id. Must not know their
order, nor a word of any text.
"""

from __future__ import annotations

import re
from typing import Any

from bot.demo.actions import THE_DECISION, Chapter, Drop, Fill, Press, Read, Reply, Step
from bot.demo.messages import AskFor, CardOf, TextOf
from bot.demo.people import AUDITOR_2, DECISIONS, ENGINEERING, LEAD
from bot.demo.sample_documents import sample_document
from bot.domain.ballot.duties import VoteDuty
from bot.domain.decision.duties import MeetDuty, NameOwnerDuty, VerifyDuty
from bot.domain.documents.duties import ReviewDuty, SecondSupportDuty, SubmitDuty
from bot.domain.evaluations.duties import (
    ConfirmManifestDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    SetThresholdDuty,
    StateWeightsDuty,
)
from bot.domain.kernel.conversation import ResultCard, StageCard
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.slack.kit.action_ids import ActionId

_COMPARED = (
    "garak records no fingerprint. I was there when it ran, and compared the files that were served with the manifest."
)

_WEIGHTS = re.compile(r"Weights: (\S+)")

STAGES = {
    "scoping": "Scoping",
    "mapping": "Mapping",
    "collection": "Artifact collection",
    "testing": "Testing",
    "reflection": "Reflection",
}
"""How the transcript calls the stages of a full audit, by their key."""

BENEFITS = "callers wait 40 minutes for a person today, and one stays reachable; what goes wrong is seen and stopped."
"""How the demo's auditors end the sentence that the benefits outweigh the risks."""

POSTED = Chapter(
    "After the cooling-off", (Step(LEAD, THE_DECISION, f"reads the decision in #{DECISIONS}"),), awaits=THE_DECISION
)
"""The end of every audit that is decided: nobody does anything but wait."""

MAY_BE_RELEASED = Read(TextOf("notice-conditions-met"), "conditions met. May be released")
"""What the lead waits for where something had to come before the release."""


def modal(who: str, key: str, title: str, version: str = "text", **more: str) -> Step:
    """A document as a text in the modal; `more` are further inputs of it."""
    fields = {"text": sample_document(key, version), **more}
    return Step(who, Fill(AskFor(SubmitDuty, key), ActionId.SUBMIT, fields), f"hands in {title} (as a text)")


def file(who: str, key: str, title: str, version: str = "text") -> Step:
    """A document as a file in the thread."""
    deed = Reply(key, sample_document(key, version), f"{key}.md")
    return Step(who, deed, f"hands in {title} (file {key}.md, in the thread)")


def reply(who: str, key: str, title: str, version: str = "text") -> Step:
    """A document as a reply in the thread."""
    return Step(who, Reply(key, sample_document(key, version)), f"hands in {title} (a reply in the thread)")


def unasked(who: str, key: str, title: str, stage: str = "collection", *, version: str = "text") -> Step:
    """A document handed in from the stage's card: one that nobody is asked for, or without waiting to be asked."""
    fields = {"artifact": key, "text": sample_document(key, version)}
    deed = Fill(CardOf(StageCard(stage)), ActionId.SUBMIT, fields)
    return Step(who, deed, f"hands in {title}, which this release form needs")


def accept(who: str, key: str, title: str, **more: str) -> Step:
    """A reviewer accepts; `more` are further inputs of the modal."""
    deed = Fill(AskFor(ReviewDuty, key), ActionId.REVIEW, {"verdict": "accept", **more})
    return Step(who, deed, f"reviews {title}: accepted")


def second(who: str, key: str, title: str) -> Step:
    """Somebody else says that an accepted document supports a release that cannot be recalled."""
    deed = Fill(AskFor(SecondSupportDuty, key), ActionId.REVIEW, {"verdict": "accept", "supports": "yes"})
    return Step(who, deed, f"has read {title}, too: it supports the release")


def risk(who: str, title: str, likelihood: int, severity: int) -> Step:
    """An auditor puts a risk on record, to be tested."""
    fields = {"title": title, "likelihood": str(likelihood), "severity": str(severity), "priority": "yes"}
    return Step(who, Fill(AskFor(NameRisksDuty), ActionId.RISK, fields), f"names a risk: {title}")


def threshold(who: str, key: str, metric: str, value: str, margin: str = "") -> Step:
    """A sealed threshold, perhaps with a margin to the best public model tampered alike."""
    fields = {"risk": key, "metric": metric, "direction": "at-most", "limit": value}
    fields |= {"margin": margin} if margin else {}
    deed = Fill(AskFor(SetThresholdDuty, key), ActionId.THRESHOLD, fields)
    return Step(who, deed, f"sets a threshold for {key}, sealed until the first result")


def fingerprint(of: str = "text") -> tuple[Step, ...]:
    """Engineering states which weights are tested, those of the tamper record, and has seen what they stated."""
    weights = _WEIGHTS.search(sample_document("tamper-record", of))
    fields = {"fingerprint": weights[1] if weights else "", "how": "Made where the model was built."}
    deed = Fill(AskFor(StateWeightsDuty), ActionId.MANIFEST, fields)
    shown = Press(AskFor(ConfirmManifestDuty), ActionId.CONFIRM_MANIFEST)
    return (
        Step(ENGINEERING, deed, "hands in the fingerprint of the model's manifest"),
        Step(ENGINEERING, shown, "has read what was shown back: this is the model"),
    )


def result(who: str, key: str, name: str, version: str = "text") -> tuple[Step, ...]:
    """A test tool's file, dropped into the thread where it is asked for; another auditor says what it speaks to."""
    fields = {"risk": key, "measured": "0", "why": _COMPARED}
    said = Fill(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, fields)
    return (
        Step(
            who,
            Drop(AskFor(MeasureRiskDuty, key), name, sample_document("results", version), run_now=True),
            f"drops {name} into the thread",
        ),
        Step(AUDITOR_2, said, f"says that it speaks to {key}"),
    )


DIALECT = "Who writes in dialect is understood 7 points worse; 2 were set as the most. Principle 2 promises otherwise."
"""What the tests of Foo-7B found."""


def problem(who: str, text: str, severity: str = "medium", stage: str = "testing", **more: Any) -> Step:
    """A problem is put on record; `more` are further inputs of the modal."""
    fields = {"severity": severity, "text": text, **more}
    return Step(who, Fill(CardOf(StageCard(stage)), ActionId.FINDING, fields), f"puts a problem on record: {text}")


def approve(who: str, stage: str, role: str, title: str = "") -> Step:
    """Somebody approves a stage; `title`: what it is called where that is not its name in a full audit."""
    deed = Fill(AskFor(SignDuty, f"{stage}:{role}"), ActionId.SIGN, {"verdict": "approve"})
    return Step(who, deed, f"approves {title or STAGES[stage]}")


def close(stage: str, title: str = "") -> Step:
    """The lead closes a stage."""
    deed = Press(AskFor(CloseStageDuty, stage), ActionId.CLOSE_STAGE)
    return Step(LEAD, deed, f"closes {title or STAGES[stage]}")


def respond(who: str, stage: str, verdict: str, text: str = "", *, title: str = "") -> Step:
    """A builder answers a stage's statements of fact."""
    told = "facts correct" if verdict == "facts-correct" else "a factual error"
    fields = {"verdict": verdict, **({"text": text} if text else {})}
    deed = Fill(AskFor(RespondDuty, stage), ActionId.RESPOND, fields)
    return Step(who, deed, f"answers {title or STAGES[stage]}: {told}")


def vote(who: str, told: str, **fields: Any) -> Step:
    """A seat votes."""
    return Step(who, Fill(AskFor(VoteDuty), ActionId.VOTE, fields), told)


def owner(item: str, who: str, check: str) -> Step:
    """The lead names who sees to a condition of the first ballot, and how one can see that it is done."""
    deed = Fill(AskFor(NameOwnerDuty, f"1:{item}"), ActionId.NAME_OWNER, {"owner": who, "check": check})
    return Step(LEAD, deed, f"names who sees to {item}: {who}")


def done(who: str, item: str, said: str) -> Step:
    """Its owner says that it is done."""
    return Step(who, Fill(AskFor(MeetDuty, f"1:{item}"), ActionId.CLAIM, {"said": said}), f"says that {item} is done")


def verify(who: str, item: str, said: str) -> Step:
    """An auditor who does not own it has looked."""
    deed = Fill(AskFor(VerifyDuty, f"1:{item}"), ActionId.VERIFY, {"done": "yes", "said": said})
    return Step(who, deed, f"verifies {item}")
