"""Commands on redaction: what may be asked for.

Owns the shape of these requests (what is erased, why, and who agreed). Whether they are granted, the rules say.
"""

from __future__ import annotations

from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.registry import Command


class ProposeRedaction(Command):
    """Lead or legal asks to erase a content; an admin erases at once, but never the words of a ballot alone."""

    content: Digest
    reason: Prose
    frameworks: tuple[Digest, ...] = ()
    """Every framework that the audit ever went by, as its history tells."""


class ConfirmRedaction(Command):
    """Somebody whose word is needed agrees; the content is erased once nobody's is missing."""

    content: Digest
    frameworks: tuple[Digest, ...] = ()
    """As in `ProposeRedaction`."""
