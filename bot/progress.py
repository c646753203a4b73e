"""How far long work is: a bar on stderr while somebody looks at one, gone when the work is done.

Owns the bar. Must not know what the work is, nor import what draws a bar where nobody would see it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from bot.ports.progress import Advance, unwatched

Unit = Literal["bytes", "counted"]


@contextmanager
def progress(say: Callable[[str], str], key: str, total: int, unit: Unit = "counted") -> Iterator[Advance]:
    """A bar under the text of a key, until `total` is reached or what is within ends. Nothing but on a terminal.

    With the text it is a `Watch` of the work.
    """
    if not sys.stderr.isatty():
        with unwatched(total) as advance:
            yield advance
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.progress import TransferSpeedColumn as Speed

    counts = (DownloadColumn(), Speed()) if unit == "bytes" else (MofNCompleteColumn(),)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), *counts, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(key), total=total)
        yield lambda done: bar.advance(task, done)
