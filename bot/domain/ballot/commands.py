"""Commands on the board's vote: what may be asked for.

Owns the shape of these requests (recommendation, rounds of voting, their result). Whether they are granted, the rules
say.
"""

from __future__ import annotations

from pydantic import Field

from bot.domain.ballot.state import ResidualRisk
from bot.domain.kernel.content import Prose
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


class RecommendForm(Command):
    """An auditor recommends a release form to the board."""

    form: int
    reason: Prose
    benefits: Prose | None = None
    """How the sentence ends: the benefits outweigh the risks because …"""


class RecuseSeat(Command):
    """A board seat steps aside before the ballot opens."""


class OpenBallot(Command):
    """Ask the board to vote."""

    form_0_alone: bool = False
    """Only whether nothing is released: such a ballot may be opened at any time."""


class BallotConditionText(Frozen):
    """A condition as a seat typed it."""

    text: Prose
    when: str = "before"


class BallotPaper(Frozen):
    """What a seat wrote. Its canonical JSON, salted, is what the record holds until the reveal."""

    forms: tuple[int, ...]
    reason: Prose
    public: Prose | None = None
    conditions: tuple[BallotConditionText, ...] = ()
    conditions_for: tuple[int, ...] = ()
    """The ticked forms the conditions are attached to; none named: the most open one."""
    send_back: str = ""
    residual: tuple[ResidualRisk, ...] = Field(default=(), exclude_if=lambda named: not named)
    """Risks that do not hold and that it accepts, each for a form that it ticks."""
    residual_reason: Prose | None = Field(default=None, exclude_if=lambda reason: reason is None)


class CastBallot(Command):
    """A seat votes. `sealed` is the canonical JSON of `paper`, to be stored encrypted."""

    round: int
    paper: BallotPaper
    sealed: Prose


class RevealBallots(Command):
    """The sealed ballots, opened: each with the salt and text its digest was made from."""

    round: int
    opened: dict[Person, Prose]
