"""What an event causes outside: the work queued in the same transaction.

Owns the table from event to effects. Must not know how any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.effects import (
    _closed,
    _details,
    _end_refused,
    _ended,
    _paused,
    _reopened,
    _resumed,
    _started,
    _upgraded,
)
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    AuditUpgraded,
    ChannelBound,
    DetailsChanged,
    EndRefused,
    StageClosed,
    StageReady,
    StageReopened,
)
from bot.domain.redaction.effects import _erased
from bot.domain.redaction.events import ContentRedacted
from bot.domain.reflection.effects import _not_drafted, _requested
from bot.domain.reflection.events import SummaryFailed, SummaryRequested
from bot.domain.roster.effects import _assigned, _bound, _declined, _delegated, _leaderless
from bot.domain.roster.events import PersonGone, RoleAssigned, RoleDeclined, RoleDelegated
from bot.domain.sign_offs.effects import _withdrawn
from bot.domain.sign_offs.events import SignatureWithdrawn

EFFECTS: dict[type, Callable[[Audit, Framework, Any], list[Effect]]] = {
    AuditStarted: _started,
    DetailsChanged: _details,
    AuditUpgraded: _upgraded,
    RoleAssigned: _assigned,
    ChannelBound: _bound,
    RoleDeclined: _declined,
    PersonGone: _leaderless,
    RoleDelegated: _delegated,
    DocumentOffered: _offered,
    ArtifactSubmitted: _submitted,
    ArtifactStored: _stored,
    ArtifactFailed: _failed,
    ChangesRequested: _changes,
    SignatureWithdrawn: _withdrawn,
    StageClosed: _closed,
    StageReopened: _reopened,
    AuditPaused: _paused,
    AuditResumed: _resumed,
    EndRefused: _end_refused,
    AuditEnded: _ended,
    SummaryRequested: _requested,
    SummaryFailed: _not_drafted,
    BallotExtended: _extended,
    BallotVoided: _voided,
    ScoringClosed: _scoring_closed,
    BallotClosed: _vote_closed,
    BallotsRevealed: _revealed,
    NoDecisionReached: _undecided,
    ContentRedacted: _erased,
    StageReady: _ready,
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
