"""The other audits of a workspace, looked up for one of them before it decides.

Owns when they are looked up, how often they are read, and which of them must not move until a ballot is committed. What
they mean is the domain's: they come to the rules as a command of its own, decided in the same commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cachetools import LRUCache

from bot.domain.ballot.commands import OpenBallot, RevealBallots
from bot.domain.ballot.events import BallotOpened
from bot.domain.decision.commands import PostDecision
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.evaluations.commands import ChangeModel
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Conflict, UnknownEvent
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.commands import ChangeDetails, CloseStage, PassTime, RecordEarlierAudits, StartAudit
from bot.domain.lifecycle.earlier_audits import Account, account_of, related
from bot.ports.store import Loaded, Store

KEPT: Final = 10_000
"""Audits whose account is kept; it is read again where the audit moved on."""

_LOOKS: Final = (
    *(StartAudit, ChangeModel, ChangeDetails, CloseStage),
    *(OpenBallot, MakeMotion, AnswerMotion, RevealBallots, PostDecision),
)
"""Before these, and whenever a result may be posted. Seats open a ballot by a motion, too."""


class EarlierAudits:
    """Looks them up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._accounts: LRUCache[tuple[str, str], tuple[int, Account]] = LRUCache(KEPT)

    async def news(self, command: Command, audit: Audit) -> RecordEarlierAudits | None:
        """What an audit does not know yet of the others, as a command; None where there is nothing new.

        Raises Unavailable.
        """
        posting = isinstance(command, PassTime) and audit.proposal is not None
        if audit.rules < 2 or audit.over or not (posting or isinstance(command, _LOOKS)):
            return None
        told = [related(audit, account) for account in await self._all(audit.workspace)]
        found = tuple(sorted((t for t in told if t), key=lambda t: (len(t.key), t.key)))
        if found == audit.earlier_audits:
            return None
        return RecordEarlierAudits(
            workspace=audit.workspace, audit=audit.key, request=command.request, actor=SYSTEM, found=found
        )

    async def standing_by(self, audit: Audit, events: Iterable[Event]) -> list[Loaded]:
        """The other audits under way of these weights, where a ballot opens: committed with it as they stand, so that
        of two boards that are asked at the same moment only one is.

        Raises Conflict where one of them moved on since it was looked up.
        """
        if audit.rules < 2 or not any(isinstance(event, BallotOpened) for event in events):
            return []
        found = []
        for other in audit.earlier_audits:
            if other.same_weights and other.status in ("running", "paused"):
                loaded = await self._store.load(audit.workspace, other.key)
                if related(audit, account_of(loaded.audit, loaded.framework)) != other:
                    raise Conflict(other.key)
                found.append(loaded)
        return found

    async def _all(self, workspace: str) -> list[Account]:
        found = []
        for line in await self._store.audits(workspace):
            known = self._accounts.get((workspace, line.key))
            if known is None or known[0] != line.seq:
                try:
                    loaded = await self._store.load(workspace, line.key)
                except UnknownEvent:
                    continue  # a newer release wrote it, and reads it
                known = self._accounts[workspace, line.key] = (
                    loaded.audit.seq,
                    account_of(loaded.audit, loaded.framework),
                )
            found.append(known[1])
        return found
