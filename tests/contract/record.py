"""A record for the tests of the contract: audits are begun and moved on in one call each.

Owns how these tests arrange what is stored, through the ports. Must not decide anything: events are made by hand.
"""

from __future__ import annotations

import itertools
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.engine.commit_plan import plan_commit
from bot.domain.engine.fold import fold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.conversation import Card
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework, Reminders
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.events import AuditStarted, ChannelBound
from bot.domain.lifecycle.state import Subject
from bot.ports.outbox import CardJob, EffectJob
from bot.ports.store import AuditChange, Commit, Loaded
from storage import Pace, Storage, open_storage
from tests.builders import DEPUTY, LEAD, TEAM, built_in
from tests.clock import ManualClock

LEASE = timedelta(seconds=60)


class RandomIds:
    """The Ids port."""

    def id(self) -> str:
        return secrets.token_urlsafe(9)

    def salt(self) -> str:
        return secrets.token_hex(16)


def in_an_hour(duty: Duty, cadence: Reminders, calendar: Calendar, tz: str, now: datetime) -> datetime:
    """When a new duty is first looked at, in these tests."""
    return now + timedelta(hours=1)


def opened(url: str, folder: Path, clock: ManualClock, **more: Any) -> Any:
    """`open_storage` with what these tests do not vary."""
    common: dict[str, Any] = {"clock": clock, "ids": RandomIds(), "first_moment": in_an_hour, "pace": Pace()}
    return open_storage(url, folder, **common | more)


class Record:
    """One opened record, and the short ways to fill it."""

    def __init__(self, storage: Storage, clock: ManualClock, url: str, folder: Path) -> None:
        self.storage = storage
        self.clock = clock
        self.url = url
        self.folder = folder
        self.store, self.outbox = storage.store, storage.outbox
        self._numbers = itertools.count(1)
        self._given = dict[str, int]()

    @property
    def now(self) -> datetime:
        """The clock's time."""
        return self.clock.now()

    def request(self) -> str:
        """A request id of its own."""
        return f"request-{next(self._numbers)}"

    def prose(self, words: str, *, sealed: bool = False) -> Prose:
        """A text with a salt of its own."""
        return Prose(salt=f"{next(self._numbers) + 0xABCDEF00:032x}", text=words, sealed=sealed)

    def beginning(self, key: str, framework: Prose, workspace: str, channel: str | None) -> list[Event]:
        """The first events of an audit."""
        started = AuditStarted(
            at=self.now,
            by=LEAD,
            workspace=workspace,
            key=key,
            subject=Subject(model="Foo-7B", version="1.2"),
            description=framework.digest,
            asked_form=3,
            framework=framework.digest,
            stages=tuple(stage.key for stage in built_in().stages),
            lead=LEAD,
            deputy=DEPUTY,
            channel=None,
            wants_channel="audit-foo",
            decision_channel="CDECISIONS",
        )
        return [started, *([ChannelBound(at=self.now, by=LEAD, channel=channel)] if channel else [])]

    async def begin(
        self, key: str = "A-1", *, workspace: str = TEAM, channel: str | None = None, **more: Any
    ) -> Loaded:
        """Start an audit."""
        framework = self.prose(built_in().model_dump_json())
        while self._given.get(workspace, 0) < int(key.removeprefix("A-")):
            self._given[workspace] = int((await self.store.allot_key(workspace)).removeprefix("A-"))
        events = self.beginning(key, framework, workspace, channel)
        await self.commit(self.change(None, events, contents=(framework,), **more), workspace=workspace)
        return await self.store.load(workspace, key)

    def change(self, loaded: Loaded | None, events: list[Event] | tuple[Event, ...] = (), **more: Any) -> AuditChange:
        """A change of one audit, which is as it was loaded."""
        before: Audit | None = loaded.audit if loaded else None
        framework: Framework = loaded.framework if loaded else built_in()
        after = fold(events, before)
        what = plan_commit(before, after, events, framework, self.now)
        owed = {"duties_added": what.duties_added, "duties_removed": what.duties_removed, "alarm": what.alarm}
        more = owed | more
        return AuditChange(before, after, loaded.head if loaded else "", framework, tuple(events), **more)

    async def commit(self, *changes: AuditChange, workspace: str = TEAM, **more: Any) -> str:
        """Commit changes; the request they were committed under."""
        request = more.pop("request", None) or self.request()
        await self.store.commit(Commit(workspace, request, self.now, changes, **more))
        return str(request)

    async def move(self, *events: Event, key: str = "A-1", workspace: str = TEAM, **more: Any) -> Loaded:
        """Move an audit on from wherever it is."""
        loaded = await self.store.load(workspace, key)
        await self.commit(self.change(loaded, events, **more), workspace=workspace)
        return await self.store.load(workspace, key)

    async def queue(self, *effects: Effect, key: str = "A-1", cards: tuple[Card, ...] = ()) -> None:
        """Queue effects and cards for an audit."""
        await self.move(key=key, effects=effects, cards=cards)

    async def claim(self, limit: int = 50) -> list[EffectJob]:
        """Claim effects now."""
        return await self.outbox.claim(self.now, limit, LEASE)

    async def claim_cards(self, limit: int = 50) -> list[CardJob]:
        """Claim cards now."""
        return await self.outbox.claim_cards(self.now, limit, LEASE)

    async def person_due(self) -> Person | None:
        """Whose reminder row can be claimed now."""
        claimed = await self.storage.reminders.claim_person(self.now, LEASE)
        return claimed.person if claimed else None
