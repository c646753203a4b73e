"""Commands about documents and what is said of them: versions, changes, sign-offs, responses, problems found.

Owns their shapes; whether they are granted is decided elsewhere.
"""

from __future__ import annotations

from bot.domain.audit import Cause, Disposition, ResponseVerdict, Severity, Verdict
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


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
