"""Events of approvals: what can have happened.

Owns the shape of these facts (signatures, responses of builders, conditions of an approval). A released class keeps
its name and its meaning.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from pydantic import Field

from bot.domain.ballot.state import When
from bot.domain.kernel.content import Digest
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.sign_offs.state import ResponseVerdict, Verdict


class Signed(Event):
    """Somebody gave a verdict on a stage, bound to its evidence."""

    worded = MappingProxyType({"verdict": "recorded-verdict"})
    type: Literal["Signed"] = "Signed"
    stage: str
    role: str
    verdict: Verdict
    evidence: Digest
    seat: Person = ""
    """Whose seat a delegate signed in; empty for the signer's own."""
    condition: int | None = None
    condition_text: Digest | None = None
    condition_when: When = Field(default="before", exclude_if=lambda when: when == "before")
    """When the condition has to be met, where it is carried onto the ballot."""
    versions: dict[str, int] = {}
    """Document -> the accepted version of it that was signed."""
    left_out: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """Which kinds of risk the choice that was signed leaves out, and why."""


class SignatureWithdrawn(Event):
    """Somebody took their approval back."""

    type: Literal["SignatureWithdrawn"] = "SignatureWithdrawn"
    stage: str
    role: str
    person: Person
    reason: Digest


class Responded(Event):
    """A builder answered a stage's statements of fact."""

    worded = MappingProxyType({"verdict": "recorded-verdict"})
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
