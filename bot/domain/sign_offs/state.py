"""The state of approvals, as an audit holds it.

Owns these shapes (signatures, responses of builders, conditions of an approval) and small look-ups on them. Must not
know the audit around them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from bot.domain.ballot.state import When
from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person

Verdict = Literal["approve", "approve-if", "request-changes"]

ResponseVerdict = Literal["facts-correct", "factual-error"]

ConditionStatus = Literal["open", "closed", "carried"]


class Signature(Frozen):
    """One person's verdict on a stage, in one role, on exactly one state of its evidence."""

    person: Person
    role: str
    verdict: Verdict
    evidence: Digest
    at: datetime
    seat: Person = ""
    """Whose seat a delegate signed in; empty for the signer's own."""
    condition: int | None = None
    withdrawn: bool = False
    versions: dict[str, int] = {}
    """Document -> the version of it that was signed."""
    left_out: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """Which kinds of risk the choice leaves out, and why, in the signer's words."""
    carried: bool = False
    """The evidence changed, and an auditor marked the change as without effect."""
    carried_from: tuple[Digest, ...] = Field(default=(), exclude_if=lambda found: not found)
    """The evidence it was bound to before each such change, the oldest first."""


class Response(Frozen):
    """What a builder says of a stage's statements of fact."""

    person: Person
    role: str
    verdict: ResponseVerdict
    text: Digest | None
    at: datetime


class Condition(Frozen):
    """A condition somebody attached to an approval of a stage."""

    number: int
    stage: str
    by: Person
    text: Digest
    status: ConditionStatus = "open"
    when: When = Field(default="before", exclude_if=lambda when: when == "before")
    """When it has to be met, where it is carried onto the ballot."""
