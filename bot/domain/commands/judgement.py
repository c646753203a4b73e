"""Commands about judgement: the reflection's summary and the ballot.

Owns their shapes; whether they are granted is decided elsewhere.
"""

from __future__ import annotations

from bot.domain.audit import AnswerVerdict, Statement
from bot.domain.drafts import Making
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


class RequestSummary(Command):
    """Draft a summary of the reflection from the discussion so far."""


class RecordSummary(Command):
    """A draft came back from the summarizer."""

    number: int
    content: Prose
    discussion: Digest
    origin: str
    statements: tuple[Statement, ...]
    made: Making | None = None


class FailSummary(Command):
    """The summarizer could not draft. `problem` is a key of the texts people read."""

    number: int
    problem: str


class RewordSummary(Command):
    """Put parts of a draft into other words; `seen`: the words it was made from."""

    number: int
    seen: Digest
    content: Prose


class PublishSummary(Command):
    """Publish a draft, leaving out statements (never dissent)."""

    number: int
    removed: tuple[str, ...] = ()


class AnswerStatements(Command):
    """Say that statements are accurate, or dispute them with a reason."""

    number: int
    statements: tuple[str, ...]
    verdict: AnswerVerdict
    reason: Prose | None = None


class RecommendForm(Command):
    """An auditor recommends a release form to the board."""

    form: int
    reason: Prose


class RecuseSeat(Command):
    """A board seat steps aside before the ballot opens."""


class OpenBallot(Command):
    """Ask the board to vote."""


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


class CastBallot(Command):
    """A seat votes. `sealed` is the canonical JSON of `paper`, to be stored encrypted."""

    round: int
    paper: BallotPaper
    sealed: Prose


class RevealBallots(Command):
    """The sealed ballots, opened: each with the salt and text its digest was made from."""

    round: int
    opened: dict[Person, Prose]
