"""A SQLite file reached without asyncio: one thread writes, a few read, and each piece of work is one trip there.

Through a driver for asyncio a click made some forty trips between threads. Owns the threads. Must not know any
statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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
        self._engine.dispose()

    def _must_be_open(self) -> None:
        if self._closed:
            raise ConnectionResetError

    def _rows(self, statement: Executable, values: Mapping[str, Any] | None) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(statement, values).all()

    def _transact(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._writer.begin() as connection:
            return work(connection)
