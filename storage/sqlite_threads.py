"""A SQLite file reached without asyncio: one thread writes, a few read, and each piece of work is one trip there.

Through a driver for asyncio a click made some forty trips between threads. Owns the threads. Must not know any
statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import local
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable

READERS = 4
"""Threads that read at once."""

_Result = TypeVar("_Result")


class Threads:
    """The threads of one file. `writer` is the engine whose transactions take the file's only place to write."""

    def __init__(self, engine: Engine, writer: Engine) -> None:
        self._engine = engine
        self._writer = writer
        self._writing = ThreadPoolExecutor(1, "sqlite-writer")
        self._reading = ThreadPoolExecutor(READERS, "sqlite-reader")
        self._own = local()
        self._opened = list[Connection]()
        self._closed = False

    async def rows(self, statement: Executable, values: Mapping[str, Any] | None) -> Sequence[Any]:
        """Execute one statement and fetch its rows. Raises OSError once it is closed."""
        self._must_be_open()
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._rows, statement, values)

    async def transact(self, work: Callable[[Connection], _Result]) -> _Result:
        """Carry out a transaction; undone by whatever the work raises. Raises OSError once it is closed."""
        self._must_be_open()
        return await asyncio.get_running_loop().run_in_executor(self._writing, self._transact, work)

    def close(self) -> None:
        """Finish what is under way, and close every connection."""
        self._closed = True
        self._writing.shutdown()
        self._reading.shutdown()
        for connection in self._opened:
            connection.close()
        self._engine.dispose()

    def _must_be_open(self) -> None:
        if self._closed:
            raise ConnectionResetError

    def _connection(self, engine: Engine) -> Connection:
        """This thread's own, opened once: to take one from a pool and give it back costs as much as a statement."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = engine.connect()
            self._opened.append(connection)
        return connection

    def _rows(self, statement: Executable, values: Mapping[str, Any] | None) -> Sequence[Any]:
        # nothing is begun in the file, so there is nothing to end: each statement sees the newest committed rows
        return self._connection(self._engine).execute(statement, values).all()

    def _transact(self, work: Callable[[Connection], _Result]) -> _Result:
        connection = self._connection(self._writer)
        with connection.begin():
            return work(connection)
