"""Who may read the record's files: their owner, and nobody else on the machine.

Owns that. What stands in them is the business of whoever writes them. Files that an earlier build left open to others
are closed when the record is opened to be written.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

OTHERS = 0o077
"""Every right of the group and of everybody."""


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner enters; one that is there keeps its rights: others may have a use for it."""
    folder.mkdir(mode=0o777 & ~OTHERS, parents=True, exist_ok=True)


def private_file(path: Path) -> None:
    """Make a file that only its owner reads, or take everybody else's rights away from one that is there.

    One that is somebody else's, such as a mounted key, keeps its rights; `smactr doctor` names it. Raises OSError.
    """
    path.touch(mode=0o666 & ~OTHERS)
    close_to_others(path)


def close_to_others(path: Path) -> None:
    """Take everybody else's rights away from a file of ours."""
    mode = path.stat().st_mode
    if mode & OTHERS:
        # of somebody else's, or on a mount that nobody writes to
        with suppress(OSError):
            path.chmod(mode & ~OTHERS)


def is_open_to_others(path: Path) -> bool:
    """Whether somebody else on the machine may read, write or enter."""
    return bool(path.stat().st_mode & OTHERS)
