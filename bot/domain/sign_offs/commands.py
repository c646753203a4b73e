"""Commands on approvals: what may be asked for.

Owns the shape of these requests (signatures, responses of builders, conditions of an approval). Whether they are
granted, the rules say.
"""

from __future__ import annotations

from bot.domain.ballot.state import When
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.registry import Command
from bot.domain.sign_offs.state import ResponseVerdict, Verdict


class SignOff(Command):
    """A verdict on a stage, bound to the evidence the signer was shown."""

    stage: str
    role: str
    verdict: Verdict
    seen: Digest
    condition: Prose | None = None
    condition_when: When = "before"
    """When the condition has to be met, where it is carried onto the ballot."""
    artifact: str = ""
    """With request-changes: the document that is wrong."""
    what: Prose | None = None
    left_out: Prose | None = None
    """Of a stage that chooses risks: which kinds are left out, and why, as a reviewer says who approves the choice."""


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
