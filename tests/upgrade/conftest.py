"""What the upgrade tests share: the scenarios, played beside them from the start, for they take longest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from tests.upgrade import stories

Played = tuple[Path, list[Popen[str]]]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The folder into which the scenarios are written, and the processes that play them."""
    folder = tmp_path_factory.mktemp("stories")
    processes = stories.begin(folder)
    yield folder, processes
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def told(played: Played) -> Path:
    """The folder with every scenario as it was played; waited for once, however often a test is tried."""
    folder, processes = played
    for process in processes:
        said, _ = process.communicate()
        print(said)  # what went wrong on the way: read where a story differs
        assert process.returncode == 0, said
    return folder


@pytest.fixture(scope="session", autouse=True)
def begun(request: pytest.FixtureRequest) -> None:
    """Begin at once where they will be asked for in this very process."""
    spread = hasattr(request.config, "workerinput")
    if not spread and any("played" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("played")
