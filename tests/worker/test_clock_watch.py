"""A host's clock that leaps ahead closes nothing for an hour; one that goes back, or drifts, stops nothing.

Owns the watch and what waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.lifecycle.commands import PassTime
from bot.worker.clock_watch import LEAP, WAIT, ClockWatch
from tests.clock import MONDAY, ManualClock
from tests.worker.ports import Bench


@dataclass
class Host:
    """A clock, and the seconds that really pass."""

    clock: ManualClock = field(default_factory=ManualClock)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.watch = ClockWatch(self.clock, lambda: self.seconds)

    def passes(self, by: timedelta) -> None:
        self.clock.forward(by)
        self.seconds += by.total_seconds()


@pytest.fixture
def host() -> Host:
    return Host()


def test_time_that_passes_is_no_leap(host: Host) -> None:
    for hours in (1, 24, 24 * 60):
        host.passes(timedelta(hours=hours))
        assert not host.watch.waits()


def test_after_a_leap_ahead_deadlines_wait_until_the_clock_is_put_right(host: Host) -> None:
    host.clock.forward(timedelta(days=3))
    assert host.watch.waits()
    host.passes(timedelta(minutes=10))
    assert host.watch.waits()
    host.clock.back(timedelta(days=3))
    assert not host.watch.waits()


def test_a_clock_that_stays_ahead_for_an_hour_is_taken_as_right(host: Host) -> None:
    host.clock.forward(timedelta(days=3))
    assert host.watch.waits()
    host.passes(WAIT)
    assert not host.watch.waits()
    host.passes(timedelta(days=1))
    assert not host.watch.waits()


def test_a_clock_that_goes_back_stops_nothing_and_its_next_leap_is_seen(host: Host) -> None:
    host.clock.back(timedelta(days=3))
    assert not host.watch.waits()
    host.clock.forward(LEAP)
    assert host.watch.waits()


def test_a_clock_that_is_corrected_by_little_is_no_leap(host: Host) -> None:
    host.clock.forward(LEAP - timedelta(seconds=1))
    assert not host.watch.waits()


async def test_no_deadline_comes_while_the_watch_waits(bench: Bench) -> None:
    host = Host(bench.clock)
    bench.store.ringing.append(("T01", "A-1"))
    worker = bench.worker(watch=host.watch)
    host.clock.set(MONDAY + timedelta(days=3))
    await worker.run_until_idle()
    assert not any(isinstance(command, PassTime) for command in bench.service.heard)
    host.clock.back(timedelta(days=3))
    await worker.run_until_idle()
    assert any(isinstance(command, PassTime) for command in bench.service.heard)
