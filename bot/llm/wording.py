"""The words by which excerpts are chosen, from `prompts/llm/excerpts.toml`.

Owns reading that file. Must not know what is done with the words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import prompts


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about what a sentence is about."""
    return frozenset(_read()["stop_words"].split())


@cache
def chatter() -> frozenset[str]:
    """Words that keep a talk going and tell nothing."""
    return frozenset(_read()["chatter"].split())


@cache
def question_words() -> frozenset[str]:
    """Words in which one asks for a summary, as against what it is asked about."""
    return frozenset(_read()["question_words"].split())


@cache
def dissent() -> re.Pattern[str]:
    """What a sentence of dissent contains, in lower case, with single spaces and plain apostrophes."""
    return re.compile(r"\b(?:" + "|".join(_read()["dissent"]) + r")\b")


@cache
def _read() -> dict[str, str]:
    return tomllib.loads(files(prompts).joinpath("llm", "excerpts.toml").read_text(encoding="utf-8"))
