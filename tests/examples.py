"""How many cases are generated where one costs more, or less, than most.

Owns that reckoning, so that the long run repeats these tests as often as the others. Must not know what is generated.
"""

from __future__ import annotations

from hypothesis import settings


def cases(of: float) -> int:
    """So much of the cases that a test takes otherwise: of a hundred, and with --long of a thousand."""
    return max(1, round(settings().max_examples * of))
