"""What a replica runs: `smactr serve` with a quicker rhythm, so that a kill is made good in seconds.

Owns that rhythm. Everything else is as in the real command: settings come from the environment.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import uvloop

from bot.operations import logs
from bot.settings import read_settings
from bot.wiring.open_record import Surroundings
from bot.wiring.serving import serve
from bot.worker.timing import Timing
from storage import Pace
from tests.processes import FORKED

# the proportions are those of the real rhythm: an attempt ends well before its lease
TIMING = Timing(
    attempt=timedelta(seconds=2.5),
    lease=timedelta(seconds=4),
    tick=timedelta(seconds=0.5),
    slow_tick=timedelta(seconds=2),
    unclear=timedelta(seconds=1),
    first_retry=timedelta(seconds=0.25),
    longest_retry=timedelta(seconds=2),
)
PACE = Pace(interval=timedelta(seconds=0.02))


def run(environment: Mapping[str, str], log: Path) -> None:
    """Serve until somebody ends this process; whatever it writes goes into the log."""
    gc.freeze()  # what was imported before the fork, as the command does
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    logs.configure()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(read_settings(None), Surroundings(timing=TIMING, pace=PACE, processes=FORKED)))
