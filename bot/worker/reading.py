"""Reading what was stored: rows, the parts of a document of words, the arms of a tamper record.

Owns that a file is read away from the loop. Must not know how either is found, nor what follows from it.
"""

from __future__ import annotations

import asyncio
from datetime import date

import structlog

from bot.domain.audit import Version
from bot.domain.columns import Column, Row
from bot.domain.commands import PlanRow
from bot.domain.content import Digest, Prose
from bot.domain.effects import ReadDocument, ReadPlan
from bot.domain.framework import ArtifactSpec
from bot.domain.measures import TamperFacts
from bot.domain.sections import Stated, missing_sections, top_rows
from bot.domain.tables import TableProblem, decoded, read_table
from bot.domain.tampering import read_record
from bot.ports import EffectJob, Loaded
from bot.worker.parts import Parts

log = structlog.get_logger(__name__)


async def rows_in(parts: Parts, job: EffectJob, loaded: Loaded | None, artifact: str, content: Digest) -> int:
    """How many rows a stored file has; 0 for a document of words, and for a file that is no text (a PDF).

    Raises TableProblem where it is a text, and one of its rows does not fit.
    """
    known = loaded is not None and loaded.framework.has_artifact(artifact)
    columns = loaded.framework.artifact(artifact).columns if loaded and known else ()
    if not columns:
        return 0
    _, data = await parts.files.read(job.workspace, content)
    return await asyncio.to_thread(_rows, data, columns)


async def tampering_in(
    parts: Parts, job: EffectJob, loaded: Loaded | None, artifact: str, content: Digest
) -> TamperFacts | None:
    """What a stored tamper record says; None for any other document, and for a file that is no text (a PDF).

    Raises TableProblem where it is a text that is no whole record.
    """
    known = loaded is not None and loaded.framework.has_artifact(artifact)
    if not (loaded and known and loaded.framework.artifact(artifact).tampering):
        return None
    _, data = await parts.files.read(job.workspace, content)
    return await asyncio.to_thread(_tampering, data)


def _tampering(data: bytes) -> TamperFacts | None:
    text = decoded(data)
    return None if text is None else read_record(text)


def _rows(data: bytes, columns: tuple[Column, ...]) -> int:
    text = decoded(data)
    return 0 if text is None else len(read_table(text, columns))


async def plan_rows(parts: Parts, workspace: str, loaded: Loaded, plan: ReadPlan) -> tuple[PlanRow, ...]:
    """The rows of the plan of repairs as it was accepted; none of a plan that is no table, or was erased."""
    versions = loaded.audit.artifacts.get(plan.artifact, ())
    version = next((v for v in versions if v.number == plan.version), None)
    if version is None or version.content is None:
        return ()
    columns = loaded.framework.artifact(plan.artifact).columns
    try:
        text = await _text(parts, workspace, version)
        rows = await asyncio.to_thread(read_table, text or "", columns)
    except (TableProblem, KeyError) as problem:
        log.info("plan.not-read", audit=loaded.audit.key, artifact=plan.artifact, problem=type(problem).__name__)
        return ()
    return tuple(_plan_row(parts, row) for row in rows)


async def _text(parts: Parts, workspace: str, version: Version) -> str | None:
    """The words of a version; None for a file that is no text, and for words that were removed. Raises KeyError."""
    if version.content is None:
        return None
    if version.kind == "file":
        _, data = await parts.files.read(workspace, version.content)
        return await asyncio.to_thread(decoded, data)
    return (await parts.store.texts(workspace, [version.content])).get(version.content)


async def look_through(
    parts: Parts, workspace: str, loaded: Loaded, wanted: ReadDocument
) -> tuple[tuple[str, ...], Prose] | None:
    """(the parts a version lacks, what it states in front); None of one that is no text, or was removed."""
    versions = loaded.audit.artifacts.get(wanted.artifact, ())
    version = next((v for v in versions if v.number == wanted.version), None)
    try:
        text = await _text(parts, workspace, version) if version else None
    except KeyError:
        text = None
    if text is None:
        return None
    spec = loaded.framework.artifact(wanted.artifact)
    if spec.columns:
        return (), Prose(salt=parts.ids.salt(), text=(await asyncio.to_thread(_first, text, spec)).model_dump_json())
    missing = await asyncio.to_thread(missing_sections, text, spec.sections)
    stated = await parts.readers.stated(text)
    return missing, Prose(salt=parts.ids.salt(), text=stated.model_dump_json())


def _first(text: str, spec: ArtifactSpec) -> Stated:
    try:
        return Stated(top=top_rows(spec, read_table(text, spec.columns)))
    except TableProblem:
        return Stated()


def _plan_row(parts: Parts, row: Row) -> PlanRow:
    def prose(key: str) -> Prose | None:
        return Prose(salt=parts.ids.salt(), text=row[key]) if row.get(key) else None

    due = date.fromisoformat(row["due"]) if row.get("due") else None
    what = prose("what") or Prose(salt=parts.ids.salt(), text="")
    return PlanRow(what=what, when=row.get("when", ""), check=prose("check"), owner=prose("owner"), due=due)
