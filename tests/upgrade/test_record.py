"""A record that an earlier release stopped in the middle: this one takes it up, and goes on as that one would have.

Owns what holds for the stored record and the work queued in it. Old buttons are pressed in `test_buttons`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade import stored
from tests.upgrade.differences import Difference, differences, intended, problems
from tests.upgrade.recordings import read_lines, releases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
DATABASES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
async def test_the_old_record_is_intact_and_what_waits_in_it_is_delivered_as_it_would_have_been(
    release: Path, database: str
) -> None:
    folder, found = release / database, list[Difference]()

    def compare(name: str, now: list[str]) -> None:
        found.extend(differences(name, read_lines(folder / f"{name}.jsonl.xz"), now))

    async with stored.restored(folder) as here:
        assert await here.verified() == []
        compare("states", await here.states())
        compare("queued", await stored.waiting(here))
        compare("calls", await stored.delivered(here, stored.WORK[database]))
        compare("states-delivered", await here.states())
        assert await here.verified() == []
    left = problems(found, intended(database))
    assert not left, f"{len(left)} differences\n" + "\n".join(left[:20])
