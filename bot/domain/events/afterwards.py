"""Events between the reveal and the end of a decision: proposed, held, posted or void, followed up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bot.domain.content import Digest
from bot.domain.decided import Blocked, Mitigation
from bot.domain.events.base import EventBase
from bot.domain.people import Person


class DecisionProposed(EventBase):
    """The result of the ballot by its rule. Not final: it is posted after the cooling-off."""

    type: Literal["DecisionProposed"] = "DecisionProposed"
    round: int
    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...]
    dissenters: tuple[Person, ...]
    until: datetime


class HoldCalled(EventBase):
    """A seat or the lead stops the posting."""

    type: Literal["HoldCalled"] = "HoldCalled"
    round: int
    hold: int
    reason: Digest
    until: datetime


class HoldLifted(EventBase):
    """Whoever called a hold lifts it."""

    type: Literal["HoldLifted"] = "HoldLifted"
    round: int
    hold: int


class HoldLapsed(EventBase):
    """A hold has stopped the posting as long as it may. Nothing is posted by that."""

    type: Literal["HoldLapsed"] = "HoldLapsed"
    round: int
    hold: int


class ProposalVoided(EventBase):
    """What was decided on is not what is on record any more: it is not posted, and the board is asked again."""

    type: Literal["ProposalVoided"] = "ProposalVoided"
    round: int
    cause: Literal["evidence", "needs", "reopened"]


class MitigationsListed(EventBase):
    """The rows of the plan of repairs, as the board votes on them."""

    type: Literal["MitigationsListed"] = "MitigationsListed"
    round: int
    artifact: str
    version: int
    mitigations: tuple[Mitigation, ...]


class OwnerNamed(EventBase):
    """Who sees to a condition or mitigation, how it is checked, and by when."""

    type: Literal["OwnerNamed"] = "OwnerNamed"
    round: int
    item: str
    owner: Person
    check: Digest | None
    due: date


class DoneClaimed(EventBase):
    """Its owner says that it is done, and how one can see it."""

    type: Literal["DoneClaimed"] = "DoneClaimed"
    round: int
    item: str
    words: Digest


class DoneVerified(EventBase):
    """An auditor who does not own it verified it."""

    type: Literal["DoneVerified"] = "DoneVerified"
    round: int
    item: str
    how: Digest


class DoneRefused(EventBase):
    """An auditor looked and found it not done."""

    type: Literal["DoneRefused"] = "DoneRefused"
    round: int
    item: str
    why: Digest


class ConditionDropped(EventBase):
    """The author of a condition dropped it."""

    type: Literal["ConditionDropped"] = "ConditionDropped"
    round: int
    item: str
    why: Digest


class ConditionsMet(EventBase):
    """Everything that had to come before the release is verified."""

    type: Literal["ConditionsMet"] = "ConditionsMet"
    round: int


class ReleaseStaged(EventBase):
    """What is not reconsidered before a day; of a model that is not released, what would reopen the question."""

    type: Literal["ReleaseStaged"] = "ReleaseStaged"
    form: int | None
    not_before: date | None
    words: Digest | None


class CancellingReported(EventBase):
    """Somebody reports that something happened which would cancel the decision."""

    type: Literal["CancellingReported"] = "CancellingReported"
    report: int
    cause: str
    text: Digest


class BoardAsked(EventBase):
    """The lead did not answer a report in time: the board is asked."""

    type: Literal["BoardAsked"] = "BoardAsked"
    report: int


class ReportAnswered(EventBase):
    """Whether it happened, and why it is seen so."""

    type: Literal["ReportAnswered"] = "ReportAnswered"
    report: int
    happened: bool
    why: Digest


class DecisionSuspended(EventBase):
    """A cancelling condition came true: nothing new may be released under the decision."""

    type: Literal["DecisionSuspended"] = "DecisionSuspended"
    report: int
    cause: str
    stage: str
    containment: Person | None


class ExpiryNoticed(EventBase):
    """The decision is about to expire: a new audit is called for."""

    type: Literal["ExpiryNoticed"] = "ExpiryNoticed"


class DecisionExpired(EventBase):
    """Nothing may be released under the decision any more."""

    type: Literal["DecisionExpired"] = "DecisionExpired"


class OutsideProposed(EventBase):
    """The lead asks to record a decision that was taken outside the audit."""

    type: Literal["OutsideProposed"] = "OutsideProposed"
    form: int
    words: Digest
    supported: int


class OutsideRefused(EventBase):
    """A board member refused to record it."""

    type: Literal["OutsideRefused"] = "OutsideRefused"


class DecidedOutside(EventBase):
    """A board member seconded it: it was decided outside this audit, and stands beside what the audit supported."""

    type: Literal["DecidedOutside"] = "DecidedOutside"
    form: int
    expires: date | None
    model: str = ""
    weights: str = ""
