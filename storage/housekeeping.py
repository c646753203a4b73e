"""Housekeeping: what nobody needs any more is removed, once a day.

Owns how long receipts and finished work are kept. Must never touch history or contents that an event names.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from storage.draft_progress import KEPT, OLD
from storage.engine import Database
from storage.files import SqlFiles
from storage.scope import across
from storage.tables import EFFECTS, INBOX

RETENTION = timedelta(days=30)

_RECEIPTS = across("tidy", delete(INBOX).where(INBOX.c.at < bindparam("before"), INBOX.c.last < INBOX.c.first))

# The newest row stays, whatever its age: SQLite counts on from it, and a number must never come twice. So does what
# knows of files in Slack: an erasure must find them, however late it comes.
_FINISHED = across(
    "tidy",
    delete(EFFECTS).where(
        EFFECTS.c.state == "done",
        EFFECTS.c.since < bindparam("before"),
        EFFECTS.c.files == "",
        EFFECTS.c.id < select(func.max(EFFECTS.c.id)).scalar_subquery(),
    ),
)


async def remove_expired(database: Database, files: SqlFiles, now: datetime) -> None:
    """Remove receipts of requests that changed nothing and work done over 30 days ago, drafts nobody
    finished, and files without an event.
    """
    for statement in (_RECEIPTS, _FINISHED):
        await database.execute(statement, {"before": now - RETENTION})
    await database.execute(OLD, {"before": now - KEPT})
    await files.sweep(now)
