"""The words by which excerpts are chosen and a model's wording is checked, from `prompts/llm/*.toml`.

Owns reading those files. Must not know what is done with the words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import prompts


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about what a sentence is about."""
    return frozenset(_read("excerpts")["stop_words"].split())


@cache
def chatter() -> frozenset[str]:
    """Words that keep a talk going and tell nothing."""
    return frozenset(_read("excerpts")["chatter"].split())


@cache
def question_words() -> frozenset[str]:
    """Words in which one asks for a summary, as against what it is asked about."""
    return frozenset(_read("excerpts")["question_words"].split())


@cache
def dissent() -> re.Pattern[str]:
    """What a sentence of dissent contains, in lower case, with single spaces and plain apostrophes."""
    return _any_of(_read("excerpts")["dissent"])


@cache
def negation() -> re.Pattern[str]:
    """Words that say no."""
    return _any_of([_read("checks")["negation"]])


@cache
def reported_dissent() -> re.Pattern[str]:
    """One of these stands in every sentence that reports dissent, or a word that says no."""
    return _any_of([_read("checks")["dissent"], _read("checks")["negation"]])


@cache
def strong() -> tuple[re.Pattern[str], ...]:
    """Words that weigh, judge or count heads."""
    return tuple(_any_of([pattern]) for pattern in _read("checks")["strong"])


@cache
def ways() -> tuple[re.Pattern[str], ...]:
    """Ways of releasing a model."""
    return tuple(_any_of([pattern]) for pattern in _read("checks")["ways"])


@cache
def assent() -> re.Pattern[str]:
    """What somebody writes who agrees with what was said before, without repeating it."""
    return _any_of([_read("checks")["assent"]])


@cache
def asking() -> re.Pattern[str]:
    """What stands where something is asked or left open."""
    return re.compile(rf"\?|{_any_of([_read('checks')['asking']]).pattern}")


@cache
def reporting() -> frozenset[str]:
    """Words in which one reports what others said."""
    return frozenset(_read("checks")["reporting"].split())


@cache
def turns_to_another() -> re.Pattern[str]:
    """Where a sentence may turn from one person to the next."""
    return re.compile(_read("checks")["turns"])


@cache
def number_words() -> Mapping[str, int]:
    """Numbers people write as words."""
    numbers: Mapping[str, int] = _read("checks")["numbers"]
    return numbers


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(prompts).joinpath("llm", f"{name}.toml").read_text(encoding="utf-8"))
