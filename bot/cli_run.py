"""How a command of `smactr` runs: in a loop of its own, and what keeps it from running in plain words.

Owns that and these exit codes. Must not import anything heavy before it is needed, nor know a command.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    import asyncio


@contextmanager
def plainly() -> Iterator[None]:
    """What an operator must mend is said in plain words on stderr, without a traceback. Exit code 2."""
    from bot.settings import CannotRun, SettingsProblem

    try:
        yield
    except SettingsProblem as wrong:
        from bot.wiring.texts import words

        typer.echo("\n".join(map(words, wrong.problems)), err=True)
        raise typer.Exit(2) from None
    except CannotRun as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from None


def run_loop(work: Coroutine[Any, Any, Any], loop: Callable[[], asyncio.AbstractEventLoop] | None = None) -> Any:
    """What the work answers. What a command imported is no garbage, now or later. Exit code 130 when interrupted."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    import asyncio

    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The quicker loop, where there is one."""
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
