"""The demo's time: whatever day it begins at, what a skip waits for can have happened.

Owns the skips, with an audit that is played beside them. That a whole demo reaches its end: `tests/acceptance`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.demo.actor import Stuck
from bot.demo.demo_clock import DemoClock, skip_to_next_workday, skip_until
from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.commands import PassTime
from tests.builders import BOARD, LEAD
from tests.clock import ManualClock
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import say

WEEK = [datetime(2026, 11, day, hour, 40, tzinfo=UTC) for day in range(23, 30) for hour in (10, 23)]
"""Monday to Sunday: in the morning, and long after the hour at which days are over."""


def day_and_hour(moment: datetime) -> str:
    return f"{moment:%A-%H-%M}"


@cache
def _voted() -> Branch:
    play = audit_at("post-audit")
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    return play


def revealed(at: datetime) -> Branch:
    """A board whose ballots were revealed at a moment; its result cools off."""
    play = _voted().branch()
    play.clock = ManualClock(at)
    play.reveal()
    return play


def looking(clock: DemoClock, play: Branch) -> Callable[[], Awaitable[None]]:
    """What a running bot does at every look: time passes in the audit, too."""

    async def look() -> None:
        play.clock.set(clock.now())
        play.do(PassTime, SYSTEM)

    return look


async def nothing() -> None:
    """Nothing is due."""


@pytest.mark.parametrize("start", WEEK, ids=day_and_hour)
async def test_a_skip_lasts_until_the_decision_can_be_posted_and_no_day_longer(start: datetime, tmp_path: Path) -> None:
    play, clock = revealed(start), DemoClock(tmp_path / "clock.json", start)
    assert play.audit.proposal
    last = play.audit.proposal.until.date()

    async def decided() -> bool:
        return play.audit.decision is not None

    now = await skip_until(clock, looking(clock, play), decided, Text("demo-awaits-decision"))
    assert play.audit.decision
    assert now.date() == last


@pytest.mark.parametrize("start", WEEK, ids=day_and_hour)
async def test_the_next_working_day_is_the_first_one_after_today(start: datetime, tmp_path: Path) -> None:
    now = await skip_to_next_workday(DemoClock(tmp_path / "clock.json", start), nothing)
    days = now.date() - start.date()
    assert now.weekday() < 5
    assert days == timedelta(days={"Friday": 3, "Saturday": 2}.get(f"{start:%A}", 1))


async def test_nobody_waits_for_what_has_happened_already(tmp_path: Path) -> None:
    async def happened() -> bool:
        return True

    clock = DemoClock(tmp_path / "clock.json", WEEK[0])
    assert (await skip_until(clock, nothing, happened, Text("demo-awaits-decision"))).date() == WEEK[0].date()


async def test_what_does_not_come_is_given_up_on_and_named(tmp_path: Path) -> None:
    async def never() -> bool:
        return False

    clock = DemoClock(tmp_path / "clock.json", WEEK[0])
    with pytest.raises(Stuck, match=say()("demo-never-came", awaited=say()("demo-awaits-decision"), days=10)):
        await skip_until(clock, nothing, never, Text("demo-awaits-decision"))


async def test_a_demo_that_goes_on_keeps_its_own_time(tmp_path: Path) -> None:
    begun = DemoClock(tmp_path / "clock.json", WEEK[0])
    begun.set_to(WEEK[-1])
    assert DemoClock(tmp_path / "clock.json", WEEK[0]).now() >= WEEK[-1]
    assert DemoClock(tmp_path / "clock.json").now() >= WEEK[-1]
