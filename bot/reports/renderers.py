"""The Renderer port: gathers on the loop, draws in a process of its own.

Owns that process: started when it is first needed, started anew when it died. Must not know any kind of rendering.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import timedelta
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any

from bot.child_processes import live_with_parent
from bot.domain.kernel.effects import Rendering, RenderingKind
from bot.ports.chat import TryAgain
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.reports.sources import Sources

if TYPE_CHECKING:
    from bot.reports.formats import Format

PATIENCE = 60.0
"""Seconds a drawing may take once it is its turn; one of a large audit takes about one."""

PAUSE = timedelta(seconds=5)


class Renderers:
    """Renders for as long as it is not closed, one at a time. `processes`: how the drawing process is started."""

    def __init__(self, sources: Sources, processes: BaseContext | None = None) -> None:
        self._sources = sources
        # forking a process that runs threads and a loop is not safe
        self._processes = processes or multiprocessing.get_context("spawn")
        self._pool: ProcessPoolExecutor | None = None
        self._pid: int | None = None
        self._turn = asyncio.Lock()

    async def make(self, loaded: Loaded, rendering: Rendering) -> tuple[RenderedFile, ...]:
        """The files of a rendering. Raises TryAgain where the drawing process died or took too long."""
        form = await asyncio.to_thread(_format, rendering.kind)
        material = await form.gather(self._sources, loaded, rendering)
        if material is None:
            return ()
        if form.draw is None:
            return tuple(material)
        # a drawing that waits behind another one has not begun to take its time
        async with self._turn:
            try:
                return await asyncio.wait_for(self._draw(form.draw, material), PATIENCE)
            except (BrokenProcessPool, TimeoutError) as problem:
                if isinstance(problem, BrokenProcessPool):
                    self._pid = None  # it has ended: the number may be another process's by now
                self.close()
                raise TryAgain("drawing-died", PAUSE) from problem

    async def _draw(self, draw: Callable[[Any], tuple[RenderedFile, ...]], material: Any) -> tuple[RenderedFile, ...]:
        loop = asyncio.get_running_loop()
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, self._processes, initializer=live_with_parent)
        if self._pid is None:
            self._pid = await loop.run_in_executor(self._pool, os.getpid)
        return await loop.run_in_executor(self._pool, draw, material)

    def close(self) -> None:
        """End the process; what it was drawing is lost."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
        if self._pid is not None:
            # shutting the pool down lets a drawing go on, and the next one would have to share the machine with it
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            self._pid = None


def _format(kind: RenderingKind) -> Format:
    """Imported for the first drawing, and beside the loop: whoever is answered first waits for none."""
    from bot.reports.formats import FORMATS

    return FORMATS[kind]
