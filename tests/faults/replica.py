"""`python -m tests.faults.replica`: `smactr serve` with a quicker rhythm, so that a kill is made good in seconds.

Owns that rhythm. Everything else is as in the real command: settings come from the environment. The bot is imported
where this is the program only: a process that draws imports this module too, and has no use for a bot.
"""

from __future__ import annotations

from datetime import timedelta

if __name__ == "__main__":
    import asyncio

    import uvloop

    from bot.operations import logs
    from bot.settings import read_settings
    from bot.wiring.open_record import Surroundings
    from bot.wiring.serving import serve
    from bot.worker.dependencies import Timing
    from storage.channel_pace import Pace

    # the proportions are those of the real rhythm: an attempt ends well before its lease
    around = Surroundings(
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
    logs.configure()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(read_settings(None), around))
