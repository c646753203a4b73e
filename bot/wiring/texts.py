"""The words people read, from `prompts/texts/<locale>/<subject>.ftl`.

Owns the catalogue that is read of them. Where they lie is in `text_files`. Must not know any of them.
"""

from __future__ import annotations

import re
from functools import cache

from bot.domain.kernel.text import Joined, Text
from bot.slack.kit.localization import Texts, plain_words
from bot.wiring import text_files
from bot.wiring.text_files import sources

ENGLISH = "en"
"""The one every text has first; another is measured by it."""

_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


@cache
def read_texts(*, strict: bool = False) -> Texts:
    """Every text of the house, in one catalogue, read once. Raises TextsError where a file cannot be read."""
    return Texts((source for _, source in sources(text_files.LOCALE)), locale=text_files.LOCALE, strict=strict)


@cache
def english_files() -> dict[str, str]:
    """Every text of the English catalogue by its id, and the file it stands in, without its ending."""
    return {key: name.removesuffix(".ftl") for name, source in sources(ENGLISH) for key in _ID.findall(source)}


def words(texts: Joined | Text) -> str:
    """The words of texts as a terminal shows them."""
    return plain_words(texts, read_texts())
