"""What codes and standards ask of a record, read from files: one regime a file, in `prompts/obligations` and a folder.

Owns the shape of such a file, and what its author is told is wrong. The rule that fills a row is
`bot.reports.sections.obligations`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

import prompts
from bot.domain.kernel.models import Key, Misfit, Strict
from bot.domain.kernel.text import Joined, OperatorProblem, Text

Rule = Literal[
    "assessors",
    "benefits",
    "cancelling",
    "conditions",
    "documents",
    "evidence",
    "impartial",
    "incidents",
    "input",
    "kept",
    "never",
    "origin",
    "proceed",
    "reach",
    "reasons",
    "residual",
    "responsibilities",
    "results",
    "risks",
    "samples",
    "seen",
    "tampering",
    "thresholds",
    "unmeasured",
    "update",
    "weights",
]
"""By which rule a row is looked for in the record. never: an audit has no place for it, and the report says so."""


class Ask(Strict):
    """One thing that a code asks for."""

    article: str = Field(min_length=1)
    """Where it asks: Measure 7.2 (1)."""
    what: str = Field(min_length=1)
    rule: Rule
    documents: tuple[Key, ...] = ()
    """With the rule `documents`: those of the framework that hold it, any of which will do."""
    years: int | None = Field(default=None, gt=0)
    """With the rule `kept`: for how long, where that is said."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.rule == "documents") != bool(self.documents):
            raise Misfit((Text("obligation-documents-of-documents"),))
        if self.years is not None and self.rule != "kept":
            raise Misfit((Text("obligation-years-of-kept"),))
        return self


class Regime(Strict):
    """A code, a law or a standard. `source`: which version was read, and where it stands."""

    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    asks: tuple[Ask, ...] = Field(min_length=1)
    titles: Mapping[Key, str] = {}
    """What a document is called where an audit's kind has no place for it, and so no title either."""


def read_regimes(folder: Path | None = None) -> tuple[Regime, ...]:
    """Every built-in regime, then those of a folder, each in the order of their files. Raises OperatorProblem."""
    places: list[Traversable] = [files(prompts).joinpath("obligations"), *([folder] if folder else [])]
    return tuple(regime for place in places for regime in _regimes(place))


def _regimes(folder: Traversable) -> Iterator[Regime]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield _regime(file)


def _regime(file: Traversable) -> Regime:
    try:
        return Regime.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise OperatorProblem(Text("obligation-file-unreadable", file=file.name, problem=str(problem))) from problem
    except ValidationError as wrong:
        raise OperatorProblem(Text("obligation-file-wrong", file=file.name, problems=_told(wrong))) from wrong


def _told(wrong: ValidationError) -> Joined:
    lines = []
    for error in wrong.errors():
        place = ".".join(map(str, error["loc"]))
        misfit = error.get("ctx", {}).get("error")
        said = misfit.problems if isinstance(misfit, Misfit) else (error["msg"],)
        lines.append(Joined([*([place] if place else []), *said], ": "))
    return Joined(lines, "\n")
