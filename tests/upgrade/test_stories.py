"""The demo's scenarios: what the bot says to Slack in them is what the recorded release said, byte for byte.

Owns the comparison of whole stories. What a stored record does is in `test_record`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade import stories
from tests.upgrade.build import STORIES
from tests.upgrade.differences import differences, intended, problems
from tests.upgrade.recordings import read_lines, releases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_every_scenario_calls_slack_as_recorded(told: Path) -> None:
    for release in releases():
        found = [
            each
            for path in sorted(told.glob("*.xz"))
            for each in differences(
                path.name.split(".")[0], read_lines(release / "calls" / path.name), read_lines(path)
            )
        ]
        left = problems(found, intended("calls"))
        assert not left, f"{release.name}: {len(left)} differences\n" + "\n".join(left[:20])


def test_every_scenario_is_recorded_and_played() -> None:
    played = {name for names in stories.BESIDE for name in names}
    assert STORIES["suspend"].chapters[: len(STORIES["light"].chapters)] == STORIES["light"].chapters
    assert played | {"light"} == set(STORIES)
    for release in releases():
        assert {path.name.split(".")[0] for path in (release / "calls").iterdir()} == set(STORIES)
