"""The command as somebody types it, in a process of its own that has everything imported.

Owns what such a process is given: words, a folder, an environment, and files for what it prints. How the installed
command starts is in `test_processes`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.cli import main
from tests.processes import FORKED


@dataclass(frozen=True)
class Typed:
    """How a command ended, and what it printed."""

    code: int | None
    out: str
    err: str


def bare() -> dict[str, str]:
    """This environment without any setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SMACTR_"))}


async def typed(
    *words: str, folder: Path, settings: Mapping[str, str] = MappingProxyType({}), umask: int = 0o022
) -> Typed:
    """Run a command in a folder. `umask`: which rights the shell takes from whatever it makes."""
    out, err = folder.with_name(f"{folder.name}.out"), folder.with_name(f"{folder.name}.err")
    process = FORKED.Process(target=_type, args=(words, folder, umask, {**bare(), **settings}, out, err))
    process.start()
    await asyncio.to_thread(process.join)
    return Typed(process.exitcode, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _type(
    words: tuple[str, ...], folder: Path, umask: int, environment: Mapping[str, str], out: Path, err: Path
) -> None:
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(folder)
    os.umask(umask)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["smactr", *words]
    main()
