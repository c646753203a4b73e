"""Files: contents whose bytes are in the blob store, named and hashed here.

Owns their rows, and that no bytes stay behind unnamed: what is on its way is noted first, so nothing has to be looked
for in a store that others may share. Must not know where a file comes from.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, select, update

from bot.domain.kernel.content import Digest
from bot.ports.clock import Clock, Ids
from bot.ports.files import File, FileProblem
from storage.blobs import ObstoreBlobs
from storage.engine import Database
from storage.proofs import Prover
from storage.scope import across
from storage.tables import CONTENTS, UPLOADS

UNBOUND_FOR = timedelta(days=1)
"""How long a stored file may wait for the event that names it."""

_FILE = select(CONTENTS.c.name, CONTENTS.c.blob, CONTENTS.c.erased_at).where(
    CONTENTS.c.workspace == bindparam("workspace"), CONTENTS.c.digest == bindparam("digest")
)

_ERASE = (
    update(CONTENTS)
    .where(CONTENTS.c.workspace == bindparam("of"), CONTENTS.c.digest == bindparam("which"))
    .values(blob=None, salt="", name="", media_type="", erased_at=bindparam("now"))
)

_UNBOUND = across(
    "tidy",
    select(CONTENTS.c.workspace, CONTENTS.c.digest).where(
        CONTENTS.c.bound.is_(False), CONTENTS.c.stored_at < bindparam("before"), CONTENTS.c.blob.is_not(None)
    ),
)

_ON_ITS_WAY = insert(UPLOADS)

# What a content names has arrived, whatever stands here.
_NAMED = and_(CONTENTS.c.workspace == UPLOADS.c.workspace, CONTENTS.c.blob == UPLOADS.c.blob)

_STRANDED = across(
    "tidy",
    select(UPLOADS.c.workspace, UPLOADS.c.blob, exists().where(_NAMED).label("named")).where(
        UPLOADS.c.at < bindparam("before")
    ),
)

_ARRIVED = delete(UPLOADS).where(UPLOADS.c.workspace == bindparam("of"), UPLOADS.c.blob == bindparam("which"))


class SqlFiles:
    """The Files port."""

    def __init__(
        self, database: Database, prover: Prover, blobs: ObstoreBlobs, clock: Clock, ids: Ids, limit: int
    ) -> None:
        self._database = database
        self._prover = prover
        self._blobs = blobs
        self._clock = clock
        self._ids = ids
        self._limit = limit
        self._keep = database.insert(CONTENTS).on_conflict_do_nothing()

    async def admit(self, workspace: str, audit: str, file: File) -> tuple[Digest, int]:
        """Stream a file into the blob store and record it; its salted digest and size in bytes.

        Raises FileProblem: too-large, empty; Unavailable.
        """
        salt = self._ids.salt()
        hashed = hashlib.sha256(bytes.fromhex(salt))

        async def reading() -> AsyncIterator[bytes]:
            async for chunk in file.chunks:
                hashed.update(chunk)
                yield chunk

        if file.size > self._limit:
            raise FileProblem("too-large")
        blob = f"{workspace}/{audit}/{self._ids.id()}"
        await self._database.execute(_ON_ITS_WAY, {"workspace": workspace, "blob": blob, "at": self._clock.now()})
        size = await self._blobs.put(blob, reading(), self._limit)
        if size == 0:
            await self._blobs.delete(blob)
            raise FileProblem("empty")
        digest = f"sha256:{hashed.hexdigest()}"
        row = {"workspace": workspace, "digest": digest, "audit": audit, "salt": salt, "blob": blob, "size": size}
        row |= {"name": file.name, "media_type": file.media_type, "text": None, "sealed": None, "bound": False}
        row |= {"stored_at": self._clock.now(), "erased_at": None}

        def keep(connection: Connection) -> None:
            connection.execute(self._keep, self._prover.with_proof(CONTENTS, row))
            connection.execute(_ARRIVED, {"of": workspace, "which": blob})

        await self._database.transact(keep)
        return digest, size

    async def read(self, workspace: str, content: Digest) -> tuple[str, bytes]:
        """Name and bytes of a stored file. Raises KeyError when it is unknown or erased."""
        row = await self._row(workspace, content)
        if row is None or row.blob is None or row.erased_at is not None:
            raise KeyError(content)
        return row.name, await self._blobs.get(row.blob)

    async def erase(self, workspace: str, content: Digest) -> None:
        """Remove a file's bytes, name and salt. Asked again, it changes nothing."""
        row = await self._row(workspace, content)
        if row is None or row.blob is None:
            return
        await self._blobs.delete(row.blob)
        values = {"of": workspace, "which": content, "now": row.erased_at or self._clock.now()}
        await self._database.execute(_ERASE, values)

    async def overwrite_erased(self) -> None:
        """See `Database.overwrite_erased`."""
        await self._database.overwrite_erased()

    async def _row(self, workspace: str, content: Digest) -> Any:
        return await self._database.row(_FILE, {"workspace": workspace, "digest": content})

    async def sweep(self, now: datetime) -> int:
        """Remove files no event came to name, and bytes that never arrived (a process died in between); how many."""
        before = now - UNBOUND_FOR
        unbound = await self._database.rows(_UNBOUND, {"before": before})
        for row in unbound:
            await self.erase(row.workspace, row.digest)
        stranded = await self._database.rows(_STRANDED, {"before": before})
        for row in stranded:
            if not row.named:
                await self._blobs.delete(row.blob)
            await self._database.execute(_ARRIVED, {"of": row.workspace, "which": row.blob})
        return len(unbound) + len(stranded)
