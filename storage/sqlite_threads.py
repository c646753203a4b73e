"""A SQLite file reached without asyncio: one thread writes, a few read, and each piece of work is one trip there.

Through a driver for asyncio a click made some forty trips between threads. Owns the threads, and how their connections
are prepared. Must not know any statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event

READERS = 4
"""Threads that read at once."""

WRITES = "smactr_writes"
"""The option of a connection whose transactions take the file's only place to write when they begin."""

_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 2000",
    "secure_delete = ON",  # what was redacted must not stay readable in the file
)

_Result = TypeVar("_Result")


class Threads:
    """The threads of one file. `reader`: it is only looked at; `patience`: seconds one waits for its locks."""

    def __init__(self, url: URL, patience: float, *, reader: bool) -> None:
        self._engine = sqlite_engine(url, patience, reader=reader)
        self._writer = self._engine.execution_options(**{WRITES: True})
        self._writing = ThreadPoolExecutor(1, "sqlite-writer")
        self._reading = ThreadPoolExecutor(READERS, "sqlite-reader")
        self._closed = False

    async def read(self, work: Callable[[Connection], _Result]) -> _Result:
        """Carry out statements each of which sees the newest committed rows. Raises OSError once it is closed."""
        self._must_be_open()
        return await _carried_out(self._reading, lambda: self._read(work))

    async def transact(self, work: Callable[[Connection], _Result], done: Callable[[], None]) -> _Result:
        """Carry out a transaction; undone by whatever the work raises. Raises OSError once it is closed.

        `done`: called on the loop once it is committed, whether or not anybody still waits for it.
        """
        self._must_be_open()
        return await _carried_out(self._writing, lambda: self._transact(work), done)

    async def close(self) -> None:
        """Finish what is under way, and close every connection."""
        self._closed = True
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writing.shutdown()
        self._reading.shutdown()
        self._engine.dispose()

    def _must_be_open(self) -> None:
        if self._closed:
            raise ConnectionResetError

    def _read(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._engine.connect() as connection:
            return work(connection)

    def _transact(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._writer.begin() as connection:
            return work(connection)


async def _carried_out(
    thread: ThreadPoolExecutor, work: Callable[[], _Result], done: Callable[[], None] = lambda: None
) -> _Result:
    """What some work in a thread comes to; `done` is called before. One call back to the loop tells both: the two
    futures of `run_in_executor` and `done` by itself woke it twice.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[_Result] = loop.create_future()

    def end(result: _Result) -> None:
        done()
        if not answer.done():
            answer.set_result(result)

    def fail(problem: BaseException) -> None:
        if not answer.done():
            answer.set_exception(problem)

    def carry_out() -> None:
        try:
            result = work()
        except BaseException as problem:
            loop.call_soon_threadsafe(fail, problem)
        else:
            loop.call_soon_threadsafe(end, result)

    begun = thread.submit(carry_out)
    try:
        return await answer
    except asyncio.CancelledError:
        # what nobody waits for any more is not begun; what has begun is carried out
        begun.cancel()
        raise


def sqlite_engine(url: URL, patience: float, *, reader: bool) -> Engine:
    """An engine whose connections are as SQLite must be asked for them."""
    engine = create_engine(url.set(drivername="sqlite"), connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        cursor = connection.cursor()
        # whoever only looks changes not even how the file is written
        cursor.execute("PRAGMA query_only = ON" if reader else "PRAGMA journal_mode = WAL")
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
