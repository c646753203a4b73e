"""A disk that is soon full: a few megabytes of memory, mounted as a file system of their own.

Owns the mount, which the machine has to allow (it does to root, and not in every container), and what fills it.
"""

from __future__ import annotations

import errno
import functools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILLER = "filler"


class SmallDisk:
    """A folder with a file system of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Leave no room, not for a single byte."""
        with (self.folder / FILLER).open("wb", buffering=0) as filler:
            for size in (2**16, 4096, 1):
                try:
                    while True:
                        filler.write(b"\0" * size)
                except OSError as problem:
                    if problem.errno != errno.ENOSPC:
                        raise

    def free(self) -> None:
        """There is room again."""
        (self.folder / FILLER).unlink(missing_ok=True)


@contextmanager
def small_disk(megabytes: int, owner: int | None = None) -> Iterator[SmallDisk]:
    """One, for the length of a block; `owner`: whose it is. Raises CalledProcessError where mounting is not allowed."""
    folder = Path(tempfile.mkdtemp(prefix="smalldisk"))
    mode = f"size={megabytes}m,mode=0700,uid={os.getuid() if owner is None else owner}"
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", mode, "tmpfs", str(folder)], check=True, capture_output=True)
        try:
            yield SmallDisk(folder)
        finally:
            # at once for us, and in the end when nobody has a file open there
            subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)
    finally:
        folder.rmdir()


@functools.cache
def mountable() -> bool:
    """Whether this machine lets us have one."""
    try:
        with small_disk(1):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
