"""Readers that say what a test says.

Owns that double of the Readers port. Must not test anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.documents.reading import Stated
from bot.domain.evaluations.excerpt import StoredReading, stored_reading
from bot.domain.evaluations.measurement import EvaluationResult
from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.kernel.columns import Column
from bot.evaluations.document_text import document_text
from bot.ports.result_reader import UnreadableResult


@dataclass
class ScriptedReaders:
    """Says of every result file what the test says; a document's words are its own."""

    says: EvaluationResult | UnreadableResult = field(default_factory=lambda: UnreadableResult("empty"))
    read_files: list[bytes] = field(default_factory=list)

    async def read(self, data: bytes) -> EvaluationResult:
        self.read_files.append(data)
        if isinstance(self.says, UnreadableResult):
            raise self.says
        return self.says

    async def stored(self, data: bytes) -> StoredReading:
        return stored_reading(await self.read(data))

    async def samples(self, data: bytes, seed: str) -> DrawnSamples | None:
        return None

    async def text(self, data: bytes, columns: tuple[Column, ...] = (), encoding: str = "") -> str | None:
        return document_text(data, columns, encoding)

    async def stated(self, card: str) -> Stated:
        return Stated(licence=("mit",))
