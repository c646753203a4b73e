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
from bot.domain.documents.reading import Stated, missing_sections, top_rows, unknown_words
from bot.domain.documents.state import Version
from bot.domain.documents.stored import DocumentFacts, facts_of, rows_of
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.tamper_record import table_columns
from bot.domain.evaluations.tampering import about_risk
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.effects import FetchFile, ReadDocument, ReadPlan
from bot.domain.kernel.encodings import EncodingUnknown
from bot.domain.kernel.tables import TableProblem
from bot.domain.kernel.text import Text
from bot.ports.confinement import ReadingStopped
from bot.ports.outbox import EffectJob
from bot.ports.store import Loaded
from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)


async def facts_in(
    deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None, wanted: FetchFile, content: Digest
) -> DocumentFacts:
    """What of a stored file a rule needs.

    Raises TableProblem where a row or the record does not fit, and where the file is no text (a PDF): nothing could be
    ranked, compared or followed up; the same where reading it takes too much. Raises EncodingUnknown where its sender
    has to say how it reads.
    """
    if not (loaded and loaded.framework.has_artifact(wanted.artifact)):
        return DocumentFacts()
    spec = loaded.framework.artifact(wanted.artifact)
    of_rows = bool(spec.columns or spec.tampering)
    if not (of_rows or spec.sections):
        return DocumentFacts()
    versions = loaded.audit.artifacts.get(wanted.artifact, ())
    encoding = next((v.encoding for v in versions if v.number == wanted.version), "")
    _, data = await deps.files.read(job.workspace, content)
    try:
        text = await deps.readers.text(data, table_columns(spec), encoding)
        if not of_rows:
            return DocumentFacts()
        if text is None:
            raise TableProblem(Text("file-not-text"))
        facts = await deps.confinement.call(facts_of, text, spec, len(all_risks(loaded.audit)))
    except ReadingStopped as stopped:
        if not of_rows:
            # words go on record whatever they are; that nobody could look through them is told then
            return DocumentFacts()
        raise TableProblem(_why(stopped)) from stopped
    return facts.replace(tampering=about_risk(loaded.audit, facts.tampering) if facts.tampering else None)


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
    columns = loaded.framework.artifact(plan.artifact).columns
    try:
        text = await stored_words(deps, workspace, version, columns)
        rows = await deps.confinement.call(rows_of, text or "", columns, version.rows)
    except ReadingStopped as stopped:
        rows = _unread(stopped)
    return tuple(_plan_row(deps, row) for row in rows)


async def stored_words(
    deps: WorkerDependencies, workspace: str, version: Version, columns: tuple[Column, ...]
) -> str | None:
    """The words of a version; None for a file that is no text, and for what was removed. Raises ReadingStopped."""
    if version.content is None:
        return None
    if version.kind != "file":
        return (await deps.store.texts(workspace, [version.content])).get(version.content)
    try:
        _, data = await deps.files.read(workspace, version.content)
        return await deps.readers.text(data, columns, version.reads_as)
    except KeyError:
        return None
    except (EncodingUnknown, TableProblem):
        # it was read when it came; an earlier release took it for another encoding
        return None


def _unread(stopped: ReadingStopped) -> tuple[Row, ...]:
    log.info("rows.not-read", problem=stopped.problem)
    return ()


async def look_through(
    deps: WorkerDependencies, workspace: str, loaded: Loaded, wanted: ReadDocument
) -> dict[str, Any] | None:
    """What a version lacks, what it states in front, and the risks in it; None of no text, or one that was removed."""
    versions = loaded.audit.artifacts.get(wanted.artifact, ())
    version = next((v for v in versions if v.number == wanted.version), None)
    if version is None:
        return None
    spec = loaded.framework.artifact(wanted.artifact)
    rows: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()
    said = Stated()
    try:
        text = await stored_words(deps, workspace, version, spec.columns)
        if text is None:
            return None
        if spec.columns:
            rows = await deps.confinement.call(rows_of, text, spec.columns, version.rows)
        else:
            missing = await deps.confinement.call(missing_sections, text, spec.sections)
            unknown = await deps.confinement.call(unknown_words, text, spec.sections)
            said = (await deps.readers.stated(text)).replace(unknown=unknown)
    except ReadingStopped as stopped:
        rows, said = _unread(stopped), Stated() if spec.columns else Stated(problem=stopped.problem)
    if spec.columns:
        said = Stated(top=top_rows(spec, rows))
    stated = Prose(salt=deps.ids.salt(), text=said.model_dump_json())
    risks = await _risks(deps, workspace, loaded, rows) if spec.lists_risks else ()
    return {"missing": missing, "stated": stated, "risks": risks}


async def _risks(
    deps: WorkerDependencies, workspace: str, loaded: Loaded, rows: tuple[Row, ...]
) -> tuple[RegisterRow, ...]:
    """The rows of a register, each with the risk on record that has the same words."""
    texts = await deps.store.texts(workspace, [risk.title for risk in all_risks(loaded.audit)])
    known = {_same(texts[risk.title]): risk.key for risk in all_risks(loaded.audit) if risk.title in texts}
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
