"""Reading result files: whoever turns the bytes of a dropped file into what it says."""

from __future__ import annotations

from typing import Protocol

from bot.domain.documents.reading import Stated
from bot.domain.evaluations.excerpt import StoredReading
from bot.domain.evaluations.measurement import EvaluationResult
from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.kernel.columns import Column


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

    async def stored(self, data: bytes) -> StoredReading:
        """The same, as it goes on record: whoever only passes it on need not hold all its values. Raises the same."""
        ...

    async def samples(self, data: bytes, seed: str) -> DrawnSamples | None:
        """Random inputs and outputs of a result file; None where it holds none, or reading it takes too much."""
        ...

    async def text(self, data: bytes, columns: tuple[Column, ...] = (), encoding: str = "") -> str | None:
        """The words of a document's file, in the encoding somebody chose for it; None for a PDF and its like.

        For a document of rows (`columns`), also the sheet of a workbook that has them, a line for each of its rows.
        Raises EncodingUnknown (`bot.domain.kernel.encodings`), TableProblem (`bot.domain.kernel.tables`), and
        ReadingStopped (`bot.ports.confinement`) where the reading takes too much.
        """
        ...

    async def stated(self, card: str) -> Stated:
        """What a document states of itself in front of its words. Raises nothing a document could cause."""
        ...
