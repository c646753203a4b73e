"""Contents: the texts that events refer to by digest, kept apart from the history and erasable.

Owns the rows of texts (plain and sealed), their erasure, and which digests of an event name a content. Files are in
`storage.files`. What is erased is overwritten at once on SQLite; PostgreSQL keeps the dead row until its next vacuum,
and backups keep what they have: both are the operator's to know. Must not know what a text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, literal, select, true, update

from bot.domain.documents.events import ArtifactStored
from bot.domain.evaluations.events import ManifestRead, ResultRead
from bot.domain.kernel.content import Digest, Prose
from bot.ports.store import AuditChange
from storage.bulk_statements import Step, among, insert_rows, packed, packed_texts, rows_from
from storage.engine import Database
from storage.sealing import Sealer
from storage.tables import CONTENTS, Utc

NOT_CONTENTS = (
    *("evidence", "before", "after", "discussion", "input"),
    *("subject", "weights", "fingerprint", "measured", "metric", "audited", "decrypted"),
)
"""Fields of events whose digest stands for a set of facts or for a model, or that a file or a person worded."""

FILES = (ArtifactStored, ManifestRead, ResultRead)
"""Events that bind a file to an audit."""

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")

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
        kinds = dict.fromkeys(("digest", "salt", "text", "sealed"), Text())
        rows = rows_from(database, "contents", **kinds, size=BigInteger())
        given: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text)}
        given |= {"audit": bindparam("p_audit", type_=Text), "stored_at": bindparam("p_at", type_=Utc)}
        given |= {"bound": true(), **dict.fromkeys(("name", "media_type", "proof"), literal(""))}
        keep = insert_rows(database.insert(CONTENTS), {**given, **dict(rows.c)})
        mine = update(CONTENTS).where(CONTENTS.c.workspace == bindparam("p_workspace"))
        bind = mine.where(among(database, CONTENTS.c.digest, "files_bound")).values(bound=True)
        # an audit erases its own alone: whatever else may have a digest for a name
        own = mine.where(CONTENTS.c.audit == bindparam("p_audit"))
        erase = own.where(among(database, CONTENTS.c.digest, "erased")).values(
            text=None, salt="", sealed=None, name="", media_type="", erased_at=bindparam("p_at")
        )
        # one value however many there are: a drawing names hundreds
        self._texts = select(CONTENTS.c.digest, CONTENTS.c.text).where(
            CONTENTS.c.workspace == bindparam("workspace"),
            among(database, CONTENTS.c.digest, "named"),
            CONTENTS.c.text.is_not(None),
        )
        self._texts_of = self._texts.where(CONTENTS.c.audit == bindparam("of"))
        self.steps = (Step("contents", keep.on_conflict_do_nothing()), Step("files_bound", bind), Step("erased", erase))

    def values(self, change: AuditChange, bodies: Iterable[str]) -> dict[str, Any]:
        """The texts whose digest occurs in the bodies of the events, sealed ones encrypted; what is erased.

        Text, salt and names are erased here; a file's bytes go when its EraseContent effect is carried out.
        """
        history, values = "".join(bodies), dict[str, Any]()
        if rows := {prose.digest: self._row(prose) for prose in change.contents if prose.digest in history}:
            values["contents"] = packed(self._database, rows.values())
        if stored := [event.content for event in change.events if isinstance(event, FILES)]:
            values["files_bound"] = packed_texts(self._database, stored)
        if change.erased:
            values["erased"] = packed_texts(self._database, change.erased)
        return values

    def _row(self, prose: Prose) -> dict[str, Any]:
        return {
            "digest": prose.digest,
            "salt": "" if prose.sealed else prose.salt,
            "text": None if prose.sealed else prose.text,
            "sealed": self._sealer.seal(prose) if prose.sealed else None,
            "size": len(prose.text.encode()),
        }

    async def texts(self, workspace: str, digests: Iterable[Digest], audit: str = "") -> dict[Digest, str]:
        """The unsealed texts that still exist; with an audit, its own alone."""
        named = {"workspace": workspace, "named": packed_texts(self._database, digests)}
        statement = self._texts_of if audit else self._texts
        found = await self._database.rows(statement, named | ({"of": audit} if audit else {}))
        return {digest: text for digest, text in found}

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        """Sealed contents, decrypted. Raises CannotOpen."""
        found = await self._database.rows(_SEALED, {"workspace": workspace, "digests": list(digests)})
        return {digest: self._sealer.open(digest, sealed) for digest, sealed in found}


def mentioned(bodies: Iterable[str]) -> set[Digest]:
    """Every digest that occurs in the texts of events, whatever it stands for: nothing else keeps a text here."""
    return {digest for body in bodies for digest in _DIGEST.findall(body)}


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
