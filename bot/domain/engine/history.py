"""What has happened: past tense, one frozen class each, a discriminated union with a schema version.

Owns the shape of history. Every fact a rule needs is here; prose and files are digests. A released event class never
changes its meaning: a new shape is a new version with an upcaster in `UPCASTERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.domain.ballot.events import (
    BallotCast,
    BallotClosed,
    BallotExtended,
    BallotOpened,
    BallotsRevealed,
    BallotVoided,
    FormRecommended,
    NoDecisionReached,
    SeatRecused,
)
from bot.domain.decision.events import (
    BoardAsked,
    CancellingReported,
    ConditionDropped,
    ConditionsMet,
    DecidedOutside,
    DecisionExpired,
    DecisionProposed,
    DecisionReached,
    DecisionSuspended,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    ExpiryNoticed,
    HoldCalled,
    HoldLapsed,
    HoldLifted,
    MitigationsListed,
    OutsideProposed,
    OutsideRefused,
    OwnerNamed,
    ProposalVoided,
    ReleaseStaged,
    ReportAnswered,
)
from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactWithoutEffect,
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
from bot.domain.duties.events import DutyExtended, DutyProceededWithout, RemindersSent
from bot.domain.evaluations.events import (
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    ResultUnread,
    RiskRecorded,
    TamperRecorded,
    ThresholdSealed,
    ThresholdsRevealed,
)
from bot.domain.findings.events import FindingAnswered, FindingDisposed, FindingLogged
from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    AuditUpgraded,
    ChannelBound,
    DetailsChanged,
    DueChanged,
    EndProposed,
    EndRefused,
    StageClosed,
    StageOpened,
    StageReady,
    StageReopened,
    StageStands,
    VariantApproved,
)
from bot.domain.redaction.events import ContentRedacted, RedactionProposed
from bot.domain.reflection.events import (
    StatementsAnswered,
    SummaryDrafted,
    SummaryFailed,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from bot.domain.roster.events import (
    PersonAway,
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    WaiverProposed,
    WaiverSeconded,
)
from bot.domain.sign_offs.events import ConditionCarried, ConditionClosed, Responded, SignatureWithdrawn, Signed

SCHEMA_VERSION = 1
"""The version every new event is written with."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""From (event type, schema version) to the function that lifts its body to the next version."""

AnyEvent = Annotated[
    AuditStarted
    | AuditUpgraded
    | VariantApproved
    | DetailsChanged
    | ChannelBound
    | DueChanged
    | RoleAssigned
    | RoleUnassigned
    | RoleAccepted
    | RoleDeclined
    | RoleDelegated
    | WaiverProposed
    | WaiverSeconded
    | PersonAway
    | PersonGone
    | StageOpened
    | StageReady
    | StageClosed
    | StageReopened
    | StageStands
    | DocumentOffered
    | OfferDismissed
    | ArtifactSubmitted
    | ArtifactStored
    | ArtifactFailed
    | ArtifactAccepted
    | ArtifactWithoutEffect
    | ChangesRequested
    | ChangesResolved
    | Signed
    | SignatureWithdrawn
    | Responded
    | ConditionClosed
    | ConditionCarried
    | FindingLogged
    | FindingDisposed
    | AuditPaused
    | AuditResumed
    | EndProposed
    | EndRefused
    | AuditEnded
    | SummaryRequested
    | SummaryDrafted
    | SummaryFailed
    | SummaryReworded
    | SummaryPublished
    | StatementsAnswered
    | FormRecommended
    | SeatRecused
    | BallotOpened
    | BallotCast
    | BallotClosed
    | BallotExtended
    | BallotVoided
    | BallotsRevealed
    | DecisionProposed
    | HoldCalled
    | HoldLifted
    | HoldLapsed
    | ProposalVoided
    | MitigationsListed
    | OwnerNamed
    | DoneClaimed
    | DoneVerified
    | DoneRefused
    | ConditionDropped
    | ConditionsMet
    | ReleaseStaged
    | CancellingReported
    | BoardAsked
    | ReportAnswered
    | DecisionSuspended
    | ExpiryNoticed
    | DecisionExpired
    | OutsideProposed
    | OutsideRefused
    | DecidedOutside
    | DecisionReached
    | NoDecisionReached
    | RemindersSent
    | DutyExtended
    | DutyProceededWithout
    | RedactionProposed
    | ContentRedacted
    | RowKept
    | RowRemoved
    | DraftClosed
    | RiskRecorded
    | ThresholdSealed
    | ThresholdsRevealed
    | ResultOffered
    | ResultRead
    | ResultUnread
    | ResultAdmitted
    | ResultDismissed
    | ModelChanged
    | ResultCarried
    | ResultSetAside
    | TamperRecorded
    | DocumentRead
    | FindingAnswered
    | RowsScored
    | ScoringClosed
    | ScoresRevealed,
    Field(discriminator="type"),
]

_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)


def read_event(schema_version: int, body: dict[str, Any]) -> Event:
    """An event from its stored body, lifted to the current schema.

    Raises UnknownEvent for a type or version this release does not know: a replica that meets one must not write.
    """
    kind = str(body.get("type"))
    if schema_version > SCHEMA_VERSION:
        raise UnknownEvent(kind, schema_version)
    for version in range(schema_version, SCHEMA_VERSION):
        lift = UPCASTERS.get((kind, version))
        body = lift(body) if lift else body
    try:
        return _ADAPTER.validate_python(body)
    except ValueError as problem:
        raise UnknownEvent(kind, schema_version) from problem


def write_event(event: Event) -> dict[str, Any]:
    """The JSON body of an event, as it is made canonical and hashed."""
    return event.model_dump(mode="json")
