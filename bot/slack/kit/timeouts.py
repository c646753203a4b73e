"""How long a person waits for us, and we wait for Slack while they do.

Owns these limits. Must not know what is waited for.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. Slack waits 3 s for an answer; the person must hear from us before that."""

    save: float = 2.5
    open: float = 2.0
    look_up: float = 1.0
    whisper: float = 1.0
