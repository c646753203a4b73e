"""The demo's time: this machine's clock, set ahead by whole working days, so that nobody has to wait for them.

Owns how far ahead it is, and the way there: hour by hour, because everybody hears of their duties in their own morning.
Signatures, triggers and the reply times of Slack stay on real time. Must not know what becomes due.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from babel.dates import format_date

from bot.demo.actor import Stuck
from bot.domain.kernel.text import Text
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.wiring.texts import read_texts

HOUR = timedelta(hours=1)

DAWN = time(20)
"""UTC, on the evening before: the next working day begins in the east (Sydney's is nine hours ahead at least)."""

NOON = time(17, 30)
"""UTC, where a skip ends: by then it is working hours from Sydney to San Francisco, or was."""

LONGEST = 10
"""How many working days are let pass for something that does not come. A cooling-off takes one or two."""


class SettableClock(Protocol):
    """A clock that can be set ahead."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def set_to(self, moment: datetime) -> None:
        """Go on from a later moment."""
        ...


class DemoClock:
    """The real clock plus an offset that is kept in a file, so that a demo goes on where it was.

    `start`: the moment at which a demo begins that has no such file yet; None: this machine's.
    """

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        self._path = path
        found = _read(path).get("ahead")
        self._offset = timedelta(seconds=found or 0)
        if start is not None and found is None:
            self._go(start - datetime.now(UTC))

    def now(self) -> datetime:
        """The demo's time, aware UTC."""
        return datetime.now(UTC) + self._offset

    def set_to(self, moment: datetime) -> None:
        """Go on from a later moment; an earlier one is ignored, time never runs back."""
        behind = moment - self.now()
        if behind > timedelta(0):
            self._go(self._offset + behind)

    def _go(self, offset: timedelta) -> None:
        self._offset = offset
        self._path.write_text(json.dumps(_read(self._path) | {"ahead": offset.total_seconds()}) + "\n")


def _read(path: Path) -> dict[str, float]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def day_names(moment: datetime) -> dict[str, str]:
    """A day as the texts take it that say which day it is: `weekday`, `day` and `month`, in their language."""
    locale = read_texts().locale
    weekday, month = (format_date(moment, names, locale=locale) for names in ("EEEE", "MMMM"))
    return {"weekday": weekday, "day": str(moment.day), "month": month}


async def skip_to_next_workday(clock: SettableClock, look: Callable[[], Awaitable[None]]) -> datetime:
    """Set the clock ahead, hour by hour; `look` does what is due by then. Returns the moment it ended at."""
    day = MONDAY_TO_FRIDAY.add(clock.now().date(), 1)
    end = datetime.combine(day, NOON, UTC)
    moment = max(clock.now() + timedelta(seconds=1), datetime.combine(day - timedelta(days=1), DAWN, UTC))
    while moment < end:
        clock.set_to(moment)
        await look()
        moment += HOUR
        await asyncio.sleep(0)
    clock.set_to(end)
    await look()
    return clock.now()


async def skip_until(
    clock: SettableClock, look: Callable[[], Awaitable[None]], happened: Callable[[], Awaitable[bool]], awaited: Text
) -> datetime:
    """Let working days pass, one after the other, until something has happened; none where it has already.

    How many that takes depends on the day it begins at: a deadline that is set on a day off counts from the next
    working day. Returns the moment it ended at. Raises Stuck, naming what was `awaited`, after `LONGEST` of them.
    """
    for _ in range(LONGEST):
        if await happened():
            return clock.now()
        await skip_to_next_workday(clock, look)
    if not await happened():
        raise Stuck(Text("demo-never-came", awaited=awaited, days=LONGEST))
    return clock.now()
