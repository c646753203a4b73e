"""The fold of documents: how the state changes with what happened.

Owns a function per event (offers, versions, reviews, rows, blind scores) and their table; nothing is decided here,
and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactPartAccepted,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactTakenBack,
    ChangesRequested,
    ChangesResolved,
    ComparisonResumed,
    ComparisonStopped,
    ContradictionAnswered,
    ContradictionFound,
    ContradictionMended,
    DocumentOffered,
    DocumentOutdated,
    DocumentRead,
    DocumentStillHolds,
    DraftClosed,
    EncodingChosen,
    NoEffectProposed,
    OfferDismissed,
    RowKept,
    RowRemoved,
    RowsScored,
    ScoresRevealed,
    ScoringClosed,
    SupportSeconded,
)
from bot.domain.documents.state import (
    TAKEN_BACK,
    ChangeRequest,
    ContradictionEntry,
    NotCompared,
    Offer,
    RowDraft,
    Scoring,
    Version,
    VersionStatus,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import SubmissionKind
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Folds

FOLDS = Folds()

SUBMITTED: Final[Mapping[SubmissionKind, VersionStatus]] = {
    "file": "fetching",
    "text": "submitted",
    "link": "pointer",
}
"""How a version begins, by what it is."""


@FOLDS.add
def offered(audit: Audit, e: DocumentOffered) -> Audit:
    """A reply waits to be called a document, or talk."""
    offer = Offer(
        key=e.offer,
        person=e.person,
        source=e.source,
        kind=e.kind,
        artifact=e.artifact,
        name=e.name,
        at=e.at,
        in_pause=audit.paused is not None,
    )
    return audit.replace(offers=(*audit.offers, offer))


@FOLDS.add
def dismissed(audit: Audit, e: OfferDismissed) -> Audit:
    """It was talk."""
    return audit.replace(offers=tuple(o for o in audit.offers if o.key != e.offer))


@FOLDS.add
def submitted(audit: Audit, e: ArtifactSubmitted) -> Audit:
    """A new version; open requests for changes on the document are answered by it."""
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
        status=SUBMITTED[e.kind],
        rows=e.rows,
        behalf=e.behalf,
        ties=e.ties,
        wrote=e.wrote,
        model=audit.model_number if audit.rules > 1 else 1,
    )
    after = audit.replace(
        artifacts={**audit.artifacts, e.artifact: (*audit.artifacts.get(e.artifact, ()), version)},
        offers=tuple(o for o in audit.offers if o.key != e.offer),
    )
    return _answered(after, e.artifact) if version.status == "submitted" else after


def _answered(audit: Audit, artifact: str) -> Audit:
    return audit.replace(
        requests=tuple(
            r.replace(status="answered") if r.artifact == artifact and r.status == "open" else r for r in audit.requests
        )
    )


def change_version(audit: Audit, artifact: str, number: int, change: Callable[[Version], Version]) -> Audit:
    """One version of a document is another; the others stay as they are."""
    versions = tuple(change(v) if v.number == number else v for v in audit.artifacts[artifact])
    return audit.replace(artifacts={**audit.artifacts, artifact: versions})


@FOLDS.add
def stored(audit: Audit, e: ArtifactStored) -> Audit:
    """The file is here: it can be reviewed."""
    after = change_version(
        audit,
        e.artifact,
        e.version,
        lambda v: v.replace(status="submitted", content=e.content, size=e.size, rows=e.rows),
    )
    return _answered(after, e.artifact)


@FOLDS.add
def failed(audit: Audit, e: ArtifactFailed) -> Audit:
    """The file never came, or does not fit."""
    return change_version(
        audit, e.artifact, e.version, lambda v: v.replace(status="failed", problem=e.problem, detail=e.detail)
    )


@FOLDS.add
def taken_back(audit: Audit, e: ArtifactTakenBack) -> Audit:
    """The version counts as one that never came; changes that it answered are asked for again, unless a
    later version answers them.
    """
    after = change_version(
        audit, e.artifact, e.version, lambda v: v.replace(status="failed", problem=TAKEN_BACK, detail=None)
    )
    if any(
        v.number > e.version and v.status in ("submitted", "accepted", "changes") for v in audit.artifacts[e.artifact]
    ):
        return after
    asked = tuple(
        r.replace(status="open") if (r.artifact, r.status) == (e.artifact, "answered") and r.version < e.version else r
        for r in audit.requests
    )
    return after.replace(requests=asked)


@FOLDS.add
def encoding_chosen(audit: Audit, e: EncodingChosen) -> Audit:
    """The file is on its way once more."""
    return change_version(
        audit,
        e.artifact,
        e.version,
        lambda v: v.replace(status="fetching", problem="", detail=None, encoding=e.encoding),
    )


@FOLDS.add
def read(audit: Audit, e: DocumentRead) -> Audit:
    """What a reader found in a version."""
    return change_version(
        audit, e.artifact, e.version, lambda v: v.replace(missing=e.missing, stated=e.stated, listed=e.listed)
    )


@FOLDS.add
def part_accepted(audit: Audit, e: ArtifactPartAccepted) -> Audit:
    """It waits for another of its authors, who accepts their part."""
    return change_version(
        audit,
        e.artifact,
        e.version,
        lambda v: _with_abstract(v, e).replace(part_by=e.by, part_supports=e.supports),
    )


def _with_abstract(version: Version, e: ArtifactPartAccepted | ArtifactAccepted) -> Version:
    """The newest abstract that was written of it."""
    return version.replace(abstract=e.abstract, abstract_by=e.by) if e.abstract else version


@FOLDS.add
def accepted(audit: Audit, e: ArtifactAccepted) -> Audit:
    """The version counts, and the reviewer's own requests on the document are settled by it.

    A version that was sent back is accepted only by the lead's word in the last round, which settles everybody's.
    """
    sent_back = any(v.number == e.version and v.status == "changes" for v in audit.artifacts[e.artifact])
    requests = tuple(
        r.replace(status="resolved")
        if r.artifact == e.artifact and (sent_back or r.by == e.by) and r.status in ("open", "answered")
        else r
        for r in audit.requests
    )
    after = change_version(
        audit,
        e.artifact,
        e.version,
        lambda v: _with_abstract(v, e).replace(
            status="accepted",
            reviewed_by=e.by,
            supports=e.supports,
            supported_by=None,
            supported_ties=None,
            supported_at=_later_day(audit, v, e.at) if e.supports else None,
            original=e.original,
            late=e.late,
        ),
    )
    return after.replace(requests=requests)


@FOLDS.add
def support_seconded(audit: Audit, e: SupportSeconded) -> Audit:
    """Two people call it supporting."""
    return change_version(audit, e.artifact, e.version, lambda v: v.replace(supported_by=e.by, supported_ties=e.ties))


@FOLDS.add
def no_effect_proposed(audit: Audit, e: NoEffectProposed) -> Audit:
    """It waits for another reviewer."""
    return change_version(audit, e.artifact, e.version, lambda v: v.replace(no_effect_by=e.by))


@FOLDS.add
def still_holds(audit: Audit, e: DocumentStillHolds) -> Audit:
    """It is about the present version of the model too; or another of its authors still has to say so.

    Who else called it supporting did so for an earlier version, and is asked again.
    """
    if e.part:
        return change_version(
            audit, e.artifact, e.version, lambda v: v.replace(holds_part_by=e.by, holds_part_model=e.model)
        )
    return change_version(
        audit,
        e.artifact,
        e.version,
        lambda v: v.replace(
            model=e.model,
            holds_by=e.by,
            holds_part_by=None,
            holds_part_model=0,
            supported_by=(second := second_word_after(v)),
            supported_ties=v.supported_ties if second else None,
            supported_at=_later_day(audit, v, e.at) if v.supports else None,
        ),
    )


def _later_day(audit: Audit, version: Version, at: datetime) -> datetime | None:
    return at if audit.calendar.day(at) > audit.calendar.day(version.at) else None


def second_word_after(version: Version) -> Person | None:
    """Who called a version supporting beside its reviewer, once it is said to hold for another version of the model."""
    return None


@FOLDS.add
def outdated(audit: Audit, e: DocumentOutdated) -> Audit:
    """It counts no longer."""
    return change_version(audit, e.artifact, e.version, lambda v: v.replace(status="outdated"))


@FOLDS.add
def changes_requested(audit: Audit, e: ChangesRequested) -> Audit:
    """The version is sent back; a later request of the same person takes the place of their earlier one."""
    request = ChangeRequest(
        number=e.request, artifact=e.artifact, version=e.version, by=e.by, at=e.at, what=e.what, round=e.round
    )
    earlier = tuple(
        r.replace(status="resolved")
        if r.artifact == e.artifact and r.by == e.by and r.status in ("open", "answered")
        else r
        for r in audit.requests
    )
    after = change_version(audit, e.artifact, e.version, lambda v: v.replace(status="changes"))
    return after.replace(requests=(*earlier, request))


@FOLDS.add
def changes_resolved(audit: Audit, e: ChangesResolved) -> Audit:
    """The requester is content; acceptance remains a reviewer's own act."""
    return audit.replace(
        requests=tuple(r.replace(status="resolved") if r.number == e.request else r for r in audit.requests)
    )


@FOLDS.add
def kept(audit: Audit, e: RowKept) -> Audit:
    """A row of the draft; the first one begins it."""
    draft = audit.drafts.get(e.artifact, RowDraft(base=e.base))
    number = int(e.row[1:]) if e.row.startswith("n") else 0
    after = draft.replace(
        rows={**draft.rows, e.row: e.cells},
        added=max(draft.added, number),
        contents=(*draft.contents, e.cells),
        typed_by={**draft.typed_by, e.row: e.by} if audit.rules > 1 else {},
    )
    return audit.replace(drafts={**audit.drafts, e.artifact: after})


@FOLDS.add
def removed(audit: Audit, e: RowRemoved) -> Audit:
    """A row less."""
    draft = audit.drafts.get(e.artifact, RowDraft(base=e.base))
    rows = {row: cells for row, cells in draft.rows.items() if row != e.row}
    after = draft.replace(rows=rows, removed=(*draft.removed, e.row))
    return audit.replace(drafts={**audit.drafts, e.artifact: after})


@FOLDS.add
def closed(audit: Audit, e: DraftClosed) -> Audit:
    """The draft is over; the version it became remembers what it was made from."""
    draft = audit.drafts.get(e.artifact)
    after = audit.replace(drafts={key: d for key, d in audit.drafts.items() if key != e.artifact})
    if draft is None or not e.version:
        return after
    return change_version(after, e.artifact, e.version, lambda v: v.replace(drafted=draft.contents))


def _scoring(
    audit: Audit, e: RowsScored | ScoringClosed | ScoresRevealed, change: Callable[[Scoring], Scoring]
) -> Audit:
    others = (s for s in audit.scorings if (s.artifact, s.version) != (e.artifact, e.version))
    return audit.replace(scorings=(*others, change(_known(audit, e))))


def _known(audit: Audit, e: RowsScored | ScoringClosed | ScoresRevealed) -> Scoring:
    found = (s for s in audit.scorings if (s.artifact, s.version) == (e.artifact, e.version))
    return next(found, Scoring(artifact=e.artifact, version=e.version))


@FOLDS.add
def scored(audit: Audit, e: RowsScored) -> Audit:
    """One paper more, or another one in place of theirs."""
    return _scoring(audit, e, lambda s: s.replace(papers={**s.papers, e.by: e.paper}))


@FOLDS.add
def scoring_closed(audit: Audit, e: ScoringClosed) -> Audit:
    """The papers are being opened."""
    return _scoring(audit, e, lambda s: s.replace(status="closed"))


@FOLDS.add
def revealed(audit: Audit, e: ScoresRevealed) -> Audit:
    """Everybody's scores are known."""
    return _scoring(audit, e, lambda s: s.replace(status="revealed", scores=e.scores))


@FOLDS.add
def contradiction_found(audit: Audit, e: ContradictionFound) -> Audit:
    """Two statements are asked about."""
    entry = ContradictionEntry(
        number=e.contradiction,
        kind=e.kind,
        against=e.against,
        against_version=e.against_version,
        artifact=e.artifact,
        version=e.version,
        earlier=e.earlier,
        later=e.later,
        at=e.at,
    )
    return audit.replace(contradictions=(*audit.contradictions, entry))


@FOLDS.add
def comparison_stopped(audit: Audit, e: ComparisonStopped) -> Audit:
    """Some documents are not compared."""
    return audit.replace(not_compared=NotCompared(documents=e.documents, reason=e.reason))


@FOLDS.add
def comparison_resumed(audit: Audit, e: ComparisonResumed) -> Audit:
    """All are compared."""
    return audit.replace(not_compared=None)


@FOLDS.add
def contradiction_answered(audit: Audit, e: ContradictionAnswered) -> Audit:
    """It was said what holds."""
    return audit.replace(
        contradictions=tuple(
            c.replace(status=e.answer, answered_by=e.by, why=e.why) if c.number == e.contradiction else c
            for c in audit.contradictions
        )
    )


@FOLDS.add
def contradiction_mended(audit: Audit, e: ContradictionMended) -> Audit:
    """It is there no more."""
    return audit.replace(
        contradictions=tuple(
            c.replace(status="mended") if c.number == e.contradiction else c for c in audit.contradictions
        )
    )
