"""Snapshots: the state at some event, so that loading need not fold from the start.

Owns their rows and how often they are written. A cache: deleting all of them changes nothing but the time of the next
load, and `storage.verify` proves each equal to the fold. Must not be asked for the truth.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from pydantic import ValidationError
from sqlalchemy import bindparam, select

from bot.domain.kernel.audit import Audit
from storage.bulk_statements import Step
from storage.engine import Database
from storage.proofs import Prover
from storage.tables import SNAPSHOTS

RELEASE = version("smactr")

_NEWEST = select(SNAPSHOTS).where(
    SNAPSHOTS.c.workspace == bindparam("workspace"),
    SNAPSHOTS.c.audit == bindparam("audit"),
    SNAPSHOTS.c.seq <= bindparam("seq"),
    SNAPSHOTS.c.release == bindparam("release"),
)


class Snapshots:
    """Writes the state once in `every` events, and reads it back."""

    def __init__(self, database: Database, prover: Prover, every: int) -> None:
        self._database = database
        self._prover = prover
        self._every = every
        insert = database.insert(SNAPSHOTS).values(
            workspace=bindparam("p_workspace"),
            audit=bindparam("p_audit"),
            seq=bindparam("snapshot_seq"),
            release=bindparam("snapshot_release"),
            state=bindparam("snapshot"),
            proof=bindparam("snapshot_proof"),
        )
        new = insert.excluded
        keep = insert.on_conflict_do_update(
            index_elements=["workspace", "audit"],
            set_={"seq": new.seq, "release": new.release, "state": new.state, "proof": new.proof},
        )
        self.steps = (Step("snapshot", keep),)

    async def newest(self, workspace: str, audit: str, seq: int) -> Audit | None:
        """The kept state, no newer than `seq`. Passed over: another release's, which may fold differently, and one
        that was not written by us.
        """
        values = {"workspace": workspace, "audit": audit, "seq": seq, "release": RELEASE}
        row = await self._database.row(_NEWEST, values)
        try:
            return Audit.model_validate_json(row.state) if row and self._prover.holds(SNAPSHOTS, row) else None
        except ValidationError:
            return None

    def values(self, workspace: str, before: Audit | None, after: Audit) -> dict[str, Any]:
        """The state, where enough events have passed since it was last written."""
        if before is not None and before.seq // self._every == after.seq // self._every:
            return {}
        row = {"workspace": workspace, "audit": after.key, "seq": after.seq, "release": RELEASE}
        row["state"] = after.model_dump_json()
        proof = self._prover.proof(SNAPSHOTS, row)
        kept = {"snapshot": row["state"], "snapshot_seq": after.seq, "snapshot_release": RELEASE}
        return {**kept, "snapshot_proof": proof}
