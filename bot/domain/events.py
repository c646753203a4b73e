"""What has happened: past tense, one frozen class each, a discriminated union with a schema version.

Owns the shape of history. Every fact a rule needs is here; prose and files are digests. A released event class never
changes its meaning: a new shape is a new version with an upcaster in `UPCASTERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from bot.domain.audit import (
    AnswerVerdict,
    Blocked,
    Disposition,
    OpenedBallot,
    ResponseVerdict,
    Severity,
    Statement,
    Subject,
    Verdict,
)
from bot.domain.content import Digest, Frozen, Source, SubmissionKind
from bot.domain.people import Person

SCHEMA_VERSION = 1
"""The version every new event is written with."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""From (event type, schema version) to the function that lifts its body to the next version."""


class EventBase(Frozen):
    """When (aware UTC) and by whom. `by` is `smactr` where time or an effect's outcome moved the audit."""

    at: datetime
    by: Person


class AuditStarted(EventBase):
    type: Literal["AuditStarted"] = "AuditStarted"
    workspace: str
    key: str
    subject: Subject
    description: Digest
    asked_form: int
    framework: Digest
    stages: tuple[str, ...]
    lead: Person
    deputy: Person | None
    channel: str | None
    wants_channel: str
    decision_channel: str


class DetailsChanged(EventBase):
    type: Literal["DetailsChanged"] = "DetailsChanged"
    description: Digest | None = None
    asked_form: int | None = None
    decision_channel: str | None = None


class ChannelBound(EventBase):
    type: Literal["ChannelBound"] = "ChannelBound"
    channel: str


class DueChanged(EventBase):
    type: Literal["DueChanged"] = "DueChanged"
    stage: str
    due: date


class RoleAssigned(EventBase):
    type: Literal["RoleAssigned"] = "RoleAssigned"
    role: str
    person: Person


class RoleUnassigned(EventBase):
    type: Literal["RoleUnassigned"] = "RoleUnassigned"
    role: str
    person: Person


class RoleAccepted(EventBase):
    type: Literal["RoleAccepted"] = "RoleAccepted"
    role: str
    person: Person


class RoleDeclined(EventBase):
    type: Literal["RoleDeclined"] = "RoleDeclined"
    role: str
    person: Person
    suggests: Person | None


class RoleDelegated(EventBase):
    type: Literal["RoleDelegated"] = "RoleDelegated"
    role: str
    person: Person
    to: Person
    until: date


class WaiverProposed(EventBase):
    type: Literal["WaiverProposed"] = "WaiverProposed"
    person: Person
    roles: tuple[str, str]
    reason: Digest


class WaiverSeconded(EventBase):
    type: Literal["WaiverSeconded"] = "WaiverSeconded"
    person: Person
    roles: tuple[str, str]


class PersonAway(EventBase):
    type: Literal["PersonAway"] = "PersonAway"
    person: Person
    until: date


class PersonGone(EventBase):
    type: Literal["PersonGone"] = "PersonGone"
    person: Person


class StageOpened(EventBase):
    type: Literal["StageOpened"] = "StageOpened"
    stage: str
    due: date


class StageReady(EventBase):
    type: Literal["StageReady"] = "StageReady"
    stage: str


class StageClosed(EventBase):
    type: Literal["StageClosed"] = "StageClosed"
    stage: str
    closed_with: dict[str, int]
    evidence: Digest


class StageReopened(EventBase):
    type: Literal["StageReopened"] = "StageReopened"
    stage: str
    reason: Digest | None
    questioned: tuple[str, ...]
    due: date


class StageStands(EventBase):
    type: Literal["StageStands"] = "StageStands"
    stage: str


class DocumentOffered(EventBase):
    type: Literal["DocumentOffered"] = "DocumentOffered"
    offer: str
    person: Person
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Digest


class OfferDismissed(EventBase):
    type: Literal["OfferDismissed"] = "OfferDismissed"
    offer: str


class ArtifactSubmitted(EventBase):
    type: Literal["ArtifactSubmitted"] = "ArtifactSubmitted"
    artifact: str
    version: int
    kind: SubmissionKind
    source: Source | None
    name: Digest
    content: Digest | None
    size: int
    written_afterwards: bool
    offer: str


class ArtifactStored(EventBase):
    type: Literal["ArtifactStored"] = "ArtifactStored"
    artifact: str
    version: int
    content: Digest
    size: int


class ArtifactFailed(EventBase):
    type: Literal["ArtifactFailed"] = "ArtifactFailed"
    artifact: str
    version: int
    problem: str


class ArtifactAccepted(EventBase):
    type: Literal["ArtifactAccepted"] = "ArtifactAccepted"
    artifact: str
    version: int
    supports: bool | None


class ArtifactWithoutEffect(EventBase):
    type: Literal["ArtifactWithoutEffect"] = "ArtifactWithoutEffect"
    artifact: str
    version: int
    before: Digest
    """The stage's evidence without this change: approvals bound to it carry over to `after`."""
    after: Digest


class ChangesRequested(EventBase):
    type: Literal["ChangesRequested"] = "ChangesRequested"
    request: int
    artifact: str
    version: int
    what: Digest
    round: int


class ChangesResolved(EventBase):
    type: Literal["ChangesResolved"] = "ChangesResolved"
    request: int


class Signed(EventBase):
    type: Literal["Signed"] = "Signed"
    stage: str
    role: str
    verdict: Verdict
    evidence: Digest
    condition: int | None = None
    condition_text: Digest | None = None


class SignatureWithdrawn(EventBase):
    type: Literal["SignatureWithdrawn"] = "SignatureWithdrawn"
    stage: str
    role: str
    person: Person
    reason: Digest


class Responded(EventBase):
    type: Literal["Responded"] = "Responded"
    stage: str
    role: str
    verdict: ResponseVerdict
    text: Digest | None


class ConditionClosed(EventBase):
    type: Literal["ConditionClosed"] = "ConditionClosed"
    condition: int


class ConditionCarried(EventBase):
    type: Literal["ConditionCarried"] = "ConditionCarried"
    condition: int


class FindingLogged(EventBase):
    type: Literal["FindingLogged"] = "FindingLogged"
    finding: int
    stage: str
    severity: Severity
    text: Digest
    artifact: str
    blocks: tuple[int, ...]
    request: int | None = None
    """The request for changes that became this finding."""


class FindingDisposed(EventBase):
    type: Literal["FindingDisposed"] = "FindingDisposed"
    finding: int
    disposition: Disposition
    why: Digest


class AuditPaused(EventBase):
    type: Literal["AuditPaused"] = "AuditPaused"
    reason: Digest


class AuditResumed(EventBase):
    type: Literal["AuditResumed"] = "AuditResumed"


class EndProposed(EventBase):
    type: Literal["EndProposed"] = "EndProposed"
    reason: Digest


class EndRefused(EventBase):
    type: Literal["EndRefused"] = "EndRefused"


class AuditEnded(EventBase):
    type: Literal["AuditEnded"] = "AuditEnded"
    stage: str


class SummaryRequested(EventBase):
    type: Literal["SummaryRequested"] = "SummaryRequested"
    number: int


class SummaryDrafted(EventBase):
    type: Literal["SummaryDrafted"] = "SummaryDrafted"
    number: int
    content: Digest
    discussion: Digest
    origin: str
    statements: tuple[Statement, ...]


class SummaryFailed(EventBase):
    type: Literal["SummaryFailed"] = "SummaryFailed"
    number: int
    problem: str


class SummaryPublished(EventBase):
    type: Literal["SummaryPublished"] = "SummaryPublished"
    number: int
    removed: tuple[str, ...]
    answers_due: date


class StatementsAnswered(EventBase):
    type: Literal["StatementsAnswered"] = "StatementsAnswered"
    number: int
    statements: tuple[str, ...]
    verdict: AnswerVerdict
    reason: Digest | None


class SeatRecused(EventBase):
    type: Literal["SeatRecused"] = "SeatRecused"
    person: Person


class BallotOpened(EventBase):
    type: Literal["BallotOpened"] = "BallotOpened"
    round: int
    seats: tuple[Person, ...]
    needed: int
    deadline: datetime
    evidence: Digest


class BallotCast(EventBase):
    type: Literal["BallotCast"] = "BallotCast"
    round: int
    ballot: Digest


class BallotExtended(EventBase):
    type: Literal["BallotExtended"] = "BallotExtended"
    round: int
    deadline: datetime


class BallotVoided(EventBase):
    type: Literal["BallotVoided"] = "BallotVoided"
    round: int
    cause: Literal["evidence", "roster", "reopened"]


class BallotsRevealed(EventBase):
    type: Literal["BallotsRevealed"] = "BallotsRevealed"
    round: int
    ballots: dict[Person, OpenedBallot]


class DecisionReached(EventBase):
    type: Literal["DecisionReached"] = "DecisionReached"
    round: int
    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...]
    dissenters: tuple[Person, ...]


class NoDecisionReached(EventBase):
    type: Literal["NoDecisionReached"] = "NoDecisionReached"
    round: int


class RemindersSent(EventBase):
    type: Literal["RemindersSent"] = "RemindersSent"
    person: Person
    duties: tuple[str, ...]
    escalated: tuple[str, ...] = ()


class DutyExtended(EventBase):
    type: Literal["DutyExtended"] = "DutyExtended"
    duty: str
    until: date


class DutyProceededWithout(EventBase):
    type: Literal["DutyProceededWithout"] = "DutyProceededWithout"
    duty: str
    reason: Digest


class RedactionProposed(EventBase):
    type: Literal["RedactionProposed"] = "RedactionProposed"
    content: Digest
    reason: Digest


class ContentRedacted(EventBase):
    type: Literal["ContentRedacted"] = "ContentRedacted"
    content: Digest
    reason: Digest


Event = Annotated[
    AuditStarted
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
    | SummaryPublished
    | StatementsAnswered
    | SeatRecused
    | BallotOpened
    | BallotCast
    | BallotExtended
    | BallotVoided
    | BallotsRevealed
    | DecisionReached
    | NoDecisionReached
    | RemindersSent
    | DutyExtended
    | DutyProceededWithout
    | RedactionProposed
    | ContentRedacted,
    Field(discriminator="type"),
]

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)


def read_event(schema_version: int, body: dict[str, Any]) -> Event:
    """An event from its stored body, lifted to the current schema.

    Raises UnknownEvent for a type or version this release does not know: a replica that meets one must not write.
    """
    from bot.domain.errors import UnknownEvent

    kind = str(body.get("type"))
    if schema_version > SCHEMA_VERSION:
        raise UnknownEvent(kind, schema_version)
    for version in range(schema_version, SCHEMA_VERSION):
        body = UPCASTERS.get((kind, version), lambda b: b)(body)
    try:
        return _ADAPTER.validate_python(body)
    except ValueError as problem:
        raise UnknownEvent(kind, schema_version) from problem


def write_event(event: Event) -> dict[str, Any]:
    """The JSON body of an event, as it is made canonical and hashed."""
    return _ADAPTER.dump_python(event, mode="json")  # type: ignore[no-any-return]
