"""Work on drafts of a summary, laid down while it lasts.

Owns those rows. They hold words of the discussion, so they go as soon as the draft is on record, whenever something of
the audit is erased, and after a week in any case. Must not know what is in them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from bot.ports.summarizer import Reading
from storage.engine import Database
from storage.proofs import Prover
from storage.scope import across
from storage.tables import DRAFTING

KEPT = timedelta(days=7)

_PROGRESS = "progress"
"""The key of how far the reading is: no other key looks like it."""

_UNTIL = "until"
"""The key of the moment before which a model asked not to be asked."""

_AUDIT = (DRAFTING.c.workspace == bindparam("of"), DRAFTING.c.audit == bindparam("in_audit"))

_ONE = select(DRAFTING).where(*_AUDIT, DRAFTING.c.key == bindparam("which"))

_CLEAR = delete(DRAFTING).where(*_AUDIT)

OLD = across("tidy", delete(DRAFTING).where(DRAFTING.c.at < bindparam("before")))


class SqlDraftProgress:
    """The Drafting port."""

    def __init__(self, database: Database, prover: Prover) -> None:
        self._database = database
        self._prover = prover
        keep = database.insert(DRAFTING)
        self._keep = keep.on_conflict_do_update(
            index_elements=["workspace", "audit", "key"],
            set_={"text": keep.excluded.text, "at": keep.excluded.at, "proof": keep.excluded.proof},
        )

    async def load(self, workspace: str, audit: str, key: str) -> str | None:
        """What was laid down under a key, as long as nobody else changed it."""
        row = await self._database.row(_ONE, {"of": workspace, "in_audit": audit, "which": key})
        return row.text if row and self._prover.holds(DRAFTING, row) else None

    async def keep(self, workspace: str, audit: str, key: str, text: str, now: datetime) -> None:
        """Lay down a text; the same key again replaces it."""
        values = {"workspace": workspace, "audit": audit, "key": key, "text": text, "at": now}
        await self._database.execute(self._keep, self._prover.with_proof(DRAFTING, values))

    async def reached(self, workspace: str, audit: str, reading: Reading, now: datetime) -> None:
        """Note how far the reading is."""
        await self.keep(workspace, audit, _PROGRESS, f"{reading.done}/{reading.of}", now)
        # in a row of its own: a replica of an earlier build reads the other one
        await self.keep(workspace, audit, _UNTIL, reading.until.isoformat() if reading.until else "", now)

    async def progress(self, workspace: str, audit: str) -> Reading | None:
        """None while no draft is being made."""
        noted = await self.load(workspace, audit, _PROGRESS)
        if not noted:
            return None
        done, of = noted.split("/")
        until = await self.load(workspace, audit, _UNTIL)
        return Reading(int(done), int(of), datetime.fromisoformat(until) if until else None)

    async def clear(self, workspace: str, audit: str) -> None:
        """Throw away everything laid down for an audit."""
        await self._database.execute(_CLEAR, {"of": workspace, "in_audit": audit})
