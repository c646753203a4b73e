"""Events of the reflection: what can have happened.

Owns the shape of these facts (the summary, from request to answers). A released class keeps its name and its meaning.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.registry import Event
from bot.domain.reflection.state import AnswerVerdict, Making, StanceWord, Statement


class SummaryRequested(Event):
    """A draft of the reflection's summary was asked for."""

    type: Literal["SummaryRequested"] = "SummaryRequested"
    number: int


class SummaryDrafted(Event):
    """A draft came back; the lead sees it."""

    type: Literal["SummaryDrafted"] = "SummaryDrafted"
    number: int
    content: Digest
    discussion: Digest
    origin: str
    statements: tuple[Statement, ...]
    made: Making | None = None
    problem: str = Field(default="", exclude_if=lambda problem: not problem)
    """Why it is excerpts, where a model was asked: a key of the texts people read."""


class SummaryFailed(Event):
    """No draft could be made."""

    type: Literal["SummaryFailed"] = "SummaryFailed"
    number: int
    problem: str


class SummaryReworded(Event):
    """The lead put parts of a draft into other words; who is quoted, and with what, stayed."""

    type: Literal["SummaryReworded"] = "SummaryReworded"
    redraws = frozenset({"summary-ask"})
    number: int
    content: Digest


class SummaryPublished(Event):
    """The lead published a draft; the people quoted are asked about their lines."""

    type: Literal["SummaryPublished"] = "SummaryPublished"
    number: int
    removed: tuple[str, ...]
    answers_due: date


class StatementsAnswered(Event):
    """Somebody called statements accurate, or disputed them."""

    worded = MappingProxyType({"verdict": "recorded-answer"})
    type: Literal["StatementsAnswered"] = "StatementsAnswered"
    number: int
    statements: tuple[str, ...]
    verdict: AnswerVerdict
    reason: Digest | None


class StanceTaken(Event):
    """Somebody said of a question that they are against, for, or for it on a condition."""

    worded = MappingProxyType({"word": "recorded-stance"})
    type: Literal["StanceTaken"] = "StanceTaken"
    stage: str
    question: str
    word: StanceWord
    condition: Digest | None = None
    sign: str = ""


class StanceWithdrawn(Event):
    """Somebody took the emoji back by which they were against or for."""

    type: Literal["StanceWithdrawn"] = "StanceWithdrawn"
    stage: str
    question: str
