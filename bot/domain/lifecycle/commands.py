"""Commands on an audit's course: what may be asked for.

Owns the shape of these requests (start and details, stages, pause, end, smaller kinds). Whether they are granted, the
rules say.
"""

from __future__ import annotations

from datetime import date

from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar
from bot.domain.lifecycle.state import EarlierAudit, Past, Subject


class StartAudit(Command):
    """Start an audit. `audit` is the key the service allotted."""

    subject: Subject
    description: Prose
    asked_form: int
    framework: Prose
    """Canonical JSON of the framework in force, frozen into the audit."""
    lead: Person
    deputy: Person | None = None
    channel: str | None = None
    decision_channel: str
    reason: Prose | None = None
    """Why a smaller audit than the full one is enough."""
    made_from: tuple[str, ...] = ()
    """The audits whose model this one is, or is made from, by their keys, as the lead says."""
    calendar: Calendar = MONDAY_TO_FRIDAY
    """Its working days and its zone, as they were looked up when it was started."""
    reach: Prose | None = None
    """Where and at what scale the model is to be used."""
    next_form: int = 0
    """The release form that is asked for if the one asked for is not allowed; 0: none."""


class ChangeDetails(Command):
    """Correct what the start said."""

    description: Prose | None = None
    asked_form: int | None = None
    decision_channel: str | None = None
    made_from: tuple[str, ...] | None = None
    """The audits whose model this one is, or is made from; None leaves the answer as it is."""
    reach: Prose | None = None
    """Where and at what scale the model is to be used; None leaves the answer as it is."""
    next_form: int | None = None
    """The release form that is asked for if the one asked for is not allowed; None leaves the answer as it is."""
    calendar: Calendar | None = None
    """Its working days and its zone from now on; None leaves them as they are."""


class NarrowAudience(Command):
    """The same model for fewer people: what it is and for whom then."""

    description: Prose


class AnswerAudience(Command):
    """A reviewer agrees that a description is for fewer people. `description`: the digest of the one that was asked."""

    description: Digest
    confirm: bool


class BindChannel(Command):
    """The audit's own channel exists now."""

    channel: str


class ChangeDue(Command):
    """Move a stage's due date."""

    stage: str
    due: date


class CloseStage(Command):
    """Close a stage that has everything."""

    stage: str


class UndoClosing(Command):
    """Take back the closing of a stage after which nothing happened."""

    stage: str


class ReopenStage(Command):
    """Open a closed stage again."""

    stage: str
    reason: Prose


class TakeIn(Command):
    """What came for a stage after it was closed is to count: all of it, as far as it may now."""

    stage: str


class AnswerReopened(Command):
    """A later stage, after an earlier one was reopened: it still stands, or it is reopened too."""

    stage: str
    stands: bool


class PauseAudit(Command):
    """Stop asking and reminding until resumed."""

    reason: Prose


class ResumeAudit(Command):
    """Go on after a pause."""


class ProposeEnd(Command):
    """The lead proposes to end the audit."""

    reason: Prose


class AnswerEnd(Command):
    """Board or safety confirms the end, or refuses it."""

    confirm: bool


class PassTime(Command):
    """A moment the audit waits for has come (a deadline, a date). Decides whatever is due by now."""


class ApproveVariant(Command):
    """An independent person approves the reason for a smaller audit."""


class RefuseVariant(Command):
    """An independent person says that a smaller audit is not enough."""

    reason: Prose


class RecordEarlierAudits(Command):
    """The other audits of these weights or of this model, as they stand now."""

    found: tuple[EarlierAudit, ...]


class UpgradeAudit(Command):
    """Go on as a full audit."""

    framework: Prose
    """Canonical JSON of the framework in force from now on."""


class ProposeFramework(Command):
    """Go on by another framework, as the lead asks."""

    framework: Prose
    """Canonical JSON of the framework in force from then on."""
    past: Past = Past()
    """What its history tells, as the service reads it."""


class AnswerFramework(Command):
    """A reviewer agrees to the framework that was asked for, or the audit stays with its own."""

    framework: Prose
    """Canonical JSON of the framework that the reviewer was shown."""
    confirm: bool
    past: Past = Past()
    """What its history tells, as the service reads it."""
