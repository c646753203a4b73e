"""The state of the board's vote, as an audit holds it.

Owns these shapes (recommendation, rounds of voting, their result) and small look-ups on them. Must not know the audit
around them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person

When = Literal["before", "after", "watch"]
"""When a condition has to be met: before the release, after it, or (a duty to watch) after it however open the form."""


class Recommendation(Frozen):
    """The most open release form an auditor could answer for."""

    person: Person
    form: int
    reason: Digest
    at: datetime
    benefits: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """Why the benefits outweigh the risks, from the second edition of the rules on."""


class BallotCondition(Frozen):
    """A condition a seat attaches to forms it ticks."""

    text: Digest
    when: When = "before"


class ResidualRisk(Frozen):
    """A risk that does not hold, named beside a form that is ticked all the same."""

    risk: str
    form: int


class OpenedBallot(Frozen):
    """A ballot after the reveal."""

    forms: tuple[int, ...]
    reason: Digest
    public: Digest | None = None
    """Words for publication: a dissent, or a note."""
    conditions: tuple[BallotCondition, ...] = ()
    conditions_for: tuple[int, ...] = ()
    """The forms its conditions are attached to, where it names any."""
    send_back: str = ""
    """The stage it sends the audit back to; such a ballot ticks nothing."""
    residual: tuple[ResidualRisk, ...] = Field(default=(), exclude_if=lambda named: not named)
    """The risks that it accepts, each for a form that it ticks."""
    residual_reason: Digest | None = Field(default=None, exclude_if=lambda reason: reason is None)

    @property
    def binds(self) -> tuple[int, ...]:
        """The forms under which its conditions bind: those it names, else the most open one it ticks."""
        return self.conditions_for or self.forms[-1:]


class BallotRound(Frozen):
    """One round of voting. Roster, threshold and evidence are frozen when it opens."""

    number: int
    status: Literal["open", "closed", "void", "revealed", "no-decision"]
    seats: tuple[Person, ...]
    needed: int
    deadline: datetime
    extended: bool = False
    evidence: Digest
    form_0_alone: bool = Field(default=False, exclude_if=lambda alone: not alone)
    """Whether the board is asked only whether nothing is released, from the second edition of the rules on."""
    sealed: dict[Person, Digest] = {}
    opened: dict[Person, OpenedBallot] = {}

    @property
    def papers(self) -> dict[Person, OpenedBallot]:
        """The opened ballots in the order of the seats: the order of their keys depends on how the state was read."""
        return {seat: self.opened[seat] for seat in self.seats if seat in self.opened}
