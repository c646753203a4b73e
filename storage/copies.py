"""Copies: what is stored of one audit, word for word, for whoever checks it elsewhere.

Owns the reading of events as they were hashed and of contents with the salts of their digests. Must only read, and must
not decide who may see what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from bot.domain.kernel.content import Digest
from storage.blobs import ObstoreBlobs
from storage.chain import record_text
from storage.engine import Database
from storage.tables import CONTENTS, EVENTS

_EVENTS = (
    select(EVENTS)
    .where(EVENTS.c.workspace == bindparam("workspace"), EVENTS.c.audit == bindparam("audit"))
    .order_by(EVENTS.c.seq)
)

_OF_THESE = (
    CONTENTS.c.workspace == bindparam("workspace"),
    CONTENTS.c.digest.in_(bindparam("digests", expanding=True)),
)

_CONTENTS = select(CONTENTS).where(*_OF_THESE)

_SEALED = select(CONTENTS.c.digest).where(*_OF_THESE, CONTENTS.c.sealed.is_not(None))


@dataclass(frozen=True, slots=True)
class Copy:
    """A content that is there in the open: the salt of its digest, its bytes, and of a file its name."""

    salt: str
    data: bytes
    name: str


class Copies:
    """Reads copies."""

    def __init__(self, database: Database, blobs: ObstoreBlobs) -> None:
        self._database = database
        self._blobs = blobs

    async def records(self, workspace: str, audit: str) -> list[str]:
        """The canonical text of every event, as the chain hashes it."""
        rows = await self._database.rows(_EVENTS, {"workspace": workspace, "audit": audit})
        return [record_text(row.workspace, row.audit, row.seq, row.schema_version, row.body) for row in rows]

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> set[Digest]:
        """Which of these are sealed still."""
        rows = await self._database.rows(_SEALED, {"workspace": workspace, "digests": list(digests)})
        return {row.digest for row in rows}

    async def open(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Copy]:
        """Those of these contents that were neither erased nor sealed."""
        rows = await self._database.rows(_CONTENTS, {"workspace": workspace, "digests": list(digests)})
        found: dict[Digest, Copy] = {}
        for row in rows:
            if row.text is not None:
                found[row.digest] = Copy(row.salt, row.text.encode(), row.name)
            elif row.blob is not None and row.erased_at is None:
                found[row.digest] = Copy(row.salt, await self._blobs.get(row.blob), row.name)
        return found
