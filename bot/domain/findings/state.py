"""The state of problems found, as an audit holds it.

Owns these shapes (from the log to the disposal) and small look-ups on them. Must not know the audit around them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person

Severity = Literal["low", "medium", "high", "severe"]

Cause = Literal["gap", "test", "conflict", "other"]
"""gap: something is not on record · test: a test failed · conflict: with a principle of the audit."""

Disposition = Literal["open", "fixed", "mitigated", "accepted"]


class ProposedDisposition(Frozen):
    """What a reviewer asks to make of a severe problem; it counts once it is seconded."""

    disposition: Disposition
    why: Digest
    by: Person
    at: datetime


class Finding(Frozen):
    """A problem found: open until somebody disposes of it; a severe open one blocks the forms it names."""

    number: int
    stage: str
    severity: Severity
    text: Digest
    by: Person
    artifact: str = ""
    blocks: tuple[int, ...] = ()
    cause: Cause = "other"
    risk: str = ""
    """The risk whose results do not hold their threshold."""
    model: int = 1
    """The version of the model it was found in (`Audit.model_number`)."""
    owner: Person | None = None
    """Who says what is done about it; None where nobody was named."""
    due: date | None = None
    answer: Digest | None = None
    """What its owner says was done about it."""
    disposition: Disposition = "open"
    disposed_by: Person | None = None
    disposed_why: Digest | None = None
    proposed: ProposedDisposition | None = None
    seconded_by: Person | None = None
    """Who agreed that a severe problem was lowered."""
    follow_up: bool = Field(default=False, exclude_if=lambda later: not later)
    """It was found after the decision was posted."""
    report: int = 0
    """The report that suspended a decision, where the problem stands because of it; 0: none."""
