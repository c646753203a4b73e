"""`python -m tests.faults.replica`: `smactr serve` with a quicker rhythm, so that a kill is made good in seconds.

Owns that rhythm. Everything else is as in the real command: settings come from the environment.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import uvloop

from bot import logs
from bot.settings import read_settings
from bot.wiring.listening import serve
from bot.wiring.record import Surroundings
from bot.worker.parts import Timing
from storage import Pace

AROUND = Surroundings(
    timing=Timing(
        attempt=timedelta(seconds=2.5),
        lease=timedelta(seconds=4),
        tick=timedelta(seconds=0.5),
        slow_tick=timedelta(seconds=2),
        unclear=timedelta(seconds=1),
        first_retry=timedelta(seconds=0.25),
        longest_retry=timedelta(seconds=2),
    ),
    pace=Pace(interval=timedelta(seconds=0.02)),
)
"""The proportions are those of the real rhythm: an attempt ends well before its lease."""


if __name__ == "__main__":
    logs.configure()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(read_settings(None), AROUND))
