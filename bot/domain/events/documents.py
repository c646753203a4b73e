"""Events about documents and the verdicts on them: versions, changes, sign-offs, conditions, findings."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.domain.audit import Cause, Disposition, ResponseVerdict, Severity, Verdict
from bot.domain.kernel.content import Digest, Source, SubmissionKind
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class DocumentOffered(Event):
    """A reply looks like a document; its sender is asked."""

    type: Literal["DocumentOffered"] = "DocumentOffered"
    offer: str
    person: Person
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Digest


class OfferDismissed(Event):
    """ "Just talk": the reply was no document."""

    type: Literal["OfferDismissed"] = "OfferDismissed"
    offer: str


class ArtifactSubmitted(Event):
    """A version of a document was handed in; a file is still to be fetched (content None)."""

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
    rows: int = 0
    """How many rows the text has, for a document that consists of rows."""
    behalf: Digest | None = None
    """Whose signed document it is, where its sender records it for somebody without an account."""


class ArtifactStored(Event):
    """The file of a version was fetched, hashed and stored."""

    type: Literal["ArtifactStored"] = "ArtifactStored"
    artifact: str
    version: int
    content: Digest
    size: int
    rows: int = 0


class ArtifactFailed(Event):
    """The file of a version could not be fetched, or does not fit."""

    type: Literal["ArtifactFailed"] = "ArtifactFailed"
    artifact: str
    version: int
    problem: str
    detail: Digest | None = None


class DocumentRead(Event):
    """A version was read: the parts that are missing, by their keys, and what it states in front."""

    type: Literal["DocumentRead"] = "DocumentRead"
    artifact: str
    version: int
    missing: tuple[str, ...]
    stated: Digest
    listed: tuple[Digest, ...] = ()
    """The words of risks that its rows put on record."""


class ArtifactAccepted(Event):
    """An independent reviewer accepted a version."""

    type: Literal["ArtifactAccepted"] = "ArtifactAccepted"
    artifact: str
    version: int
    supports: bool | None


class ArtifactWithoutEffect(Event):
    """An auditor marked a version as without effect on what was signed."""

    type: Literal["ArtifactWithoutEffect"] = "ArtifactWithoutEffect"
    artifact: str
    version: int
    before: Digest
    """The stage's evidence without this change: approvals bound to it carry over to `after`."""
    also: tuple[Digest, ...] = ()
    """Evidence signed before several changes that are all marked by now: those approvals carry over too."""
    after: Digest


class ChangesRequested(Event):
    """Somebody said what is wrong with a version."""

    type: Literal["ChangesRequested"] = "ChangesRequested"
    request: int
    artifact: str
    version: int
    what: Digest
    round: int


class ChangesResolved(Event):
    """The requester is content with the new version."""

    type: Literal["ChangesResolved"] = "ChangesResolved"
    request: int


class Signed(Event):
    """Somebody gave a verdict on a stage, bound to its evidence."""

    type: Literal["Signed"] = "Signed"
    stage: str
    role: str
    verdict: Verdict
    evidence: Digest
    seat: Person = ""
    """Whose seat a delegate signed in; empty for the signer's own."""
    condition: int | None = None
    condition_text: Digest | None = None
    versions: dict[str, int] = {}
    """Document -> the accepted version of it that was signed."""


class SignatureWithdrawn(Event):
    """Somebody took their approval back."""

    type: Literal["SignatureWithdrawn"] = "SignatureWithdrawn"
    stage: str
    role: str
    person: Person
    reason: Digest


class Responded(Event):
    """A builder answered a stage's statements of fact."""

    type: Literal["Responded"] = "Responded"
    stage: str
    role: str
    verdict: ResponseVerdict
    text: Digest | None


class ConditionClosed(Event):
    """The author of a condition says it is met."""

    type: Literal["ConditionClosed"] = "ConditionClosed"
    condition: int


class ConditionCarried(Event):
    """The lead carried an open condition onto the ballot."""

    type: Literal["ConditionCarried"] = "ConditionCarried"
    condition: int


class FindingLogged(Event):
    """A problem was put on record."""

    type: Literal["FindingLogged"] = "FindingLogged"
    finding: int
    stage: str
    severity: Severity
    text: Digest
    artifact: str
    blocks: tuple[int, ...]
    request: int | None = None
    """The request for changes that became this finding."""
    cause: Cause = "other"
    risk: str = ""
    """The risk whose results do not hold."""
    owner: Person | None = None
    due: date | None = None


class FindingAnswered(Event):
    """The owner of a problem said what was done about it."""

    type: Literal["FindingAnswered"] = "FindingAnswered"
    finding: int
    text: Digest


class FindingDisposed(Event):
    """It was said what became of a problem."""

    type: Literal["FindingDisposed"] = "FindingDisposed"
    finding: int
    disposition: Disposition
    why: Digest
