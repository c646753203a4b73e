"""An attack by several processes: each has its own places of the table, and what they found is put together.

Owns how they are begun, heard and stopped. Must not know how any of them searches.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Event
from signal import SIG_IGN, SIGINT, signal
from typing import Final

from bot.governance.attack.campaign import Attack, Plan, Tally, attack

MOST: Final = 8
"""So many processes at most: no more than there are pairs of a team and a few forms."""

PATIENCE: Final = 0.5
"""Seconds after which a process that searches looks whether it should stop, at the most rarely."""


@dataclass(slots=True)
class _Process:
    """One of them: where it is heard, and what it said last."""

    heard: Connection[None, Tally | Attack]
    tally: Tally = field(default_factory=Tally)
    done: Attack | None = None


def processes_of(plan: Plan) -> int:
    """How many processes an attack is worth: one, where its plays are counted, so that it is the same anywhere."""
    return 1 if plan.plays else max(1, min(os.cpu_count() or 1, MOST, len(plan.casts) * len(plan.forms)))


def attack_together(plan: Plan, progress: Callable[[Tally], None] = lambda _: None) -> Attack:
    """Search with as many processes as it is worth, until time is up or somebody interrupts.

    Raises ChildProcessError where one of them broke off.
    """
    shares = processes_of(plan)
    if shares == 1:
        return attack(plan, lambda done: progress(done.tally))
    return _together([replace(plan, share=n, shares=shares) for n in range(shares)], progress)


def _together(plans: Sequence[Plan], progress: Callable[[Tally], None]) -> Attack:
    context = get_context()
    stop = context.Event()
    with _begun(plans, stop) as processes:
        while any(each.done is None for each in processes):
            try:
                _hear(processes)
                progress(Tally.of([each.tally for each in processes]))
            except KeyboardInterrupt:
                stop.set()
    return Attack.of([each.done for each in processes if each.done])


@contextmanager
def _begun(plans: Sequence[Plan], stop: Event) -> Iterator[list[_Process]]:
    context, found, running = get_context(), [], []
    for plan in plans:
        heard, told = context.Pipe(duplex=False)
        process = context.Process(target=_search, args=(plan, told, stop), daemon=True)
        process.start()
        told.close()
        found.append(_Process(heard))
        running.append(process)
    try:
        yield found
    finally:
        stop.set()
        for process in running:
            process.terminate()
            process.join()


def _hear(processes: Sequence[_Process]) -> None:
    waiting = {each.heard: each for each in processes if each.done is None}
    for heard in wait(list(waiting), PATIENCE):
        each = waiting[heard]  # type: ignore[index]  # what is waited for is one of these
        try:
            said = each.heard.recv()
        except EOFError:
            raise ChildProcessError from None
        if isinstance(said, Attack):
            each.done, each.tally = said, said.tally
        else:
            each.tally = said


def _search(plan: Plan, told: Connection[Tally | Attack, None], stop: Event) -> None:
    """What one process does; who asked for it is told how it goes, and at the end what was found."""
    signal(SIGINT, SIG_IGN)

    def progress(done: Attack) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        told.send(done.tally)

    with suppress(BrokenPipeError):
        told.send(attack(plan, progress))
