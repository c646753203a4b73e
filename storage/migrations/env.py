"""Alembic's entry: run the revisions on the connection that `migrate` hands over.

Owns how a migration run is set up, here and for `alembic revision --autogenerate`. Must not open a database by itself.
"""

from __future__ import annotations

from typing import Literal

from alembic import context
from sqlalchemy import Connection, text

from storage.tables import METADATA, Utc

ONE_AT_A_TIME = 0x736D6163
"""Key of the PostgreSQL advisory lock that makes a second process wait for the first."""


def _render(kind: str, item: object, _: object) -> str | Literal[False]:
    """A revision must not change when `storage.tables` does: it names plain types."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


def run(connection: Connection) -> None:
    """Run what is missing, in the caller's transaction."""
    postgres = connection.dialect.name == "postgresql"
    if postgres:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
    context.configure(connection=connection, target_metadata=METADATA, render_item=_render)
    context.run_migrations()


run(context.config.attributes["connection"])
