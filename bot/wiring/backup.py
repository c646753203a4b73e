"""`smactr backup`, `smactr restore`, and the copy that `smactr migrate` makes first.

Owns the operator's way there, and what is said on it. How rows and files are copied, `storage.backup` says.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from bot.domain.kernel.text import Text
from bot.settings import CannotRun, Settings
from bot.wiring.open_record import DATABASE_FILE, Surroundings, opened, plainly
from bot.wiring.seal_key import go_on_with_another_key
from bot.wiring.texts import read_texts, words
from storage.backup import Backup, key_id, must_be_empty, read_backup, restore_files, restore_rows, write_backup
from storage.blobs import open_blobs
from storage.engine import file_url, open_database
from storage.file_modes import private_folder
from storage.migrations import newest, revision
from storage.sealing import KEY_FILE, Sealer, secret_for


async def back_up(settings: Settings, folder: Path) -> str:
    """Copy the record and its files into a new folder, beside a running bot; what was copied. Raises CannotRun."""
    none = CannotRun(words(Text("record-none", folder=str(settings.data_dir))))
    if _is_absent(settings):
        raise none
    async with opened(settings, upgrade=False, reader=True) as storage:
        with plainly():
            if await revision(storage.database) is None:
                raise none
            _must_be_free(folder)
            made = await write_backup(storage.database, storage.blobs, key_id(storage.secret), folder)
    return _told(made, folder)


async def restore(settings: Settings, folder: Path, *, key_lost: bool = False) -> list[str]:
    """Fill the empty record of these settings with a backup, at this release's schema; what was done, a line each.

    `key_lost`: the key that it was written with is gone, and another one takes its place. Raises CannotRun.
    """
    with plainly():
        backup = read_backup(folder)
        if not key_lost:
            _must_open(settings, backup)
        private_folder(settings.data_dir)
        url = settings.database.get_secret_value()
        database = open_database(url or file_url(settings.data_dir / DATABASE_FILE))
        try:
            # files first: put back twice, they are the same, and rows are what says that a record is there
            await must_be_empty(database)
            if backup.files is not None:
                await restore_files(folder, open_blobs(settings.blobs or settings.data_dir / "blobs"))
            await restore_rows(folder, backup, database)
        finally:
            await database.close()
    done = read_texts()("restore-done", folder=str(folder), made=f"{backup.made_at:%Y-%m-%d %H:%M} UTC")
    if key_lost:
        return [done, *await go_on_with_another_key(settings)]
    async with opened(settings):
        return [done]


async def migrate(settings: Settings, around: Surroundings | None = None) -> list[str]:
    """Bring the database to this release, after a copy of one that somebody used; what was done. Raises CannotRun."""
    around, say, said = around or Surroundings(), read_texts(), list[str]()
    if (folder := await _copied_first(settings, around.clock.now())) is not None:
        said.append(say("migrate-copied", folder=str(folder)))
    async with opened(settings, around):
        return [*said, say("migrate-done")]


async def _copied_first(settings: Settings, now: datetime) -> Path | None:
    """Where the database was copied to; None where it fits this release, or there is none yet."""
    if _is_absent(settings):
        return None
    async with opened(settings, upgrade=False, reader=True) as storage:
        with plainly():
            found = await revision(storage.database)
            if found in (None, newest()):
                return None
            folder = settings.data_dir / "backups" / f"schema-{found}-{now:%Y%m%dT%H%M%SZ}"
            private_folder(folder.parent)
            await write_backup(storage.database, None, key_id(storage.secret), folder)
    return folder


def _is_absent(settings: Settings) -> bool:
    """Whether there is no file of SQLite's: opening the record would make one, and a key beside it."""
    return not settings.database.get_secret_value() and not (settings.data_dir / DATABASE_FILE).exists()


def _must_be_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRun(words(Text("backup-folder-taken", folder=str(folder))))


def _must_open(settings: Settings, backup: Backup) -> None:
    """Refuse to fill a record whose sealed texts nobody could open."""
    keys = settings.seal_keys.get_secret_value()
    if not keys and (kept := settings.data_dir / KEY_FILE).exists():
        keys = kept.read_text().strip()
    if not keys:
        raise CannotRun(words(Text("restore-key-missing", file=str(settings.data_dir / KEY_FILE))))
    Sealer(keys)
    if key_id(partial(secret_for, keys)) != backup.key:
        raise CannotRun(words(Text("restore-key-other")))


def _told(made: Backup, folder: Path) -> str:
    return read_texts()("backup-done", folder=str(folder), files=made.files or 0)
