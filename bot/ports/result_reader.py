"""Reading result files: whoever turns the bytes of a dropped file into what it says."""

from __future__ import annotations

from typing import Protocol

from bot.domain.documents.reading import Stated
from bot.domain.evaluations.measurement import EvaluationResult


class UnreadableResult(Exception):
    """A file no result can be read from. Its sentence is `result-unreadable-` and `problem`, in the texts people read.

    `params` fill the sentence; texts among them come from the file, on one line, cut and without control characters.
    """

    def __init__(self, problem: str, **params: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.params = params


class Readers(Protocol):
    """The readers of every known format, bounded in memory and time whatever the file holds."""

    async def read(self, data: bytes) -> EvaluationResult:
        """What a file says. Raises UnreadableResult, and nothing else that a file could cause."""
        ...

    async def stated(self, card: bytes | str) -> Stated:
        """What a document states of itself in front of its words; nothing where it is no text.

        Raises nothing a document could cause.
        """
        ...
