"""A copy of the whole record: one SQLite file, whichever database it comes from or goes to, and the files beside it.

Owns how rows and files are copied while the bot goes on working, and what is written down of them. Must not know
settings, nor where a backup is kept. The seal key is never in a copy, only which one it is.
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    func,
    insert,
    inspect,
    literal,
    literal_column,
    select,
    text,
    update,
)

from bot.domain.kernel.text import OperatorProblem, Text
from storage.blobs import ObstoreBlobs, open_blobs
from storage.engine import PATIENCE, Database, file_url, open_database
from storage.file_modes import private_folder
from storage.migrations import migrate, revision
from storage.scope import across
from storage.sqlite_threads import WRITES, sqlite_engine
from storage.tables import CARDS, EFFECTS, HOMES, METADATA, OUTBOX_IDS

RECORD = "record.db"

FILES = "files"

ABOUT = "backup.json"

CHUNK = 1000
"""Rows copied at a time."""


class Backup(BaseModel):
    """What a backup is of, as it is written beside it."""

    model_config = ConfigDict(frozen=True)

    format: int = 1
    made_at: AwareDatetime
    """When it was begun: nothing later is in it. UTC."""
    revision: str
    """Of the schema."""
    record: str
    """SHA-256 of the database file, in hexadecimal."""
    files: int | None
    """How many; None where only the database was copied."""
    key: str
    """Which seal key opens it: a digest made with that key, in hexadecimal."""


def key_id(secret: Callable[[str], bytes]) -> str:
    """Which seal key this is, for whoever has it: the key does not follow from it."""
    return secret("backup").hex()


async def write_backup(database: Database, blobs: ObstoreBlobs | None, key: str, folder: Path) -> Backup:
    """Copy the record as it is now into an empty folder; `blobs` None leaves the files out.

    The rows are of one moment. Files are copied afterwards: they are only ever added, or erased on purpose. Raises
    Unavailable.
    """
    private_folder(folder)
    made_at = datetime.now(UTC)
    found = await revision(database)
    assert found is not None, "an empty database has nothing to be copied"
    if database.file is None:
        await _rows_into(database, folder / RECORD, found)
    else:
        await asyncio.to_thread(_copy_file, database.file, folder / RECORD)
    count = None
    if blobs is not None:
        there = open_blobs(folder / FILES)
        count = 0
        for name in await blobs.names():
            try:
                data = await blobs.get(name)
            except KeyError:  # erased meanwhile
                continue
            await there.write(name, data)
            count += 1
    await _must_be_whole(folder / RECORD, found)
    digest = await asyncio.to_thread(_digest, folder / RECORD)
    backup = Backup(made_at=made_at, revision=found, record=digest, files=count, key=key)
    # last: a folder without it is no backup
    (folder / ABOUT).write_text(backup.model_dump_json(indent=1) + "\n")
    return backup


def read_backup(folder: Path) -> Backup:
    """What a folder says it is a backup of. Raises OperatorProblem where it is none, or its database has changed."""
    try:
        backup = Backup.model_validate_json((folder / ABOUT).read_bytes())
        changed = _digest(folder / RECORD) != backup.record
    except (OSError, ValidationError) as problem:
        raise OperatorProblem(Text("backup-none", folder=str(folder))) from problem
    if changed or backup.format != 1:
        raise OperatorProblem(Text("backup-changed", folder=str(folder)))
    return backup


async def restore_rows(folder: Path, backup: Backup, database: Database) -> None:
    """Fill an empty database with the rows of a backup, at the schema they were copied from.

    Whatever was on its way then may have arrived: it is looked up before it is sent. Raises OperatorProblem where the
    database holds something already, Unavailable.
    """
    await must_be_empty(database)
    await migrate(database, to=backup.revision)
    await database.transact(partial(_rows_of, folder / RECORD))


def _rows_of(file: Path, writing: Connection) -> None:
    """Fill a database with the rows of a SQLite file of the same schema."""
    with _opened(file, reader=True) as source, source.connect() as reading:
        for table in METADATA.sorted_tables:
            for rows in _rows_of_table(reading, table):
                writing.execute(insert(table), rows)
    writing.execute(across("restore", update(EFFECTS).where(EFFECTS.c.state == "waiting")), {"begun": True})
    unsent = CARDS.c.sent < CARDS.c.wanted
    writing.execute(across("restore", update(CARDS).where(unsent)), {"begun": True})
    if writing.dialect.name == "postgresql":
        _count_on(writing)


async def must_be_empty(database: Database) -> None:
    """Raises OperatorProblem where there is any row; of a restore that was interrupted there is none."""
    if await revision(database) is not None and await database.read(_any_row):
        raise OperatorProblem(Text("restore-not-empty"))


def _any_row(connection: Connection) -> bool:
    return any(
        connection.execute(across("restore", select(literal(1)).select_from(table).limit(1))).first() is not None
        for table in METADATA.sorted_tables
        if _columns(connection, table)
    )


async def restore_files(folder: Path, blobs: ObstoreBlobs) -> None:
    """Put the files of a backup back."""
    there = open_blobs(folder / FILES)
    for name in await there.names():
        await blobs.write(name, await there.get(name))


def _copy_file(source: Path, target: Path) -> None:
    """SQLite's own copy of a database somebody is writing to."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as to,
    ):
        reading.backup(to)
    _settle(target)


async def _rows_into(database: Database, file: Path, at: str) -> None:
    """Every row of a PostgreSQL database, of one moment, in a SQLite file of the same schema."""
    target = open_database(file_url(file))
    try:
        await migrate(target, to=at)
    finally:
        await target.close()
    await database.transact(partial(_copy_rows, file=file))
    await asyncio.to_thread(_settle, file)


def _copy_rows(reading: Connection, file: Path) -> None:
    reading.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    with _opened(file, reader=False) as target, target.execution_options(**{WRITES: True}).begin() as writing:
        for table in METADATA.sorted_tables:
            columns = _columns(writing, table)
            if columns:
                found = reading.execute(across("backup", select(*columns)).execution_options(yield_per=CHUNK))
                for rows in found.mappings().partitions(CHUNK):
                    writing.execute(insert(table), [dict(row) for row in rows])


@contextmanager
def _opened(file: Path, *, reader: bool) -> Iterator[Engine]:
    """A SQLite file beside the database that is copied, which nobody else has open."""
    engine = sqlite_engine(file_url(file), PATIENCE, reader=reader)
    try:
        yield engine
    finally:
        engine.dispose()


async def _must_be_whole(file: Path, at: str) -> None:
    """Raises OperatorProblem where a copy is not of the schema that was copied."""
    copied = open_database(file_url(file), reader=True)
    try:
        found = await revision(copied)
    finally:
        await copied.close()
    if found != at:
        raise OperatorProblem(Text("backup-failed", folder=str(file.parent)))


def _settle(file: Path) -> None:
    """One file, without a log or a lock beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    file.with_name(f"{file.name}.lock").unlink(missing_ok=True)


def _columns(connection: Connection, table: Table) -> list[Any]:
    """The columns of a table that there are at this schema; none where the table came later."""
    looked = inspect(connection)
    if not looked.has_table(table.name):
        return []
    names = {column["name"] for column in looked.get_columns(table.name)}
    return [column for column in table.columns if column.name in names]


def _rows_of_table(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table of a SQLite file, some at a time."""
    columns, last = _columns(connection, table), 0
    number: ColumnElement[int] = literal_column("rowid")
    while columns:
        wanted = select(number.label("number_of_row"), *columns).where(number > last).order_by(number).limit(CHUNK)
        rows = connection.execute(across("restore", wanted)).mappings().all()
        if not rows:
            return
        last = rows[-1]["number_of_row"]
        yield [{name: value for name, value in row.items() if name != "number_of_row"} for row in rows]


def _count_on(connection: Connection) -> None:
    """Have the sequence go on after the numbers that were given."""
    last = 0
    for table in (EFFECTS, CARDS, HOMES):
        last = max(last, connection.execute(across("restore", select(func.max(table.c.id)))).scalar() or 0)
    connection.execute(text(f"SELECT setval('{OUTBOX_IDS.name}', {last + 1})"))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
