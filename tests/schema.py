"""An empty SQLite database of this release: made once a process and copied, where nine migrations took each test 0.1 s.

Owns that file. That a record is migrated when it is opened is tested in `tests/contract/test_open_record.py` and by the
commands.
"""

from __future__ import annotations

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from storage.engine import file_url, open_database
from storage.migrations import migrate


def lay_schema(file: Path) -> None:
    """Put it where no database is yet."""
    if not file.exists():
        file.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    # whoever asks may be in a loop of theirs
    with ThreadPoolExecutor(1) as thread, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        thread.submit(asyncio.run, _migrate(file)).result()
        return file.read_bytes()


async def _migrate(file: Path) -> None:
    database = open_database(file_url(file))
    await migrate(database)
    await database.close()
