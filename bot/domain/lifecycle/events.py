"""Events of an audit's course: what can have happened.

Owns the shape of these facts (start and details, stages, pause, end, smaller kinds). A released class keeps its name
and its meaning.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Rules
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar
from bot.domain.lifecycle.state import EarlierAudit, Past, Subject


class AuditStarted(Event):
    """An audit began, with the framework frozen into it."""

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
    variant: str = ""
    """The kind of audit (`light`, `practice`), by the framework's key; empty for a full one."""
    reason: Digest | None = None
    """Why a smaller audit is enough."""
    rules: Rules = Field(default=1, exclude_if=lambda rules: rules == 1)
    """The edition of the rules in code, as the framework says it."""
    made_from: tuple[str, ...] = Field(default=(), exclude_if=lambda keys: not keys)
    """The audits whose model this one is, or is made from, by their keys, as the lead says."""
    calendar: Calendar = Field(default=MONDAY_TO_FRIDAY, exclude_if=lambda calendar: calendar == MONDAY_TO_FRIDAY)
    """Its working days and its zone. The days off themselves stand here, so that no later list of them changes it."""
    reach: Digest | None = Field(default=None, exclude_if=lambda reach: reach is None)
    """Where and at what scale the model is to be used, from the second edition of the rules on."""
    next_form: int = Field(default=0, exclude_if=lambda form: not form)
    """The release form that is asked for if `asked_form` is not allowed; 0: none."""


class DetailsChanged(Event):
    """What the start said was corrected; None leaves a detail as it was."""

    type: Literal["DetailsChanged"] = "DetailsChanged"
    description: Digest | None = None
    asked_form: int | None = None
    decision_channel: str | None = None
    made_from: tuple[str, ...] | None = Field(default=None, exclude_if=lambda keys: keys is None)
    reach: Digest | None = Field(default=None, exclude_if=lambda reach: reach is None)
    next_form: int | None = Field(default=None, exclude_if=lambda form: form is None)
    calendar: Calendar | None = Field(default=None, exclude_if=lambda calendar: calendar is None)
    """Its working days from now on: what was reckoned and stands in an event stays as it is."""


class AudienceProposed(Event):
    """The lead says that the audit is to be about fewer people; a reviewer is asked."""

    type: Literal["AudienceProposed"] = "AudienceProposed"
    description: Digest


class AudienceNarrowed(Event):
    """A reviewer agrees: the description changes, and what was signed of the wider one stands."""

    type: Literal["AudienceNarrowed"] = "AudienceNarrowed"


class AudienceKept(Event):
    """A reviewer does not: the description stays as it is."""

    type: Literal["AudienceKept"] = "AudienceKept"


class ChannelBound(Event):
    """The audit has its channel."""

    type: Literal["ChannelBound"] = "ChannelBound"
    channel: str


class DueChanged(Event):
    """A stage got another due date."""

    type: Literal["DueChanged"] = "DueChanged"
    stage: str
    due: date


class StageOpened(Event):
    """A stage opened; what it needs is asked for."""

    type: Literal["StageOpened"] = "StageOpened"
    redraws = frozenset({"homes"})
    stage: str
    due: date


class StageReady(Event):
    """Every required document of a stage is accepted: sign-offs and responses are asked for."""

    type: Literal["StageReady"] = "StageReady"
    stage: str


class StageClosed(Event):
    """A stage closed with exactly these document versions."""

    type: Literal["StageClosed"] = "StageClosed"
    redraws = frozenset({"homes"})
    stage: str
    closed_with: dict[str, int]
    evidence: Digest


class ClosingUndone(Event):
    """The closing of a stage was taken back before anything followed; both stay on record."""

    type: Literal["ClosingUndone"] = "ClosingUndone"
    redraws = frozenset({"homes"})
    stage: str
    following: str
    """The stage that it had opened, which waits again; empty where it opened none."""


class StageReopened(Event):
    """A closed stage is open again; the closed ones after it are questioned."""

    type: Literal["StageReopened"] = "StageReopened"
    redraws = frozenset({"homes"})
    stage: str
    reason: Digest | None
    questioned: tuple[str, ...]
    due: date
    summary_before: int = Field(default=0, exclude_if=lambda number: not number)
    """Of a stage that asks questions: the number of the summary that stood published; 0 where none did."""


class LateTakenIn(Event):
    """What came for a stage after it was closed counts from now on; where it is closed, it opens again."""

    type: Literal["LateTakenIn"] = "LateTakenIn"
    redraws = frozenset({"results"})
    stage: str
    artifacts: dict[str, int]
    """Document -> the version that is taken in."""
    results: tuple[int, ...]
    risks: tuple[str, ...] = Field(default=(), exclude_if=lambda risks: not risks)
    """The risks of which something is taken in: the risk itself, or thresholds."""


class StageStands(Event):
    """A questioned stage still stands."""

    type: Literal["StageStands"] = "StageStands"
    stage: str
    evidence: Digest | None = Field(default=None, exclude_if=lambda evidence: evidence is None)
    """What it stands on from now on; None by the first edition of the rules, which left that as it was."""


class AuditPaused(Event):
    """Nobody is asked or reminded until the audit is resumed."""

    type: Literal["AuditPaused"] = "AuditPaused"
    redraws = frozenset({"homes"})
    reason: Digest


class AuditResumed(Event):
    """The audit goes on."""

    type: Literal["AuditResumed"] = "AuditResumed"
    redraws = frozenset({"homes"})


class EndProposed(Event):
    """The lead proposes to end the audit."""

    type: Literal["EndProposed"] = "EndProposed"
    reason: Digest


class EndRefused(Event):
    """Board or safety refused to end it."""

    type: Literal["EndRefused"] = "EndRefused"


class AuditEnded(Event):
    """Board or safety confirmed: the audit ended without a release decision."""

    type: Literal["AuditEnded"] = "AuditEnded"
    redraws = frozenset({"homes"})
    stage: str


class VariantApproved(Event):
    """An independent person finds the reason good for which this audit is a smaller one."""

    type: Literal["VariantApproved"] = "VariantApproved"


class VariantRefused(Event):
    """An independent person says that a smaller audit is not enough: the lead is asked to make it a full one."""

    type: Literal["VariantRefused"] = "VariantRefused"
    reason: Digest


class EarlierAuditsFound(Event):
    """Which other audits there are of these weights or of this model, and what came of them, is not what it was."""

    type: Literal["EarlierAuditsFound"] = "EarlierAuditsFound"
    audits: tuple[EarlierAudit, ...]


class FrameworkProposed(Event):
    """The lead asks to go on by another framework; a reviewer is asked."""

    type: Literal["FrameworkProposed"] = "FrameworkProposed"
    fingerprint: Digest
    """Of its canonical JSON."""
    title: str
    """Its version and the edition of the rules, as people call it: `2.0.0`."""


class FrameworkKept(Event):
    """A reviewer does not agree: the audit stays with the framework it has."""

    type: Literal["FrameworkKept"] = "FrameworkKept"


class FrameworkAdopted(Event):
    """The audit goes on by another framework. What earlier rules took and the new ones do not is asked again.

    Which closed stages open again, the events after it say.
    """

    type: Literal["FrameworkAdopted"] = "FrameworkAdopted"
    redraws = frozenset({"asks", "decisions", "homes", "results"})
    framework: Digest
    rules: Rules
    """The edition of the rules in code, as the framework says it."""
    title: str
    asked_by: Person
    documents: dict[str, int] = {}
    """Document -> the accepted version that is to be accepted again."""
    results: tuple[int, ...] = ()
    """Results that wait for a word again."""
    findings: tuple[int, ...] = ()
    """Severe problems that stand open again."""
    waivers: tuple[int, ...] = ()
    """Waivers that are over, in the order they were asked for, from 0."""
    past: Past = Past()
    before: str = Field(default="", exclude_if=lambda title: not title)
    """Title and version of the framework until then."""
    after: str = Field(default="", exclude_if=lambda title: not title)
    """Title and version of this one."""
    stages: tuple[str, ...] = Field(default=(), exclude_if=lambda stages: not stages)
    """The closed stages that open again by the events after it."""


class AuditUpgraded(Event):
    """The audit goes on as a full one: another framework, the same documents, no approval carried over."""

    type: Literal["AuditUpgraded"] = "AuditUpgraded"
    redraws = frozenset({"stages"})
    framework: Digest
    stages: tuple[str, ...]
    due: date
    """Of its first stage, which is open now."""
    rules: Rules = Field(default=1, exclude_if=lambda rules: rules == 1)
    """The edition of the rules in code, as the new framework says it."""
