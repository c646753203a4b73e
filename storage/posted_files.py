"""Files that the bot posted, for whoever has to take them back: what was erased may stand in them.

Owns that look-up. What is posted, and when, is `storage.outbox`; which of them hold what was erased, the worker says.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update

from bot.domain.kernel.effects import EFFECT, PostFiles
from bot.ports.outbox import PostedFiles, Sent
from storage.engine import Database
from storage.tables import EFFECTS

# An attempt under way may have drawn its files already; one that waits draws them anew from what is left.
_UNDER_WAY = and_(EFFECTS.c.state == "waiting", EFFECTS.c.begun)

_THERE = or_(_UNDER_WAY, and_(EFFECTS.c.state != "waiting", EFFECTS.c.files != ""))

_POSTED = (
    select(EFFECTS)
    .where(
        EFFECTS.c.workspace == bindparam("of"),
        EFFECTS.c.audit == bindparam("in_audit"),
        EFFECTS.c.kind == "post-files",
        EFFECTS.c.id < bindparam("before"),
        _THERE,
    )
    .order_by(EFFECTS.c.id)
)

_DELETED = (
    update(EFFECTS)
    .where(EFFECTS.c.workspace == bindparam("of"), EFFECTS.c.id == bindparam("which"), EFFECTS.c.state != "waiting")
    .values(files="")
)


class PostedFileRows:
    """The posted files of the Outbox port."""

    _database: Database

    async def posted_files(self, workspace: str, audit: str, before: int) -> list[PostedFiles]:
        """What an audit's effects posted that were queued before another one, the oldest first."""
        values = {"of": workspace, "in_audit": audit, "before": before}
        return [_posted(row) for row in await self._database.rows(_POSTED, values)]

    async def files_deleted(self, posted: PostedFiles) -> None:
        """They are in Slack no more."""
        await self._database.execute(_DELETED, {"of": posted.workspace, "which": posted.id})


def _posted(row: Any) -> PostedFiles:
    effect = EFFECT.validate_json(row.body)
    assert isinstance(effect, PostFiles)
    return PostedFiles(
        id=row.id,
        workspace=row.workspace,
        effect=effect,
        files=tuple(row.files.split()),
        sent=Sent(row.sent_channel, row.sent_ts) if row.sent_ts else None,
        under_way=row.state == "waiting",
    )
