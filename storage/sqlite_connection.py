"""A connection to an SQLite file that takes one trip to its thread for each statement: execute and fetch together.

aiosqlite hands every call of the driver to a thread. A SELECT through SQLAlchemy made five such trips (cursor, execute,
fetch, close, roll back), and they cost more than the statement. Owns these trips. Must not know any statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

import aiosqlite


class _Result(NamedTuple):
    """What a statement came to, once it is fetched."""

    rows: list[Any]
    description: Any
    rowcount: int
    lastrowid: int | None


class FetchingCursor:
    """As much of a cursor of aiosqlite as SQLAlchemy asks for; what it executes is fetched and closed at once."""

    arraysize = 1

    def __init__(self, connection: FetchingConnection) -> None:
        self._connection = connection
        self._result = _Result([], None, -1, None)

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Execute a statement and fetch all its rows."""
        await self._take(lambda cursor: cursor.execute(statement, values))

    async def executemany(self, statement: str, values: Sequence[Sequence[Any]]) -> None:
        """Execute a statement once for each of several values."""
        await self._take(lambda cursor: cursor.executemany(statement, values))

    async def _take(self, work: Callable[[sqlite3.Cursor], object]) -> None:
        self._result = await self._connection.fetched(work)

    async def fetchall(self) -> list[Any]:
        """The rows."""
        return self._result.rows

    async def close(self) -> None:
        """Nothing is open any more."""

    @property
    def description(self) -> Any:
        """The columns; None where there are none."""
        return self._result.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._result.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The row inserted last."""
        return self._result.lastrowid


class FetchingConnection(aiosqlite.Connection):
    """Its cursors fetch what they execute; nothing is rolled back where no transaction is open."""

    _given = 0
    """Statements given to the thread so far; counted by the loop."""
    _ended = 0
    """How many of them it is done with; counted by the thread."""

    def cursor(self) -> FetchingCursor:  # type: ignore[override]  # of a cursor, SQLAlchemy asks for nothing else
        """A cursor, without a trip to the thread."""
        return FetchingCursor(self)

    async def rollback(self) -> None:
        """Undo the open transaction; every use of a connection ends with this, and most had none.

        Whoever gave up waiting for a BEGIN may leave it in the thread: then the thread is asked.
        """
        if self.in_transaction or self._given != self._ended:
            await super().rollback()

    async def fetched(self, work: Callable[[sqlite3.Cursor], object]) -> _Result:
        """Do something with a cursor and fetch what it finds, in the connection's thread."""

        def in_thread(connection: sqlite3.Connection) -> _Result:
            cursor = connection.cursor()
            try:
                work(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return _Result(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
            finally:
                cursor.close()
                self._ended += 1

        self._given += 1
        found: _Result = await self._execute(in_thread, self._conn)  # type: ignore[no-untyped-call]  # theirs is untyped
        return found


def connect(file: str, **how: Any) -> FetchingConnection:
    """A connection, to be awaited; arguments as for `sqlite3.connect`."""
    connection = FetchingConnection(lambda: sqlite3.connect(file, **how), iter_chunk_size=64)
    # a process that ends does not wait for a connection somebody left open
    connection._thread.daemon = True
    return connection
