"""Every column, changed by hand: named by the check of the record, or shown to change nothing.

Owns what `columns.toml` promises of each of them, and forty ways of bending a record by its database.
"""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, select, update

from storage.scope import across
from storage.tables import METADATA
from tests.clock import MONDAY, ManualClock
from tests.contract.record import Record, opened
from tests.contract.rich_record import fill, read

CLASSES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))


def classed(*kinds: str) -> Iterator[tuple[Table, Column[Any]]]:
    """The columns of these classes that can be changed in place; others are in the plays."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if CLASSES[table.name][column.name].startswith(kinds) and not column.foreign_keys and not bound(column):
                yield table, column


def bound(column: Column[Any]) -> bool:
    """Whether foreign keys keep a column from being changed alone."""
    return column.table.name == "audits" and column.primary_key


def other(column: Column[Any], value: Any) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int():
            return value - 10**6
        case datetime():
            return value.replace(year=2100)
        case date():
            return value + timedelta(days=400)
        case str():
            return value + "x"
    return {"DATE": MONDAY.date(), "DATETIME": MONDAY}.get(column.type.compile().partition(" ")[0], "x")


@asynccontextmanager
async def changed(record: Record, table: Table, column: Column[Any]) -> AsyncIterator[None]:
    """A column changed by hand in the last rows that something follows from; put back at the end."""
    keys = [key.name for key in table.primary_key]
    found = await record.storage.database.rows(across("verify", select(table)))
    rows = [row for row in found if getattr(row, "proof", "x")][-3:]
    pairs = [({key: getattr(row, key) for key in keys}, getattr(row, column.name)) for row in rows]
    assert pairs, f"{table.name} is empty"
    for which, value in pairs:
        await write(record, column, which, other(column, value))
    yield
    for which, value in pairs:
        if column.name in which:
            which[column.name] = other(column, value)
        await write(record, column, which, value)


async def write(record: Record, column: Column[Any], which: dict[str, Any], value: Any) -> None:
    """Change one column of one row."""
    table = column.table
    one = [table.c[key] == there for key, there in which.items()]
    await record.storage.database.execute(across("verify", update(table).where(*one).values({column.name: value})))


def test_every_column_is_classed() -> None:
    there = {table.name: {column.name for column in table.columns} for table in METADATA.sorted_tables}
    assert {name: set(columns) for name, columns in CLASSES.items()} == there
    for name, columns in CLASSES.items():
        for column, said in columns.items():
            known = said == "compared" or said.startswith(("derived, ", "free, because "))
            assert known, f"{name}.{column}: {said}"


async def test_a_compared_column_that_is_changed_is_named(record: Record) -> None:
    await fill(record)
    assert (await record.storage.verify()).problems == []
    silent = []
    for table, column in classed("compared"):
        async with changed(record, table, column):
            if not (await record.storage.verify()).problems:
                silent.append(f"{table.name}.{column.name}")
    assert silent == []
    assert (await record.storage.verify()).problems == []


async def test_a_column_that_is_not_compared_is_read_by_nothing(record: Record, clock: ManualClock) -> None:
    await fill(record)
    honest, told = await read(record.storage, "request-1"), []
    for table, column in classed("derived", "free"):
        async with changed(record, table, column):
            if record.storage.database.postgres:
                seen = await read(record.storage, "request-1")
            else:
                async with opened(record.url, record.folder, clock, reader=True) as afresh:
                    seen = await read(afresh, "request-1")
            told += [f"{table.name}.{column.name} -> {name}" for name in honest if seen[name] != honest[name]]
    assert told == []
