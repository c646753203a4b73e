"""Reading what was stored: rows, the parts of a document of words, the arms of a tamper record.

Owns that a file is read in confinement, and what is said where that takes too much. Must not know how anything in it
is found, nor what follows from it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import structlog

from bot.domain.decision.commands import PlanRow
from bot.domain.documents.commands import RegisterRow
from bot.domain.documents.reading import Stated, top_rows
from bot.domain.documents.state import Version
from bot.domain.documents.stored import Stored, facts_of, lacking_in, rows_of
from bot.domain.evaluations.state import TamperFacts
from bot.domain.evaluations.tampering import about_risk
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.effects import ReadDocument, ReadPlan
from bot.domain.kernel.tables import TableProblem
from bot.domain.kernel.text import Text
from bot.ports.confinement import ReadingStopped
from bot.ports.outbox import EffectJob
from bot.ports.store import Loaded
from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)


async def facts_in(
    deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None, artifact: str, content: Digest
) -> tuple[int, TamperFacts | None]:
    """How many rows a stored file has (0 for a document of words), and what it says where it is a tamper record.

    Raises TableProblem where a row or the record does not fit, and where the file is no text (a PDF): nothing could be
    ranked, compared or followed up; the same where reading it takes too much.
    """
    if not (loaded and loaded.framework.has_artifact(artifact)):
        return 0, None
    spec = loaded.framework.artifact(artifact)
    if not (spec.columns or spec.tampering):
        return 0, None
    _, data = await deps.files.read(job.workspace, content)
    try:
        rows, facts = await deps.confinement.call(facts_of, data, spec, len(loaded.audit.risks))
    except ReadingStopped as stopped:
        raise TableProblem(_why(stopped)) from stopped
    return rows, about_risk(loaded.audit, facts) if facts else None


def _why(stopped: ReadingStopped) -> Text:
    match stopped.problem:
        case "too-slow":
            return Text("reading-too-slow", seconds=stopped.params["seconds"])
        case "too-much-memory":
            return Text("reading-too-much-memory", most=stopped.params["most"])
        case _:
            return Text("reading-reader-died")


async def plan_rows(deps: WorkerDependencies, workspace: str, loaded: Loaded, plan: ReadPlan) -> tuple[PlanRow, ...]:
    """The rows of the plan of repairs as it was accepted; none of a plan that is no table, or was erased."""
    versions = loaded.audit.artifacts.get(plan.artifact, ())
    version = next((v for v in versions if v.number == plan.version), None)
    if version is None or version.content is None:
        return ()
    stored = await stored_version(deps, workspace, version) or ""
    rows = await _rows(deps, stored, loaded.framework.artifact(plan.artifact).columns)
    return tuple(_plan_row(deps, row) for row in rows)


async def stored_version(deps: WorkerDependencies, workspace: str, version: Version) -> Stored | None:
    """A version as it is stored; None where it was removed."""
    if version.content is None:
        return None
    if version.kind != "file":
        return (await deps.store.texts(workspace, [version.content])).get(version.content)
    try:
        _, data = await deps.files.read(workspace, version.content)
    except KeyError:
        return None
    return data


async def _rows(deps: WorkerDependencies, stored: Stored, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The rows of a version; none where they cannot be read, or not within bounds."""
    try:
        return await deps.confinement.call(rows_of, stored, columns)
    except ReadingStopped as stopped:
        log.info("rows.not-read", problem=stopped.problem)
        return ()


async def look_through(
    deps: WorkerDependencies, workspace: str, loaded: Loaded, wanted: ReadDocument
) -> dict[str, Any] | None:
    """What a version lacks, what it states in front, and the risks in it; None of no text, or one that was removed."""
    versions = loaded.audit.artifacts.get(wanted.artifact, ())
    version = next((v for v in versions if v.number == wanted.version), None)
    stored = await stored_version(deps, workspace, version) if version else None
    if stored is None:
        return None
    spec = loaded.framework.artifact(wanted.artifact)
    if spec.columns:
        rows = await _rows(deps, stored, spec.columns)
        stated = Prose(salt=deps.ids.salt(), text=Stated(top=top_rows(spec, rows)).model_dump_json())
        risks = await _risks(deps, workspace, loaded, rows) if spec.lists_risks else ()
        return {"missing": (), "stated": stated, "risks": risks}
    try:
        missing = await deps.confinement.call(lacking_in, stored, spec.sections)
    except ReadingStopped as stopped:
        missing, said = (), Stated(problem=stopped.problem)
    else:
        said = await deps.readers.stated(stored)
    if missing is None:
        return None
    return {"missing": missing, "stated": Prose(salt=deps.ids.salt(), text=said.model_dump_json())}


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
