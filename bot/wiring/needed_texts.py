"""What a catalogue has to hold: told at start, not when somebody is to read a text that is missing.

Owns the reading of ids in our own modules and templates, and how a gap is said to the operator. Ids that are put
together from values are known by the English catalogue alone. Must not know any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import prompts
from bot.domain.engine.history import EVENTS
from bot.domain.kernel.text import Text
from bot.settings import CannotRun
from bot.slack.kit.localization import Texts
from bot.wiring.texts import english_files, words

_BOT = Path(__file__).parents[1]

_SAYERS = "|".join(
    rf"(?<=\b{each}\()" for each in ("say", "Text", "NotAllowed", "NotIndependent", "NotNow", "Outdated", "Invalid")
)

_SAYS = re.compile(
    # a sign to begin with is found much faster than one of several words: all modules are read at each start
    rf"\((?:{_SAYERS})\s*"
    r'"([a-z0-9][a-z0-9-]*)"(?:(?=\s*[,)])|\s+if [^"()]*(?:\([^()]*\)[^"()]*)* else "([a-z0-9][a-z0-9-]*)")'
)
"""A text, or one of two, that a module says or that a rule refuses with."""

_SAID_IN_TEMPLATE = re.compile(r'\bsay\("([a-z0-9-]*[a-z0-9])"')

_SUBJECTS = {
    "cli_commands.py": "cli",
    "demo": "cli",
    "framework_files": "framework",
    "operations": "cli",
    "reports": "report",
}
"""Part of a module's path -> the file its words stand in, where that is called otherwise."""

COMMON = "common"


def check_texts(texts: Texts) -> None:
    """Raise CannotRun where the catalogue lacks a text: each with the file it belongs into."""
    lacking: dict[str, list[str]] = {}
    for key, file in sorted(needed().items()):
        if key not in texts:
            lacking.setdefault(file, []).append(key)
    if lacking:
        raise CannotRun("\n".join(_told(texts.locale, file, keys) for file, keys in lacking.items()))


def _told(locale: str, file: str, keys: list[str]) -> str:
    where = f"prompts/texts/{locale}/{file}.ftl"
    return words(Text("texts-lacking", file=where, count=len(keys), keys=keys, key=keys[0]))


@cache
def needed() -> dict[str, str]:
    """Every text there has to be, by its id, and the file it stands in."""
    events = {f"event-{kind}": _subject(event.__module__.split(".")) for kind, event in EVENTS.items()}
    return dict(_by_modules()) | events | english_files()


def _by_modules() -> Iterator[tuple[str, str]]:
    """The ids that modules and templates say, each with the file of its subject."""
    for path in _BOT.rglob("*.py"):
        subject = _subject(path.relative_to(_BOT).parts)
        for said in _SAYS.finditer(path.read_text(encoding="utf-8")):
            yield from ((key, subject) for key in said.groups() if key)
    for template in files(prompts).joinpath("reports").iterdir():
        yield from ((key, "report") for key in _SAID_IN_TEMPLATE.findall(template.read_text(encoding="utf-8")))


def _subject(parts: Sequence[str]) -> str:
    """The file for the words of a module, by the parts of its path."""
    called = (part if part in _known_files() else _SUBJECTS.get(part, "") for part in parts)
    return next(filter(None, called), COMMON)


@cache
def _known_files() -> frozenset[str]:
    return frozenset(english_files().values())
