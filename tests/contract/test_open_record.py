"""Opening: one process for SQLite, schemas that fit, and plain words where it does not work.

Owns what is promised before the first row is read. Starts a second process where a promise is about two.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.fernet import Fernet
from sqlalchemy import Connection, text

from bot.domain.kernel.text import OperatorProblem
from bot.ports.store import CannotOpen, Unavailable
from storage import AlreadyOpen, NewerSchema
from storage.engine import open_database
from storage.migrations import config, migrate, newest, revision, revisions
from storage.tables import METADATA
from tests.builders import TEAM
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.contract.test_contents import cast
from tests.postgres import drop_database, fresh_database

LOOK = """
import sys
from storage import AlreadyOpen
from storage.engine import open_database
try:
    open_database(sys.argv[1])
except AlreadyOpen as refused:
    print(refused.text.id, refused.holder)
"""

MIGRATE = """
import asyncio, sys
from storage.engine import open_database
from storage.migrations import migrate
asyncio.run(migrate(open_database(sys.argv[1])))
"""


def differences(connection: Connection) -> list[object]:
    """What a new migration would have to change."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


async def test_the_migrations_lead_to_the_tables_of_this_release(record: Record) -> None:
    assert await record.storage.database.read(differences) == []
    assert await revision(record.storage.database) == newest()


def test_the_revisions_are_those_that_alembic_finds() -> None:
    found = ScriptDirectory.from_config(config()).walk_revisions()
    assert [script.revision for script in found] == list(reversed(revisions()))


async def test_an_empty_database_is_brought_up_to_date_and_then_left_alone(database: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}" if database == "sqlite" else await fresh_database()
    found = open_database(url)
    assert await revision(found) is None
    for _ in range(2):
        await migrate(found)
        assert await revision(found) == newest()
    await found.close()
    if database != "sqlite":
        await drop_database(url)


async def test_a_record_survives_an_upgrade_from_the_first_release(record: Record, clock: ManualClock) -> None:
    loaded = await record.begin()
    await record.storage.database.close()
    async with opened(record.url, record.folder, clock) as again:
        assert await again.store.load(TEAM, "A-1") == loaded
        assert (await again.verify()).problems == []


async def test_a_schema_of_a_newer_release_is_left_alone(record: Record) -> None:
    await record.storage.database.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema):
        await migrate(record.storage.database)


async def test_a_second_process_is_told_who_has_the_sqlite_file(tmp_path: Path, clock: ManualClock) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    async with opened(url, tmp_path, clock):
        command = [sys.executable, "-c", LOOK, url]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: ASYNC221
    assert told == f"record-locked {os.getpid()}\n"
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: ASYNC221
    assert told == ""


async def test_a_reader_may_look_beside_but_not_write(tmp_path: Path, clock: ManualClock) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    async with opened(url, tmp_path, clock) as storage, opened(url, tmp_path, clock, reader=True) as beside:
        await Record(storage, clock, url, tmp_path).begin()
        assert [line.key for line in await beside.store.audits(TEAM)] == ["A-1"]
        with pytest.raises(Unavailable):
            await beside.store.allot_key(TEAM)


async def test_the_same_process_opens_it_once_too(tmp_path: Path, clock: ManualClock) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    async with opened(url, tmp_path, clock):
        with pytest.raises(AlreadyOpen):
            open_database(url)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "nonsense"])
async def test_a_database_nobody_can_use_is_refused(url: str) -> None:
    with pytest.raises(OperatorProblem) as refused:
        open_database(url)
    assert refused.value.text.id.startswith("record-address-")


async def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(Unavailable):
        async with opened("postgresql://nobody@127.0.0.1:1/none", tmp_path, clock):
            pass


@pytest.mark.postgres
async def test_a_database_that_went_away_for_a_moment_is_used_again(tmp_path: Path, clock: ManualClock) -> None:
    url = await fresh_database()
    async with opened(url, tmp_path, clock) as storage:
        record = Record(storage, clock, url, tmp_path)
        await record.begin()
        other = open_database(url)
        await other.rows(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        await other.close()
        with pytest.raises(Unavailable):
            await storage.store.load(TEAM, "A-1")
        assert (await storage.store.load(TEAM, "A-1")).audit.key == "A-1"
    await drop_database(url)


async def test_the_seal_key_is_made_once_and_kept_for_its_owner(record: Record, clock: ManualClock) -> None:
    path = record.folder / "seal.key"
    key = path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    await record.storage.database.close()
    async with opened(record.url, record.folder, clock):
        assert path.read_text() == key


async def test_the_files_of_the_record_are_its_owners_alone_also_those_of_an_earlier_build(
    tmp_path: Path, clock: ManualClock
) -> None:
    folder = tmp_path / "data"
    for _ in range(2):
        async with opened("", folder, clock) as storage:
            await storage.store.allot_key(TEAM)
            await storage.blobs.write("a/b", b"words")
            files = [folder, *(each for each in folder.iterdir() if each.name != "blobs"), folder / "blobs"]
            assert len(files) == 7
            assert [each.name for each in files if each.stat().st_mode & 0o077] == []
            for each in files[1:-1]:
                each.chmod(0o644)


async def test_a_key_that_is_gone_is_never_replaced_in_silence(record: Record, clock: ManualClock) -> None:
    await record.begin()
    await record.storage.database.close()
    kept = (record.folder / "seal.key").read_text()
    (record.folder / "seal.key").unlink()
    for reader in (False, True):
        with pytest.raises(OperatorProblem) as refused:
            async with opened(record.url, record.folder, clock, reader=reader):
                pass
        assert refused.value.text.id == "seal-key-lost"
    assert not (record.folder / "seal.key").exists()
    async with opened(record.url, record.folder, clock, seal_key=kept) as again:
        assert (await again.verify()).problems == []


async def test_another_key_opens_no_record_until_the_old_one_is_given_up(record: Record, clock: ManualClock) -> None:
    await record.begin()
    ballot = record.prose("a ballot", sealed=True)
    await record.move(*cast(record, ballot), contents=(ballot,))
    await record.storage.database.close()
    new = Fernet.generate_key().decode()
    with pytest.raises(OperatorProblem) as refused:
        async with opened(record.url, record.folder, clock, seal_key=new):
            pass
    assert refused.value.text.id == "seal-key-other"
    for key_lost in (True, False):
        async with opened(record.url, record.folder, clock, seal_key=new, key_lost=key_lost) as after:
            with pytest.raises(CannotOpen):
                await after.store.sealed(TEAM, [ballot.digest])
            assert {problem.kind for problem in (await after.verify()).problems} <= {"content-changed"}


async def test_an_older_key_still_opens_what_it_sealed(record: Record, clock: ManualClock) -> None:
    await record.begin()
    ballot = record.prose("a ballot", sealed=True)
    await record.move(*cast(record, ballot), contents=(ballot,))
    await record.storage.database.close()
    old, new = (record.folder / "seal.key").read_text(), Fernet.generate_key().decode()
    async with opened(record.url, record.folder, clock, seal_key=f"{new},{old}") as rotated:
        assert (await rotated.store.sealed(TEAM, [ballot.digest]))[ballot.digest].text == "a ballot"


async def test_a_key_of_another_shape_is_refused(tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(OperatorProblem) as refused:
        async with opened("", tmp_path, clock, seal_key="short"):
            pass
    assert refused.value.text.id == "seal-key-wrong"


@pytest.mark.postgres
async def test_replicas_that_make_the_schema_at_once_wait_for_each_other() -> None:
    url = await fresh_database()
    replicas = [await asyncio.create_subprocess_exec(sys.executable, "-c", MIGRATE, url) for _ in range(3)]
    assert [await replica.wait() for replica in replicas] == [0, 0, 0]
    await drop_database(url)
