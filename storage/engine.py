"""The database: how it is opened, read and written, and what is said when it cannot be reached.

Owns engines, pools, transactions, the lock that keeps SQLite to one process, and the translation of every failure to
reach the database into `Unavailable`. Must not know any table by its meaning.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Connection, Executable, Table, exc, make_url
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.kernel.errors import Conflict
from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.store import Unavailable
from storage.file_modes import close_to_others, private_file, private_folder
from storage.postgres_pools import Pools
from storage.sqlite_threads import Threads

PATIENCE = 2.0
"""Seconds one waits for a connection or a lock: a click must be answered within 2.5 s, with bad news if need be."""

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
    """One open database: whatever is done to it is one piece of work, a statement or a function of a connection.

    `file`: where it lies, if it is SQLite's. Everything raises Unavailable.
    """

    def __init__(self, connections: Threads | Pools, file: Path | None = None, lock: IO[str] | None = None) -> None:
        self._connections = connections
        self.file = file
        self.alone = lock is not None
        """Whether nobody else can write: then what is remembered of a row is as good as the row."""
        self.postgres = file is None
        self._lock = lock
        self._numbers: Iterator[int] = itertools.count(1)

    async def rows(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """The rows that one statement finds; it sees the newest committed ones."""
        return await self.read(lambda connection: connection.execute(statement, values).all())

    async def row(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        """The first row, or None."""
        return next(iter(await self.rows(statement, values)), None)

    async def read(self, work: Callable[[Connection], _Result]) -> _Result:
        """What several queries find, each of which sees the newest committed rows."""
        with reaching():
            return await self._connections.read(work)

    async def execute(self, statement: Executable, values: Mapping[str, Any] | None = None) -> int:
        """One statement as a transaction of its own; how many rows it changed."""

        def alone(connection: Connection) -> int:
            return connection.execute(statement, values).rowcount

        # PostgreSQL commits a single statement by itself: no BEGIN, no COMMIT
        return await (self.read(alone) if self.postgres else self.transact(alone))

    async def transact(self, work: Callable[[Connection], _Result], done: Callable[[], None] = lambda: None) -> _Result:
        """One transaction as a function, undone by any exception.

        Raises what the function raises, too. On SQLite, whoever is cancelled while it is carried out does not know
        whether it was; `done` is called as soon as it was, on the loop, before anybody is told.
        """
        with reaching():
            return await self._connections.transact(work, done)

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
        if not self.postgres and await self.read(_cannot_empty):
            raise Unavailable(Text("record-silent", reason="wal_checkpoint"))

    async def close(self) -> None:
        """Close every connection and let another process open the database."""
        await self._connections.close()
        if self._lock is not None:
            self._lock.close()


def _cannot_empty(connection: Connection) -> bool:
    """Empty SQLite's log; whether somebody was in the way."""
    return bool(connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one())


@contextmanager
def reaching() -> Iterator[None]:
    """Turn every way of not reaching the database, or of losing against another writer, into two exceptions."""
    try:
        yield
    except (exc.IntegrityError, sqlite3.IntegrityError) as problem:
        raise Conflict("another writer was first") from problem
    except exc.DBAPIError as problem:
        state = str(getattr(problem.orig, "sqlstate", None) or "")
        if state in GAVE_WAY:
            raise Conflict("another writer was first") from problem
        if isinstance(problem, (exc.ProgrammingError, exc.DataError, exc.NotSupportedError)) or state[:2] in OUR_FAULT:
            raise
        raise Unavailable(Text("record-silent", reason=type(problem).__name__)) from problem
    except (sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError):
        raise
    except (exc.TimeoutError, sqlite3.Error, OSError, TimeoutError) as problem:
        raise Unavailable(Text("record-silent", reason=type(problem).__name__)) from problem


def open_database(url: str | URL, *, pool: int = 10, reader: bool = False) -> Database:
    """Open a database by its URL (`sqlite:///file`, `postgresql://…`). Connects at the first use.

    `pool` (PostgreSQL): connections for single statements; half as many more are for transactions.
    `reader` (SQLite): look on beside a running process, without its lock and unable to write.
    Raises AlreadyOpen when another process has the SQLite file, OperatorProblem for a URL nobody can use.
    """
    try:
        parsed = _known_url(make_url(url))
    except exc.ArgumentError as problem:
        raise OperatorProblem(Text("record-address-unreadable")) from problem
    if parsed.get_backend_name() == "postgresql":
        return Database(Pools(parsed, pool, PATIENCE))
    file, lock = Path(str(parsed.database)), None
    if not reader:
        lock = lock_file(file)
        private_file(file)
        # what lies beside it is made with the rights of the database; an earlier build may have left it
        for beside in (file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm")):
            if beside.exists():
                close_to_others(beside)
    return Database(Threads(parsed, PATIENCE, reader=reader), file, lock)


def file_url(path: Path) -> URL:
    """The URL of an SQLite file, whatever signs stand in its name."""
    return URL.create("sqlite", database=str(path))


def _known_url(url: URL) -> URL:
    """The same database by the driver it is reached through. Raises OperatorProblem for any other kind of database."""
    backend = url.get_backend_name()
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise OperatorProblem(Text("record-address-without-file"))
        return url
    if backend in ("postgresql", "postgres"):
        # libpq and its kin say sslmode; asyncpg calls the same thing ssl
        if isinstance(mode := url.query.get("sslmode"), str):
            url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
        return url.set(drivername="postgresql+asyncpg")
    raise OperatorProblem(Text("record-address-unknown", kind=backend))


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
