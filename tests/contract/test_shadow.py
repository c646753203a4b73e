"""A shadow run: the same commands on the record in SQLite and on the one in PostgreSQL, and every table compared.

The two write in different ways: prepared statements in the one thread that has the file, one statement of many parts
through a pool. Owns that neither writes a row that the other does not, whatever people wish for.
"""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from bot.domain.kernel.errors import AuditError
from bot.domain.kernel.registry import Command
from bot.service import Service
from storage import Storage
from storage.scope import across
from storage.tables import CARDS, CONTENTS, EFFECTS, HOMES, METADATA
from tests.bench.seed import Numbers, plant
from tests.builders import TEAM, built_in
from tests.contract.conftest import template
from tests.contract.record import opened
from tests.engine.played_audits import Branch, audit_at
from tests.engine.wishes import Wishes
from tests.examples import cases
from tests.postgres import drop_database, fresh_database
from tests.schema import lay_schema

pytestmark = pytest.mark.postgres

STAGES = tuple(stage.key for stage in built_in().stages)

KEY = urlsafe_b64encode(bytes(32)).decode()
"""The key of both records, so that what is proven with it is the same."""

Tables = dict[str, list[dict[str, Any]]]
"""The rows of each table, by its name, in the order of their keys."""

WISHES = 40
"""How many commands a history gets on top of where it begins."""


class Shadowed:
    """Two records, of which each is given what the other is given."""

    def __init__(self, records: list[Storage], play: Branch) -> None:
        self.records = records
        self.play = play
        self.services = [Service(each.store, each.reminders, play.clock) for each in records]

    async def execute(self, command: Command) -> None:
        """Give one command to both: both carry it out, or both refuse it with the same words."""
        said = list[object]()
        for service in self.services:
            try:
                outcome = await service.execute(command)
                said.append((outcome.audit, outcome.events))
            except AuditError as problem:
                said.append((type(problem), str(problem)))
        assert said[0] == said[1], f"{command} did not do the same in both"

    async def tables(self) -> list[Tables]:
        """What each record holds."""
        return [await _tables(each) for each in self.records]


async def _tables(record: Storage) -> Tables:
    """Every row of every table.

    Of a sealed text only that it is there, for it is sealed anew each time; of what is queued only in which order, for
    PostgreSQL takes a number for a row that it finds there already.
    """
    found = {table.name: await _rows(record, table) for table in METADATA.sorted_tables}
    queued = [row for table in (EFFECTS, CARDS, HOMES) for row in found[table.name]]
    order = {number: place for place, number in enumerate(sorted(row["id"] for row in queued))}
    for row in queued:
        row["id"] = order[row["id"]]
    for row in found[CONTENTS.name]:
        row["sealed"] = row["sealed"] is not None
    return found


async def _rows(record: Storage, table: Table) -> list[dict[str, Any]]:
    rows = await record.database.rows(across("verify", select(table).order_by(*table.primary_key.columns)))
    return [dict(row._mapping) for row in rows]


@pytest.mark.slow
@settings(deadline=None, max_examples=cases(0.03), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stage=st.sampled_from(STAGES), asked_form=st.sampled_from((3, 8)), chance=st.randoms(use_true_random=True))
def test_both_databases_hold_the_same_rows_whatever_people_wish_for(
    stage: str, asked_form: int, chance: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    play = audit_at(stage, asked_form=asked_form)
    asyncio.run(_shadowed(tmp_path_factory.mktemp("record"), play, chance))


async def _shadowed(folder: Path, play: Branch, chance: Random) -> None:
    """Both records after the same wishes."""
    database = await fresh_database(await template())
    lay_schema(folder / "record.db")
    try:
        async with AsyncExitStack() as stack:
            records = []
            for url in (f"sqlite:///{folder / 'record.db'}", database):
                opening = opened(url, folder, play.clock, ids=Numbers(), seal_key=KEY)
                records.append(await stack.enter_async_context(opening))
            for each in records:
                await plant(each, play, 1)
            shadowed = Shadowed(records, play)
            people = Wishes(play, chance.choice)
            for _ in range(WISHES):
                people.audit = (await records[0].store.load(TEAM, "A-1")).audit
                await shadowed.execute(people.next())
            sqlite, postgres = await shadowed.tables()
            for name, rows in sqlite.items():
                assert rows == postgres[name], f"{name} differs"
            assert len(sqlite["events"]) > len(play.history), "none of the wishes came true"
    finally:
        await drop_database(database)
