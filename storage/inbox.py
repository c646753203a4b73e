"""The inbox: requests that were committed, so that the same one changes nothing twice.

Owns their rows. Answers are not kept here: they are drawn again from the state, so there is nothing to redact. Must not
know where a request came from.
"""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import Conflict
from bot.ports import Commit, Receipt
from storage.engine import Database, rows_changed
from storage.tables import INBOX

_SEEN = select(INBOX.c.audit, INBOX.c.first, INBOX.c.last).where(
    INBOX.c.workspace == bindparam("workspace"), INBOX.c.request == bindparam("request")
)


class Inbox:
    """The rows of committed requests."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._record = database.insert(INBOX).on_conflict_do_nothing()

    async def seen(self, workspace: str, request: str) -> Receipt | None:
        """The receipt of a request, or None."""
        async with self._database.read() as connection:
            found = await connection.execute(_SEEN, {"workspace": workspace, "request": request})
            row = found.first()
        return Receipt(*row) if row else None

    async def record(self, connection: AsyncConnection, commit: Commit) -> None:
        """Remember a request. Raises Conflict when it was committed before; waits for one that is being committed."""
        change = commit.changes[0] if commit.changes else None
        before = change.before.seq if change and change.before else 0
        values = {
            "workspace": commit.workspace,
            "request": commit.request,
            "audit": change.after.key if change else "",
            "first": before + 1,
            "last": before + len(change.events) if change else 0,
            "at": commit.at,
        }
        if not await rows_changed(connection, self._record, values):
            raise Conflict(f"request {commit.request} was committed meanwhile")
