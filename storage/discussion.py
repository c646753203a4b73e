"""The discussion: messages of threads, apart from the history.

Owns their rows: the latest edit wins whatever order edits arrive in, and a deleted message keeps its place without its
text. Must not know what is said in them, nor which of them a summary quotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import Boolean, Text, and_, bindparam, or_, select

from bot.ports.discussion import Message
from storage.bulk_statements import BulkStatements, Step, insert_rows, packed, rows_from
from storage.engine import Database
from storage.proofs import Prover, move
from storage.tables import DISCUSSION

_SAID = ("channel", "ts", "thread_ts", "person", "text", "edited_ts", "files")

_REPLACED = ("thread_ts", "person", "text", "edited_ts", "deleted", "files", "proof")

_ALL = select(*(DISCUSSION.c[name] for name in ("workspace", *_SAID, "deleted")))

_ONE = _ALL.where(
    DISCUSSION.c.workspace == bindparam("workspace"),
    DISCUSSION.c.channel == bindparam("channel"),
    DISCUSSION.c.ts == bindparam("ts"),
)

_IN_THREAD = and_(
    DISCUSSION.c.workspace == bindparam("workspace"),
    DISCUSSION.c.channel == bindparam("channel"),
    DISCUSSION.c.thread_ts == bindparam("thread_ts"),
)

_THREAD = _ALL.where(_IN_THREAD, DISCUSSION.c.deleted.is_(False)).order_by(DISCUSSION.c.ts)

_STAMPS = select(DISCUSSION.c.ts).where(_IN_THREAD)

_ERASED = {"text": "", "files": "[]", "deleted": True}


class SqlDiscussion:
    """The Discussion port."""

    def __init__(self, database: Database, prover: Prover) -> None:
        self._database = database
        self._prover = prover
        rows = rows_from(database, "said", **dict.fromkeys((*_SAID, "proof"), Text()), deleted=Boolean())
        workspace = bindparam("p_workspace", type_=Text)
        keep = insert_rows(database.insert(DISCUSSION), {"workspace": workspace, **dict(rows.c)})
        new = keep.excluded
        keep = keep.on_conflict_do_update(
            index_elements=["workspace", "channel", "ts"],
            set_={name: new[name] for name in _REPLACED},
            where=and_(DISCUSSION.c.deleted.is_(False), or_(new.deleted, new.edited_ts > DISCUSSION.c.edited_ts)),
        )
        self.steps = (Step("said", keep),)
        self._together = BulkStatements(database, self.steps)

    def values(self, messages: Iterable[Message]) -> dict[str, Any]:
        """The messages of a commit."""
        # One row can be written once only: of two versions of a message, the later one.
        latest = {(m.channel, m.ts): m for m in sorted(messages, key=lambda m: (m.deleted, m.edited_ts))}
        rows = [self._prover.with_proof(DISCUSSION, _row(message)) for message in latest.values()]
        return {"said": packed(self._database, rows)} if rows else {}

    async def keep(self, message: Message) -> None:
        """Store a message, an edit or a deletion."""
        await self._together.execute_alone({"p_workspace": message.workspace} | self.values((message,)))

    async def message(self, workspace: str, channel: str, ts: str) -> Message | None:
        """One message, or None; a tombstone where it was deleted."""
        row = await self._database.row(_ONE, {"workspace": workspace, "channel": channel, "ts": ts})
        return _message(row) if row else None

    async def thread(self, workspace: str, channel: str, thread_ts: str) -> list[Message]:
        """A thread in order, tombstones left out."""
        values = {"workspace": workspace, "channel": channel, "thread_ts": thread_ts}
        return [_message(row) for row in await self._database.rows(_THREAD, values)]

    async def erase(self, workspace: str, channel: str, ts: str) -> None:
        """Redact one message."""
        own = (DISCUSSION.c.workspace == workspace, DISCUSSION.c.channel == channel, DISCUSSION.c.ts == ts)
        await self._database.transact(lambda connection: move(connection, self._prover, DISCUSSION, _ERASED, *own))

    async def stamps(self, workspace: str, channel: str, thread_ts: str) -> set[str]:
        """ts of every message known of a thread, tombstones included."""
        values = {"workspace": workspace, "channel": channel, "thread_ts": thread_ts}
        return {row.ts for row in await self._database.rows(_STAMPS, values)}


def _row(message: Message) -> dict[str, Any]:
    row = {name: getattr(message, name) for name in ("workspace", *_SAID)}
    if message.deleted:
        row |= {"text": "", "files": ()}
    return row | {"files": orjson.dumps(row["files"]).decode(), "deleted": message.deleted}


def _message(row: Any) -> Message:
    return Message(**{**row._mapping, "files": tuple(map(_file, orjson.loads(row.files)))})


def _file(row: Any) -> tuple[str, str]:
    """A file's id and name; rows from before names were kept have the id alone."""
    return (row, row) if isinstance(row, str) else (row[0], row[1])
