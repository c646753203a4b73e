"""What documents, thresholds and results of an audit say, gathered and held against each other in confinement.

Owns the gathering, and what is told of that. Must not know when two statements contradict each other, nor who is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import structlog

from bot.domain.documents.commands import FoundContradiction
from bot.domain.documents.comparison import MOST_TEXT, Contradiction, Record, Source, Told, compared
from bot.domain.documents.mentions import MODEL
from bot.domain.documents.state import ContradictionEntry, NotCompared
from bot.domain.documents.vocabulary import Vocabulary
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.framework import Framework
from bot.ports.confinement import ReadingStopped
from bot.ports.store import Loaded
from bot.worker.dependencies import WorkerDependencies
from bot.worker.document_reading import stored_words

MOST_ALL: Final = 800_000
"""Characters of all documents together; what was handed in after them is not compared."""

log = structlog.get_logger(__name__)


async def compare_statements(
    deps: WorkerDependencies, workspace: str, loaded: Loaded, vocabulary: Vocabulary
) -> dict[str, Any]:
    """The contradictions that are new, the numbers of those that are gone, and which documents are left out."""
    audit, framework = loaded.audit, loaded.framework
    titles = await deps.store.texts(workspace, [risk.title for risk in audit.risks])
    documents, left = await _documents(deps, workspace, loaded)
    sources = (*_numbers_on_record(audit, titles, vocabulary), *documents)
    quoted = [digest for entry in audit.contradictions for digest in (entry.earlier, entry.later) if digest]
    texts = await deps.store.texts(workspace, quoted)
    before = [entry for entry in audit.contradictions if entry.status != "mended"]
    known = tuple(_told_before(entry, texts) for entry in before)
    record = _record(audit, framework)
    try:
        new, gone = await deps.confinement.call(compared, sources, record, vocabulary, known)
    except ReadingStopped as stopped:
        log.warning("statements.not-compared", audit=audit.key, problem=stopped.problem)
        return {"not_compared": _left_out(len(documents) + len(left), stopped.problem)}
    there = {"", *(source.key for source in sources)}
    return {
        "found": tuple(_found(deps, audit, c) for c in new),
        "mended": tuple(
            entry.number
            for entry in (before[at] for at in gone)
            if entry.pending and {entry.artifact, entry.against} <= there
        ),
        "not_compared": _left_out(len(left), left[0]) if left else None,
    }


def _left_out(documents: int, problem: str) -> NotCompared:
    return NotCompared.model_validate({"documents": documents, "reason": problem})


def _told_before(entry: ContradictionEntry, texts: Mapping[Digest, str]) -> Told:
    earlier = texts.get(entry.earlier, "") if entry.earlier else ""
    return Told(entry.kind, entry.against, earlier, entry.artifact, texts.get(entry.later, ""))


def _found(deps: WorkerDependencies, audit: Audit, c: Contradiction) -> FoundContradiction:
    return FoundContradiction(
        kind=c.kind,
        against=c.earlier.source,
        against_version=_version(audit, c.earlier.source),
        artifact=c.later.source,
        version=_version(audit, c.later.source),
        earlier=Prose(salt=deps.ids.salt(), text=c.earlier.quote) if c.earlier.source else None,
        later=Prose(salt=deps.ids.salt(), text=c.later.quote),
    )


def _version(audit: Audit, artifact: str) -> int:
    current = audit.current(artifact)
    return current.number if current else 0


def _numbers_on_record(audit: Audit, titles: Mapping[Digest, str], vocabulary: Vocabulary) -> Iterator[Source]:
    """Thresholds that are open, and admitted results of this version of the model: they come before any document."""
    for risk in audit.risks:
        opened = [t for t in risk.thresholds if t.terms]
        if opened and (terms := opened[-1].terms):
            said = vocabulary.at_most if terms.direction == "at-most" else vocabulary.at_least
            text = f"{titles.get(risk.title, '')}: {opened[-1].metric} {said} {_written(terms.value)}"
            yield Source(risk.key, text, "threshold")
    for result in audit.results:
        if result.status == "admitted" and result.model == audit.model_number:
            measured = (f"{s.measured.task}: {s.measured.metric} {_written(s.measured.value)}" for s in result.speaks)
            yield Source(str(result.number), "\n\n".join(measured), "result")


def _written(value: float) -> str:
    return f"{value:.9f}".rstrip("0").rstrip(".")


async def _documents(deps: WorkerDependencies, workspace: str, loaded: Loaded) -> tuple[list[Source], list[str]]:
    """The words of the newest version of each document, in the order in which they were handed in, and why some have
    none here."""
    audit, framework = loaded.audit, loaded.framework
    current = ((artifact, audit.current(artifact)) for artifact in audit.artifacts)
    there = sorted(((v.at, artifact, v) for artifact, v in current if v and v.content), key=lambda one: one[:2])
    found: list[Source] = []
    left: list[str] = []
    room = MOST_ALL
    for _, artifact, version in there:
        columns = framework.artifact(artifact).columns if framework.has_artifact(artifact) else ()
        if room <= 0:
            left.append("too-long")
            continue
        try:
            text = await stored_words(deps, workspace, version, columns)
        except ReadingStopped as stopped:
            log.info("statements.not-read", problem=stopped.problem)
            left.append(stopped.problem)
            continue
        if text:
            found.append(Source(artifact, text[:MOST_TEXT]))
            room -= len(found[-1].text)
    return found, left


def _record(audit: Audit, framework: Framework) -> Record:
    form = next((o.key for o in framework.options if o.number == audit.asked_form), "")
    version = audit.subject.version
    return Record(
        form=form,
        forms=_names((o.title, o.key) for o in framework.options),
        versions={key: versions[-1].number for key, versions in audit.artifacts.items() if versions},
        names={MODEL: MODEL, **_names((a.title, a.key) for stage in framework.stages for a in stage.artifacts)},
        model_version=version if version.replace(".", "").isdigit() else "",
        model_name=audit.subject.model,
    )


def _names(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {title.casefold(): key for title, key in titles}
