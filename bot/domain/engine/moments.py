"""The moments of a history: each event comes after the one before it, whatever the clock says.

Owns that order. What is due is asked of the clock as it stands now (`decide`), so that one that was wrong for a while
closes nothing for good; what is written follows on what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.kernel.registry import Event

AFTER: Final = timedelta(microseconds=1)
"""How long after the newest event on record something happened that the clock says was before it."""


def in_order(events: Sequence[Event], last: datetime | None) -> list[Event]:
    """Events as they follow on a history whose newest event is of this moment (aware UTC; None: there is none)."""
    if last is None or all(event.at >= last for event in events):
        return list(events)
    return [event.replace(at=max(event.at, last + AFTER)) for event in events]
