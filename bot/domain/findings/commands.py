"""Commands on problems found: what may be asked for.

Owns the shape of these requests (from the log to the disposal). Whether they are granted, the rules say.
"""

from __future__ import annotations

from bot.domain.findings.state import Cause, Disposition, Severity
from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


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


class SecondDisposition(Command):
    """Another person agrees that a severe problem is lowered, or does not."""

    finding: int
    confirm: bool
