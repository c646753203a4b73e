"""The words by which statements in documents are understood, from `prompts/contradictions/<locale>.toml`.

Owns where they lie. Must not know any of them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import prompts
from bot.domain.documents.vocabulary import Vocabulary
from bot.wiring.text_files import LOCALE


@cache
def read_vocabulary() -> Vocabulary:
    """The vocabulary of the house's language, read once. Raises ValueError where a word list is missing or too many."""
    text = files(prompts).joinpath("contradictions", f"{LOCALE}.toml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(tomllib.loads(text))
