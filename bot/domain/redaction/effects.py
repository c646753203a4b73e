"""Effects of redaction: the work outside that its events cause.

Owns the table from event to effects (what is erased, why, and who agreed). Must not know how any of it is carried
out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.effects import Effect, EraseContent
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Effects
from bot.domain.redaction.events import ContentRedacted

EFFECTS = Effects()


@EFFECTS.add
def _erased(a: Audit, f: Framework, x: ContentRedacted) -> list[Effect]:
    return [EraseContent(content=x.content)]
