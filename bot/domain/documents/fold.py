"""The fold of documents: how the state changes with what happened.

Owns a function per event (offers, versions, reviews, rows, blind scores) and their table; nothing is decided here,
and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ChangesRequested,
    ChangesResolved,
    DocumentOffered,
    DocumentRead,
    DraftClosed,
    OfferDismissed,
    RowKept,
    RowRemoved,
    RowsScored,
    ScoresRevealed,
    ScoringClosed,
)
from bot.domain.documents.state import ChangeRequest, Offer, RowDraft, Scoring, Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Event


def offered(audit: Audit, e: DocumentOffered) -> dict[str, Any]:
    """A reply waits to be called a document, or talk."""
    offer = Offer(key=e.offer, person=e.person, source=e.source, kind=e.kind, artifact=e.artifact, name=e.name, at=e.at)
    return {"offers": (*audit.offers, offer)}


def dismissed(audit: Audit, e: OfferDismissed) -> dict[str, Any]:
    """It was talk."""
    return {"offers": tuple(o for o in audit.offers if o.key != e.offer)}


def submitted(audit: Audit, e: ArtifactSubmitted) -> dict[str, Any]:
    """A new version; open requests for changes on the document are answered by it."""
    status = {"file": "fetching", "text": "submitted", "link": "pointer"}[e.kind]
    version = Version(
        number=e.version,
        kind=e.kind,
        by=e.by,
        at=e.at,
        source=e.source,
        name=e.name,
        content=e.content,
        size=e.size,
        written_afterwards=e.written_afterwards,
        status=status,  # type: ignore[arg-type]
        rows=e.rows,
        behalf=e.behalf,
    )
    changed = _answered(audit, e.artifact) if status == "submitted" else {}
    return {
        "artifacts": {**audit.artifacts, e.artifact: (*audit.artifacts.get(e.artifact, ()), version)},
        "offers": tuple(o for o in audit.offers if o.key != e.offer),
        **changed,
    }


def _answered(audit: Audit, artifact: str) -> dict[str, Any]:
    requests = tuple(
        r.model_copy(update={"status": "answered"}) if r.artifact == artifact and r.status == "open" else r
        for r in audit.requests
    )
    return {"requests": requests}


def _version(audit: Audit, artifact: str, number: int, **update: Any) -> dict[str, Any]:
    versions = tuple(v.model_copy(update=update) if v.number == number else v for v in audit.artifacts[artifact])
    return {"artifacts": {**audit.artifacts, artifact: versions}}


def stored(audit: Audit, e: ArtifactStored) -> dict[str, Any]:
    """The file is here: it can be reviewed."""
    changed = _version(audit, e.artifact, e.version, status="submitted", content=e.content, size=e.size, rows=e.rows)
    return {**changed, **_answered(audit, e.artifact)}


def failed(audit: Audit, e: ArtifactFailed) -> dict[str, Any]:
    """The file never came, or does not fit."""
    return _version(audit, e.artifact, e.version, status="failed", problem=e.problem, detail=e.detail)


def read(audit: Audit, e: DocumentRead) -> dict[str, Any]:
    """What a reader found in a version."""
    return _version(audit, e.artifact, e.version, missing=e.missing, stated=e.stated, listed=e.listed)


def accepted(audit: Audit, e: ArtifactAccepted) -> dict[str, Any]:
    """The version counts, and the reviewer's own requests on the document are settled by it.

    A version that was sent back is accepted only by the lead's word in the last round, which settles everybody's.
    """
    sent_back = any(v.number == e.version and v.status == "changes" for v in audit.artifacts[e.artifact])
    requests = tuple(
        r.model_copy(update={"status": "resolved"})
        if r.artifact == e.artifact and (sent_back or r.by == e.by) and r.status in ("open", "answered")
        else r
        for r in audit.requests
    )
    changed = _version(audit, e.artifact, e.version, status="accepted", reviewed_by=e.by, supports=e.supports)
    return {**changed, "requests": requests}


def changes_requested(audit: Audit, e: ChangesRequested) -> dict[str, Any]:
    """The version is sent back; a later request of the same person takes the place of their earlier one."""
    request = ChangeRequest(
        number=e.request, artifact=e.artifact, version=e.version, by=e.by, at=e.at, what=e.what, round=e.round
    )
    earlier = tuple(
        r.model_copy(update={"status": "resolved"})
        if r.artifact == e.artifact and r.by == e.by and r.status in ("open", "answered")
        else r
        for r in audit.requests
    )
    return {**_version(audit, e.artifact, e.version, status="changes"), "requests": (*earlier, request)}


def changes_resolved(audit: Audit, e: ChangesResolved) -> dict[str, Any]:
    """The requester is content; acceptance remains a reviewer's own act."""
    return {
        "requests": tuple(
            r.model_copy(update={"status": "resolved"}) if r.number == e.request else r for r in audit.requests
        )
    }


def kept(audit: Audit, e: RowKept) -> dict[str, Any]:
    """A row of the draft; the first one begins it."""
    draft = audit.drafts.get(e.artifact, RowDraft(base=e.base))
    number = int(e.row[1:]) if e.row.startswith("n") else 0
    update = {
        "rows": {**draft.rows, e.row: e.cells},
        "added": max(draft.added, number),
        "contents": (*draft.contents, e.cells),
    }
    return {"drafts": {**audit.drafts, e.artifact: draft.model_copy(update=update)}}


def removed(audit: Audit, e: RowRemoved) -> dict[str, Any]:
    """A row less."""
    draft = audit.drafts.get(e.artifact, RowDraft(base=e.base))
    rows = {row: cells for row, cells in draft.rows.items() if row != e.row}
    update = {"rows": rows, "removed": (*draft.removed, e.row)}
    return {"drafts": {**audit.drafts, e.artifact: draft.model_copy(update=update)}}


def closed(audit: Audit, e: DraftClosed) -> dict[str, Any]:
    """The draft is over; the version it became remembers what it was made from."""
    draft = audit.drafts.get(e.artifact)
    changed: dict[str, Any] = {"drafts": {key: d for key, d in audit.drafts.items() if key != e.artifact}}
    if draft and e.version:
        versions = tuple(
            v.model_copy(update={"drafted": draft.contents}) if v.number == e.version else v
            for v in audit.artifacts[e.artifact]
        )
        changed["artifacts"] = {**audit.artifacts, e.artifact: versions}
    return changed


def _with(audit: Audit, e: RowsScored | ScoringClosed | ScoresRevealed, **update: Any) -> dict[str, Any]:
    others = tuple(s for s in audit.scorings if (s.artifact, s.version) != (e.artifact, e.version))
    return {"scorings": (*others, _known(audit, e).model_copy(update=update))}


def _known(audit: Audit, e: RowsScored | ScoringClosed | ScoresRevealed) -> Scoring:
    found = (s for s in audit.scorings if (s.artifact, s.version) == (e.artifact, e.version))
    return next(found, Scoring(artifact=e.artifact, version=e.version))


def scored(audit: Audit, e: RowsScored) -> dict[str, Any]:
    """One paper more, or another one in place of theirs."""
    return _with(audit, e, papers={**_known(audit, e).papers, e.by: e.paper})


def scoring_closed(audit: Audit, e: ScoringClosed) -> dict[str, Any]:
    """The papers are being opened."""
    return _with(audit, e, status="closed")


def revealed(audit: Audit, e: ScoresRevealed) -> dict[str, Any]:
    """Everybody's scores are known."""
    return _with(audit, e, status="revealed", scores=e.scores)


FOLDS: dict[type[Event], Callable[[Audit, Any], dict[str, Any]]] = {
    DocumentOffered: offered,
    OfferDismissed: dismissed,
    ArtifactSubmitted: submitted,
    ArtifactStored: stored,
    ArtifactFailed: failed,
    DocumentRead: read,
    ArtifactAccepted: accepted,
    ChangesRequested: changes_requested,
    ChangesResolved: changes_resolved,
    RowKept: kept,
    RowRemoved: removed,
    DraftClosed: closed,
    RowsScored: scored,
    ScoringClosed: scoring_closed,
    ScoresRevealed: revealed,
}
