"""The fixtures of the contract: a record on each database, and a watch over every statement.

Owns which databases the contract is held on. Must not hold expectations.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.engine import open_database
from storage.migrations import migrate
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.contract.scope import watched
from tests.postgres import drop_database, fresh_database
from tests.schema import lay_schema

DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return str(request.param)


_template: list[str] = []


async def template() -> str:
    """A PostgreSQL database with the schema of this release, to be copied."""
    if not _template:
        url = await fresh_database()
        database = open_database(url)
        await migrate(database)
        await database.close()
        _template.append(url)
    return _template[0]


@pytest.fixture
async def url(database: str, tmp_path: Path) -> AsyncIterator[str]:
    """A fresh database, with the schema of this release."""
    if database == "sqlite":
        lay_schema(tmp_path / "record.db")
        yield f"sqlite:///{tmp_path / 'record.db'}"
        return
    name = await fresh_database(await template())
    yield name
    await drop_database(name)


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still."""
    return ManualClock()


@pytest.fixture
async def record(url: str, tmp_path: Path, clock: ManualClock) -> AsyncIterator[Record]:
    """An opened, empty record."""
    async with opened(url, tmp_path, clock) as storage:
        yield Record(storage, clock, url, tmp_path)


@pytest.fixture(autouse=True)
def _every_statement_names_its_workspace() -> Iterator[None]:
    with watched() as forgotten:
        yield
    assert not forgotten, "\n".join(forgotten)
