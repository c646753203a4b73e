"""Effects of measurements: the work outside that its events cause.

Owns the tables from event to effects and to new cards (risks, thresholds, results, tamper records, versions of the
model). Must not know how any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.evaluations.events import (
    ManifestFailed,
    ManifestStated,
    ManifestSubmitted,
    ModelChanged,
    ResultAdmitted,
    ResultOffered,
    ResultRead,
    ResultUnread,
    RiskRecorded,
    TamperRecorded,
    ThresholdCorrected,
    ThresholdSealed,
    ThresholdsRevealed,
    VersionDeclared,
    VersionRefused,
)
from bot.domain.evaluations.risks import sealed_thresholds
from bot.domain.evaluations.rules import NO_RESULT, results_stage
from bot.domain.evaluations.verdicts import has_result
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import CHANNEL, Card, NoticeCard, ResultCard, dm, stage_thread
from bot.domain.kernel.effects import (
    CompareStatements,
    Effect,
    OpenThresholds,
    PostFiles,
    PostNotice,
    React,
    ReadManifest,
    ReadResult,
    Rendering,
)
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import (
    ManifestNotice,
    ModelChangedNotice,
    ThresholdsOpenedNotice,
    VersionAnsweredNotice,
)
from bot.domain.kernel.registry import Cards, Effects
from bot.domain.lifecycle.events import LateTakenIn, StageReady

EFFECTS = Effects()

CARDS = Cards()


def _risk_chart(f: Framework, stage: str) -> list[Effect]:
    return [PostFiles(place=stage_thread(stage), rendering=Rendering(kind="risk-chart"))] if stage else []


@EFFECTS.add
def _ready(a: Audit, f: Framework, x: StageReady) -> list[Effect]:
    """The risks are chosen: their picture."""
    return _risk_chart(f, x.stage) if f.stage(x.stage).risks and a.risks else []


@EFFECTS.add
def _scored(a: Audit, f: Framework, x: RiskRecorded) -> list[Effect]:
    """A picture that was posted is out of date."""
    stage = next((s.key for s in f.stages if s.risks), "")
    return _risk_chart(f, stage) if stage and a.stages[stage].ready_at else []


def _tamper_chart(a: Audit, f: Framework, risk: str) -> list[Effect]:
    """The picture of the newest record, once its threshold is open.

    Into the audit's own private channel only: in any other, people without a role would see a restricted document's
    figures.
    """
    record = a.tampering[-1] if a.tampering else None
    found, place = a.risk(risk), results_stage(f)
    sealed = found is not None and any(t.terms is None for t in found.thresholds)
    if record is None or record.facts.risk != risk or sealed or a.shared_channel or not place:
        return []
    drawn = Rendering(kind="tamper-chart", artifact=record.artifact, number=record.version)
    return [PostFiles(place=stage_thread(place), rendering=drawn)]


def _risk_opens(a: Audit, key: str) -> list[Effect]:
    """A result speaks to a risk: what is sealed of it is opened."""
    risk = a.risk(key)
    closed = risk is not None and has_result(a, risk) and bool(sealed_thresholds(a, key))
    return [OpenThresholds(risk=key)] if closed else []


@EFFECTS.add
def _threshold(a: Audit, f: Framework, x: ThresholdSealed) -> list[Effect]:
    return _risk_opens(a, x.risk)


@EFFECTS.add
def _corrected(a: Audit, f: Framework, x: ThresholdCorrected) -> list[Effect]:
    """What stands in its place is opened where a result is known."""
    return _risk_opens(a, x.risk)


@EFFECTS.add
def _taken_in(a: Audit, f: Framework, x: LateTakenIn) -> list[Effect]:
    """What is sealed of a risk that counts from now on is opened where a result speaks to it."""
    return [effect for key in x.risks for effect in _risk_opens(a, key)]


@EFFECTS.add
def _admitted(a: Audit, f: Framework, x: ResultAdmitted) -> list[Effect]:
    result = a.result(x.result)
    thanks: list[Effect] = [React(source=result.source)] if result and result.source.ts else []
    return [*thanks, CompareStatements(), *(_risk_opens(a, x.risk) or _risk_chart(f, results_stage(f)))]


@EFFECTS.add
def _tampered(a: Audit, f: Framework, x: TamperRecorded) -> list[Effect]:
    return _risk_opens(a, x.facts.risk) or _tamper_chart(a, f, x.facts.risk)


@EFFECTS.add
def _opened(a: Audit, f: Framework, x: ThresholdsRevealed) -> list[Effect]:
    place = results_stage(f)
    where = stage_thread(place) if place else CHANNEL
    said = PostNotice(place=where, notice=ThresholdsOpenedNotice(stage=place, risk=x.risk))
    return [CompareStatements(), said, *_risk_chart(f, place), *_tamper_chart(a, f, x.risk)]


@EFFECTS.add
def _to_read(a: Audit, f: Framework, x: ResultOffered) -> list[Effect]:
    return [ReadResult(number=x.result, file=x.source.file)]


@CARDS.add
def _unread(a: Audit, f: Framework, x: ResultUnread) -> list[Card]:
    """Why, and what else it may be. Of what is no result file at all, the question about a document says that."""
    result = a.result(x.result)
    if result is None or x.problem == NO_RESULT:
        return []
    return [NoticeCard("result-unread", x.result, result.by)]


@EFFECTS.add
def _model(a: Audit, f: Framework, x: ModelChanged) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=ModelChangedNotice(version=x.number, person=x.by))]


@EFFECTS.add
def _no_version(a: Audit, f: Framework, x: VersionRefused) -> list[Effect]:
    notice = VersionAnsweredNotice(change=x.change, person=x.by)
    by = next(v.by for v in a.version_changes if v.number == x.change)
    return [PostNotice(place=dm(by), notice=notice)]


@EFFECTS.add
def _version_later(a: Audit, f: Framework, x: VersionDeclared) -> list[Effect]:
    """What was revealed comes first, and is posted for the version that was voted on."""
    return [PostNotice(place=CHANNEL, notice=VersionAnsweredNotice(change=x.change, person=x.by))] if a.proposal else []


@EFFECTS.add
def _manifest_to_read(a: Audit, f: Framework, x: ManifestSubmitted) -> list[Effect]:
    return [] if x.fingerprint else [ReadManifest(number=x.manifest, file=x.source.file if x.source else "")]


@EFFECTS.add
def _no_manifest(a: Audit, f: Framework, x: ManifestFailed) -> list[Effect]:
    """Why, to who handed it in."""
    by = next(m.by for m in a.manifests if m.number == x.manifest)
    return [PostNotice(place=dm(by), notice=ManifestNotice(manifest=x.manifest, person=by))]


@EFFECTS.add
def _manifest(a: Audit, f: Framework, x: ManifestStated) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=ManifestNotice(manifest=x.manifest, person=x.by))]


@CARDS.add
def _result(a: Audit, f: Framework, x: ResultRead) -> list[Card]:
    place = results_stage(f)
    return [ResultCard(x.result, stage_thread(place))] if place else []
