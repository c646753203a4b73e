"""Fixtures for runs under faults: the dice, and the picture of a run that nothing disturbed."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from bot.demo.actions import Chapter
from bot.demo.story import STORY
from tests.faults.picture import Picture
from tests.faults.story_run import performance
from tests.once import once

Undisturbed = Callable[[Sequence[Chapter]], Awaitable[Picture]]


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Chance with a seed, which is printed where a test fails; `--dice SEED` throws the same again."""
    seed = request.config.getoption("--dice") or random.randrange(10**6)
    print(f"to throw the same dice again: --dice {seed}")
    return random.Random(seed)


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Sequence[Chapter]:
    """What is played under faults: the first two chapters have a deed of every kind; `--whole`: all of it."""
    return STORY if request.config.getoption("--whole") else STORY[:2]


@pytest.fixture
def undisturbed(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Undisturbed:
    """The picture of a story without any fault; taken once for all workers of a test run."""

    async def take(story: Sequence[Chapter]) -> Picture:
        with once(tmp_path_factory.getbasetemp(), f"undisturbed-{len(story)}.json") as (taken, exists):
            if not exists:
                async with performance(tmp_path / "undisturbed") as run:
                    await run.play(story)
                    await run.rest()
                    assert not await run.chances(), "the story does not wait for everything that it answers"
                    taken.write_text((await run.picture()).to_json(), encoding="utf-8")
        return Picture.of_json(taken.read_text(encoding="utf-8"))

    return take
