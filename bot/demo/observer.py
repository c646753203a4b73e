"""What somebody who may look into the record sees: the audit that is played, who owes what, and where it is asked.

Owns these look-ups for the guide and for playing others' parts. Changes nothing: whatever happens in the demo happens
over Slack's protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.duties.rules import asks_among
from bot.domain.kernel.conversation import AuditCard, Card, ProposalCard, StageCard, SummaryCard
from bot.domain.kernel.duty import Duty, ask_card
from bot.domain.kernel.people import Person, person, user_of
from bot.ports.outbox import Sent
from bot.sandbox.side_panels import Go
from bot.slack.kit.duty_lines import duty_line
from bot.slack.kit.view_context import ViewContext
from bot.slack.kit.view_context_loader import ViewContextLoader
from bot.slack.kit.visibility import decisions_of
from bot.wiring.assembly import Bot


@dataclass(frozen=True, slots=True)
class Owed:
    """Something a person owes: in words (mrkdwn), and the message that asks for it, where there is one."""

    duty: Duty
    what: str
    asked: Sent | None

    @property
    def user(self) -> str:
        """Whose it is, as Slack knows them."""
        return user_of(self.duty.person)

    @property
    def thread_ts(self) -> str:
        """The message beneath which it is asked, if any."""
        return self.asked.thread_ts if self.asked else ""

    @property
    def way(self) -> Go:
        """How to get there: as that person, to the message; or to their App Home, which has everything."""
        if self.asked is None:
            return Go(person=self.user, home=True)
        return Go(person=self.user, channel=self.asked.channel, ts=self.asked.ts, thread_ts=self.thread_ts)


def cools_off(scene: ViewContext) -> bool:
    """Whether a result is proposed that becomes the decision by itself: time passes, and nobody holds it."""
    proposal = scene.audit.proposal
    return proposal is not None and not proposal.held_up


@dataclass(frozen=True, slots=True)
class Observer:
    """Looks into the record of a running bot."""

    bot: Bot
    address: str
    """The workspace's, for links to its messages."""

    @property
    def workspace(self) -> str:
        """The workspace's id."""
        return self.bot.workspace.id

    def person(self, user: str) -> Person:
        """The person behind a Slack user of this workspace."""
        return person(self.workspace, user)

    async def scene(self) -> ViewContext | None:
        """The newest audit that is not over, else the newest; None before there is one."""
        lines = await self.bot.deps.store.audits(self.workspace)
        if not lines:
            return None
        key = next((each.key for each in lines if each.status in ("open", "paused")), lines[0].key)
        loaded = await self.bot.deps.store.load(self.workspace, key)
        gather = ViewContextLoader(self.bot.deps.store, self.bot.deps.outbox, self.bot.deps.texts, self.bot.deps.clock)
        cards: list[Card] = [
            AuditCard(),
            *decisions_of(loaded.audit),
            SummaryCard(),
            *(ProposalCard(p.round) for p in loaded.audit.proposals),
            *map(StageCard, loaded.audit.stages),
        ]
        return await gather.view_context(loaded, self.address, cards)

    async def events(self, scene: ViewContext) -> list[str]:
        """What has happened in the audit, in order, by the names of its events."""
        audit = scene.audit
        history = await self.bot.deps.store.history(self.workspace, audit.key, 1, audit.seq)
        return [recorded.event.type for recorded in history]

    async def sent(self, scene: ViewContext, card: Card) -> Sent | None:
        """Where a card of the audit stands."""
        return await self.bot.deps.outbox.sent(self.workspace, scene.audit.key, card.key)

    async def owed(self, scene: ViewContext) -> list[Owed]:
        """Everything anybody owes, what is asked first in front."""
        asked = {duty.id for duty in asks_among(scene.duties)}
        return [await self._owed(scene, duty) for duty in sorted(scene.duties, key=lambda duty: duty.id not in asked)]

    async def asked(self, scene: ViewContext) -> Sequence[Owed]:
        """What is asked of people right now, one thing a person mostly."""
        return [each for each in await self.owed(scene) if each.asked is not None]

    async def smactrs_turn(self, scene: ViewContext) -> bool:
        """Whether the next step is the bot's own: a message, a file to fetch, a draft, the ballots' opening."""
        audit = scene.audit
        fetching = any(v.status == "fetching" for versions in audit.artifacts.values() for v in versions)
        draft_progress = any(summary.status == "requested" for summary in audit.summaries)
        opening = audit.ballot is not None and audit.ballot.status == "closed"
        if fetching or draft_progress or opening:
            return True
        asked = [await self.sent(scene, ask_card(duty)) for duty in asks_among(scene.duties)]
        return None in asked

    async def _owed(self, scene: ViewContext, duty: Duty) -> Owed:
        return Owed(duty, duty_line(scene, duty), await self.sent(scene, ask_card(duty)))
