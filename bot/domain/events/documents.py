"""Events about documents and the verdicts on them: versions, changes, sign-offs, conditions, findings."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.domain.audit import Cause, Disposition, ResponseVerdict, Severity, Verdict
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


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
