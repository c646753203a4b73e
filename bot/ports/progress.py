"""How far long work is: what it tells whoever watches.

Owns that telling. Must not know how it is shown, nor where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Advance = Callable[[int], None]
"""Told of what was done since; called from any thread."""

Watch = Callable[[int], AbstractContextManager[Advance]]
"""Told how much there is to do, as soon as that is known; what is within is the work."""


@contextmanager
def unwatched(total: int) -> Iterator[Advance]:
    """Where nobody does."""
    yield lambda done: None
