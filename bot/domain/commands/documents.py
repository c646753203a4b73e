"""Commands about documents and what is said of them: versions, changes, sign-offs, responses, problems found.

Owns their shapes; whether they are granted is decided elsewhere.
"""

from __future__ import annotations

from bot.domain.audit import Cause, Disposition, ResponseVerdict, Severity, Verdict
from bot.domain.evaluations.state import TamperFacts
from bot.domain.kernel.content import Digest, Prose, Source, SubmissionKind
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


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
    behalf: Prose | None = None
    """Whose signed document it is, where its sender records it for somebody without an account."""
    offer: str = ""
    draft: bool = False
    """The text is the document's draft, whose rows become this version."""


class StoreArtifact(Command):
    """A file was fetched, hashed and stored."""

    artifact: str
    version: int
    content: Digest
    size: int
    rows: int = 0
    """How many rows were read from it, for a document that consists of rows."""
    tampering: TamperFacts | None = None
    """What was read from it, for a tamper record."""


class FailArtifact(Command):
    """A file could not be fetched, or does not fit. `problem` is a key of the texts people read."""

    artifact: str
    version: int
    problem: str
    detail: Prose | None = None
    """What exactly does not fit."""


class RegisterRow(Frozen):
    """A row of a register of risks."""

    title: Prose
    likelihood: int
    severity: int
    priority: bool
    risk: str = ""
    """The key of the risk on record that has the same words; empty for a new one."""


class RecordDocument(Command):
    """A reader looked at a version: which parts are missing, and what it states in front (JSON of `Stated`)."""

    artifact: str
    version: int
    missing: tuple[str, ...]
    stated: Prose
    risks: tuple[RegisterRow, ...] = ()
    """The rows of a register of risks."""


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
    cause: Cause = "other"
    risk: str = ""
    """The risk whose results do not hold their threshold, for a test that failed."""
    owner: Person | None = None
    """Who is asked what is done about it; None: whoever handed in the document concerned."""


class AnswerFinding(Command):
    """The owner of a problem says what was done about it."""

    finding: int
    text: Prose


class DisposeFinding(Command):
    """Say what became of a problem."""

    finding: int
    disposition: Disposition
    why: Prose
