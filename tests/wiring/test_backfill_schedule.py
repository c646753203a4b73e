"""When threads are read again: at once, and until what was refused is written down.

Owns this schedule. What a reading finds is tested in `tests/slack/outbound/test_backfill.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.wiring.backfill_schedule import BackfillSchedule


class Play:
    """Readings with given outcomes, one after the other; the watch ends with the last."""

    def __init__(self, outcomes: Sequence[Callable[[BackfillSchedule], int | None]]) -> None:
        self.outcomes = list(outcomes)
        self.pauses: list[float] = []
        self.schedule = BackfillSchedule(timedelta(seconds=5), timedelta(minutes=5), self.wait)

    async def wait(self, sooner: asyncio.Event, pause: timedelta) -> None:
        self.pauses.append(0 if sooner.is_set() else pause.total_seconds())

    async def fill(self) -> int | None:
        outcome = self.outcomes.pop(0)
        found = outcome(self.schedule)
        if not self.outcomes:
            raise asyncio.CancelledError
        return found

    async def watched(self, ask: Callable[[BackfillSchedule], None]) -> list[float]:
        ask(self.schedule)
        watching: Awaitable[None] = self.schedule.watch(self.fill)
        await asyncio.gather(asyncio.ensure_future(watching), return_exceptions=True)
        assert not self.outcomes
        return self.pauses


def well(_: BackfillSchedule) -> int:
    return 1


def breaks_off(_: BackfillSchedule) -> None:
    return None


def refused(schedule: BackfillSchedule) -> int:
    """The listeners could not write down what the reading brought."""
    schedule.missed()
    return 1


def asked_again(schedule: BackfillSchedule) -> int:
    schedule.suspect()
    return 0


async def test_a_reading_during_which_another_is_asked_for_is_followed_by_it_at_once() -> None:
    assert await Play([asked_again, well]).watched(BackfillSchedule.suspect) == []


async def test_what_was_refused_is_read_again_until_it_is_written_down() -> None:
    assert await Play([refused, breaks_off, refused, well]).watched(BackfillSchedule.missed) == [5, 10, 20]


async def test_pauses_grow_to_five_minutes_and_begin_anew_with_the_next_outage() -> None:
    pauses = await Play([*[breaks_off] * 8, asked_again, breaks_off, well]).watched(BackfillSchedule.suspect)
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 5]


def back_meanwhile(schedule: BackfillSchedule) -> None:
    """The record could not be written, and just then it can again."""
    schedule.suspect()
    return None


async def test_a_record_that_can_be_written_again_is_not_waited_for() -> None:
    assert await Play([back_meanwhile, well]).watched(BackfillSchedule.missed) == [0]
