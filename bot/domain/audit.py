"""The state of one audit: what a fold over its events yields.

Owns the shape of the state and small look-ups on it. The fold itself is `bot.domain.evolve`; who may change what is
decided in the subject files (artifacts, signoffs, release ...). Mappings are never changed in place.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person


class Redaction(Frozen):
    """A request to erase a content; it needs the lead and legal, or a workspace admin."""

    content: Digest
    by: Person
    reason: Digest
    at: datetime
    done_by: Person | None = None
