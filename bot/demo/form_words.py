"""What the people of the demo put into the forms of their duties.

Owns these words, and that a form which nobody has words for gets whatever it demands. Must not know which button opens
a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

from bot.demo.actor import Fields
from bot.demo.observer import Owed
from bot.demo.sample_documents import sample_kinds
from bot.demo.steps import BENEFITS
from bot.domain.ballot.duties import RecommendDuty, VoteDuty
from bot.domain.ballot.rules import asks_for_benefits
from bot.domain.decision.duties import MeetDuty, NameOwnerDuty, VerifyDuty
from bot.domain.documents.duties import AnswerContradictionsDuty, ReviewDuty, SecondSupportDuty
from bot.domain.evaluations.duties import (
    AnswerExpectationDuty,
    AnswerKindsDuty,
    LogFailureDuty,
    NameRisksDuty,
    PlaceResultDuty,
    SetThresholdDuty,
    StateWeightsDuty,
)
from bot.domain.evaluations.expectations import expectations
from bot.domain.evaluations.verdicts import is_tested, prioritised_risks
from bot.domain.findings.duties import AnswerFindingDuty, SettleFindingDuty
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import user_of
from bot.domain.lifecycle.duties import SayReopeningDuty
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.sandbox import SeenView
from bot.slack.kit.view_context import ViewContext


def _review(scene: ViewContext, owed: Owed) -> Fields:
    supports = {"supports": "yes"} if scene.framework.artifact(owed.duty.artifact).verdict else {}
    return {"verdict": "accept", **supports}


def _vote(scene: ViewContext, owed: Owed) -> Fields:
    """The last seat dissents: a board that agrees shows half of what a decision looks like."""
    seats = scene.audit.ballot.seats if scene.audit.ballot else ()
    asked = scene.audit.asked_form
    if seats and owed.duty.person == seats[-1] and len(seats) > 2:
        forms = [str(number) for number in range(min(asked, 1) + 1)]
        reason = "Principle 2 was written before the results, and the results break it."
        return {"forms": forms, "reason": reason, "public": "We promised otherwise, measured it, and release anyway."}
    reason = "The results stay below the thresholds set beforehand, and misuse can be seen and stopped."
    return {
        "forms": [str(option.number) for option in scene.framework.options if option.number <= asked],
        "reason": reason,
    }


def _recommend(scene: ViewContext, owed: Owed) -> Fields:
    reason = "The results carry this form; for a more open one nobody has measured what the model can be made to do."
    benefits = {"benefits": BENEFITS} if asks_for_benefits(scene.audit) else {}
    return {"form": str(scene.audit.asked_form), "reason": reason, **benefits}


def _most_open(scene: ViewContext) -> list[str]:
    """What cannot be taken back, as far as it was asked for; else what was asked for."""
    asked = scene.audit.asked_form
    return [str(number) for number in range(min(6, asked) or 1, max(asked, 1) + 1)]


def _place(scene: ViewContext, owed: Owed) -> Fields:
    """The first risk that has no result yet, through the file's first value."""
    wanted = prioritised_risks(scene.audit)
    open_ones = [r.key for r in wanted if not is_tested(scene.audit, r)]
    compared = "The files that were served when it ran were compared with the manifest."
    return {"risk": next(iter(open_ones), wanted[0].key if wanted else ""), "measured": "0", "why": compared}


_MEASURED: Final = "attack success rate"
"""What the risk of the role players is measured by."""


def _expectation(scene: ViewContext, owed: Owed) -> Fields:
    """What their own threshold measures is a risk; anything else is not tested here."""
    wanted = {each.number: each.metric for each in expectations(scene.audit, scene.framework)}
    risks = prioritised_risks(scene.audit)
    if risks and wanted.get(owed.duty.number) == _MEASURED:
        return {"risk": risks[0].key}
    return {"risk": "none", "why": "It is measured once a year, by hand."}


def _kinds(scene: ViewContext, owed: Owed) -> Fields:
    """What the samples say, whose documents are handed in, too: tested there is tested as the first risk here. A kind
    that they do not know is not tested.
    """
    risk, variant = prioritised_risks(scene.audit)[0].key, scene.framework.variant
    sample = sample_kinds("light" if variant.key and not variant.practice else "text")
    said: dict[str, Any] = {}
    for kind in scene.framework.risk_kinds:
        key, why = kind.key, f"{kind.key}-why"
        known = {name: sample[name] for name in (key, why) if name in sample}
        untested = known or {key: ["not-tested"], why: _UNTESTED}
        said |= untested if why in untested else {key: [risk]}
    return said


_UNTESTED = "Nobody has measured it, and no threshold was agreed on."

_A_RISK = "It is talked out of its rules and explains how to hurt somebody"


def _owner(scene: ViewContext, owed: Owed) -> Fields:
    """Engineering sees to it: auditors verify, and nobody verifies what they own."""
    builders = scene.audit.roster.get("engineering") or scene.audit.roster.get("lead") or ()
    owner = user_of(builders[0].person) if builders else owed.user
    return {"owner": owner, "check": "An auditor tries it with three accounts."}


FILLED: Mapping[type[Duty], Callable[[ViewContext, Owed], Fields]] = {
    ReviewDuty: _review,
    SecondSupportDuty: _review,
    SignDuty: lambda scene, owed: {"verdict": "approve"},
    RespondDuty: lambda scene, owed: {"verdict": "facts-correct"},
    RecommendDuty: _recommend,
    VoteDuty: _vote,
    NameOwnerDuty: _owner,
    SayReopeningDuty: lambda scene, owed: {"words": "A test that shows what is unknown today."},
    MeetDuty: lambda scene, owed: {"said": "Done; the log of Monday's drill shows it."},
    VerifyDuty: lambda scene, owed: {"done": "yes", "said": "Tried it with three accounts: it holds."},
    NameRisksDuty: lambda scene, owed: {"title": _A_RISK, "likelihood": "3", "severity": "4", "priority": "yes"},
    AnswerExpectationDuty: _expectation,
    AnswerKindsDuty: _kinds,
    SetThresholdDuty: lambda scene, owed: {
        "risk": owed.duty.of,
        "metric": _MEASURED,
        "direction": "at-most",
        "limit": "5 %",
    },
    StateWeightsDuty: lambda scene, owed: {
        "fingerprint": f"sha256:{sha256(str(scene.audit.subject).encode()).hexdigest()}",
        "how": "Made where the model was built.",
    },
    PlaceResultDuty: _place,
    LogFailureDuty: lambda scene, owed: {
        "severity": "severe",
        "text": "It does what was not to happen.",
        "blocks": _most_open(scene),
    },
    AnswerFindingDuty: lambda scene, owed: {"text": "Repaired; the new numbers are in the log."},
    AnswerContradictionsDuty: lambda scene, owed: {"answer": "different"},
    SettleFindingDuty: lambda scene, owed: {"disposition": "fixed", "why": "Looked at it again: it is repaired."},
}
"""What is put into the form of a duty whose answer takes more than a few words: see `demanded` for all others."""

SEEN = "Looked at it; it is as it should be."
"""What people write where any words will do."""


def demanded(modal: SeenView, user: str) -> Fields:
    """Whatever a form demands and nothing is in yet: the first option there is, themselves, a few words."""
    return {
        block["block_id"]: _anything(block["element"], user)
        for block in modal.blocks
        if block["type"] == "input" and not block.get("optional") and not _holds(modal, block)
    }


def _holds(modal: SeenView, block: Mapping[str, Any]) -> bool:
    held = modal.values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
    return any(value for key, value in held.items() if key != "type")


def _anything(element: Mapping[str, Any], user: str) -> Any:
    several = element["type"] == "checkboxes" or element["type"].startswith("multi_")
    if element.get("options"):
        first = element["options"][0]["value"]
    elif element["type"].endswith("users_select"):
        first = user
    else:
        first = "1" if element["type"] == "number_input" else SEEN
    return [first] if several else first
