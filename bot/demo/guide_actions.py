"""What the guide's buttons do: start an audit, assign people, let others do their part, let working days pass.

Owns what is done and where it leads. Must not know how the guide looks.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.demo.actions import THE_DECISION, Chapter, Step
from bot.demo.actor import Actor, Stuck
from bot.demo.demo_clock import DemoClock, day_names, skip_to_next_workday, skip_until
from bot.demo.observer import Observer, cools_off
from bot.demo.role_players import RolePlayers
from bot.domain.kernel.conversation import AuditCard, Card, DecisionCard
from bot.domain.kernel.people import user_of
from bot.sandbox import CannotDo, Sandbox
from bot.sandbox.side_panels import Done, Go
from bot.slack.kit.visibility import decisions_of
from bot.wiring.texts import read_texts

BY_ITSELF: Final = (
    *("BallotClosed", "BallotExtended", "NoDecisionReached", "HoldLapsed", "SummaryRequested"),
    *("BoardAsked", "ConditionOverdue", "ReleaseStopped", "ExpiryNoticed", "DecisionExpired"),
)
"""What time alone brings about, beside reminders and the decision, by the names of its events."""


@dataclass(frozen=True, slots=True)
class GuideActions:
    """The buttons of one running demo. `opening` starts an audit by itself, `assigning` fills its roles."""

    sandbox: Sandbox
    onlooker: Observer
    others: RolePlayers
    clock: DemoClock
    look: Callable[[], Awaitable[None]]
    opening: Chapter
    assigning: Step

    async def run(self, action: str, argument: str, who: str) -> Done:
        """Do what a button says. Raises CannotDo where somebody could not do their part."""
        try:
            return await self._run(action, who)
        except Stuck as stuck:
            raise CannotDo(read_texts()("guide-stopped-at", place=str(stuck))) from stuck

    async def _run(self, action: str, who: str) -> Done:
        if action == "start":
            for step in self.opening.steps:
                await step.play(self._actor(step.who))
            return Done(read_texts()("guide-started"), await self._way(AuditCard()))
        if action == "assign":
            scene = await self.onlooker.scene()
            lead = user_of(scene.audit.lead) if scene and scene.audit.lead else self.assigning.who
            await self.assigning.play(self._actor(lead))
            return Done(read_texts()("guide-assigned"))
        if action in ("others", "everybody"):
            return Done(await self.others.play(who if action == "others" else ""))
        if action == "skip":
            return await self._skip()
        raise CannotDo(read_texts()("guide-unknown-button", button=action))

    def _actor(self, who: str) -> Actor:
        return Actor(self.sandbox.driver(who), say=self.onlooker.bot.deps.texts)

    async def _skip(self) -> Done:
        before, decided, seen = self._written(), await self._decisions(), await self._events()
        if await self._settled():
            now = await skip_to_next_workday(self.clock, self.look)
        else:
            now = await skip_until(self.clock, self.look, self._settled, THE_DECISION.called)
        today = read_texts()("guide-today", **day_names(now))
        if (count := await self._decisions()) > decided:
            return Done(f"{today} {read_texts()('guide-decision-posted')}", await self._way(DecisionCard(count)))
        wrote = len(self._written().items() - before.items())
        by_itself = [event for event in (await self._events())[len(seen) :] if event in BY_ITSELF]
        happened = [read_texts()(f"guide-happened-{event}") for event in dict.fromkeys(by_itself)]
        if not wrote and not happened:
            return Done(f"{today} {read_texts()('guide-nothing-due')}")
        return Done(" ".join((today, *happened, read_texts()("guide-wrote", people=wrote))))

    async def _events(self) -> list[str]:
        """What has happened in the audit, by the names of its events."""
        scene = await self.onlooker.scene()
        return await self.onlooker.events(scene) if scene else []

    async def _way(self, card: Card) -> Go | None:
        """To a card of the audit."""
        scene = await self.onlooker.scene()
        sent = await self.onlooker.sent(scene, card) if scene else None
        return Go(channel=sent.channel, ts=sent.ts, thread_ts=sent.thread_ts) if sent else None

    async def _settled(self) -> bool:
        """Whether no result cools off that becomes the decision by itself."""
        scene = await self.onlooker.scene()
        return scene is None or not cools_off(scene)

    async def _decisions(self) -> int:
        scene = await self.onlooker.scene()
        return len(decisions_of(scene.audit)) if scene else 0

    def _written(self) -> dict[str, int]:
        """How many direct messages smactr has written so far, by channel."""
        direct = (c for c in self.sandbox.workspace.channels.values() if c.kind == "im")
        return {channel.id: sum(m.is_bots for m in channel.messages.values()) for channel in direct}
