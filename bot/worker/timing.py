"""How long the worker's things may take.

Owns these times, apart from the worker: a record is opened with them by those who run none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things may take."""

    attempt: timedelta = timedelta(seconds=20)
    """What one delivery gets, however many calls it makes. Well below the lease: nobody else may start meanwhile."""
    lease: timedelta = timedelta(seconds=30)
    tick: timedelta = timedelta(seconds=1)
    stop_tick: timedelta = timedelta(seconds=3)
    """How often it is looked whether a draft under way is still waited for."""
    slow_tick: timedelta = timedelta(seconds=15)
    """How often alarms and reminders are looked for."""
    housekeeping_tick: timedelta = timedelta(hours=6)
    attack_tick: timedelta = timedelta(minutes=10)
    """How often a framework and a board are looked for whose rules were not attacked yet."""
    publishing_tick: timedelta = timedelta(hours=1)
    """How often the list of decisions is signed anew: it is short-lived."""
    draft: timedelta = timedelta(minutes=30)
    """What a whole draft gets. Longer than the lease: this process renews its own claims, see `ClaimLoop`."""
    unclear: timedelta = timedelta(seconds=5)
    """How long a lost request may still arrive after its timeout; looked up only then."""
    first_retry: timedelta = timedelta(seconds=1)
    longest_retry: timedelta = timedelta(minutes=5)
    refill: timedelta = timedelta(seconds=5)
    """After a reading of threads that could not be written down; doubled each time, up to `longest_retry`."""
    file_work: timedelta = timedelta(minutes=10)
    """What fetching and reading one file gets; Slack may send a large one slowly."""
    drain: timedelta = timedelta(seconds=25)
    """How long a stop waits for what is under way."""
