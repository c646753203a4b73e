"""The commands about a model's files, `smactr fingerprint`, `compare` and `gate`: programs of their own.

A pipeline calls them for each release, and they ask no record and no setting. What the other commands are read with
(typer, with pydantic beneath it) takes longer to import than a small model to hash: these are read as the gate reads
its own words, which has to run as one file, too.

Owns their options and exit codes, and the table that `bot.cli` and `bot.cli_commands` find them in. Must not import
anything heavy before a command needs it.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.model_files.problems import ModelFilesProblem
    from bot.model_files.terminal import Say

UNUSABLE: Final = 2
INTERRUPTED: Final = 130


class Options(ArgumentParser):
    """What a program is asked with. Its help, and that of each option, is the id of a text, read for help alone."""

    def __init__(self, command: str) -> None:
        super().__init__(prog=f"smactr {command}", description=f"cli-{command}", allow_abbrev=False)

    def format_help(self) -> str:
        """Its page."""
        from bot.wiring.text_files import COMMAND_HELP, plain_texts

        said = plain_texts(COMMAND_HELP)
        self.description = said.get(str(self.description), self.description)
        for option in self._actions:
            option.help = said.get(str(option.help), option.help)
        return super().format_help()


FINGERPRINT: Final = Options("fingerprint")
FINGERPRINT.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="cli-fingerprint-paths")
FINGERPRINT.add_argument("--output", type=Path, metavar="FILE", help="cli-fingerprint-output")
FINGERPRINT.add_argument("--signature", type=Path, metavar="FILE", help="cli-fingerprint-signature")

COMPARE: Final = Options("compare")
COMPARE.add_argument("decided", type=Path, metavar="DECIDED", help="cli-compare-decided")
COMPARE.add_argument("folder", type=Path, metavar="DIR", help="cli-compare-folder")


def fingerprint(words: Sequence[str]) -> int:
    """Exit code 1 where a signature is of other bytes."""
    from bot.model_files.problems import ModelFilesProblem
    from bot.model_files.terminal import print_fingerprint

    asked = FINGERPRINT.parse_intermixed_args(words)
    try:
        return 0 if print_fingerprint(asked.paths, asked.output, asked.signature, _catalogue()) else 1
    except ModelFilesProblem as problem:
        return _told(problem)
    except KeyboardInterrupt:
        return INTERRUPTED


def compare(words: Sequence[str]) -> int:
    """Exit code 0 the same files, 1 something else that is named, 2 unknown."""
    from bot.model_files.problems import ModelFilesProblem
    from bot.model_files.terminal import print_comparison

    asked = COMPARE.parse_args(words)
    try:
        return print_comparison(asked.decided, asked.folder, _catalogue())
    except ModelFilesProblem as problem:
        return _told(problem)
    except KeyboardInterrupt:
        return INTERRUPTED


def gate(words: Sequence[str]) -> int:
    """Exit code 0 allowed, 1 refused, 2 cannot tell; its help is its own, like all that it says."""
    from bot.gate.command import main

    return main(words)


PROGRAMS: Final[Mapping[str, Callable[[Sequence[str]], int]]] = {
    "fingerprint": fingerprint,
    "compare": compare,
    "gate": gate,
}
"""First word -> from the words after it to an exit code."""


def _catalogue() -> Say:
    """The words people read, which take a sixth of a second: read while the files are."""

    def read() -> None:
        from bot.wiring.texts import read_texts

        read_texts()

    reading = Thread(target=read)
    reading.start()

    def say(key: str, /, **given: str | int) -> str:
        from bot.gate.terminal import plain
        from bot.wiring.texts import read_texts

        reading.join()
        # names of files are shown, never acted on
        shown = {name: plain(value) if isinstance(value, str) else value for name, value in given.items()}
        return read_texts()(key, **shown)

    return say


def _told(problem: ModelFilesProblem) -> int:
    from bot.gate.terminal import plain
    from bot.wiring.texts import words

    print(plain(words(problem.text)), file=sys.stderr)
    return UNUSABLE
