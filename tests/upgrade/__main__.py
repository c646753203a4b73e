"""`python -m tests.upgrade record RELEASE` writes a recording of the build it runs on; `play` is one part of it.

Owns the two words. Must not overwrite a recording: what a release posted and stored does not change any more.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from tests.upgrade import old_buttons, stored, stories
from tests.upgrade.build import STORIES
from tests.upgrade.recordings import RECORDINGS, read_lines


def main(words: list[str]) -> int:
    """Do what the words say; the exit code."""
    match words:
        case ["play", folder, *names]:
            stories.play_into(Path(folder), names)
        case ["record", release]:
            return _record(RECORDINGS / release)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def _record(folder: Path) -> int:
    if folder.exists():
        print(f"{folder} is there already, and stays as it is.", file=sys.stderr)
        return 1
    for database in stored.WORK:
        uvloop.run(stored.record(folder / database, database))
    stories.play_into(folder / "calls", list(STORIES))
    with TemporaryDirectory() as place:
        stories.play_into(Path(place), [stories.WHOLE])
        heard = [*(folder / "sqlite").glob("calls*"), *sorted((folder / "calls").iterdir()), *Path(place).iterdir()]
        lines = [line for path in heard for line in read_lines(path)]
    lines = [*uvloop.run(stored.unfolded()), *lines]
    uvloop.run(old_buttons.record(folder / "buttons", folder / "sqlite", lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
