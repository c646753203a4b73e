"""Records to measure on: audits with a realistic history, people with many duties.

Owns how they come to be: histories are played once through the rules and written audit by audit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

from bot.domain.documents.duties import SubmitDuty
from bot.domain.duties.reminders import first_moment
from bot.domain.engine.commit_plan import plan_commit
from bot.domain.engine.fold import fold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AuditCard
from bot.domain.kernel.people import user_of
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditStarted
from bot.ports.clock import Clock
from bot.ports.directory import Profile
from bot.ports.outbox import Sent
from bot.ports.store import AuditChange, Commit
from storage import Storage, open_storage
from tests.builders import TEAM, Play, an_audit
from tests.clock import MONDAY


class Numbers:
    """The Ids port, counting: nothing here needs to be unguessable."""

    def __init__(self) -> None:
        self._last = 0

    def id(self) -> str:
        self._last += 1
        return f"n{self._last}"

    def salt(self) -> str:
        self._last += 1
        return f"{self._last:032x}"


@asynccontextmanager
async def record(url: str, folder: Path, clock: Clock) -> AsyncIterator[Storage]:
    """The record, opened for a measurement."""
    async with open_storage(url, folder, clock=clock, ids=Numbers(), first_moment=first_moment) as storage:
        yield storage


def ready_to_sign() -> Play:
    """An audit in testing with all documents accepted: what a signer finds on a realistic day."""
    play = an_audit().at("testing")
    play.documents("testing")
    return play


def channel(number: int) -> str:
    """Where audit `A-<number>` lives."""
    return f"C{number:05}"


async def plant(storage: Storage, play: Play, number: int) -> Audit:
    """Write a played history as audit `A-<number>`, in a channel of its own."""
    key = f"A-{number}"
    events: list[Event] = [
        e.model_copy(update={"key": key, "channel": channel(number)}) if isinstance(e, AuditStarted) else e
        for e in play.history
    ]
    after = fold(events)
    now = play.clock.now()
    what = plan_commit(None, after, (), play.framework, now)
    change = AuditChange(
        before=None,
        after=after,
        head="",
        framework=play.framework,
        events=tuple(events),
        contents=tuple(play.prose.values()),
        cards=(AuditCard(),),
        duties_added=what.duties_added,
        alarm=what.alarm,
    )
    await storage.store.commit(Commit(workspace=TEAM, request=f"seed-{number}", at=now, changes=(change,)))
    return after


async def stand_cards(storage: Storage, clock: Clock) -> None:
    """Every card that waits stands in Slack, as on any day but the first."""
    while jobs := await storage.outbox.claim_cards(clock.now(), 50, timedelta(minutes=1)):
        for job in jobs:
            await storage.outbox.card_done(job, Sent(f"C{job.id:05}", f"{job.id}.000100"), "drawn", clock.now())


async def know_everybody(storage: Storage, audit: Audit) -> None:
    """Profiles of everybody in the roster, so that nobody is looked up in Slack."""
    for seats in audit.roster.values():
        for seat in seats:
            profile = Profile(person=seat.person, name=user_of(seat.person))
            await storage.directory.remember(TEAM, profile, MONDAY)


async def owe(storage: Storage, base: Audit, play: Play, *, pending: int, people: int, due: date, first: int) -> None:
    """Add `pending` duties, spread over `people`, to an audit's rows; `due` is when they are due."""
    duties = tuple(
        SubmitDuty(person=f"{TEAM}:P{first + n % people:06}", due=due, artifact=f"d{n}") for n in range(pending)
    )
    for at in range(0, pending, 2000):
        change = AuditChange(
            before=base,
            after=base,
            head=(await storage.store.load(TEAM, base.key)).head,
            framework=play.framework,
            events=(),
            duties_added=duties[at : at + 2000],
        )
        commit = Commit(workspace=TEAM, request=f"owe-{first}-{at}", at=MONDAY - timedelta(days=7), changes=(change,))
        await storage.store.commit(commit)
