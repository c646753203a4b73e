"""What all workers of a test run share, and whoever comes first makes: one waits while the other makes it.

Owns where it lies and who makes it. Must not know what it is.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def once(base: Path, name: str) -> Iterator[tuple[Path, bool]]:
    """A path that all workers know under this name, and whether it is there; nobody else is given it meanwhile.

    `base`: the folder in which a worker's tests have their own.
    """
    shared = base.parent if base.name.startswith("popen-") else base
    made = shared / name
    with made.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield made, made.exists()
