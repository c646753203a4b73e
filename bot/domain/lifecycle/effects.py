"""Effects of an audit's course: the work outside that its events cause.

Owns the tables from event to effects and to new cards (start and details, stages, pause, end, smaller kinds). Must
not know how any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import CHANNEL, Card, QuestionCard, StageCard, dm, stage_thread
from bot.domain.kernel.effects import (
    CompareStatements,
    Effect,
    EnsureChannel,
    JoinDecisionChannel,
    PostNotice,
    SignHead,
    WhisperOffer,
)
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import (
    AuditEndedNotice,
    AuditPausedNotice,
    AuditResumedNotice,
    AuditUpgradedNotice,
    EndRefusedNotice,
    FrameworkAdoptedNotice,
    FrameworkKeptNotice,
    SentBackNotice,
    StageClosedNotice,
    StageReopenedNotice,
)
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Cards, Effects
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    AuditUpgraded,
    DetailsChanged,
    EndRefused,
    FrameworkAdopted,
    FrameworkKept,
    StageClosed,
    StageOpened,
    StageReopened,
)
from bot.domain.roster.roles import lead_or_deputy

EFFECTS = Effects()

CARDS = Cards()


@EFFECTS.add
def _started(a: Audit, f: Framework, x: AuditStarted) -> list[Effect]:
    return [EnsureChannel(), *([] if f.variant.practice else [JoinDecisionChannel()])]


@EFFECTS.add
def _details(a: Audit, f: Framework, x: DetailsChanged) -> list[Effect]:
    joined = [JoinDecisionChannel()] if x.decision_channel and not f.variant.practice else []
    return [*joined, *([CompareStatements()] if x.asked_form is not None else [])]


@EFFECTS.add
def _upgraded(a: Audit, f: Framework, x: AuditUpgraded) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=AuditUpgradedNotice(stage=x.stages[0], person=x.by))]


@EFFECTS.add
def _adopted(a: Audit, f: Framework, x: FrameworkAdopted) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=FrameworkAdoptedNotice(person=x.asked_by))]


@EFFECTS.add
def _framework_kept(a: Audit, f: Framework, x: FrameworkKept) -> list[Effect]:
    return [PostNotice(place=dm(lead_or_deputy(a)), notice=FrameworkKeptNotice(person=x.by))]


@EFFECTS.add
def _closed(a: Audit, f: Framework, x: StageClosed) -> list[Effect]:
    seq = a.stages[x.stage].closed_seq
    following = next((key for key in a.open_stages() if key != x.stage), "")
    notice = StageClosedNotice(stage=x.stage, seq=seq, next=following)
    signed: list[Effect] = [SignHead(event=a.seq)] if a.rules > 1 else []
    return [PostNotice(place=stage_thread(x.stage), notice=notice), *signed]


@EFFECTS.add
def _reopened(a: Audit, f: Framework, x: StageReopened) -> list[Effect]:
    if x.by == SYSTEM:
        return [PostNotice(place=CHANNEL, notice=SentBackNotice(stage=x.stage, person=x.by))]
    return [PostNotice(place=CHANNEL, notice=StageReopenedNotice(stage=x.stage, person=x.by, seq=a.seq))]


@EFFECTS.add
def _paused(a: Audit, f: Framework, x: AuditPaused) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=AuditPausedNotice(person=x.by))]


@EFFECTS.add
def _resumed(a: Audit, f: Framework, x: AuditResumed) -> list[Effect]:
    kept = [WhisperOffer(offer=o.key, source=o.source) for o in a.offers if o.in_pause]
    return [PostNotice(place=CHANNEL, notice=AuditResumedNotice(person=x.by)), *kept]


@EFFECTS.add
def _end_refused(a: Audit, f: Framework, x: EndRefused) -> list[Effect]:
    return [PostNotice(place=dm(lead_or_deputy(a)), notice=EndRefusedNotice(person=x.by))]


@EFFECTS.add
def _ended(a: Audit, f: Framework, x: AuditEnded) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=AuditEndedNotice(stage=x.stage, person=x.by, seq=a.seq))]


@CARDS.add
def _first_stage(a: Audit, f: Framework, x: AuditUpgraded) -> list[Card]:
    return [StageCard(x.stages[0])]


@CARDS.add
def _stage(a: Audit, f: Framework, x: StageOpened) -> list[Card]:
    return [StageCard(x.stage), *(QuestionCard(q.key) for q in f.stage(x.stage).questions)]
