"""How the tests start replicas and drawing processes: forked from one that has imported everything, in milliseconds.

Owns that one process of each worker. Must not know what its children do. Where it counts that a process starts as the
bot's does (`tests/reports`, the commands), it is not used.
"""

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    [
        "bot.wiring.listening",
        "matplotlib.backends.backend_agg",
        "matplotlib.figure",
        "matplotlib.lines",
        "matplotlib.ticker",
    ]
)
