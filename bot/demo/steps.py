"""The moves that come again in the story: a document handed in, a review, an approval, a vote.

Owns the words on the buttons and messages that these moves look for. Must not know their order.
"""

from __future__ import annotations

import re
from typing import Any

from bot.demo.actions import Chapter, Drop, Fill, Press, Read, Reply, Step
from bot.demo.people import DECISIONS, LEAD
from bot.demo.sample_documents import sample_document

_COMPARED = "garak records no fingerprint; its log names the file, and an auditor compared it."

_WEIGHTS = re.compile(r"Weights: (\S+)")

_DECISION = Read("Release decision")

POSTED = Chapter(
    "After the cooling-off", (Step(LEAD, _DECISION, f"reads the decision in #{DECISIONS}"),), awaits=_DECISION
)
"""The end of every audit that is decided: nobody does anything but wait."""


def modal(who: str, key: str, title: str, version: str = "text") -> Step:
    """A document as a text in the modal."""
    fields = {"text": sample_document(key, version)}
    return Step(who, Fill(f"Hand in *{title}*", "Hand in a document", fields), f"hands in {title} (as a text)")


def file(who: str, key: str, title: str, version: str = "text") -> Step:
    """A document as a file in the thread."""
    deed = Reply(f"Hand in *{title}*", sample_document(key, version), f"{key}.md")
    return Step(who, deed, f"hands in {title} (file {key}.md, in the thread)")


def reply(who: str, key: str, title: str, version: str = "text") -> Step:
    """A document as a reply in the thread."""
    return Step(
        who, Reply(f"Hand in *{title}*", sample_document(key, version)), f"hands in {title} (a reply in the thread)"
    )


def unasked(who: str, key: str, title: str, stage: str = "3 Artifact collection", *, version: str = "text") -> Step:
    """A document handed in from the stage's card: one that nobody is asked for, or without waiting to be asked."""
    fields = {"artifact": key, "text": sample_document(key, version)}
    deed = Fill(stage, "Hand in a document", fields)
    return Step(who, deed, f"hands in {title}, which this release form needs")


def accept(who: str, title: str, **more: str) -> Step:
    """A reviewer accepts; `more` are further inputs of the modal."""
    return Step(who, Fill(f"Review *{title}*", "Review", {"verdict": "accept", **more}), f"reviews {title}: accepted")


def risk(who: str, title: str, likelihood: int, severity: int) -> Step:
    """An auditor puts a risk on record, to be tested."""
    fields = {"title": title, "likelihood": str(likelihood), "severity": str(severity), "priority": "yes"}
    return Step(who, Fill("Put the risks to test on record", "Put a risk on record", fields), f"names a risk: {title}")


def threshold(who: str, key: str, metric: str, value: str, margin: str = "") -> Step:
    """A sealed threshold, perhaps with a margin to the best public model tampered alike."""
    fields = {"risk": key, "metric": metric, "direction": "at-most", "limit": value}
    fields |= {"margin": margin} if margin else {}
    deed = Fill(f"Set a threshold for {key}", "Set a threshold", fields)
    return Step(who, deed, f"sets a threshold for {key}, sealed until the first result")


def fingerprint(of: str = "text") -> Step:
    """The lead states which weights are tested: those of the tamper record."""
    weights = _WEIGHTS.search(sample_document("tamper-record", of))
    fields = {"weights": weights[1] if weights else "", "why": "This is the file that the tests are run on."}
    deed = Fill("State the fingerprint of the weights under audit", "State the fingerprint", fields)
    return Step(LEAD, deed, "states the fingerprint of the weights under audit")


def result(who: str, key: str, name: str, version: str = "text") -> tuple[Step, ...]:
    """A test tool's file, dropped into the thread where it is asked for, and what it speaks to."""
    fields = {"risk": key, "measured": "0", "why": _COMPARED}
    said = Fill("Result 1", "It speaks to a risk", fields)
    return (
        Step(
            who,
            Drop(f"Hand in a result for {key}", name, sample_document("results", version)),
            f"drops {name} into the thread",
        ),
        Step(who, said, f"says that it speaks to {key}"),
    )


def approve(who: str, stage: str, role: str) -> Step:
    """Somebody approves a stage."""
    deed = Fill(f"Give your verdict on *{stage}* as {role}", "Read and decide", {"verdict": "approve"})
    return Step(who, deed, f"approves {stage}")


def close(stage: str) -> Step:
    """The lead closes a stage."""
    return Step(LEAD, Press(f"Close *{stage}*", "Close this stage"), f"closes {stage}")


def respond(who: str, stage: str, verdict: str, text: str = "") -> Step:
    """A builder answers a stage's statements of fact."""
    told = "facts correct" if verdict == "facts-correct" else "a factual error"
    fields = {"verdict": verdict, **({"text": text} if text else {})}
    return Step(
        who, Fill(f"Say whether the facts of *{stage}* are correct", "Answer", fields), f"answers {stage}: {told}"
    )


def vote(who: str, told: str, **fields: Any) -> Step:
    """A seat votes."""
    return Step(who, Fill("Vote on the release", "Vote", fields), told)


def owner(item: str, who: str, check: str) -> Step:
    """The lead names who sees to a condition, and how one can see that it is done."""
    deed = Fill(f"Name who sees to {item}", "Name an owner", {"owner": who, "check": check})
    return Step(LEAD, deed, f"names who sees to {item}: {who}")


def done(who: str, item: str, said: str) -> Step:
    """Its owner says that it is done."""
    return Step(who, Fill(f"See to {item}", "It is done", {"said": said}), f"says that {item} is done")


def verify(who: str, item: str, said: str) -> Step:
    """An auditor who does not own it has looked."""
    return Step(who, Fill(f"Verify {item}", "Verify", {"done": "yes", "said": said}), f"verifies {item}")
