"""A connection to an SQLite file: one trip to its thread for each statement, and nothing left open.

Owns what `storage.sqlite_connection` saves and must not lose; that it stores what it is told, all other tests here say.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.ports.store import Unavailable
from storage.engine import open_database
from storage.sqlite_connection import FetchingConnection


class Counting(FetchingConnection):
    """Counts its trips to the thread."""

    trips = 0

    async def _execute(self, fn: Any, *args: Any, **how: Any) -> Any:
        self.trips += 1
        return await super()._execute(fn, *args, **how)  # type: ignore[no-untyped-call]  # theirs is untyped


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A database with one row."""
    with closing(sqlite3.connect(tmp_path / "rows.db")) as connection:
        connection.executescript("CREATE TABLE rows (name TEXT UNIQUE); INSERT INTO rows VALUES ('one')")
    return str(tmp_path / "rows.db")


@pytest.fixture
async def connection(file: str) -> AsyncIterator[Counting]:
    """A connection to it, which begins no transaction by itself."""
    opened = Counting(lambda: sqlite3.connect(file, isolation_level=None, check_same_thread=False), iter_chunk_size=64)
    await opened
    yield opened
    await opened.close()


async def test_work_after_the_end_finds_the_record_out_of_reach(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'record.db'}")
    await database.close()
    for late in (database.rows(text("SELECT 1")), database.transact(lambda connection: None)):
        with pytest.raises(Unavailable):
            await late


async def test_a_statement_takes_one_trip_to_the_thread(file: str, connection: Counting) -> None:
    async def given(*_: object, **__: object) -> Counting:
        return connection

    engine = create_async_engine(
        f"sqlite+aiosqlite:///{file}", connect_args={"async_creator_fn": lambda *_, **__: given()}
    )
    async with engine.connect() as first:
        await first.execute(text("SELECT 1"))
    before = connection.trips
    async with engine.connect() as again:
        assert (await again.execute(text("SELECT name FROM rows"))).scalars().all() == ["one"]
    assert connection.trips == before + 1


async def test_a_refused_statement_says_why_and_the_next_one_is_executed(connection: Counting) -> None:
    cursor = connection.cursor()
    with pytest.raises(sqlite3.IntegrityError):
        await cursor.execute("INSERT INTO rows VALUES ('one')")
    await cursor.execute("INSERT INTO rows VALUES (?) RETURNING name", ("two",))
    assert await cursor.fetchall() == [("two",)]
    assert (cursor.rowcount, cursor.lastrowid) == (1, 2)


async def test_an_open_transaction_is_undone(connection: Counting) -> None:
    cursor = connection.cursor()
    await cursor.execute("BEGIN IMMEDIATE")
    await cursor.executemany("INSERT INTO rows VALUES (?)", [("two",), ("three",)])
    await connection.rollback()
    await cursor.execute("SELECT name FROM rows")
    assert await cursor.fetchall() == [("one",)]


async def test_a_transaction_that_nobody_waits_for_any_more_is_undone_too(file: str, connection: Counting) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = asyncio.create_task(connection.cursor().execute("BEGIN IMMEDIATE"))
        await asyncio.sleep(0)
        begun.cancel()
        with suppress(asyncio.CancelledError):
            await begun
        other.execute("ROLLBACK")
    await connection.rollback()
    await connection.cursor().execute("SELECT 1")
    assert not connection.in_transaction
