"""The texts of the audits that were looked at last, so that a drawing reads from the database only what is new.

Owns how long a text is believed without asking: what a digest names never changes, and what is erased is erased in one
commit with an event that changes the redactions of the audit's state. So texts that were read under the same
redactions are all there still, whichever process erased something meanwhile. Sealed texts never come here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cachetools import LRUCache

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.redaction.state import Redaction
from storage.contents import Contents

MOST_LETTERS: Final = 4_000_000
"""Of all texts that are kept, with their digests."""


@dataclass(frozen=True, slots=True)
class _Kept:
    redactions: tuple[Redaction, ...]
    texts: dict[Digest, str]


def _letters(kept: _Kept) -> int:
    return sum(len(digest) + len(text) for digest, text in kept.texts.items())


class AuditTexts:
    """Reads the texts of audits, and keeps those it read last."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._kept: LRUCache[tuple[str, str], _Kept] = LRUCache(MOST_LETTERS, getsizeof=_letters)

    async def texts_of(self, audit: Audit, digests: Iterable[Digest]) -> dict[Digest, str]:
        """The unsealed texts of these that still exist in an audit's state."""
        key, wanted = (audit.workspace, audit.key), set(digests)
        kept = self._kept.get(key)
        known = kept.texts if kept and kept.redactions == audit.redactions else {}
        if missing := wanted - known.keys():
            found = await self._contents.texts(audit.workspace, missing, audit.key)
            if found:
                known = known | found
                self._keep(key, _Kept(audit.redactions, known))
            # another audit erases its own: this one's state would not say so
            if others := missing - found.keys():
                known = known | await self._contents.texts(audit.workspace, others)
        return {digest: known[digest] for digest in wanted & known.keys()}

    def _keep(self, key: tuple[str, str], kept: _Kept) -> None:
        self._kept.pop(key, None)
        if _letters(kept) <= self._kept.maxsize:
            self._kept[key] = kept
