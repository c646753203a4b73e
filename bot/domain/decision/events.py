"""Events of the decision: what can have happened.

Owns the shape of these facts (proposal, holds, conditions, suspension, decisions taken elsewhere). A released class
keeps its name and its meaning.
"""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from bot.domain.decision.state import AcceptedRisk, Blocked, FormTerm, Mitigation
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class DecisionProposed(Event):
    """The result of the ballot by its rule. Not final: it is posted after the cooling-off."""

    type: Literal["DecisionProposed"] = "DecisionProposed"
    redraws = frozenset({"homes"})
    round: int
    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...]
    dissenters: tuple[Person, ...]
    until: datetime
    allowed: tuple[int, ...] = Field(default=(), exclude_if=lambda allowed: not allowed)
    """Every form that passed and is supported, the one of the result among them; empty where the rules named one."""
    absent: tuple[int, ...] = Field(default=(), exclude_if=lambda absent: not absent)
    """The supported forms that would have passed, had every seat that did not vote ticked them."""
    residual: tuple[AcceptedRisk, ...] = Field(default=(), exclude_if=lambda accepted: not accepted)
    """The risks that the board accepted by name, for forms that it allows."""


class HoldCalled(Event):
    """A seat or the lead stops the posting."""

    type: Literal["HoldCalled"] = "HoldCalled"
    round: int
    hold: int
    reason: Digest
    until: datetime


class HoldLifted(Event):
    """Whoever called a hold lifts it."""

    type: Literal["HoldLifted"] = "HoldLifted"
    round: int
    hold: int


class HoldLapsed(Event):
    """A hold has stopped the posting as long as it may. Nothing is posted by that."""

    type: Literal["HoldLapsed"] = "HoldLapsed"
    round: int
    hold: int


class ProposalVoided(Event):
    """What was decided on is not what is on record any more: it is not posted, and the board is asked again."""

    worded = MappingProxyType({"cause": "report-proposal-because"})
    type: Literal["ProposalVoided"] = "ProposalVoided"
    round: int
    cause: Literal["evidence", "needs", "reopened", "roster"]


class MitigationsListed(Event):
    """The rows of the plan of repairs, as the board votes on them."""

    redraws = frozenset({"vote-asks"})
    type: Literal["MitigationsListed"] = "MitigationsListed"
    round: int
    artifact: str
    version: int
    mitigations: tuple[Mitigation, ...]


class OwnerNamed(Event):
    """Who sees to a condition or mitigation, how it is checked, and by when."""

    type: Literal["OwnerNamed"] = "OwnerNamed"
    round: int
    item: str
    owner: Person
    check: Digest | None
    due: date


class DoneClaimed(Event):
    """Its owner says that it is done, and how one can see it."""

    type: Literal["DoneClaimed"] = "DoneClaimed"
    round: int
    item: str
    words: Digest


class DoneVerified(Event):
    """An auditor who does not own it verified it."""

    type: Literal["DoneVerified"] = "DoneVerified"
    round: int
    item: str
    how: Digest


class DoneRefused(Event):
    """An auditor looked and found it not done."""

    type: Literal["DoneRefused"] = "DoneRefused"
    round: int
    item: str
    why: Digest


class ConditionDropped(Event):
    """The author of a condition dropped it."""

    type: Literal["ConditionDropped"] = "ConditionDropped"
    round: int
    item: str
    why: Digest


class ConditionMoved(Event):
    """As many seats as it takes moved the date of a condition or mitigation."""

    type: Literal["ConditionMoved"] = "ConditionMoved"
    round: int
    item: str
    due: date
    why: Digest


class ConditionOverdue(Event):
    """The date of a condition for after the release passed without it being verified: it is put to the board."""

    type: Literal["ConditionOverdue"] = "ConditionOverdue"
    round: int
    item: str
    day: date


class ReleaseStopped(Event):
    """A condition for after the release stayed unverified long after its date: the decision is suspended."""

    type: Literal["ReleaseStopped"] = "ReleaseStopped"
    redraws = frozenset({"homes"})
    round: int
    item: str


class ReleaseResumed(Event):
    """What the decision was suspended for is verified, dropped or moved: it is in force again."""

    type: Literal["ReleaseResumed"] = "ReleaseResumed"
    redraws = frozenset({"homes"})
    round: int
    item: str


class ConditionsMet(Event):
    """Everything that had to come before the release is verified."""

    type: Literal["ConditionsMet"] = "ConditionsMet"
    round: int


class ReleaseStaged(Event):
    """What is not reconsidered before a day; of a model that is not released, what would reopen the question."""

    type: Literal["ReleaseStaged"] = "ReleaseStaged"
    form: int | None
    not_before: date | None
    words: Digest | None


class CancellingReported(Event):
    """Somebody reports that something happened which would cancel the decision."""

    type: Literal["CancellingReported"] = "CancellingReported"
    report: int
    cause: str
    text: Digest


class BoardAsked(Event):
    """The lead did not answer a report in time: the board is asked."""

    type: Literal["BoardAsked"] = "BoardAsked"
    report: int


class ReportAnswered(Event):
    """Whether it happened, and why it is seen so."""

    type: Literal["ReportAnswered"] = "ReportAnswered"
    report: int
    happened: bool
    why: Digest


class DecisionSuspended(Event):
    """A cancelling condition came true: nothing new may be released under the decision."""

    type: Literal["DecisionSuspended"] = "DecisionSuspended"
    redraws = frozenset({"homes"})
    report: int
    cause: str
    stage: str
    containment: Person | None


class UpkeepRecorded(Event):
    """What was owed after the decision by a day was done, says whoever sees to it."""

    type: Literal["UpkeepRecorded"] = "UpkeepRecorded"
    of: str
    due: date
    words: Digest


class UpkeepHandedOn(Event):
    """Somebody else sees to what is owed after the decision."""

    type: Literal["UpkeepHandedOn"] = "UpkeepHandedOn"
    of: str
    owner: Person


class DecisionCoSigned(Event):
    """A seat signed the decision, beside the bot, with a key of its own."""

    type: Literal["DecisionCoSigned"] = "DecisionCoSigned"
    redraws = frozenset({"decisions"})
    key: str
    """As `ssh-keygen -l` shows it: `SHA256:…`."""
    signature: Digest


class ExpiryNoticed(Event):
    """The decision is about to expire: a new audit is called for."""

    type: Literal["ExpiryNoticed"] = "ExpiryNoticed"


class DecisionExpired(Event):
    """Nothing may be released under the decision any more."""

    type: Literal["DecisionExpired"] = "DecisionExpired"


class OutsideProposed(Event):
    """The lead asks to record a decision that was taken outside the audit."""

    type: Literal["OutsideProposed"] = "OutsideProposed"
    form: int
    words: Digest
    supported: int
    until: datetime | None = Field(default=None, exclude_if=lambda until: until is None)
    """Not recorded before."""


class OutsideRefused(Event):
    """A board member refused to record it."""

    type: Literal["OutsideRefused"] = "OutsideRefused"


class OutsideSeconded(Event):
    """A seat seconds what was decided outside; one that held it holds it no more."""

    type: Literal["OutsideSeconded"] = "OutsideSeconded"


class OutsideHeld(Event):
    """A seat holds what was decided outside: it is not recorded until then."""

    type: Literal["OutsideHeld"] = "OutsideHeld"
    until: datetime


class OutsideRecorded(Event):
    """It is on record that something was decided outside. It puts no form in force and closes nothing."""

    type: Literal["OutsideRecorded"] = "OutsideRecorded"
    redraws = frozenset({"decisions"})
    form: int
    model: str
    weights: str


class DecidedOutside(Event):
    """A board member seconded it: it was decided outside this audit, and stands beside what the audit supported."""

    type: Literal["DecidedOutside"] = "DecidedOutside"
    form: int
    expires: date | None
    model: str = ""
    weights: str = ""


class DecisionReached(Event):
    """The result of the ballot by its rule, final."""

    type: Literal["DecisionReached"] = "DecisionReached"
    redraws = frozenset({"homes"})
    round: int
    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...]
    dissenters: tuple[Person, ...]
    expires: date | None = None
    model: str = ""
    """The exact model it is about, with the fingerprint of its weights where that was stated."""
    weights: str = ""
    allowed: tuple[int, ...] = Field(default=(), exclude_if=lambda allowed: not allowed)
    """Every form that passed and is supported, the one of the result among them; empty where the rules named one."""
    terms: tuple[FormTerm, ...] = Field(default=(), exclude_if=lambda terms: not terms)
    """Of each form it allows, from when to when; none before the second edition of the rules."""
    residual: tuple[AcceptedRisk, ...] = Field(default=(), exclude_if=lambda accepted: not accepted)
    """The risks that the board accepted by name, for forms that it allows."""
