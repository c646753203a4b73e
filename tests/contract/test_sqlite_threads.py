"""A SQLite file reached by threads: a piece of work is whole or not there, in its turn, and never after the end.

Owns what `storage.sqlite_threads` promises; that it stores what it is told, all other tests here say.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.domain.kernel.errors import Conflict
from bot.ports.store import Unavailable
from storage.engine import Database, open_database

NAMES = text("SELECT name FROM people ORDER BY name")
ADD = text("INSERT INTO people VALUES (:name)")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with one row."""
    opened = open_database(f"sqlite:///{tmp_path / 'record.db'}")
    await opened.execute(text("CREATE TABLE people (name TEXT UNIQUE)"))
    await opened.execute(ADD, {"name": "one"})
    yield opened
    await opened.close()


async def names(database: Database) -> list[str]:
    return [row.name for row in await database.rows(NAMES)]


async def test_work_after_the_end_finds_the_record_out_of_reach(database: Database) -> None:
    await database.close()
    for late in (database.rows(NAMES), database.transact(lambda connection: None)):
        with pytest.raises(Unavailable):
            await late


async def test_a_refused_statement_undoes_what_came_before_it_and_the_next_one_is_executed(database: Database) -> None:
    def twice(connection: Connection) -> None:
        for name in ("two", "one"):
            connection.execute(ADD, {"name": name})

    with pytest.raises(Conflict):
        await database.transact(twice)
    assert await names(database) == ["one"]
    assert await database.execute(ADD, {"name": "three"}) == 1
    assert await names(database) == ["one", "three"]


async def test_one_writes_at_a_time_while_others_read_what_is_committed(database: Database) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slowly(connection: Connection) -> None:
        connection.execute(ADD, {"name": "two"})
        begun.set()
        may_end.wait()

    writing = asyncio.create_task(database.transact(slowly))
    await asyncio.to_thread(begun.wait)
    next_one = asyncio.create_task(database.execute(ADD, {"name": "three"}))
    assert await names(database) == ["one"]
    may_end.set()
    await asyncio.gather(writing, next_one)
    assert await names(database) == ["one", "three", "two"]


async def test_what_nobody_waits_for_any_more_is_not_begun(database: Database) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        may_end.wait()

    writing = asyncio.create_task(database.transact(hold))
    await asyncio.to_thread(begun.wait)
    given_up = asyncio.create_task(database.execute(ADD, {"name": "two"}))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    may_end.set()
    await writing
    assert await names(database) == ["one"]


async def test_the_log_is_empty_once_what_was_erased_is_overwritten(database: Database, tmp_path: Path) -> None:
    def everybody(connection: Connection) -> list[str]:
        return [row.name for row in connection.execute(NAMES)]

    await database.execute(ADD, {"name": "a-word-to-be-erased"})
    await asyncio.gather(*(database.read(everybody) for _ in range(20)))
    await database.execute(text("DELETE FROM people WHERE name = :name"), {"name": "a-word-to-be-erased"})
    await database.overwrite_erased()
    assert (tmp_path / "record.db-wal").stat().st_size == 0
    assert b"a-word-to-be-erased" not in (tmp_path / "record.db").read_bytes()


async def test_what_is_remembered_of_a_commit_is_so_though_nobody_waits_for_it(database: Database) -> None:
    begun, may_end, remembered = threading.Event(), threading.Event(), list[str]()

    def slowly(connection: Connection) -> None:
        connection.execute(ADD, {"name": "two"})
        begun.set()
        may_end.wait()

    waiting = asyncio.create_task(database.transact(slowly, lambda: remembered.append("two")))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert (waiting.cancelled(), remembered) == (True, [])
    may_end.set()
    await database.transact(lambda connection: None)
    assert (await names(database), remembered) == (["one", "two"], ["two"])


async def test_what_was_undone_is_not_remembered(database: Database) -> None:
    remembered = list[str]()
    with pytest.raises(Conflict):
        await database.transact(
            lambda connection: connection.execute(ADD, {"name": "one"}), lambda: remembered.append("")
        )
    assert remembered == []
