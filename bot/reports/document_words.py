"""What stands in the files of an audit: words and rows of documents, samples of results.

Owns which are read for a report: documents that everybody in the audit may open, and admitted results. A file is read
in confinement. Must not decide what of it is shown.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from bot.domain.documents.state import Version
from bot.domain.documents.stored import rows_of
from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.encodings import EncodingUnknown
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.tables import TableProblem
from bot.ports.confinement import ReadingStopped, read_stored
from bot.reports.sources import Sources

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a file that is read for a report; a larger one stands there by its fingerprint."""


@dataclass(frozen=True, slots=True)
class Words:
    """What one version of a document says. `text` is None of a file that is no text, or was removed."""

    version: int
    text: str | None
    rows: tuple[Row, ...]


async def words_of_documents(sources: Sources, audit: Audit, framework: Framework) -> dict[str, Words]:
    """Document -> what its version says that counts, or the newest where none does; of restricted ones nothing."""
    return {key: words async for key, words in _documents(sources, audit, framework)}


async def samples_of_results(sources: Sources, audit: Audit) -> dict[int, DrawnSamples]:
    """Random inputs and outputs of each admitted result whose file holds any; the seed is its fingerprint on record."""
    return {number: samples async for number, samples in _samples(sources, audit)}


async def _samples(sources: Sources, audit: Audit) -> AsyncIterator[tuple[int, DrawnSamples]]:
    for result in audit.results:
        if result.status != "admitted" or result.content is None:
            continue
        try:
            _, data = await sources.files.read(audit.workspace, result.content)
        except KeyError:
            continue
        if found := await sources.readers.samples(data, result.content):
            yield result.number, found


async def _documents(sources: Sources, audit: Audit, framework: Framework) -> AsyncIterator[tuple[str, Words]]:
    for spec in framework.artifacts():
        version = audit.accepted(spec.key) or audit.current(spec.key)
        if version and not spec.restricted_to and version.content and version.kind != "link":
            yield spec.key, await _words(sources, audit, spec, version)


async def _words(sources: Sources, audit: Audit, spec: ArtifactSpec, version: Version) -> Words:
    try:
        text = await _text(sources, audit.workspace, version, spec.columns)
        rows = await _rows(sources, text, spec.columns, version.rows) if text and spec.columns else ()
    except ReadingStopped:
        return Words(version.number, None, ())
    return Words(version.number, text, rows)


async def _rows(sources: Sources, text: str, columns: tuple[Column, ...], on_record: int) -> tuple[Row, ...]:
    return await read_stored(sources.confinement, rows_of, text, columns, on_record)


async def _text(sources: Sources, workspace: str, version: Version, columns: tuple[Column, ...]) -> str | None:
    assert version.content is not None
    if version.kind != "file":
        return (await sources.store.texts(workspace, [version.content])).get(version.content)
    if version.size > LARGEST:
        return None
    try:
        _, data = await sources.files.read(workspace, version.content)
        return await sources.readers.text(data, columns, version.reads_as)
    except (KeyError, EncodingUnknown, TableProblem):
        return None
