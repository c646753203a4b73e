"""A backup: of one moment while others write, restored into either kind of database, and never by halves.

Owns the copy itself. The commands' words and refusals are in `tests/cli/test_backup.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from bot.domain.kernel.text import OperatorProblem
from storage import Storage
from storage.backup import RECORD, key_id, read_backup, restore_files, restore_rows, write_backup
from storage.engine import open_database
from storage.migrations import migrate
from storage.scope import across
from storage.tables import METADATA
from tests.builders import TEAM
from tests.contract.conftest import DATABASES
from tests.contract.record import Record, opened
from tests.contract.rich_record import fill, read
from tests.contract.test_contents import described
from tests.postgres import drop_database, fresh_database


async def copy(record: Record, folder: Path) -> None:
    await write_backup(record.storage.database, record.storage.blobs, key_id(record.storage.secret), folder)


@pytest.fixture(params=DATABASES)
def into(request: pytest.FixtureRequest) -> str:
    """The kind of database that a backup goes to."""
    return str(request.param)


@asynccontextmanager
async def restored(record: Record, folder: Path, into: str) -> AsyncIterator[Storage]:
    """What a backup holds, opened elsewhere with the key of before."""
    elsewhere = record.folder / "elsewhere"
    elsewhere.mkdir()
    url = await fresh_database() if into == "postgres" else f"sqlite:///{elsewhere / 'smactr.db'}"
    database = open_database(url)
    await restore_rows(folder, read_backup(folder), database)
    await database.close()
    key = (record.folder / "seal.key").read_text()
    async with opened(url, elsewhere, record.clock, seal_key=key) as storage:
        await restore_files(folder, storage.blobs)
        yield storage
    if into == "postgres":
        await drop_database(url)


async def counts(storage: Storage) -> dict[str, int]:
    def counted(connection: Connection) -> dict[str, int]:
        return {
            table.name: connection.execute(across("verify", select(func.count()).select_from(table))).scalar_one()
            for table in METADATA.sorted_tables
        }

    return await storage.database.read(counted)


async def test_everything_that_is_read_of_a_record_is_read_of_its_copy(record: Record, into: str) -> None:
    await fill(record)
    before, rows = await read(record.storage, "request"), await counts(record.storage)
    assert 0 not in rows.values()
    await copy(record, record.folder / "backup")
    async with restored(record, record.folder / "backup", into) as again:
        assert await counts(again) == rows
        assert await read(again, "request") == before
        report, told = await again.verify(), await record.storage.verify()
        assert (report.problems, report.audits) == (told.problems, told.audits)
        # what was on its way may have arrived, so it is looked up before it is sent
        jobs = await again.outbox.claim_cards(record.now, 10, record.clock.now() - record.now)
        assert {job.ambiguous for job in jobs} == {True}
        await again.store.allot_key(TEAM)


async def test_a_copy_made_while_others_write_is_of_one_moment(record: Record, into: str) -> None:
    await record.begin()
    stop, under_way = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        while not stop.is_set():
            words = record.prose("more words")
            loaded = await record.move(described(record, words), contents=(words,))
            if loaded.audit.seq == 10:
                under_way.set()

    writing = asyncio.create_task(write())
    await under_way.wait()
    await copy(record, record.folder / "backup")
    stop.set()
    await writing
    async with restored(record, record.folder / "backup", into) as again:
        report = await again.verify()
    assert report.problems == []
    assert 10 <= report.events <= (await record.storage.verify()).events


async def test_a_copy_that_changed_since_or_was_never_finished_is_refused(record: Record) -> None:
    await record.begin()
    folder = record.folder / "backup"
    with pytest.raises(OperatorProblem) as refused:
        read_backup(folder)
    assert refused.value.text.id == "backup-none"
    await copy(record, folder)
    data = bytearray((folder / RECORD).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / RECORD).write_bytes(bytes(data))
    with pytest.raises(OperatorProblem) as refused:
        read_backup(folder)
    assert refused.value.text.id == "backup-changed"


async def test_a_backup_is_restored_as_often_as_it_is_needed(record: Record) -> None:
    await fill(record)
    folder = record.folder / "backup #1?"
    await copy(record, folder)
    for number in range(2):
        database = open_database(f"sqlite:///{record.folder / f'copy-{number}.db'}")
        await restore_rows(folder, read_backup(folder), database)
        await database.close()
    assert {path.name for path in folder.iterdir()} == {"record.db", "backup.json", "files"}


async def test_a_restore_that_was_interrupted_is_begun_again(record: Record) -> None:
    await record.begin()
    await copy(record, record.folder / "backup")
    backup = read_backup(record.folder / "backup")
    database = open_database(f"sqlite:///{record.folder / 'copy.db'}")
    await migrate(database, to=backup.revision)
    await restore_rows(record.folder / "backup", backup, database)
    await database.close()


async def test_a_record_that_holds_something_is_never_written_over(record: Record) -> None:
    await record.begin()
    await copy(record, record.folder / "backup")
    with pytest.raises(OperatorProblem) as refused:
        await restore_rows(record.folder / "backup", read_backup(record.folder / "backup"), record.storage.database)
    assert refused.value.text.id == "restore-not-empty"
