"""Content: what is kept apart from history, and found again by its digest.

Owns digests, prose on its way to the record, and where in Slack something came from.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Literal

from bot.domain.kernel.models import Frozen

Digest = str
"""`sha256:` and 64 hexadecimal digits: a salted SHA-256 of a content."""


class Prose(Frozen):
    """A text somebody typed, with the salt (hexadecimal, from the Ids port) its digest is made with.

    `sealed` texts are stored encrypted until a later command reveals them.
    """

    salt: str
    text: str
    sealed: bool = False

    @cached_property
    def digest(self) -> Digest:
        """The digest events refer to this text by."""
        return digest_of(self.salt, self.text.encode())


def digest_of(salt: str, data: bytes) -> Digest:
    """The salted digest of some bytes: SHA-256 over salt (hexadecimal, decoded) followed by the data."""
    return "sha256:" + hashlib.sha256(bytes.fromhex(salt) + data).hexdigest()


def is_of(digest: Digest, salt: str, data: bytes) -> bool:
    """Whether a digest is that of some bytes; a salt that is none says no."""
    try:
        return digest_of(salt, data) == digest
    except ValueError:
        return False


class Source(Frozen):
    """Where in Slack something came from: a message, perhaps a file or a link in it."""

    channel: str
    ts: str
    thread_ts: str = ""
    file: str = ""
    url: str = ""


SubmissionKind = Literal["file", "text", "link"]
