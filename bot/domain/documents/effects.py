"""Effects of documents: the work outside that its events cause.

Owns the table from event to effects (offers, versions, reviews, rows, blind scores). Must not know how any of it is
carried out, nor what it looks like.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.documents.events import (
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactTakenBack,
    ArtifactWithoutEffect,
    ChangesRequested,
    DocumentOffered,
    EncodingChosen,
    NoEffectObjected,
    ScoringClosed,
)
from bot.domain.evaluations.rules import NO_RESULT
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import Card, NoticeCard, stage_thread
from bot.domain.kernel.effects import (
    CompareStatements,
    Effect,
    FetchFile,
    OpenPapers,
    PostNotice,
    React,
    ReadDocument,
    WhisperOffer,
)
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import (
    ChangesRequestedNotice,
    NoEffectObjectedNotice,
)
from bot.domain.kernel.registry import Cards, Effects

EFFECTS = Effects()

CARDS = Cards()


@EFFECTS.add
def _offered(a: Audit, f: Framework, x: DocumentOffered) -> list[Effect]:
    """Its sender is asked, unless a notice already asks: of a file that looked like a result and could not be read.

    What comes during a pause is asked about when the audit goes on.
    """
    asked = any(r.source == x.source and r.status == "unread" and r.problem != NO_RESULT for r in a.results)
    return [] if asked or a.paused else [WhisperOffer(offer=x.offer, source=x.source)]


@EFFECTS.add
def _submitted(a: Audit, f: Framework, x: ArtifactSubmitted) -> list[Effect]:
    if x.kind == "file" and x.source:
        return [FetchFile(artifact=x.artifact, version=x.version, file=x.source.file)]
    checked = [React(source=x.source)] if x.source and x.source.ts else []
    return [*checked, *(_looked_through(f, x) if x.kind == "text" else [])]


def _looked_through(f: Framework, x: ArtifactSubmitted | ArtifactStored) -> list[Effect]:
    """A document is compared with the others; one that should have certain parts is looked through for them first, and
    one of rows for its first by rank.
    """
    spec = f.artifact(x.artifact)
    read = [ReadDocument(artifact=x.artifact, version=x.version)] if spec.sections or spec.columns else []
    return [*read, CompareStatements()]


@EFFECTS.add
def _stored(a: Audit, f: Framework, x: ArtifactStored) -> list[Effect]:
    source = a.artifacts[x.artifact][x.version - 1].source
    return [*([React(source=source)] if source and source.ts else []), *_looked_through(f, x)]


@CARDS.add
def _failed(a: Audit, f: Framework, x: ArtifactFailed) -> list[Card]:
    to = a.artifacts[x.artifact][x.version - 1].by
    return [NoticeCard("document-failed", x.version, to, x.artifact)]


@EFFECTS.add
def _taken_back(a: Audit, f: Framework, x: ArtifactTakenBack) -> list[Effect]:
    """The message it came from is no document any more."""
    source = a.artifacts[x.artifact][x.version - 1].source
    return [React(source=source, gone=True)] if source and source.ts else []


@EFFECTS.add
def _encoding_chosen(a: Audit, f: Framework, x: EncodingChosen) -> list[Effect]:
    source = a.artifacts[x.artifact][x.version - 1].source
    return [FetchFile(artifact=x.artifact, version=x.version, file=source.file)] if source else []


@EFFECTS.add
def _changes(a: Audit, f: Framework, x: ChangesRequested) -> list[Effect]:
    stage = f.stage_of(x.artifact).key
    notice = ChangesRequestedNotice(stage=stage, artifact=x.artifact, request=x.request)
    return [PostNotice(place=stage_thread(stage), notice=notice)]


@CARDS.add
def _without_effect(a: Audit, f: Framework, x: ArtifactWithoutEffect) -> list[Card]:
    """Everybody who signed the stage is told, but for the two who say so; by the second edition of the rules."""
    version = next(v for v in a.artifacts[x.artifact] if v.number == x.version)
    signatures = a.stages[f.stage_of(x.artifact).key].signatures if a.rules > 1 else ()
    signers = dict.fromkeys(s.person for s in signatures if not s.withdrawn)
    told = (who for who in signers if who not in (x.by, version.no_effect_by, *a.gone))
    return [NoticeCard("without-effect", x.version, who, x.artifact) for who in told]


def notices_about(audit: Audit, framework: Framework, artifact: str) -> Iterator[NoticeCard]:
    """The notices about the versions of a document that may be there, of which some never were."""
    signed = {s.person for s in audit.stages[framework.stage_of(artifact).key].signatures}
    for version in audit.artifacts.get(artifact, ()):
        yield NoticeCard("document-failed", version.number, version.by, artifact)
        if version.no_effect_by or version.objected_by:
            yield from (NoticeCard("without-effect", version.number, who, artifact) for who in signed)


@EFFECTS.add
def _objected(a: Audit, f: Framework, x: NoEffectObjected) -> list[Effect]:
    stage = f.stage_of(x.artifact).key
    notice = NoEffectObjectedNotice(stage=stage, artifact=x.artifact, version=x.version)
    return [PostNotice(place=stage_thread(stage), notice=notice)]


@EFFECTS.add
def _scoring_closed(a: Audit, f: Framework, x: ScoringClosed) -> list[Effect]:
    return [OpenPapers(artifact=x.artifact, version=x.version)]
