"""A process that does part of the bot's work, from its first moment to its last.

Owns how it ends: by its parent's word or with it. Must not know what it does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def live_with_parent() -> None:
    """Ctrl+C reaches every process of a terminal: the parent decides when this one ends, and it ends with the parent.

    A parent that is killed closes nothing, and its pool would wait for work for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
