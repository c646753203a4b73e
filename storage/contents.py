"""Contents: the texts that events refer to by digest, kept apart from the history and erasable.

Owns the rows of texts (plain and sealed), their erasure, and which digests of an event name a content. Files are in
`storage.files`. Must not know what a text is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.content import Digest, Prose
from bot.domain.events import ArtifactStored, Event
from storage.engine import Database
from storage.sealing import Sealer
from storage.tables import CONTENTS

NOT_CONTENTS = ("evidence", "before", "after", "discussion", "subject")
"""Fields of events whose digest stands for a set of facts, or for a model, not for a stored content."""

_ERASE = (
    update(CONTENTS)
    .where(CONTENTS.c.workspace == bindparam("of"), CONTENTS.c.digest == bindparam("which"))
    .values(text=None, salt="", sealed=None, name="", media_type="", erased_at=bindparam("now"))
)
_BIND = (
    update(CONTENTS)
    .where(CONTENTS.c.workspace == bindparam("of"), CONTENTS.c.digest == bindparam("which"))
    .values(bound=True)
)
_TEXTS = select(CONTENTS.c.digest, CONTENTS.c.text).where(
    CONTENTS.c.workspace == bindparam("workspace"),
    CONTENTS.c.digest.in_(bindparam("digests", expanding=True)),
    CONTENTS.c.text.is_not(None),
)
_SEALED = select(CONTENTS.c.digest, CONTENTS.c.sealed).where(
    CONTENTS.c.workspace == bindparam("workspace"),
    CONTENTS.c.digest.in_(bindparam("digests", expanding=True)),
    CONTENTS.c.sealed.is_not(None),
)


class Contents:
    """The rows of texts."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer
        # The salt is random, so the same digest again is the same content: what was erased stays erased.
        self._keep = database.insert(CONTENTS).on_conflict_do_nothing()

    async def keep(
        self,
        connection: AsyncConnection,
        workspace: str,
        audit: str,
        proses: Iterable[Prose],
        bodies: Sequence[str],
        at: datetime,
    ) -> None:
        """Store the texts whose digest occurs in the bodies of the events, sealed ones encrypted."""
        rows = {
            prose.digest: self._row(workspace, audit, prose, at)
            for prose in proses
            if any(prose.digest in body for body in bodies)
        }
        if rows:
            await connection.execute(self._keep, list(rows.values()))

    def _row(self, workspace: str, audit: str, prose: Prose, at: datetime) -> dict[str, Any]:
        return {
            "workspace": workspace,
            "digest": prose.digest,
            "audit": audit,
            "salt": "" if prose.sealed else prose.salt,
            "text": None if prose.sealed else prose.text,
            "sealed": self._sealer.seal(prose) if prose.sealed else None,
            "blob": None,
            "name": "",
            "media_type": "",
            "size": len(prose.text.encode()),
            "bound": True,
            "stored_at": at,
            "erased_at": None,
        }

    async def texts(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, str]:
        """The unsealed texts that still exist."""
        async with self._database.read() as connection:
            found = await connection.execute(_TEXTS, {"workspace": workspace, "digests": list(digests)})
        return {digest: text for digest, text in found}

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        """Sealed contents, decrypted. Raises CannotOpen."""
        async with self._database.read() as connection:
            found = await connection.execute(_SEALED, {"workspace": workspace, "digests": list(digests)})
        return {digest: self._sealer.open(digest, sealed) for digest, sealed in found}


async def erase(connection: AsyncConnection, workspace: str, digests: Iterable[Digest], at: datetime) -> None:
    """Erase text, salt and names. A file's blob goes when its EraseContent effect is carried out."""
    rows = [{"of": workspace, "which": digest, "now": at} for digest in digests]
    if rows:
        await connection.execute(_ERASE, rows)


async def bind_files(connection: AsyncConnection, workspace: str, events: Iterable[Event]) -> None:
    """Mark files that got their event: only others are swept."""
    rows = [{"of": workspace, "which": e.content} for e in events if isinstance(e, ArtifactStored)]
    if rows:
        await connection.execute(_BIND, rows)


def content_digests(body: Any) -> Iterator[Digest]:
    """The digests in an event's body that name a content."""
    if isinstance(body, str):
        if body.startswith("sha256:"):
            yield body
    elif isinstance(body, dict):
        for name, value in body.items():
            if name not in NOT_CONTENTS:
                yield from content_digests(value)
    elif isinstance(body, list):
        for value in body:
            yield from content_digests(value)
