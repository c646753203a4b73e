"""How the cost of everyday work grows with what there is: audits, versions, messages, people, audits of one person.

Owns that measurement: what there is of it is written straight into storage, ten times as much each time, and the same
work is done over an audit that is planted beside it. A slope of 0 is a cost that size does not change, one of 1 means
twice as long for twice as much.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from starlette.applications import Starlette

from bot.confinement.processes import ConfinedProcesses
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import HomeCard, StageCard
from bot.domain.kernel.evidence import evidence_of
from bot.ports.outbox import Sent
from bot.reports import report, report_data
from bot.reports.sources import Sources
from bot.service import Service
from bot.settings import read_settings
from bot.slack.duties.daily_list import daily
from bot.slack.duties.home import home
from bot.slack.kit.view_context_loader import ViewContextLoader
from bot.slack.kit.visibility import links_of, readings_of, seqs_of
from bot.slack.outbound.cards import card_drawing
from bot.wiring.report_files import sources_of
from bot.wiring.system import SystemClock
from bot.wiring.texts import read_texts
from storage import Storage
from tests.bench import crowds, seed
from tests.bench.ack import clicks, slash
from tests.bench.load import SECRET
from tests.bench.ours import application
from tests.bench.profile import send
from tests.builders import SAFETY, TEAM, Play

ROUNDS: Final = 7

FEW: Final = 2
"""Rounds of what takes long."""

FLAT, STRAIGHT = 0.1, 1.1

AIMS: Final = {
    "click": FLAT,
    "card": FLAT,
    "private answer": FLAT,
    "daily list": STRAIGHT,
    "App Home": STRAIGHT,
    "/audit list": STRAIGHT,
    "report": STRAIGHT,
    "verify": STRAIGHT,
}
"""The steepest slope that is wanted of each."""

OURS: Final = 1_000_000
"""The number of the audit that is worked on; the others are counted from 1."""

ADDRESS: Final = "https://bench.example.com/"


@dataclass(frozen=True, slots=True)
class Growth:
    """What some work costs at each size, in milliseconds of the processor: whatever else runs is not counted."""

    along: str
    what: str
    costs: tuple[tuple[int, float], ...]

    @property
    def slope(self) -> float:
        """Of the straight line through the logarithms."""
        return slope(self.costs)

    @property
    def aim(self) -> float:
        """The steepest that is wanted."""
        return AIMS[self.what]


def slope(costs: Sequence[tuple[float, float]]) -> float:
    """The exponent by which a cost grows with a size: least squares over the logarithms of both."""
    sizes, took = ([math.log(pair[side]) for pair in costs] for side in (0, 1))
    return statistics.linear_regression(sizes, took).slope


Grow = Callable[["Work", int], Awaitable[Play]]
"""Brings a record to a size; the play whose audit is worked on then, which is not planted yet."""


@dataclass(frozen=True, slots=True)
class Along:
    """One thing there may be more and more of. `whole`: the record is verified whole, not the one audit alone."""

    title: str
    sizes: tuple[int, ...]
    grow: Grow
    whole: bool = False


def everything(most: int) -> tuple[Along, ...]:
    """What is measured; `most`: audits in a workspace, and messages."""
    return (
        Along("audits in a workspace", (most // 100, most // 10, most), _audits, whole=True),
        Along("versions in an audit", (60, 600), _versions),
        Along("messages", (most // 10, most), _messages),
        Along("people", (100, 1_000), _people),
        Along("audits of one person", (2, 20, 200), _own_audits),
    )


async def measure(along: Along) -> list[Growth]:
    """The same work at each size, over a record of its own."""
    taken: dict[str, list[tuple[int, float]]] = {}
    for size in along.sizes:
        with TemporaryDirectory() as folder:
            async with seed.record("", Path(folder), SystemClock()) as storage:
                work = Work(storage, Path(folder))
                play = await along.grow(work, size)
                for what, milliseconds in (await work.over(play, whole=along.whole)).items():
                    taken.setdefault(what, []).append((size, milliseconds))
    return [Growth(along.title, what, tuple(costs)) for what, costs in taken.items()]


@dataclass
class Work:
    """What is done, over one record."""

    storage: Storage
    folder: Path
    app: Starlette = field(init=False)
    contexts: ViewContextLoader = field(init=False)
    sources: Sources = field(init=False)
    requests: Iterator[bytes] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self.clock, say = SystemClock(), read_texts()
        self.app = application(self.storage, SECRET)
        self.service = Service(self.storage.store, self.storage.reminders, self.clock)
        self.contexts = ViewContextLoader(self.storage.store, self.storage.outbox, say, self.clock)
        settings, confinement = read_settings(None, data_dir=self.folder), ConfinedProcesses()
        self.sources = sources_of(self.storage, self.clock, ADDRESS, say, settings, confinement)
        self.taken: dict[str, list[float]] = {}

    async def over(self, play: Play, *, whole: bool) -> dict[str, float]:
        """The middle of what each took, in milliseconds, over an audit that is planted now."""
        audit = await seed.plant(self.storage, play, OURS)
        await seed.know_everybody(self.storage, audit)
        await self.storage.outbox.wish(TEAM, audit.key, StageCard("testing"), self.clock.now())
        await seed.stand_cards(self.storage, self.clock)
        seen = {audit.key: evidence_of(audit, play.framework, "testing")}
        self.requests = clicks([audit], seen, 0)
        await self._after_a_click(audit, "")
        await self._report(audit)
        for number in range(ROUNDS):
            await self._after_a_click(audit, audit.key)
            await self._timed("App Home", self._home())
            await self._timed("/audit list", send(self.app, slash("list")))
            await self._daily_list()
            if number < FEW:
                await self._timed("report", self._report(audit))
        for _ in range(1 if whole else FEW):
            check = self.storage.verify() if whole else self.storage.verify(TEAM, audit.key)
            await self._timed("verify", check)
        return {what: statistics.median(each) for what, each in self.taken.items()}

    async def _after_a_click(self, audit: Audit, key: str) -> None:
        """A click, the private answer to whoever asks afterwards, and the cards it had drawn; an empty key: untimed."""
        timed = self._timed if key else _untimed
        await timed("click", send(self.app, next(self.requests)))
        await timed("private answer", send(self.app, slash(f"status {audit.key}")))
        await timed("card", self._cards())

    async def _timed(self, what: str, work: Awaitable[object]) -> None:
        begun = time.process_time()
        await work
        self.taken.setdefault(what, []).append((time.process_time() - begun) * 1000)

    async def _cards(self) -> None:
        """Whatever the worker draws after a click, but for Slack and for Homes, which are measured by themselves."""
        outbox, store, now = self.storage.outbox, self.storage.store, self.clock.now()
        for job in await outbox.claim_cards(now + timedelta(hours=1), 50, timedelta(minutes=1)):
            if not isinstance(job.card, HomeCard):
                loaded = await store.load(job.workspace, job.audit)
                given = (job.card, loaded.audit)
                links, seqs = links_of(*given, loaded.framework), seqs_of(*given)
                context = await self.contexts.view_context(loaded, ADDRESS, links, seqs, also=readings_of(*given))
                card_drawing(context, job.card)
            await outbox.card_done(job, Sent("C1", f"{job.id}.000100"), "drawn", now)

    async def _home(self) -> None:
        keys = await self.storage.store.audits_of(TEAM, SAFETY)
        found = [await self.contexts.view_context_if_there(TEAM, ADDRESS, key) for key in keys]
        home(self.contexts.say, SAFETY, [context for context in found if context])

    async def _daily_list(self) -> None:
        """A person is claimed, what is due to them is told anew, and the list is drawn."""
        reminders = self.storage.reminders
        await reminders.postpone(TEAM, SAFETY, self.clock.now() - timedelta(days=365))

        async def told() -> None:
            due = await reminders.claim_person(self.clock.now(), timedelta(minutes=1))
            assert due, "nobody is due"
            assert due.person == SAFETY, due.person
            await self.service.remind(due)
            found = [await self.contexts.view_context_if_there(TEAM, ADDRESS, p.audit) for p in due.pending]
            daily(self.contexts.say, [(c, p.duty) for c, p in zip(found, due.pending, strict=True) if c])

        await self._timed("daily list", told())

    async def _report(self, audit: Audit) -> None:
        """Its pages; the words of files and the setting on paper are left out."""
        loaded = await self.storage.store.load(TEAM, audit.key)
        report.pages(await report_data.gather(self.sources, loaded, files=False))


async def _untimed(what: str, work: Awaitable[Any]) -> None:
    await work


async def _audits(work: Work, size: int) -> Play:
    await crowds.audits(work.storage, work.folder, size)
    return seed.ready_to_sign()


async def _versions(work: Work, size: int) -> Play:
    return crowds.with_versions(seed.ready_to_sign(), size)


async def _messages(work: Work, size: int) -> Play:
    await crowds.messages(work.storage, seed.channel(OURS), size)
    return seed.ready_to_sign()


async def _people(work: Work, size: int) -> Play:
    await crowds.people(work.storage, work.folder, seed.channel(OURS), size)
    return seed.ready_to_sign()


async def _own_audits(work: Work, size: int) -> Play:
    play = seed.ready_to_sign()
    # the one that is worked on is theirs, too
    for number in range(1, size):
        await seed.plant(work.storage, play, number)
    return play
