"""The words people read, from `prompts/texts/<locale>/<subject>.ftl`.

Owns where they lie. Must not know any of them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import prompts
from bot.domain.kernel.text import Joined, Text
from bot.slack.kit.localization import Texts, plain_words

LOCALE = "en"
"""The only language there is so far: a folder of `TEXTS`."""

TEXTS = files(prompts).joinpath("texts")
"""A folder for each language, in it a file for each subject."""


@cache
def read_texts(*, strict: bool = False) -> Texts:
    """Every text of the house, in one catalogue, read once. Raises TextsError where a file cannot be read."""
    folder = TEXTS.joinpath(LOCALE)
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".ftl")), key=lambda file: file.name)
    return Texts((file.read_text(encoding="utf-8") for file in found), strict=strict)


def words(texts: Joined | Text) -> str:
    """The words of texts as a terminal shows them."""
    return plain_words(texts, read_texts())
