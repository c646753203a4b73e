"""Events between the reveal and the end of a decision: proposed, held, posted or void, followed up."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.domain.content import Digest
from bot.domain.decided import Blocked
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
