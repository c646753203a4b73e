"""`smactr backup`, `smactr restore`, and the copy before a migration: what the operator reads, and what is refused.

Owns the commands. What a copy holds is tested in `tests/contract/test_backup.py`.
"""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from storage.engine import open_database
from storage.migrations import migrate, newest
from tests.cli.conftest import Smactr
from tests.cli.test_decision import record_in
from tests.house.tree import ROOT


def test_a_backup_is_restored_elsewhere_and_found_intact(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    told = smactr("backup", "copy")
    assert (told.exit_code, "copy" in told.stdout) == (0, True)
    assert not list((tmp_path / "copy").rglob("*.key"))
    elsewhere = {"SMACTR_DATA_DIR": str(tmp_path / "elsewhere")}
    refused = smactr("restore", "copy", **elsewhere)
    assert (refused.exit_code, "seal key" in refused.stderr) == (2, True)
    assert not (tmp_path / "elsewhere").exists()
    key = {"SMACTR_SEAL_KEY": (tmp_path / "data" / "seal.key").read_text()}
    restored = smactr("restore", "copy", **elsewhere, **key)
    assert restored.exit_code == 0, restored.stderr
    assert restored.stdout.splitlines()[-1] == smactr("verify").stdout.splitlines()[-1]


WRITING = """
import asyncio, sys
from pathlib import Path
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.contract.test_contents import described

async def write(folder, clock):
    async with opened("", folder, clock) as storage:
        record = Record(storage, clock, "", folder)
        # the requests of whoever made the record are taken
        for number in range(10):
            record.request()
        for number in range(int(sys.argv[2])):
            words = record.prose("words " * 200)
            await record.move(described(record, words), contents=(words,))
            await storage.blobs.write(f"{number:064x}", words.text.encode())
            print(number, flush=True)

asyncio.run(write(Path(sys.argv[1]), ManualClock()))
"""
"""A process that has the record open, as the bot has, and writes events and files until it is ended."""


def test_a_backup_is_made_beside_a_process_that_writes_and_is_intact_elsewhere(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    words = [sys.executable, "-c", WRITING, str(tmp_path / "data"), "100000"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writing:
        assert writing.stdout
        try:
            while int(writing.stdout.readline()) < 20:
                pass
            made = smactr("backup", "copy")
            assert writing.poll() is None
        finally:
            writing.kill()
    assert made.exit_code == 0, made.output
    key = {"SMACTR_SEAL_KEY": (tmp_path / "data" / "seal.key").read_text()}
    elsewhere = {"SMACTR_DATA_DIR": str(tmp_path / "elsewhere")}
    assert smactr("restore", "copy", **elsewhere, **key).exit_code == 0
    found = smactr("verify", **elsewhere, **key)
    assert found.exit_code == 0, found.output
    assert len(list((tmp_path / "elsewhere" / "blobs").rglob("?" * 64))) > 20


def test_where_there_is_no_record_none_is_made_to_be_copied(smactr: Smactr, tmp_path: Path) -> None:
    refused = smactr("backup", "copy", SMACTR_DATA_DIR=str(tmp_path / "mistyped"))
    assert (refused.exit_code, "mistyped" in refused.stderr) == (2, True)
    assert not (tmp_path / "mistyped").exists()
    assert not (tmp_path / "copy").exists()


def test_nothing_is_written_over(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    assert smactr("backup", "copy").exit_code == 0
    assert smactr("backup", "copy").exit_code == 2
    assert smactr("restore", "copy").exit_code == 2
    assert smactr("verify").exit_code == 0


def test_a_backup_is_not_restored_beside_another_key(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    record_in(tmp_path / "other")
    assert smactr("backup", "copy").exit_code == 0
    other = {"SMACTR_SEAL_KEY": (tmp_path / "other" / "seal.key").read_text()}
    refused = smactr("restore", "copy", SMACTR_DATA_DIR=str(tmp_path / "elsewhere"), **other)
    assert (refused.exit_code, (tmp_path / "elsewhere").exists()) == (2, False)


def test_a_backup_whose_key_is_lost_is_restored_on_purpose_without_what_was_sealed(
    smactr: Smactr, tmp_path: Path
) -> None:
    record_in(tmp_path / "data")
    assert smactr("backup", "copy").exit_code == 0
    elsewhere = {"SMACTR_DATA_DIR": str(tmp_path / "elsewhere")}
    assert "--seal-key-lost" in smactr("restore", "copy", **elsewhere).stderr
    restored = smactr("restore", "copy", "--seal-key-lost", **elsewhere)
    assert restored.exit_code == 0, restored.stderr
    assert smactr("verify", **elsewhere).stdout.splitlines()[-1] == restored.stdout.splitlines()[-1]


def test_a_migration_copies_the_database_first_and_says_how_to_return(smactr: Smactr, tmp_path: Path) -> None:
    file = tmp_path / "data" / "smactr.db"

    async def at_an_earlier_schema() -> None:
        database = open_database(f"sqlite:///{file}")
        await migrate(database, to="0006")
        await database.close()

    asyncio.run(at_an_earlier_schema())
    told = smactr("migrate")
    assert told.exit_code == 0
    [copied] = (tmp_path / "data" / "backups").iterdir()
    assert f"smactr restore {copied.relative_to(tmp_path)}" in told.stdout
    for kept, revision in ((copied / "record.db", "0006"), (file, newest())):
        with closing(sqlite3.connect(kept)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]
    assert len(smactr("migrate").stdout.splitlines()) == 1
    assert len(list((tmp_path / "data" / "backups").iterdir())) == 1
