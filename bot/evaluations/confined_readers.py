"""The Readers port: result files, documents and front matter, read in confinement.

Owns what is said of a file whose reading was stopped. Must not know any format, nor how a reading is confined.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.documents.reading import Stated
from bot.domain.evaluations.excerpt import StoredReading
from bot.domain.evaluations.measurement import EvaluationResult
from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.kernel.columns import Column
from bot.evaluations.document_text import document_text
from bot.evaluations.front_matter import stated
from bot.evaluations.inspect_samples import drawn_samples
from bot.evaluations.readers import read, read_to_store
from bot.evaluations.reading_limits import MAX_FILE_BYTES, MEGABYTE
from bot.ports.confinement import Confinement, ReadingStopped, T
from bot.ports.result_reader import UnreadableResult

MODULES = (
    "bot.evaluations.readers",
    "bot.evaluations.document_text",
    "bot.evaluations.inspect_samples",
    "defusedxml.ElementTree",
    "bot.evaluations.openpyxl_alone",
    "yaml",
    "zstandard",
)
"""What a reading needs, with what readers import only when they meet their format."""


class ConfinedReaders:
    """The Readers port."""

    def __init__(self, confinement: Confinement) -> None:
        self._confinement = confinement

    async def read(self, data: bytes) -> EvaluationResult:
        """What a result file says. Raises UnreadableResult."""
        return await self._read(read, data)

    async def stored(self, data: bytes) -> StoredReading:
        """The same, as it goes on record. Raises UnreadableResult."""
        return await self._read(read_to_store, data)

    async def _read(self, reader: Callable[[bytes], T], data: bytes) -> T:
        if len(data) > MAX_FILE_BYTES:
            raise UnreadableResult("too-large", most=MAX_FILE_BYTES // MEGABYTE)
        try:
            return await self._confinement.call(reader, data)
        except ReadingStopped as stopped:
            raise UnreadableResult(stopped.problem, **stopped.params) from stopped

    async def samples(self, data: bytes, seed: str) -> DrawnSamples | None:
        """Random inputs and outputs that a result file holds."""
        try:
            return await self._confinement.call(drawn_samples, data, seed) if len(data) <= MAX_FILE_BYTES else None
        except ReadingStopped:
            return None

    async def text(self, data: bytes, columns: tuple[Column, ...] = (), encoding: str = "") -> str | None:
        """The words of a document's file. Raises EncodingUnknown, TableProblem, ReadingStopped."""
        return await self._confinement.call(document_text, data, columns, encoding)

    async def stated(self, card: str) -> Stated:
        """What a document states in front."""
        try:
            return await self._confinement.call(stated, card)
        except ReadingStopped as stopped:
            return Stated(problem=stopped.problem)
