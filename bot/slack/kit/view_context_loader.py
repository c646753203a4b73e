"""Everything a drawing needs, read beforehand: texts, heads of the chain, links to cards.

Owns the reading; which texts may be shown is `bot.slack.kit.visibility`. Must not draw.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.domain.decision.events import DoneRefused
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import AuditCard, Card
from bot.domain.kernel.errors import UnknownAudit
from bot.domain.kernel.notices import (
    ApprovalWithdrawnNotice,
    NotDoneNotice,
    Notice,
    QuotingNotice,
    StageReopenedNotice,
)
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import StageReopened
from bot.domain.roster.roles import fixed_seats
from bot.domain.sign_offs.events import SignatureWithdrawn
from bot.ports.attack_tables import AttackTable
from bot.ports.clock import Clock
from bot.ports.outbox import Outbox
from bot.ports.store import Loaded, Store
from bot.ports.summarizer import Reading
from bot.slack.kit.localization import Texts
from bot.slack.kit.view_context import ViewContext, permalink
from bot.slack.kit.visibility import _of_event, prose_of

PAGE = 50
"""How many events are read at once, from the newest back, to find the one that a notice quotes."""

Progress = Callable[[str, str], Awaitable[Reading | None]]
"""(workspace, audit) -> how far the drafting of a summary is."""


async def no_progress(workspace: str, audit: str) -> None:
    """Where nobody asks: only cards show it."""
    return None


Searched = Callable[[str, Digest, int], Awaitable[AttackTable | None]]
"""(workspace, framework, seats) -> what was found by attacking these rules."""


async def not_searched(workspace: str, framework: Digest, seats: int) -> None:
    """Where nobody asks: only a decision shows it."""
    return None


@dataclass(frozen=True, slots=True)
class ViewContextLoader:
    """Makes view contexts."""

    store: Store
    outbox: Outbox
    say: Texts
    clock: Clock
    progress: Progress = no_progress
    searched: Searched = not_searched
    max_file_mb: int = 25
    """Megabytes of the largest file that is taken."""

    async def view_context(
        self,
        loaded: Loaded,
        address: str,
        links: Iterable[Card] = (),
        seqs: Iterable[int] = (),
        event: Event | None = None,
        also: Iterable[Digest] = (),
    ) -> ViewContext:
        """An audit's view context, with links to these cards (where they were sent) and the heads at these events.

        `also`: further texts, too long for every view context.
        """
        audit = loaded.audit
        digests = {*prose_of(audit), *_of_event(event), *also}
        return ViewContext(
            loaded=loaded,
            texts=await self.store.texts_of(audit, digests),
            say=self.say,
            now=self.clock.now(),
            heads={seq: await self._head(loaded, seq) for seq in set(seqs) if 0 < seq <= audit.seq},
            links=await self._links(audit, address, links),
            draft_progress=await self._drafting(audit),
            attack=await self._attack(loaded),
            base=address,
            max_file_mb=self.max_file_mb,
        )

    async def view_context_if_there(self, workspace: str, address: str, audit: str) -> ViewContext | None:
        """The view context of an audit by its key, with a link to its card; None where there is no such audit."""
        try:
            loaded = await self.store.load(workspace, audit)
        except UnknownAudit:
            return None
        return await self.view_context(loaded, address, [AuditCard()])

    async def quoted(self, audit: Audit, notice: Notice) -> Event | None:
        """The event a notice quotes, where the state does not keep what it has to say, however long ago it was."""
        if not isinstance(notice, QuotingNotice):
            return None
        last = notice.seq or audit.seq
        while last > 0:
            page = await self.store.history(audit.workspace, audit.key, max(1, last - PAGE + 1), last)
            if found := next((r.event for r in reversed(page) if _is_quoted(notice, r.event)), None):
                return found
            last -= PAGE
        return None

    async def _drafting(self, audit: Audit) -> Reading | None:
        waited_for = audit.summary is not None and audit.summary.status == "requested"
        return await self.progress(audit.workspace, audit.key) if waited_for else None

    async def _attack(self, loaded: Loaded) -> AttackTable | None:
        audit = loaded.audit
        if audit.decision is None:
            return None
        return await self.searched(audit.workspace, audit.framework, fixed_seats(audit, loaded.framework))

    async def _head(self, loaded: Loaded, seq: int) -> str:
        if seq == loaded.audit.seq:
            return loaded.head
        return await self.store.head_at(loaded.audit.workspace, loaded.audit.key, seq)

    async def _links(self, audit: Audit, address: str, cards: Iterable[Card]) -> dict[str, str]:
        keys = list(dict.fromkeys(card.key for card in cards)) if address else []
        found = await self.outbox.all_sent(audit.workspace, audit.key, keys) if keys else {}
        return {key: permalink(address, sent.channel, sent.ts, sent.thread_ts) for key, sent in found.items()}


def _is_quoted(notice: QuotingNotice, event: Event) -> bool:
    match notice:
        case StageReopenedNotice(stage=stage, person=who):
            return isinstance(event, StageReopened) and (event.stage, event.by) == (stage, who)
        case ApprovalWithdrawnNotice(stage=stage, person=who):
            return isinstance(event, SignatureWithdrawn) and (event.stage, event.person) == (stage, who)
        case NotDoneNotice(round=round, item=item, person=who):
            return isinstance(event, DoneRefused) and (event.round, event.item, event.by) == (round, item, who)
    raise TypeError(f"a notice that quotes an event nobody knows of: {type(notice).__name__}")
