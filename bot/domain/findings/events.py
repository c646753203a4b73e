"""Events of problems found: what can have happened.

Owns the shape of these facts (from the log to the disposal). A released class keeps its name and its meaning.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from bot.domain.findings.state import Cause, Disposition, Severity
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class FindingLogged(Event):
    """A problem was put on record."""

    worded = MappingProxyType({"severity": "severity"})
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
    report: int = Field(default=0, exclude_if=lambda report: not report)
    """The confirmed report that it was logged for; 0: somebody logged it."""


class FindingAnswered(Event):
    """The owner of a problem said what was done about it."""

    type: Literal["FindingAnswered"] = "FindingAnswered"
    finding: int
    text: Digest


class FindingDisposed(Event):
    """It was said what became of a problem."""

    worded = MappingProxyType({"disposition": "report-disposition"})
    type: Literal["FindingDisposed"] = "FindingDisposed"
    finding: int
    disposition: Disposition
    why: Digest
    proposed_by: Person | None = Field(default=None, exclude_if=lambda person: person is None)
    """Who asked for it, where `by` is the second that a severe problem takes."""


class FindingDispositionProposed(Event):
    """A reviewer asks to lower a severe problem; it stays open until somebody seconds that."""

    worded = MappingProxyType({"disposition": "report-disposition"})
    type: Literal["FindingDispositionProposed"] = "FindingDispositionProposed"
    finding: int
    disposition: Disposition
    why: Digest


class FindingDispositionRefused(Event):
    """The second did not agree: the severe problem stays open."""

    type: Literal["FindingDispositionRefused"] = "FindingDispositionRefused"
    finding: int
