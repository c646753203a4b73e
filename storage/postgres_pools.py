"""A PostgreSQL database reached through two pools: single statements commit by themselves, transactions do not.

Each piece of work, from taking a connection to giving it back, is one greenlet: half the time of three. Owns the pools
and how long is waited for them. Must not know any statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

_Result = TypeVar("_Result")

STATEMENT_SECONDS = 10.0


class Pools:
    """The pools of one database: `size` connections for single statements, half as many more for transactions.

    `patience`: seconds one waits for a connection.
    """

    def __init__(self, url: URL, size: int, patience: float) -> None:
        # Single statements need no BEGIN and no ROLLBACK, which would be two of three round trips.
        self._alone = _pool(url, size, patience, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
        self._transactions = _pool(url, max(2, size // 2), patience, isolation_level="READ COMMITTED")

    async def read(self, work: Callable[[Connection], _Result]) -> _Result:
        """Carry out statements each of which commits by itself."""
        return await greenlet_spawn(self._read, work)

    async def transact(self, work: Callable[[Connection], _Result], done: Callable[[], None]) -> _Result:
        """Carry out a transaction; undone by whatever the work raises. `done`: called once it is committed."""
        result: _Result = await greenlet_spawn(self._transact, work)
        done()
        return result

    async def close(self) -> None:
        """Close every connection."""
        await self._alone.dispose()
        await self._transactions.dispose()

    def _read(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._alone.sync_engine.connect() as connection:
            return work(connection)

    def _transact(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._transactions.sync_engine.begin() as connection:
            return work(connection)


def _pool(url: URL, size: int, patience: float, **more: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience,
        connect_args={
            "timeout": patience,
            "command_timeout": STATEMENT_SECONDS,
            "server_settings": {"application_name": "smactr", "jit": "off"},
        },
        **more,
    )
