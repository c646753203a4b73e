"""A copy of the whole record: one SQLite file, whichever database it comes from or goes to, and the files beside it.

Owns how rows and files are copied while the bot goes on working, and what is written down of them. Must not know
settings, nor where a backup is kept. The seal key is never in a copy, only which one it is.
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from sqlalchemy import ColumnElement, Table, func, insert, inspect, literal, literal_column, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.kernel.text import OperatorProblem, Text
from storage.blobs import ObstoreBlobs, open_blobs
from storage.engine import Database, file_url, open_database, reaching
from storage.file_modes import private_folder
from storage.migrations import migrate, revision
from storage.scope import across
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
    found = await revision(database.engine)
    assert found is not None, "an empty database has nothing to be copied"
    if database.postgres:
        await _rows_into(database.engine, folder / RECORD, found)
    else:
        await asyncio.to_thread(_copy_file, Path(str(database.engine.url.database)), folder / RECORD)
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
    await migrate(database.engine, to=backup.revision)
    source = open_database(file_url(folder / RECORD), reader=True)
    try:
        async with source.engine.connect() as reading, database.write() as writing:
            for table in METADATA.sorted_tables:
                async for rows in _rows_of_file(reading, table):
                    await writing.execute(insert(table), rows)
            await writing.execute(
                across("restore", update(EFFECTS).where(EFFECTS.c.state == "waiting")), {"begun": True}
            )
            unsent = CARDS.c.sent < CARDS.c.wanted
            await writing.execute(across("restore", update(CARDS).where(unsent)), {"begun": True})
            if database.postgres:
                await _count_on(writing)
    finally:
        await source.close()


async def must_be_empty(database: Database) -> None:
    """Raises OperatorProblem where there is any row; of a restore that was interrupted there is none."""
    if await revision(database.engine) is None:
        return
    async with database.read() as connection:
        for table in METADATA.sorted_tables:
            if not await _columns(connection, table):
                continue
            any_row = across("restore", select(literal(1)).select_from(table).limit(1))
            if (await connection.execute(any_row)).first() is not None:
                raise OperatorProblem(Text("restore-not-empty"))


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


async def _rows_into(engine: AsyncEngine, file: Path, at: str) -> None:
    """Every row of a PostgreSQL database, of one moment, in a SQLite file of the same schema."""
    target = open_database(file_url(file))
    try:
        await migrate(target.engine, to=at)
        with reaching():
            async with engine.connect() as reading, target.write() as writing:
                await reading.execution_options(isolation_level="REPEATABLE READ")
                for table in METADATA.sorted_tables:
                    columns = await _columns(writing, table)
                    if not columns:
                        continue
                    found = await reading.stream(across("backup", select(*columns)).execution_options(yield_per=CHUNK))
                    async for rows in found.mappings().partitions(CHUNK):
                        await writing.execute(insert(table), [dict(row) for row in rows])
    finally:
        await target.close()
    await asyncio.to_thread(_settle, file)


async def _must_be_whole(file: Path, at: str) -> None:
    """Raises OperatorProblem where a copy is not of the schema that was copied."""
    copied = open_database(file_url(file), reader=True)
    try:
        found = await revision(copied.engine)
    finally:
        await copied.close()
    if found != at:
        raise OperatorProblem(Text("backup-failed", folder=str(file.parent)))


def _settle(file: Path) -> None:
    """One file, without a log or a lock beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    file.with_name(f"{file.name}.lock").unlink(missing_ok=True)


async def _columns(connection: AsyncConnection, table: Table) -> list[Any]:
    """The columns of a table that there are at this schema; none where the table came later."""

    def known(sync: Any) -> set[str]:
        looked = inspect(sync)
        return {column["name"] for column in looked.get_columns(table.name)} if looked.has_table(table.name) else set()

    names = await connection.run_sync(known)
    return [column for column in table.columns if column.name in names]


async def _rows_of_file(connection: AsyncConnection, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows of a table of a SQLite file, some at a time."""
    columns, last = await _columns(connection, table), 0
    number: ColumnElement[int] = literal_column("rowid")
    while columns:
        wanted = select(number.label("number_of_row"), *columns).where(number > last).order_by(number).limit(CHUNK)
        rows = (await connection.execute(across("restore", wanted))).mappings().all()
        if not rows:
            return
        last = rows[-1]["number_of_row"]
        yield [{name: value for name, value in row.items() if name != "number_of_row"} for row in rows]


async def _count_on(connection: AsyncConnection) -> None:
    """Have the sequence go on after the numbers that were given."""
    last = 0
    for table in (EFFECTS, CARDS, HOMES):
        last = max(last, (await connection.execute(across("restore", select(func.max(table.c.id))))).scalar() or 0)
    await connection.execute(text(f"SELECT setval('{OUTBOX_IDS.name}', {last + 1})"))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
