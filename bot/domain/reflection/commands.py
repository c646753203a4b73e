"""Commands on the reflection: what may be asked for.

Owns the shape of these requests (the summary, from request to answers). Whether they are granted, the rules say.
"""

from __future__ import annotations

from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.registry import Command
from bot.domain.reflection.state import AnswerVerdict, Making, StanceWord, Statement


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
    problem: str = ""
    """Why it is excerpts, where a model was asked."""


class FailSummary(Command):
    """The summarizer could not draft. `problem` is a key of the texts people read."""

    number: int
    problem: str


class StopSummary(Command):
    """Stop the drafting of a summary; what was read for it is thrown away, what was said stays."""

    number: int


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


class TakeStance(Command):
    """Say of a question that one is against, for, or for it on a condition. `sign`: by an emoji on the question."""

    question: str
    word: StanceWord
    condition: Prose | None = None
    sign: str = ""


class WithdrawStance(Command):
    """Take the emoji back by which one was against or for."""

    question: str
    sign: str
