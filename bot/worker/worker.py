"""The worker: ticks and wakes, claim loops, and a stop that loses nothing.

Owns when work is looked for. APScheduler only gives the beat; every tick is stateless, so any number of workers may
run beside each other. Must not know what the work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import wraps

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.ports.store import Unavailable
from bot.worker.alarms import ring_alarms
from bot.worker.cards import carry_out_card, claim_cards
from bot.worker.claim_loop import ClaimLoop
from bot.worker.dependencies import WorkerDependencies
from bot.worker.effects import carry_out_effect, claim_effects
from bot.worker.housekeeping import keep_house
from bot.worker.reminders import remind_people

log = structlog.get_logger(__name__)


class Worker:
    """Carries out what the record asks for, until it is stopped."""

    def __init__(self, deps: WorkerDependencies) -> None:
        self._deps = deps
        self._wake = asyncio.Event()
        self._effects = ClaimLoop(
            deps.effects_at_once,
            lambda room: claim_effects(deps, room),
            lambda current: carry_out_effect(deps, current),
            self.wake,
        )
        self._cards = ClaimLoop(
            deps.cards_at_once,
            lambda room: claim_cards(deps, room),
            lambda current: carry_out_card(deps, current),
            self.wake,
        )
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._pump: asyncio.Task[None] | None = None
        self._stopping = False
        self._ticks: set[asyncio.Future[None]] = set()
        self._looking = False
        self._alarm_clock: asyncio.TimerHandle | None = None

    @property
    def at_work(self) -> bool:
        """Whether any work is under way here or looked for: a message, a file, a draft."""
        return self._wake.is_set() or self._looking or self._effects.busy or self._cards.busy

    def wake(self) -> None:
        """Look for work now instead of at the next tick: something was committed."""
        self._wake.set()

    def start(self) -> None:
        """Start ticking, on the running loop."""
        timing = self._deps.timing
        self._pump = asyncio.create_task(self._keep_filling(), name="worker")
        self._every(timing.tick, self._tick)
        self._every(timing.slow_tick, self._to_its_end(self._slow_tick))
        self._every(timing.housekeeping_tick, self._to_its_end(self._tidy_tick))
        self._every(timing.publishing_tick, self._to_its_end(self._publishing_tick))
        if self._deps.attacks:
            self._every(timing.attack_tick, self._attack_tick)
        self._scheduler.start()
        self.wake()

    async def stop(self) -> None:
        """Take on nothing new, finish what is under way; what takes too long is taken over by the next worker."""
        if self._pump is None:
            return
        self._scheduler.pause()
        patience = self._deps.timing.drain.total_seconds()
        if self._ticks:
            # the scheduler cancels what it started, and a query that is cancelled may never end
            await asyncio.wait(self._ticks, timeout=patience)
        self._scheduler.shutdown(wait=False)
        # not cancelled: what is being claimed right now would wait for its lease to run out
        self._stopping = True
        self._wake.set()
        await self._pump
        self._pump = None
        if self._alarm_clock:
            self._alarm_clock.cancel()
        await asyncio.gather(self._effects.finish(patience), self._cards.finish(patience))

    async def look(self) -> None:
        """Look now for what time alone has made due: the clock was set ahead, and the next tick is far."""
        await self._slow_tick()
        self.wake()

    async def run_until_idle(
        self, jump: Callable[[datetime], None] | None = None, *, within: timedelta = timedelta(minutes=1)
    ) -> None:
        """For tests, instead of `start`: work until nothing is due.

        With `jump` (it sets the clock), waiting work that is due `within` that time from the start is worked off too.
        """
        end = self._deps.clock.now() + within
        while True:
            if await self._round():
                continue
            due = await self._deps.outbox.next_due(self._deps.clock.now())
            if jump is None or due is None or not self._deps.clock.now() < due <= end:
                return
            jump(due)

    async def _round(self) -> int:
        """Everything that is due now, once; how many pieces of work there were."""
        started = await self._effects.fill() + await self._cards.fill()
        await self._effects.idle()
        await self._cards.idle()
        return started + await ring_alarms(self._deps) + await remind_people(self._deps)

    async def _keep_filling(self) -> None:
        """Fill the claim loops whenever woken. After a failure (no database, say) the next tick tries again."""
        failed = False
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._stopping:
                return
            self._looking = True
            try:
                await self._effects.fill()
                await self._cards.fill()
                await self._wake_when_due()
                if failed:
                    self._deps.after_outage()
                failed = False
            except Exception as error:
                if isinstance(error, Unavailable) and not failed:
                    # a connection that was ended is noticed by whoever uses it first; the next gets a new one
                    failed = True
                    self.wake()
                    continue
                failed = True
                # no database: one line a tick is enough
                log.error("worker.cannot_claim", exc_info=None if isinstance(error, Unavailable) else error)
                await asyncio.sleep(self._deps.timing.tick.total_seconds())
            finally:
                self._looking = False

    async def _wake_when_due(self) -> None:
        """Work that waits for its slot is taken up when it comes, not at the tick after it."""
        now = self._deps.clock.now()
        due = await self._deps.outbox.next_due(now)
        if self._alarm_clock:
            self._alarm_clock.cancel()
        # what is overdue was just looked at and waits for something else, whose end will wake us
        if due is not None and now < due < now + self._deps.timing.tick:
            seconds = (due - now).total_seconds()
            self._alarm_clock = asyncio.get_running_loop().call_later(seconds, self.wake)

    async def _tick(self) -> None:
        self.wake()

    async def _slow_tick(self) -> None:
        for name, look in (("alarms", ring_alarms), ("reminders", remind_people)):
            try:
                if await look(self._deps):
                    self.wake()
            except Unavailable:
                log.warning("worker.cannot_look", tick=name)
            except Exception:
                log.exception("worker.tick_broke", tick=name)

    async def _tidy_tick(self) -> None:
        await keep_house(self._deps)

    async def _publishing_tick(self) -> None:
        try:
            await self._deps.publish_decisions()
        except Exception:
            log.exception("decisions.not_published")

    async def _attack_tick(self) -> None:
        if self._deps.attacks and await self._deps.attacks.look():
            self.wake()

    def _to_its_end(self, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """A tick that asks the database: a stop waits for it. A search for attacks is not one, it takes minutes."""

        @wraps(tick)
        async def watched() -> None:
            ended = asyncio.get_running_loop().create_future()
            self._ticks.add(ended)
            try:
                await tick()
            finally:
                self._ticks.discard(ended)
                ended.set_result(None)

        return watched

    def _every(self, period: timedelta, tick: Callable[[], Awaitable[None]]) -> None:
        """A late tick is run at once and never twice in a row: what counts is what is due, not how often we looked."""
        self._scheduler.add_job(
            tick,
            "interval",
            seconds=period.total_seconds(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
