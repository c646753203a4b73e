"""What searches for a decision against the evidence came to, one row for a framework and a board.

Owns those rows. No rule reads them: they are printed. Must not know how a search goes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.kernel.content import Digest
from bot.ports.attack_tables import AttackTable
from storage.engine import Database
from storage.proofs import Prover
from storage.scope import across
from storage.tables import ATTACKS, AUDITS

_ONE = select(ATTACKS).where(
    ATTACKS.c.workspace == bindparam("of"),
    ATTACKS.c.framework == bindparam("by"),
    ATTACKS.c.seats == bindparam("board"),
)

_AUDITS = across("attack", select(AUDITS.c.workspace, AUDITS.c.key).order_by(AUDITS.c.workspace, AUDITS.c.key))


class SqlAttackTables:
    """The AttackTables port."""

    def __init__(self, database: Database, prover: Prover) -> None:
        self._database = database
        self._prover = prover
        keep = database.insert(ATTACKS)
        self._keep = keep.on_conflict_do_update(
            index_elements=["workspace", "framework", "seats"],
            set_={name: keep.excluded[name] for name in ("found", "at", "proof")},
        )

    async def found(self, workspace: str, framework: Digest, seats: int) -> AttackTable | None:
        """The table of a framework and a board, as long as nobody else changed it."""
        row = await self._database.row(_ONE, {"of": workspace, "by": framework, "board": seats})
        return AttackTable.model_validate_json(row.found) if row and self._prover.holds(ATTACKS, row) else None

    async def keep(self, workspace: str, table: AttackTable, now: datetime) -> None:
        """Keep a table; another one of the same framework and board gives way."""
        named = {"workspace": workspace, "framework": table.framework, "seats": table.seats}
        values = {**named, "found": table.model_dump_json(), "at": now}
        await self._database.execute(self._keep, self._prover.with_proof(ATTACKS, values))

    async def audits(self) -> list[tuple[str, str]]:
        """(workspace, audit) of every audit there is."""
        return [(row.workspace, row.key) for row in await self._database.rows(_AUDITS)]
