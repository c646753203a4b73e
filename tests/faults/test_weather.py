"""Lost replies, late effects, storms of 429, ended connections, repeated events: a run ends as in fair weather."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.demo.actions import Chapter
from tests.faults.conftest import Undisturbed
from tests.faults.story_run import performance
from tests.faults.weather import EACH, TOGETHER, Weather

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(300)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Calls and deliveries at once; `--whole` plays storms with ended connections, and each kind alone, as well.

    On a busy machine sockets that end every second are no connection at all, and what somebody was told too late to
    press again they never press: then the story waits for it.
    """
    always = {name: kind for name, kind in TOGETHER.items() if name == "calls and deliveries"}
    kinds = {**TOGETHER, **EACH} if metafunc.config.getoption("--whole") else always
    metafunc.parametrize("weather", kinds.values(), ids=[name.replace(" ", "-") for name in kinds])


async def test_a_run_in_bad_weather_ends_as_one_in_fair_weather(
    weather: Weather, story: Sequence[Chapter], undisturbed: Undisturbed, dice: random.Random, tmp_path: Path
) -> None:
    fair = await undisturbed(story)
    async with performance(tmp_path) as run:
        async with weather(run, dice):
            await run.play(story)
        picture = await run.picture()
    picture.must_be_like(fair)
