"""Reading what was stored: rows, the parts of a document of words, the arms of a tamper record.

Owns that a file is read away from the loop, and when a reading is given up. Must not know how anything in it is found,
nor what follows from it.
"""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import structlog

from bot.domain.decision.commands import PlanRow
from bot.domain.documents.commands import RegisterRow
from bot.domain.documents.reading import Stated, missing_sections, top_rows
from bot.domain.documents.rows import count_rows
from bot.domain.documents.state import Version
from bot.domain.evaluations.state import TamperFacts
from bot.domain.evaluations.tampering import read_record_for
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.effects import ReadDocument, ReadPlan
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.tables import TableProblem, decoded, read_table
from bot.domain.kernel.text import Text
from bot.ports.chat import TryAgain
from bot.ports.outbox import EffectJob
from bot.ports.store import Loaded, Unavailable
from bot.worker.dependencies import WorkerDependencies
from bot.worker.failures import GIVE_UP_AFTER

log = structlog.get_logger(__name__)

READINGS = (ReadDocument, ReadPlan)
"""Effects that read what was handed in, here and without Slack: whatever of them was begun, nothing is in doubt."""


def never_ends(job: EffectJob) -> bool:
    """Whether a reading was claimed time and again and not reported on: what it reads stops its process each time.

    Only of readings do the claims tell that: Slack or a model may keep an effect waiting for as long as they like.
    """
    return isinstance(job.effect, READINGS) and job.ambiguous and job.attempts > GIVE_UP_AFTER


def of_reading(job: EffectJob, error: Exception) -> Exception:
    """The error of an effect; a file store that did not answer is no reading that never ends: it is tried again."""
    if isinstance(job.effect, READINGS) and isinstance(error, Unavailable):
        return TryAgain("unavailable", timedelta())
    return error


async def facts_in(
    deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None, artifact: str, content: Digest
) -> tuple[int, TamperFacts | None]:
    """How many rows a stored file has (0 for a document of words), and what it says where it is a tamper record.

    Raises TableProblem where a row or the record does not fit, and where the file is no text (a PDF): nothing could be
    ranked, compared or followed up.
    """
    if not (loaded and loaded.framework.has_artifact(artifact)):
        return 0, None
    spec = loaded.framework.artifact(artifact)
    if not (spec.columns or spec.tampering):
        return 0, None
    _, data = await deps.files.read(job.workspace, content)
    return await asyncio.to_thread(_facts, data, spec, loaded.audit)


def _facts(data: bytes, spec: ArtifactSpec, audit: Audit) -> tuple[int, TamperFacts | None]:
    text = _text_of(data)
    rows = count_rows(spec, text, len(audit.risks)) if spec.columns else 0
    return rows, read_record_for(audit, text) if spec.tampering else None


def _text_of(data: bytes) -> str:
    text = decoded(data)
    if text is None:
        raise TableProblem(Text("file-not-text"))
    return text


async def plan_rows(deps: WorkerDependencies, workspace: str, loaded: Loaded, plan: ReadPlan) -> tuple[PlanRow, ...]:
    """The rows of the plan of repairs as it was accepted; none of a plan that is no table, or was erased."""
    versions = loaded.audit.artifacts.get(plan.artifact, ())
    version = next((v for v in versions if v.number == plan.version), None)
    if version is None or version.content is None:
        return ()
    columns = loaded.framework.artifact(plan.artifact).columns
    try:
        text = await _text(deps, workspace, version)
        rows = await asyncio.to_thread(read_table, text or "", columns)
    except (TableProblem, KeyError) as problem:
        log.info("plan.not-read", audit=loaded.audit.key, artifact=plan.artifact, problem=type(problem).__name__)
        return ()
    return tuple(_plan_row(deps, row) for row in rows)


async def _text(deps: WorkerDependencies, workspace: str, version: Version) -> str | None:
    """The words of a version; None for a file that is no text, and for words that were removed. Raises KeyError."""
    if version.content is None:
        return None
    if version.kind == "file":
        _, data = await deps.files.read(workspace, version.content)
        return await asyncio.to_thread(decoded, data)
    return (await deps.store.texts(workspace, [version.content])).get(version.content)


async def look_through(
    deps: WorkerDependencies, workspace: str, loaded: Loaded, wanted: ReadDocument
) -> dict[str, Any] | None:
    """What a version lacks, what it states in front, and the risks in it; None of no text, or one that was removed."""
    versions = loaded.audit.artifacts.get(wanted.artifact, ())
    version = next((v for v in versions if v.number == wanted.version), None)
    try:
        text = await _text(deps, workspace, version) if version else None
    except KeyError:
        text = None
    if text is None:
        return None
    spec = loaded.framework.artifact(wanted.artifact)
    if spec.columns:
        rows = await asyncio.to_thread(_readable_rows, text, spec)
        stated = Prose(salt=deps.ids.salt(), text=Stated(top=top_rows(spec, rows)).model_dump_json())
        risks = await _risks(deps, workspace, loaded, rows) if spec.lists_risks else ()
        return {"missing": (), "stated": stated, "risks": risks}
    missing = await asyncio.to_thread(missing_sections, text, spec.sections)
    said = await deps.readers.stated(text)
    return {"missing": missing, "stated": Prose(salt=deps.ids.salt(), text=said.model_dump_json())}


def _readable_rows(text: str, spec: ArtifactSpec) -> tuple[Row, ...]:
    try:
        return read_table(text, spec.columns)
    except TableProblem:
        # it was read when it came; the columns are those of another release
        return ()


async def _risks(
    deps: WorkerDependencies, workspace: str, loaded: Loaded, rows: tuple[Row, ...]
) -> tuple[RegisterRow, ...]:
    """The rows of a register, each with the risk on record that has the same words."""
    texts = await deps.store.texts(workspace, [risk.title for risk in loaded.audit.risks])
    known = {_same(texts[risk.title]): risk.key for risk in loaded.audit.risks if risk.title in texts}
    return tuple(
        RegisterRow(
            title=Prose(salt=deps.ids.salt(), text=row["risk"]),
            likelihood=int(row["likelihood"]),
            severity=int(row["severity"]),
            priority=row["tested"] == "yes",
            risk=known.get(_same(row["risk"]), ""),
        )
        for row in rows
    )


def _same(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


def _plan_row(deps: WorkerDependencies, row: Row) -> PlanRow:
    def prose(key: str) -> Prose | None:
        return Prose(salt=deps.ids.salt(), text=row[key]) if row.get(key) else None

    due = date.fromisoformat(row["due"]) if row.get("due") else None
    what = prose("what") or Prose(salt=deps.ids.salt(), text="")
    return PlanRow(what=what, when=row.get("when", ""), check=prose("check"), owner=prose("owner"), due=due)
