"""Triggers, views and rules that somebody put into the database: they would change or drop what the bot writes.

Owns that look. Our tables need none, and no row shows what one does from then on. Must only read.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from bot.domain.kernel.text import Text
from storage.chain_check import Problem
from storage.engine import Database
from storage.scope import across

_SQLITE: Final = text(
    "SELECT type AS kind, name, tbl_name AS about FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
)

_POSTGRES: Final = text(
    "SELECT 'trigger' AS kind, t.tgname AS name, c.relname AS about FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
    " UNION ALL SELECT 'rule', rulename, tablename FROM pg_rules WHERE schemaname = current_schema()"
    " UNION ALL SELECT 'view', viewname, viewname FROM pg_views WHERE schemaname = current_schema() ORDER BY name"
)


async def foreign_objects(database: Database) -> list[Problem]:
    """What is in the schema of the record that no release of ours put there, each by its name."""
    rows = await database.rows(across("verify", _POSTGRES if database.postgres else _SQLITE))
    return [
        Problem("schema-object", "", "", Text("verify-schema-object", kind=row.kind, name=row.name, table=row.about))
        for row in rows
    ]
