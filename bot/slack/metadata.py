"""What a modal remembers between its opening and its submission: its `private_metadata`.

Owns writing and reading it. Ids only, never prose, and always a request id minted when the modal was opened: the same
submission sent twice is one request. Must not know which modal it belongs to.
"""

from __future__ import annotations

from bot.slack.kept import Kept


class Meta(Kept):
    """The memory of one modal. At most 3,000 characters."""

    letters = {
        "request": "q",
        "audit": "a",
        "stage": "s",
        "role": "r",
        "artifact": "d",
        "number": "n",
        "key": "k",
        "seen": "e",
        "channel": "c",
        "ts": "t",
        "thread": "h",
        "file": "f",
    }

    request: str
    audit: str = ""
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    """A version, request, condition, finding, summary or ballot round."""
    key: str = ""
    """An offer, a duty, a statement, a section of a summary, a digest or a person."""
    seen: str = ""
    """What the person was shown: the evidence's digest, how a version stood, or the fields (`bot.slack.compared`)."""
    channel: str = ""
    ts: str = ""
    """The message the modal is about."""
    thread: str = ""
    file: str = ""
