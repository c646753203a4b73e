"""The demo's folder: that nobody else's is touched, that one process has it, and what of it may be thrown away.

Owns these checks and the names of what lies there. Must not know what is played.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.domain.kernel.text import Text
from bot.settings import CannotRun
from bot.wiring.demo_mark import MARK, is_of_demo
from bot.wiring.open_record import DATABASE_FILE
from bot.wiring.texts import read_texts, words
from storage import AlreadyOpen, lock_file

LOG = "demo.log"

LEFT = (DATABASE_FILE, f"{DATABASE_FILE}-*", "blobs", "seal.key", MARK, LOG, "demo-*", "clock.json", "workspace")
"""What a demo leaves there, and `--reset` throws away; nothing else. Locks stay: another process may wait for them."""


@contextmanager
def demo_folder(data_dir: Path, database: str = "", *, reset: bool = False) -> Iterator[None]:
    """Have the folder for the length of a block; with `reset`, what an earlier demo left there is gone.

    Raises CannotRun, having changed nothing: where anything else lies there, and where something is running in it.
    """
    with _usable(data_dir):
        if not is_of_demo(data_dir) and data_dir.exists() and any(data_dir.iterdir()):
            raise CannotRun(words(Text("demo-folder-of-others", folder=str(data_dir))))
    if reset and database:
        raise CannotRun(words(Text("demo-reset-database")))
    with _locked(data_dir, "demo", "demo-running"):
        # the bot takes the record for itself afterwards
        with _locked(data_dir, DATABASE_FILE, "demo-record-in-use"), _usable(data_dir):
            if reset:
                _throw_away(data_dir)
            (data_dir / MARK).write_text(json.dumps({"what": read_texts()("demo-mark")}) + "\n", encoding="utf-8")
        yield


@contextmanager
def _usable(data_dir: Path) -> Iterator[None]:
    """What the folder itself refuses is said in a sentence. Raises CannotRun."""
    try:
        yield
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise CannotRun(read_texts()("demo-folder-unusable", folder=str(data_dir), problem=why)) from problem


def _locked(data_dir: Path, name: str, otherwise: str) -> IO[str]:
    try:
        with _usable(data_dir):
            return lock_file(data_dir / name)
    except AlreadyOpen as problem:
        raise CannotRun(read_texts()(otherwise, folder=str(data_dir), process=problem.holder)) from problem


def _throw_away(data_dir: Path) -> None:
    for left in LEFT:
        for path in data_dir.glob(left):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
