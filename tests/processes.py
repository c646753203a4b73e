"""How the tests start a drawing process: forked from one that has imported everything, in milliseconds.

Owns that one process of each worker. Must not know what is drawn. `tests/reports` and the tests of the commands start
theirs as the bot does.
"""

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    ["bot.reports.formats", "matplotlib.backends.backend_agg", "matplotlib.figure", "matplotlib.lines"]
)
