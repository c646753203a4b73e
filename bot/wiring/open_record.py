"""The record alone: opened from its settings, without Slack.

Owns what the record is opened with, and how a part that cannot be opened is said to the operator. Must not import what
speaks with Slack: `smactr verify` and `smactr migrate` need none of it.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.duties.reminders import first_moment
from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.clock import Clock, Ids
from bot.ports.confinement import Confinement
from bot.ports.store import Unavailable
from bot.settings import CannotRun, Settings
from bot.slack.kit.timeouts import Timeouts
from bot.wiring.system import SystemClock, SystemIds
from bot.wiring.texts import words
from bot.worker.timing import Timing
from storage import Pace, Storage, open_storage
from storage.migrations import newest, revision

if TYPE_CHECKING:
    from bot.slack.kit.localization import Texts

SETTLE = timedelta(seconds=2)
"""How long an audit's or a stage's card stays as it was drawn: what happens meanwhile is one change of it."""

DATABASE_FILE = "smactr.db"
"""In the data folder, where no database is named."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a bot stands in: time, chance, rhythm and words. Tests bring their own."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=SystemIds)
    chance: Callable[[], float] = random.random
    timing: Timing = field(default_factory=Timing)
    pace: Pace = field(default_factory=lambda: Pace(settle=SETTLE))
    processes: BaseContext | None = None
    """How a drawing process is started; None: anew each time."""
    confinement: Confinement | None = None
    """Where what people hand in is read; None: in processes of the bot's own."""
    texts: Texts | None = None
    """The words people read; None: those of the house."""
    timeouts: Timeouts = field(default_factory=Timeouts)
    """How long Slack and people wait for answers."""


@asynccontextmanager
async def opened(
    settings: Settings,
    around: Surroundings | None = None,
    *,
    upgrade: bool = True,
    reader: bool = False,
    key_lost: bool = False,
) -> AsyncIterator[Storage]:
    """The record alone. `reader` looks on beside a running bot; `key_lost` gives up the key it was written with.

    Raises CannotRun where it cannot be opened.
    """
    around = around or Surroundings()
    opening = open_storage(
        settings.database.get_secret_value(),
        settings.data_dir,
        clock=around.clock,
        ids=around.ids,
        first_moment=first_moment,
        blobs=settings.blobs,
        seal_key=settings.seal_keys.get_secret_value(),
        max_file_mb=settings.max_file_mb,
        upgrade=upgrade,
        reader=reader,
        pace=around.pace,
        key_lost=key_lost,
    )
    async with AsyncExitStack() as stack:
        with plainly(), _usable(settings.data_dir):
            storage = await stack.enter_async_context(opening)
        yield storage


@asynccontextmanager
async def reading(settings: Settings, around: Surroundings | None = None) -> AsyncIterator[Storage]:
    """The record, read beside a running bot if there is one. Raises CannotRun, also where it goes silent."""
    if not settings.database.get_secret_value() and not (settings.data_dir / DATABASE_FILE).exists():
        raise CannotRun(words(Text("record-none", folder=str(settings.data_dir))))
    async with opened(settings, around, upgrade=False, reader=True) as storage:
        with plainly():
            if await revision(storage.database) != newest():
                raise CannotRun(words(Text("record-of-another-release")))
            yield storage


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """What a folder refuses, as CannotRun."""
    try:
        yield
    except (PermissionError, NotADirectoryError, FileExistsError, IsADirectoryError) as problem:
        said = Text("data-dir-unusable", folder=str(folder), problem=problem.strerror or str(problem))
        raise CannotRun(words(said)) from problem


@contextmanager
def plainly() -> Iterator[None]:
    """What an operator can mend, as CannotRun: its message is ready to be read."""
    try:
        yield
    except Unavailable as problem:
        raise CannotRun(words(Text("record-unreachable", problem=problem.text))) from problem
    except OperatorProblem as problem:
        raise CannotRun(words(problem.text)) from problem
    except ValueError as problem:
        raise CannotRun(str(problem)) from problem
