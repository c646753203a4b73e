"""A statement as the driver of SQLite takes it, made once.

SQLAlchemy looks a statement up by its parts and binds its values anew at every execution. Owns how values become what
the driver binds. Must not know what a statement changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Delete, Insert, Update
from sqlalchemy.dialects import sqlite

_DIALECT: Final = sqlite.dialect()

_Binds = Callable[[Any], Any]


def _as_it_is(value: Any) -> Any:
    return value


class Prepared:
    """One INSERT, UPDATE or DELETE. Its values must not be lists: a list would change its text."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._text = compiled.string
        own = compiled.params
        self._binds: list[tuple[str, _Binds, Any]] = []
        for name in compiled.positiontup or ():
            bind = compiled.binds[name]
            binds = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _as_it_is
            self._binds.append((bind.key if bind.required else "", binds, own[name]))

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Execute it; how many rows it changed. Raises KeyError for a value that is not given, sqlite3's own errors."""
        given = tuple(binds(values[name] if name else own) for name, binds, own in self._binds)
        driver: Any = connection.connection.driver_connection
        return int(driver.execute(self._text, given).rowcount)
