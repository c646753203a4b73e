"""What an event causes outside: the work queued in the same transaction.

Owns the table from event to effects. Must not know how any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain import events as e
from bot.domain.aftermath import AFTERMATH
from bot.domain.ballot.effects import _extended, _revealed, _undecided, _voided, _vote_closed
from bot.domain.ballot.events import BallotClosed, BallotExtended, BallotsRevealed, BallotVoided, NoDecisionReached
from bot.domain.documents.effects import _changes, _failed, _offered, _scoring_closed, _stored, _submitted
from bot.domain.documents.events import (
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ChangesRequested,
    DocumentOffered,
    ScoringClosed,
)
from bot.domain.evaluations.effects import (
    _admitted,
    _model,
    _opened,
    _ready,
    _scored,
    _tampered,
    _threshold,
    _to_read,
    _unread,
)
from bot.domain.evaluations.events import (
    ModelChanged,
    ResultAdmitted,
    ResultOffered,
    ResultUnread,
    RiskRecorded,
    TamperRecorded,
    ThresholdSealed,
    ThresholdsRevealed,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import CHANNEL, NoticeKind, dm, stage_thread
from bot.domain.kernel.effects import Effect, EnsureChannel, EraseContent, JoinDecisionChannel, post_notice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event
from bot.domain.reflection.effects import _not_drafted, _requested
from bot.domain.reflection.events import SummaryFailed, SummaryRequested
from bot.domain.roster.effects import _assigned, _bound, _declined, _delegated, _leaderless
from bot.domain.roster.events import PersonGone, RoleAssigned, RoleDeclined, RoleDelegated
from bot.domain.roster.roles import lead_or_deputy
from bot.domain.sign_offs.effects import _withdrawn
from bot.domain.sign_offs.events import SignatureWithdrawn


def _started(a: Audit, f: Framework, x: e.AuditStarted) -> list[Effect]:
    return [EnsureChannel(), *([] if f.variant.practice else [JoinDecisionChannel()])]


def _details(a: Audit, f: Framework, x: e.DetailsChanged) -> list[Effect]:
    return [JoinDecisionChannel()] if x.decision_channel and not f.variant.practice else []


def _upgraded(a: Audit, f: Framework, x: e.AuditUpgraded) -> list[Effect]:
    return [post_notice(CHANNEL, kind="audit-upgraded", stage=x.stages[0], person=x.by)]


def _closed(a: Audit, f: Framework, x: e.StageClosed) -> list[Effect]:
    seq = a.stages[x.stage].closed_seq
    following = next((key for key in a.open_stages() if key != x.stage), "")
    return [post_notice(stage_thread(x.stage), kind="stage-closed", stage=x.stage, seq=seq, next=following)]


def _reopened(a: Audit, f: Framework, x: e.StageReopened) -> list[Effect]:
    kind: NoticeKind = "sent-back" if x.by == SYSTEM else "stage-reopened"
    return [post_notice(CHANNEL, kind=kind, stage=x.stage, person=x.by)]


def _paused(a: Audit, f: Framework, x: e.AuditPaused) -> list[Effect]:
    return [post_notice(CHANNEL, kind="audit-paused", person=x.by)]


def _resumed(a: Audit, f: Framework, x: e.AuditResumed) -> list[Effect]:
    return [post_notice(CHANNEL, kind="audit-resumed", person=x.by)]


def _end_refused(a: Audit, f: Framework, x: e.EndRefused) -> list[Effect]:
    return [post_notice(dm(lead_or_deputy(a)), kind="end-refused", person=x.by)]


def _ended(a: Audit, f: Framework, x: e.AuditEnded) -> list[Effect]:
    return [post_notice(CHANNEL, kind="audit-ended", stage=x.stage, person=x.by, seq=a.seq)]


def _erased(a: Audit, f: Framework, x: e.ContentRedacted) -> list[Effect]:
    return [EraseContent(content=x.content)]


EFFECTS: dict[type, Callable[[Audit, Framework, Any], list[Effect]]] = {
    e.AuditStarted: _started,
    e.DetailsChanged: _details,
    e.AuditUpgraded: _upgraded,
    RoleAssigned: _assigned,
    e.ChannelBound: _bound,
    RoleDeclined: _declined,
    PersonGone: _leaderless,
    RoleDelegated: _delegated,
    DocumentOffered: _offered,
    ArtifactSubmitted: _submitted,
    ArtifactStored: _stored,
    ArtifactFailed: _failed,
    ChangesRequested: _changes,
    SignatureWithdrawn: _withdrawn,
    e.StageClosed: _closed,
    e.StageReopened: _reopened,
    e.AuditPaused: _paused,
    e.AuditResumed: _resumed,
    e.EndRefused: _end_refused,
    e.AuditEnded: _ended,
    SummaryRequested: _requested,
    SummaryFailed: _not_drafted,
    BallotExtended: _extended,
    BallotVoided: _voided,
    ScoringClosed: _scoring_closed,
    BallotClosed: _vote_closed,
    BallotsRevealed: _revealed,
    NoDecisionReached: _undecided,
    e.ContentRedacted: _erased,
    e.StageReady: _ready,
    RiskRecorded: _scored,
    ThresholdSealed: _threshold,
    ThresholdsRevealed: _opened,
    ResultOffered: _to_read,
    ResultUnread: _unread,
    ResultAdmitted: _admitted,
    TamperRecorded: _tampered,
    ModelChanged: _model,
    **AFTERMATH,
}


def caused(after: Audit, framework: Framework, event: Event) -> list[Effect]:
    """The work an event causes, in order."""
    work = EFFECTS.get(type(event))
    return work(after, framework, event) if work else []
