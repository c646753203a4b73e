"""The attack on the rules of every audit: searched once for a framework and a board, kept, and shown with decisions.

Owns which searches are lacking, and that decisions are drawn again once one is there. Must not know how a search goes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog

from bot.domain.kernel.conversation import DecisionCard, decision_place
from bot.domain.roster.roles import fixed_seats
from bot.ports.attack_tables import AttackSearch, AttackTables
from bot.ports.clock import Clock
from bot.ports.outbox import Outbox
from bot.ports.store import Loaded, Store

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Attacks:
    """The attacks of one record: a search takes minutes, so nothing waits for it."""

    search: AttackSearch
    tables: AttackTables
    store: Store
    outbox: Outbox
    clock: Clock

    async def look(self) -> int:
        """Search for every framework and board without a table, one after the other; how many. Never raises."""
        made = 0
        try:
            async for loaded in self._lacking():
                seats = fixed_seats(loaded.audit, loaded.framework)
                table = await self.search.table(loaded.audit.framework, loaded.framework, seats)
                await self.tables.keep(loaded.audit.workspace, table, self.clock.now())
                await self._show(loaded.audit.workspace, loaded.audit.framework, seats)
                made += 1
        except Exception:
            log.exception("attack.broke")
        return made

    async def _lacking(self) -> AsyncIterator[Loaded]:
        """An audit for each framework and board that have no table."""
        async for loaded in self._running():
            audit, seats = loaded.audit, fixed_seats(loaded.audit, loaded.framework)
            if await self.tables.found(audit.workspace, audit.framework, seats) is None:
                yield loaded

    async def _running(self) -> AsyncIterator[Loaded]:
        """Audits by rules of today whose board is fixed."""
        for workspace, key in await self.tables.audits():
            loaded = await self.store.load(workspace, key)
            if fixed_seats(loaded.audit, loaded.framework) and not loaded.audit.ended:
                yield loaded

    async def _show(self, workspace: str, framework: str, seats: int) -> None:
        """Have the decisions drawn again that say that nothing was searched yet."""
        async for loaded in self._running():
            audit = loaded.audit
            same = (audit.workspace, audit.framework, fixed_seats(audit, loaded.framework))
            if audit.decision and same == (workspace, framework, seats):
                card = DecisionCard(len(audit.earlier_decisions) + 1, decision_place(loaded.framework))
                await self.outbox.wish(workspace, audit.key, card, self.clock.now())
