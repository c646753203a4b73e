"""What can go wrong, as one tree.

    SandboxError
    ├── SlackError      the Web API's own answer {"ok": false, "error": code}: the bot did something Slack refuses
    ├── CannotDo        a person tried what Slack's client would not let them do; the text says why
    └── NeverHappened   a wait ran out; the text says what was there instead (an AssertionError, for tests)

Owns the tree. Must not know who raises what.
"""

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


class NeverHappened(SandboxError, AssertionError):
    """A wait ran out of time."""
