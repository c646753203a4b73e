"""The words by which statements in documents are understood: units, limits, names of documents and release forms.

Owns their shape and how a word is reduced to what its forms have in common. The words themselves are data
(`prompts/contradictions/`). Must not know how statements are compared.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

Bound = Literal["", "most", "least"]
"""Which way a limit goes; empty: none, or not said."""

STEM: Final = 5
"""Letters that a word's forms have in common: refuses, refused and refusal are one; harmful and harmless are two."""


def stem(word: str) -> str:
    """What the forms of a word have in common, in lower case. A word with a digit in it is a name, and stays whole."""
    if not word.isalpha():
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > 3:
            word = word.removesuffix(ending) + instead
            break
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > 5:
            word = word.removesuffix(ending)
            word = word[:-1] if word[-1] == word[-2] and word[-1] not in "sl" else word
            break
    return word[:STEM]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


class Vocabulary(BaseModel):
    """The words of one language. `unit`: dimension -> unit -> how many of the base unit it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filler: str
    contrast: str
    limit: str
    limit_behind: str
    upward: str
    downward: str
    extreme: str
    threshold: str
    at_most: str
    at_least: str
    opposite: tuple[str, ...]
    opening: str
    joint: str
    measure: str
    kind: str
    metric: str
    common: str
    denial: str
    ask: str
    refuse: str
    asking: tuple[str, ...]
    """Documents, by their keys, that say what is asked for."""
    version: str
    build: str
    aware: str
    certainty: str
    goals: tuple[str, ...]
    """Documents, by their keys, that say what is to be reached later."""
    wish: str
    number: dict[str, int]
    scale: dict[str, float]
    ordinal: dict[str, int]
    month: dict[str, int]
    unit: dict[str, dict[str, float]]
    document: dict[str, str]
    form: dict[str, str]

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words that say nothing about what a number is about, as they are written."""
        return frozenset(self.filler.split())

    @cached_property
    def contrasts(self) -> frozenset[str]:
        """Stems of words that set one value apart from another."""
        return _stems(self.contrast)

    @cached_property
    def opposites(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Pairs of stems of which two statements about one thing do not have one each."""
        pairs = (line.partition("/") for line in self.opposite)
        return tuple((_stems(one), _stems(other)) for one, _, other in pairs)

    @cached_property
    def openings(self) -> frozenset[str]:
        """Words behind which stands for whom or under what conditions a value holds."""
        return frozenset(self.opening.split())

    @cached_property
    def joints(self) -> frozenset[str]:
        """Words between two parts of a sentence, as they are written."""
        return frozenset(self.joint.split())

    @cached_property
    def thresholds(self) -> frozenset[str]:
        """Words for a threshold, as they are written."""
        return frozenset(self.threshold.split())

    @cached_property
    def denials(self) -> frozenset[str]:
        """Words that say no, as they are written."""
        return frozenset(self.denial.split())

    @cached_property
    def behind(self) -> frozenset[str]:
        """Words right behind a number that turn it into a limit."""
        return frozenset(self.limit_behind.split())

    @cached_property
    def metrics(self) -> frozenset[str]:
        """Stems of measures that are one thing by their name alone."""
        return _stems(self.metric)

    @cached_property
    def generic(self) -> frozenset[str]:
        """Stems in a metric's name that do not say what is measured: success rate."""
        return _stems(self.measure) | _stems(self.kind)

    @cached_property
    def common_heads(self) -> frozenset[str]:
        """Stems of things of which a document counts many kinds."""
        return _stems(self.common)

    @cached_property
    def directions(self) -> dict[str, Bound]:
        """Words that say which way a limit goes, as they are written."""
        found: dict[str, Bound] = dict.fromkeys(self.upward.split(), "least")
        return {**found, **dict.fromkeys(self.downward.split(), "most")}

    @cached_property
    def extremes(self) -> frozenset[str]:
        """Stems of words for the extreme of several values."""
        return _stems(self.extreme)

    @cached_property
    def certainties(self) -> frozenset[str]:
        """Words behind a share that says how sure a value is, as they are written."""
        return frozenset(self.certainty.split())

    @cached_property
    def awareness(self) -> frozenset[str]:
        """Words by which a statement says that it knows of another value, as they are written."""
        return frozenset(self.aware.split())

    @cached_property
    def limits(self) -> frozenset[str]:
        """Words that turn a number into a limit, as they are written."""
        return frozenset(self.limit.split())

    @cached_property
    def measures(self) -> frozenset[str]:
        """Stems of the names of measures."""
        return _stems(self.measure) | self.metrics

    @cached_property
    def units(self) -> dict[str, tuple[str, float]]:
        """Unit, in the singular and the plural, -> dimension and how many of the base unit it is."""
        found: dict[str, tuple[str, float]] = {}
        for dimension, units in self.unit.items():
            for unit, factor in units.items():
                found[unit] = found[f"{unit}s" if len(unit) > 2 else unit] = (dimension, factor)
        return found
