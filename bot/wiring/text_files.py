"""Where the words people read lie: `prompts/texts/<locale>/<subject>.ftl`.

Owns the folder, the language that is read, and the plain texts of one file, for what must be said before anything is
imported that reads them all. Must not know any of them, nor import anything heavy.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fluent.syntax import FluentParser, ast

import prompts

LOCALE = "en"
"""The language that is read: a folder of `TEXTS`."""

COMMAND_HELP = "cli_help.ftl"
"""What `--help` says, which takes no arguments."""

TEXTS = files(prompts).joinpath("texts")
"""A folder for each language, in it a file for each subject."""


def sources(locale: str) -> list[tuple[str, str]]:
    """The files of a language: name and words."""
    found = (file for file in TEXTS.joinpath(locale).iterdir() if file.name.endswith(".ftl"))
    return sorted((file.name, file.read_text(encoding="utf-8")) for file in found)


def plain_texts(name: str) -> dict[str, str]:
    """The texts of one file that take no arguments, by their ids."""
    return _plain_texts(TEXTS.joinpath(LOCALE, name).read_text(encoding="utf-8"))


@cache
def _plain_texts(source: str) -> dict[str, str]:
    entries = FluentParser(with_spans=False).parse(source).body
    return {entry.id.name: _plain(entry.value) for entry in entries if isinstance(entry, ast.Message) and entry.value}


def _plain(pattern: ast.Pattern) -> str:
    return "".join(part.value for part in pattern.elements if isinstance(part, ast.TextElement))
