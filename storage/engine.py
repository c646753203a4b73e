"""The database: how it is opened, read and written, and what is said when it cannot be reached.

Owns engines, pools, transactions, the lock that keeps SQLite to one process, and the translation of every failure to
reach the database into `Unavailable`. Must not know any table by its meaning.
"""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Executable, Table, create_engine, event, exc, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from bot.domain.kernel.errors import Conflict
from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.store import Unavailable
from storage import sqlite_connection
from storage.file_modes import close_to_others, private_file, private_folder
from storage.sqlite_threads import Threads

CONNECT_SECONDS = 2.0
"""How long to wait for a connection: a click must be answered within 2.5 s, with bad news if need be."""

STATEMENT_SECONDS = 10.0

WRITES = "smactr_writes"

_Result = TypeVar("_Result")

GAVE_WAY = ("40001", "40P01", "22012")
"""PostgreSQL's codes for a change that had to give way to another: serialization failure, deadlock, and the division by
zero by which a single statement refuses (`storage.bulk_statements`)."""

OUR_FAULT = ("22", "42")
"""Classes of codes that would come again, however often it is tried: bad data, bad statements."""


class AlreadyOpen(OperatorProblem):
    """Another process has the SQLite database open. `holder`: its process id, or "unknown"."""

    def __init__(self, file: Path, holder: str) -> None:
        super().__init__(Text("record-locked", file=str(file), holder=holder))
        self.holder = holder


class Database:
    """One open database: `read()` for queries, `write()` for transactions."""

    def __init__(
        self,
        engine: AsyncEngine,
        alone: AsyncEngine | None = None,
        lock: IO[str] | None = None,
        threads: Threads | None = None,
    ) -> None:
        self.engine = engine
        self._threads = threads
        self.postgres = engine.dialect.name == "postgresql"
        self._lock = lock
        # For single statements. They need no BEGIN and no ROLLBACK, which would be two of three round trips.
        self._alone = alone or engine
        self._writer = engine.execution_options(**{WRITES: True})
        # SQLite has one writer at a time; waiting here in turn is quicker and fairer than its busy polling.
        self._turn = nullcontext() if self.postgres else asyncio.Lock()
        self._numbers: Iterator[int] = itertools.count(1)

    async def rows(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Execute one statement and fetch its rows; it sees the newest committed ones. Raises Unavailable.

        Connecting, executing and giving back happen in one greenlet, in half the time of three; on SQLite in one trip
        to a thread.
        """
        with reaching():
            if self._threads is not None:
                return await self._threads.rows(statement, values)
            return await greenlet_spawn(self._rows, statement, values)

    def _rows(self, statement: Executable, values: Mapping[str, Any] | None) -> Sequence[Any]:
        with self._alone.sync_engine.connect() as connection:
            return connection.execute(statement, values).all()

    async def row(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        """The first row, or None. Raises Unavailable."""
        return next(iter(await self.rows(statement, values)), None)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for several queries, each of which sees the newest committed rows. Raises Unavailable."""
        with reaching():
            async with self._alone.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end of the block, undone by any exception. Raises Unavailable."""
        with reaching():
            async with self._turn, self._writer.begin() as connection:
                yield connection

    async def transact(self, work: Callable[[Connection], _Result]) -> _Result:
        """One transaction as a function, undone by any exception. On SQLite all of it takes one trip to a thread.

        Raises Unavailable, and what the function raises. Whoever is cancelled while it is carried out does not know
        whether it was.
        """
        with reaching():
            if self._threads is not None:
                async with self._turn:
                    return await self._threads.transact(work)
            async with self._writer.begin() as connection:
                return await connection.run_sync(work)

    def insert(self, table: Table) -> postgresql.Insert:
        """An INSERT that knows ON CONFLICT; the two dialects' spell it alike."""
        return postgresql.insert(table) if self.postgres else sqlite.insert(table)  # type: ignore[return-value]

    def count_from(self, last: int) -> None:
        """Number rows from after `last`, where the database has no sequence (SQLite)."""
        self._numbers = itertools.count(last + 1)

    def numbered(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows with their outbox number, where the database does not give it (SQLite, one process)."""
        if self.postgres:
            return list(rows)
        return [{**row, "id": next(self._numbers)} for row in rows]

    async def overwrite_erased(self) -> None:
        """Leave nothing of what was erased in SQLite's log; in PostgreSQL the next vacuum does it (see the runbook).

        Raises Unavailable while somebody reads an older state.
        """
        if self.postgres:
            return
        async with self.read() as connection:
            busy = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one()
        if busy:
            raise Unavailable(Text("record-silent", reason="wal_checkpoint"))

    async def close(self) -> None:
        """Close every connection and let another process open the database."""
        if self._threads is not None:
            await asyncio.to_thread(self._threads.close)
        await self.engine.dispose()
        await self._alone.dispose()
        if self._lock is not None:
            self._lock.close()


@contextmanager
def reaching() -> Iterator[None]:
    """Turn every way of not reaching the database, or of losing against another writer, into two exceptions."""
    try:
        yield
    except exc.IntegrityError as problem:
        raise Conflict("another writer was first") from problem
    except exc.DBAPIError as problem:
        state = str(getattr(problem.orig, "sqlstate", None) or "")
        if state in GAVE_WAY:
            raise Conflict("another writer was first") from problem
        if isinstance(problem, (exc.ProgrammingError, exc.DataError, exc.NotSupportedError)) or state[:2] in OUR_FAULT:
            raise
        raise Unavailable(Text("record-silent", reason=type(problem).__name__)) from problem
    except (exc.TimeoutError, OSError, TimeoutError) as problem:
        raise Unavailable(Text("record-silent", reason=type(problem).__name__)) from problem


def open_database(url: str | URL, *, pool: int = 10, reader: bool = False) -> Database:
    """Open a database by its URL (`sqlite:///file`, `postgresql://…`). Connects at the first use.

    `pool` (PostgreSQL): connections for single statements; half as many more are for transactions.
    `reader` (SQLite): look on beside a running process, without its lock and unable to write.
    Raises AlreadyOpen when another process has the SQLite file, OperatorProblem for a URL nobody can use.
    """
    try:
        parsed = _async_url(make_url(url))
    except exc.ArgumentError as problem:
        raise OperatorProblem(Text("record-address-unreadable")) from problem
    if parsed.get_backend_name() == "postgresql":
        alone = _postgres(parsed, pool, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
        return Database(_postgres(parsed, max(2, pool // 2), isolation_level="READ COMMITTED"), alone)
    lock = None
    if not reader:
        file = Path(parsed.database or "")
        lock = lock_file(file)
        private_file(file)
        # what lies beside it is made with the rights of the database; an earlier build may have left it
        for beside in (file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm")):
            if beside.exists():
                close_to_others(beside)
    direct = _prepared(create_engine(parsed.set(drivername="sqlite"), connect_args=_PATIENT), reader)
    threads = Threads(direct, direct.execution_options(**{WRITES: True}))
    return Database(_sqlite(parsed, reader), lock=lock, threads=threads)


def file_url(path: Path) -> URL:
    """The URL of an SQLite file, whatever signs stand in its name."""
    return URL.create("sqlite", database=str(path))


def _async_url(url: URL) -> URL:
    """The same database through its asyncio driver. Raises OperatorProblem for any other kind of database."""
    backend = url.get_backend_name()
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise OperatorProblem(Text("record-address-without-file"))
        return url.set(drivername="sqlite+aiosqlite")
    if backend in ("postgresql", "postgres"):
        # libpq and its kin say sslmode; asyncpg calls the same thing ssl
        if isinstance(mode := url.query.get("sslmode"), str):
            url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
        return url.set(drivername="postgresql+asyncpg")
    raise OperatorProblem(Text("record-address-unknown", kind=backend))


def _postgres(url: URL, pool: int, **more: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=CONNECT_SECONDS,
        connect_args={
            "timeout": CONNECT_SECONDS,
            "command_timeout": STATEMENT_SECONDS,
            "server_settings": {"application_name": "smactr", "jit": "off"},
        },
        **more,
    )


def _sqlite(url: URL, reader: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_timeout=CONNECT_SECONDS,
        connect_args={**_PATIENT, "async_creator_fn": sqlite_connection.connect},
    )
    _prepared(engine.sync_engine, reader)
    return engine


def _prepared(engine: Engine, reader: bool) -> Engine:
    """An engine whose connections are as SQLite must be asked for them."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        cursor = connection.cursor()
        if reader:
            # whoever only looks changes not even how the file is written
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("PRAGMA journal_mode = WAL")
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


_PATIENT = {"timeout": CONNECT_SECONDS}

_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 2000",
    "secure_delete = ON",  # what was redacted must not stay readable in the file
)


def lock_file(database: Path) -> IO[str]:
    """Hold a file for this process, by a lock beside it, until what is returned is closed. Raises AlreadyOpen."""
    private_folder(database.parent)
    path = database.with_name(database.name + ".lock")
    private_file(path)
    lock = path.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise AlreadyOpen(database, holder) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
