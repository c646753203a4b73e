"""What somebody wants: imperative, one frozen class each.

Owns the shape of a request as it enters `bot.service`: who, in which workspace and audit, under which request id. A
command is a wish; `bot.domain.decide` says whether it is granted. Texts travel as `Prose` and end up as content.
"""

from __future__ import annotations

from datetime import date

from bot.domain.audit import (
    AnswerVerdict,
    Disposition,
    ResponseVerdict,
    Severity,
    Statement,
    Subject,
    Verdict,
)
from bot.domain.content import Digest, Frozen, Prose, Source, SubmissionKind
from bot.domain.people import Person


class Command(Frozen):
    """Every command: the workspace, the audit's key, a request id that is the same for the same click, the actor."""

    workspace: str
    audit: str
    request: str
    actor: Person
    actor_full_member: bool = True
    """Whether the actor is a full member of the workspace (no guest, no stranger), as the directory says now."""
    actor_admin: bool = False


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


class ChangeDetails(Command):
    """Correct what the start said."""

    description: Prose | None = None
    asked_form: int | None = None
    decision_channel: str | None = None


class BindChannel(Command):
    """The audit's own channel exists now."""

    channel: str


class ChangeDue(Command):
    """Move a stage's due date."""

    stage: str
    due: date


class AssignRoles(Command):
    """Set who holds which role: for each role named, exactly these people."""

    roles: dict[str, tuple[Person, ...]]


class AcceptRole(Command):
    """An invited person accepts."""

    role: str


class DeclineRole(Command):
    """An invited person declines, perhaps suggesting somebody."""

    role: str
    suggests: Person | None = None


class DelegateRole(Command):
    """A holder lets somebody act for them until the end of a day."""

    role: str
    to: Person
    until: date


class ProposeWaiver(Command):
    """The lead asks to let one person hold two roles that independence keeps apart."""

    person: Person
    roles: tuple[str, str]
    reason: Prose


class SecondWaiver(Command):
    """A board member agrees to a waiver."""

    person: Person
    roles: tuple[str, str]


class SetAway(Command):
    """The actor is away until the end of a day; a lead's deputy acts."""

    until: date


class RecordGone(Command):
    """The directory says that a person was deactivated or left."""

    person: Person


class OfferDocument(Command):
    """A reply looks like a document; its sender will be asked. `offer` is an id from the Ids port."""

    offer: str
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Prose


class DismissOffer(Command):
    """ "Just talk": the reply is no document."""

    offer: str


class SubmitArtifact(Command):
    """Hand in a document: a text at once, a file to be fetched, a link as a pointer."""

    artifact: str
    kind: SubmissionKind
    name: Prose
    text: Prose | None = None
    """The words of a text, or the address of a link; None for a file."""
    source: Source | None = None
    size: int = 0
    """Bytes, as announced for a file; 0 when unknown."""
    written_afterwards: bool = False
    offer: str = ""


class StoreArtifact(Command):
    """A file was fetched, hashed and stored."""

    artifact: str
    version: int
    content: Digest
    size: int


class FailArtifact(Command):
    """A file could not be fetched. `problem` is a key of the texts people read."""

    artifact: str
    version: int
    problem: str


class AcceptArtifact(Command):
    """An independent reviewer accepts a version; for documents with a verdict, says whether it supports."""

    artifact: str
    version: int
    supports: bool | None = None


class RequestChanges(Command):
    """A reviewer or signer says what is wrong with a version."""

    artifact: str
    version: int
    what: Prose


class ResolveChanges(Command):
    """The requester answers a new version: resolved, or still not (with what is missing)."""

    number: int
    resolved: bool
    what: Prose | None = None


class MarkWithoutEffect(Command):
    """An auditor says a change has no effect on what was signed; approvals carry over, marked."""

    artifact: str
    version: int


class SignOff(Command):
    """A verdict on a stage, bound to the evidence the signer was shown."""

    stage: str
    role: str
    verdict: Verdict
    seen: Digest
    condition: Prose | None = None
    artifact: str = ""
    """With request-changes: the document that is wrong."""
    what: Prose | None = None


class WithdrawSignature(Command):
    """Take back one's approval, with a reason."""

    stage: str
    role: str
    reason: Prose


class Respond(Command):
    """A builder answers a stage's statements of fact."""

    stage: str
    verdict: ResponseVerdict
    text: Prose | None = None


class CloseCondition(Command):
    """The author of a condition says it is met."""

    condition: int


class CarryCondition(Command):
    """The lead carries an open condition onto the ballot."""

    condition: int


class LogFinding(Command):
    """Put a problem on record; with `request_number`, in place of a third round of changes."""

    stage: str
    severity: Severity
    text: Prose
    artifact: str = ""
    blocks: tuple[int, ...] = ()
    request_number: int | None = None


class DisposeFinding(Command):
    """Say what became of a problem."""

    finding: int
    disposition: Disposition
    why: Prose


class CloseStage(Command):
    """Close a stage that has everything."""

    stage: str


class ReopenStage(Command):
    """Open a closed stage again."""

    stage: str
    reason: Prose


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


class RequestSummary(Command):
    """Draft a summary of the reflection from the discussion so far."""


class RecordSummary(Command):
    """A draft came back from the summarizer."""

    number: int
    content: Prose
    discussion: Digest
    origin: str
    statements: tuple[Statement, ...]


class FailSummary(Command):
    """The summarizer could not draft. `problem` is a key of the texts people read."""

    number: int
    problem: str


class PublishSummary(Command):
    """Publish a draft, leaving out statements (never dissent)."""

    number: int
    removed: tuple[str, ...] = ()


class AnswerStatements(Command):
    """Say that statements are accurate, or dispute them with a reason."""

    number: int
    statements: tuple[str, ...]
    verdict: AnswerVerdict
    reason: Prose | None = None


class RecuseSeat(Command):
    """A board seat steps aside before the ballot opens."""


class OpenBallot(Command):
    """Ask the board to vote."""


class BallotConditionText(Frozen):
    """A condition as a seat typed it."""

    text: Prose
    when: str = "before"


class BallotPaper(Frozen):
    """What a seat wrote. Its canonical JSON, salted, is what the record holds until the reveal."""

    forms: tuple[int, ...]
    reason: Prose
    public: Prose | None = None
    conditions: tuple[BallotConditionText, ...] = ()
    send_back: str = ""


class CastBallot(Command):
    """A seat votes. `sealed` is the canonical JSON of `paper`, to be stored encrypted."""

    round: int
    paper: BallotPaper
    sealed: Prose


class RevealBallots(Command):
    """The sealed ballots, opened: each with the salt and text its digest was made from."""

    round: int
    opened: dict[Person, Prose]


class PassTime(Command):
    """A moment the audit waits for has come (a deadline, a date). Decides whatever is due by now."""


class RecordReminders(Command):
    """One daily list went out to a person; `escalated` duties now go to the lead."""

    person: Person
    duties: tuple[str, ...]
    escalated: tuple[str, ...] = ()


class ExtendDuty(Command):
    """The lead gives a duty more time."""

    duty: str
    until: date


class ProceedWithout(Command):
    """The lead goes on without an answer that never came."""

    duty: str
    reason: Prose


class ProposeRedaction(Command):
    """Lead or legal asks to erase a content; an admin erases at once."""

    content: Digest
    reason: Prose


class ConfirmRedaction(Command):
    """The second of lead and legal agrees; the content is erased."""

    content: Digest
