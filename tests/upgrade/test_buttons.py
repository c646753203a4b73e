"""Buttons and modals that were posted by an earlier release: pressed now, each does what it did then.

Owns what holds for old action ids, values, callback ids and private metadata. The cards they stand on are not drawn
here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade import old_buttons
from tests.upgrade.differences import differences, intended, problems
from tests.upgrade.recordings import read_lines, releases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
async def test_every_old_button_and_modal_does_what_it_did(release: Path) -> None:
    folder = release / "buttons"
    now = await old_buttons.answers(folder, release / "sqlite")
    assert [answer for answer in now if not old_buttons.understood(answer)] == []
    left = problems(differences("buttons", read_lines(folder / "answers.jsonl.xz"), now), intended("buttons"))
    assert not left, f"{len(left)} differences\n" + "\n".join(left[:20])
