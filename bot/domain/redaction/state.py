"""The state of redaction, as an audit holds it.

Owns these shapes (what is erased, why, and who agreed) and small look-ups on them. Must not know the audit around
them.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person


class Redaction(Frozen):
    """A request to erase a content; it needs the lead and legal, or a workspace admin.

    The words of a ballot need its author besides, or the other seats of its round once the author is gone.
    """

    content: Digest
    by: Person
    reason: Digest
    at: datetime
    done_by: Person | None = None
    admin: bool = False
    """Asked by an admin of the workspace."""
    agreed: tuple[Person, ...] = ()
    """Who agreed so far, where more than one must."""

    @property
    def consents(self) -> frozenset[Person]:
        """Everybody whose word stands behind it: who asked, and who agreed."""
        return frozenset((self.by, *self.agreed))
