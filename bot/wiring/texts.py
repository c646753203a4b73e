"""The words people read, from `prompts/texts/<locale>/<subject>.ftl`.

Owns where they lie. Must not know any of them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import prompts
from bot.domain.kernel.text import Joined, Text
from bot.slack.kit.localization import Texts, plain_words

LOCALE = "en"
"""The language that is read: a folder of `TEXTS`."""

ENGLISH = "en"
"""The one every text has first; another is measured by it."""

TEXTS = files(prompts).joinpath("texts")
"""A folder for each language, in it a file for each subject."""

_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


@cache
def read_texts(*, strict: bool = False) -> Texts:
    """Every text of the house, in one catalogue, read once. Raises TextsError where a file cannot be read."""
    return Texts((source for _, source in _sources(LOCALE)), locale=LOCALE, strict=strict)


@cache
def english_files() -> dict[str, str]:
    """Every text of the English catalogue by its id, and the file it stands in, without its ending."""
    return {key: name.removesuffix(".ftl") for name, source in _sources(ENGLISH) for key in _ID.findall(source)}


def _sources(locale: str) -> list[tuple[str, str]]:
    """The files of a language: name and words."""
    found = (file for file in TEXTS.joinpath(locale).iterdir() if file.name.endswith(".ftl"))
    return sorted((file.name, file.read_text(encoding="utf-8")) for file in found)


def words(texts: Joined | Text) -> str:
    """The words of texts as a terminal shows them."""
    return plain_words(texts, read_texts())
