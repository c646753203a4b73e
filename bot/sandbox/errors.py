"""What can go wrong, as one tree.

    SandboxError
    ├── SlackError      the Web API's own answer {"ok": false, "error": code}: the bot did something Slack refuses
    ├── CannotDo        a person tried what Slack's client would not let them do; the text says why
    ├── SnapshotProblem what was kept of a workspace cannot be taken up again
    └── NeverHappened   a wait ran out; the text says what was there instead (an AssertionError, for tests)

Owns the tree. Must not know who raises what.
"""

from pathlib import Path
from typing import Any


class SandboxError(Exception):
    """Anything the sandbox refuses."""


class SlackError(SandboxError):
    """An error code of the Web API, with what else belongs into the answer."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code if not details else f"{code} {details}")
        self.code = code
        self.details = details


class CannotDo(SandboxError):
    """A person cannot do that in Slack: not visible, not there, not allowed."""


class SnapshotProblem(SandboxError):
    """What was kept of a workspace is of another release, or damaged. `file`: where it lies."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class NeverHappened(SandboxError, AssertionError):
    """A wait ran out of time."""
