"""Whether the host's clock leapt: it says otherwise than time has passed.

Owns that comparison, what whoever runs the bot is told of the clock, and how long deadlines wait after a leap ahead, so
that a clock that is put right in time has closed nothing. Must not know what waits. A clock that goes back needs no
waiting: nothing is due earlier by it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.ports.clock import Clock

log = structlog.get_logger(__name__)

LEAP: Final = timedelta(minutes=5)
"""From here on it is no correction of a clock that drifts."""

WAIT: Final = timedelta(hours=1)
"""How long deadlines wait for a clock that leapt ahead to be put right."""


def clock_is_behind(workspace: str, audit: str, behind: timedelta) -> None:
    """Tell whoever runs the bot of an audit in which something is on record that is still to happen by this clock."""
    log.warning("clock.behind_record", workspace=workspace, audit=audit, seconds=round(behind.total_seconds()))


class ClockWatch:
    """One process's look at its clock, beside a count of seconds that nobody sets, in which sleep is counted."""

    def __init__(self, clock: Clock, seconds: Callable[[], float]) -> None:
        self._clock, self._seconds = clock, seconds
        self._began: datetime = clock.now()
        self._counted = seconds()
        self._waits_from: float | None = None

    def waits(self) -> bool:
        """Whether deadlines wait, as it stands now; every leap is told once."""
        leapt = self._leapt()
        if leapt >= LEAP:
            return self._ahead(leapt)
        if leapt <= -LEAP:
            log.warning("clock.went_back", seconds=round(-leapt.total_seconds()))
            self._settle()
        elif self._waits_from is not None:
            log.info("clock.put_right")
            self._settle()
        return False

    def _leapt(self) -> timedelta:
        return self._clock.now() - self._began - timedelta(seconds=self._seconds() - self._counted)

    def _ahead(self, leapt: timedelta) -> bool:
        if self._waits_from is None:
            log.warning("clock.leapt_ahead", seconds=round(leapt.total_seconds()), deadlines_wait=str(WAIT))
            self._waits_from = self._seconds()
        if self._seconds() - self._waits_from < WAIT.total_seconds():
            return True
        log.warning("clock.taken_as_right")
        self._settle()
        return False

    def _settle(self) -> None:
        """The clock counts as right from here on."""
        self._began, self._counted, self._waits_from = self._clock.now(), self._seconds(), None
