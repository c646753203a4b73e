"""Commands about the course of an audit: its start, its stages, pausing, ending, redaction, and time.

Owns their shapes; whether they are granted is decided elsewhere.
"""

from __future__ import annotations

from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.registry import Command


class ProposeRedaction(Command):
    """Lead or legal asks to erase a content; an admin erases at once."""

    content: Digest
    reason: Prose


class ConfirmRedaction(Command):
    """The second of lead and legal agrees; the content is erased."""

    content: Digest
