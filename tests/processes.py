"""How the tests start replicas and drawing processes, and where they read files: copied, in milliseconds, from
processes that have imported everything (`tests.forked`).

Owns these processes of each worker. Must not know what its children do. Where it counts that a process starts as the
bot's does (`tests/reports`, the commands), it is not used.
"""

import multiprocessing

from bot.confinement.processes import ConfinedProcesses
from bot.evaluations.confined_readers import MODULES

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.forked"])

CONFINED = ConfinedProcesses((*MODULES, "bot.domain.documents.stored"))
"""As the bot has it: started at once, since whoever opens a modal does not wait; ended with this process."""

CONFINED.start()
