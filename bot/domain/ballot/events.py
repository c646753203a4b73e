"""Events of the board's vote: what can have happened.

Owns the shape of these facts (recommendation, rounds of voting, their result). A released class keeps its name and
its meaning.
"""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from bot.domain.ballot.state import OpenedBallot
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class FormRecommended(Event):
    """An auditor recommends a release form to the board, with the reason."""

    type: Literal["FormRecommended"] = "FormRecommended"
    form: int
    reason: Digest
    benefits: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """Why the benefits outweigh the risks, from the second edition of the rules on."""


class SeatRecused(Event):
    """A board seat stepped aside before the ballot opened."""

    type: Literal["SeatRecused"] = "SeatRecused"
    person: Person


class BallotOpened(Event):
    """The board is asked to vote; seats, threshold and evidence are frozen."""

    type: Literal["BallotOpened"] = "BallotOpened"
    round: int
    seats: tuple[Person, ...]
    needed: int
    deadline: datetime
    evidence: Digest
    form_0_alone: bool = Field(default=False, exclude_if=lambda alone: not alone)
    """Whether the board is asked only whether nothing is released, from the second edition of the rules on."""


class BallotCast(Event):
    """A seat voted; what, stays sealed."""

    type: Literal["BallotCast"] = "BallotCast"
    round: int
    ballot: Digest


class BallotExtended(Event):
    """Too few had voted at the deadline: once more time."""

    redraws = frozenset({"receipts"})
    type: Literal["BallotExtended"] = "BallotExtended"
    round: int
    deadline: datetime


class BallotClosed(Event):
    """No more votes: every seat voted, or the deadline came with enough. The sealed ballots are opened next."""

    redraws = frozenset({"receipts"})
    type: Literal["BallotClosed"] = "BallotClosed"
    round: int


class BallotVoided(Event):
    """What the board was voting on changed; it is asked again."""

    redraws = frozenset({"receipts"})
    worded = MappingProxyType({"cause": "report-round-because"})
    type: Literal["BallotVoided"] = "BallotVoided"
    round: int
    cause: Literal["evidence", "roster", "reopened", "key-lost"]


class BallotsRevealed(Event):
    """The sealed ballots were opened and matched their digests."""

    type: Literal["BallotsRevealed"] = "BallotsRevealed"
    round: int
    ballots: dict[Person, OpenedBallot]


class NoDecisionReached(Event):
    """Too few voted: nothing may be released."""

    redraws = frozenset({"receipts"})
    type: Literal["NoDecisionReached"] = "NoDecisionReached"
    round: int
