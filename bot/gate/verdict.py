"""What the gate finds and what that makes of the answer: allowed, refused, or it cannot be told.

Owns findings, the three answers, and which finding an error is. Must not know what was asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from .folder import FolderProblem
from .statement import StatementProblem

ALLOWED: Final = 0
REFUSED: Final = 1
CANNOT_TELL: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a release. `kind`: a key of `bot.gate.words`; `said`: what its sentence names."""

    kind: str
    level: Literal["refused", "unknown"]
    said: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says. With no finding the release is allowed."""

    findings: tuple[Finding, ...]
    decision: str = ""
    """The audit and the model it decided on, once the signature was found right."""
    fingerprint: str = ""
    files: int = 0
    co_signers: tuple[str, ...] = ()
    """Who of the allowed signers signed beside the bot."""

    @property
    def code(self) -> int:
        """0 allowed, 1 refused, 2 cannot tell."""
        levels = {finding.level for finding in self.findings}
        return REFUSED if "refused" in levels else CANNOT_TELL if levels else ALLOWED


def what_went_wrong(problem: Exception) -> Finding:
    """What an error on the way says: only what is wrong beyond doubt refuses, of all else nothing can be told."""
    match problem:
        case StatementProblem():
            return Finding(problem.kind, "refused" if problem.refused else "unknown", problem.said)
        case FolderProblem():
            return Finding(f"reading-{problem.kind}", "unknown", {"file": problem.file, "reason": problem.reason})
        case OSError():
            reason = problem.strerror or str(problem)
            return Finding("reading-unreadable", "unknown", {"file": problem.filename, "reason": reason})
    return Finding("error", "unknown", {"error": f"{type(problem).__name__}: {problem}"})
