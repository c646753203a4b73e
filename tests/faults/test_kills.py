"""kill -9 of one of three replicas at random moments, and a restart: nothing is lost, nothing happens twice.

Three times in each delivery; `pytest tests/faults --kills 50`, as the long run has it, kills as often as that, over as
many runs of the story as it takes; `--whole` plays all of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from bot.demo.actions import Chapter
from tests.faults.conftest import Undisturbed
from tests.faults.killer import Killer
from tests.faults.story_run import performance

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.mark.timeout(0)
@pytest.mark.parametrize("delivery", ["socket", "http"])
async def test_a_run_with_kills_ends_as_one_without(
    delivery: Literal["socket", "http"],
    story: Sequence[Chapter],
    undisturbed: Undisturbed,
    dice: random.Random,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    killer = Killer(dice, request.config.getoption("--kills"))
    fair, runs = await undisturbed(story), 0
    while not killer.done:
        runs += 1
        async with performance(tmp_path / str(runs), delivery=delivery, replicas=3) as run:
            async with killer.at_work(run):
                await run.play(story)
            picture = await run.picture()
        print(f"run {runs}: {killer.kills} kills so far")
        picture.must_be_like(fair)
