"""The discussion: messages of threads, apart from the history.

Owns their rows: the latest edit wins whatever order edits arrive in, and a deleted message keeps its place without its
text. Must not know what is said in them, nor which of them a summary quotes.
"""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Message
from storage.engine import Database
from storage.tables import DISCUSSION

_COLUMNS = ("workspace", "channel", "ts", "thread_ts", "person", "text", "edited_ts", "deleted", "files")
_ALL = select(*(DISCUSSION.c[name] for name in _COLUMNS))
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
_NEWEST = select(func.max(DISCUSSION.c.ts)).where(_IN_THREAD)
_ERASE = (
    update(DISCUSSION)
    .where(
        DISCUSSION.c.workspace == bindparam("of"),
        DISCUSSION.c.channel == bindparam("where"),
        DISCUSSION.c.ts == bindparam("which"),
    )
    .values(text="", files="[]", deleted=True)
)


class SqlDiscussion:
    """The Discussion port."""

    def __init__(self, database: Database) -> None:
        self._database = database
        insert = database.insert(DISCUSSION)
        new = insert.excluded
        self._keep = insert.on_conflict_do_update(
            index_elements=["workspace", "channel", "ts"],
            set_={name: new[name] for name in ("thread_ts", "person", "text", "edited_ts", "deleted", "files")},
            where=and_(DISCUSSION.c.deleted.is_(False), or_(new.deleted, new.edited_ts > DISCUSSION.c.edited_ts)),
        )

    async def keep(self, message: Message) -> None:
        """Store a message, an edit or a deletion."""
        async with self._database.write() as connection:
            await self.keep_in(connection, (message,))

    async def keep_in(self, connection: AsyncConnection, messages: tuple[Message, ...]) -> None:
        """The part of a commit."""
        if messages:
            await connection.execute(self._keep, [_row(m) for m in messages])

    async def message(self, workspace: str, channel: str, ts: str) -> Message | None:
        """One message, or None; a tombstone where it was deleted."""
        async with self._database.read() as connection:
            found = await connection.execute(_ONE, {"workspace": workspace, "channel": channel, "ts": ts})
            row = found.first()
        return _message(row) if row else None

    async def thread(self, workspace: str, channel: str, thread_ts: str) -> list[Message]:
        """A thread in order, tombstones left out."""
        values = {"workspace": workspace, "channel": channel, "thread_ts": thread_ts}
        async with self._database.read() as connection:
            return [_message(row) for row in await connection.execute(_THREAD, values)]

    async def erase(self, workspace: str, channel: str, ts: str) -> None:
        """Redact one message."""
        async with self._database.write() as connection:
            await connection.execute(_ERASE, {"of": workspace, "where": channel, "which": ts})

    async def newest(self, workspace: str, channel: str, thread_ts: str) -> str | None:
        """ts of the newest message known of a thread."""
        values = {"workspace": workspace, "channel": channel, "thread_ts": thread_ts}
        async with self._database.read() as connection:
            newest: str | None = (await connection.execute(_NEWEST, values)).scalar_one()
        return newest


def _row(message: Message) -> dict[str, Any]:
    row = {name: getattr(message, name) for name in _COLUMNS}
    gone = {"text": "", "files": ()} if message.deleted else {}
    row |= gone
    return row | {"files": orjson.dumps(row["files"]).decode()}


def _message(row: Any) -> Message:
    return Message(**{**row._mapping, "files": tuple(orjson.loads(row.files))})
