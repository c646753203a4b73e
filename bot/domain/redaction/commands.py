"""Commands on redaction: what may be asked for.

Owns the shape of these requests (what is erased, why, and who agreed). Whether they are granted, the rules say.
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
