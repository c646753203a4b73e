"""The words by which statements in documents are understood: units, limits, names of documents and release forms.

Owns their shape and how a word is reduced to what its forms have in common. The words themselves are data
(`prompts/contradictions/`). Must not know how statements are compared.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

Bound = Literal["", "most", "least"]
"""Which way a limit goes; empty: none, or not said."""

MOST_STEMS: Final = 16_384
"""Words whose stems are kept at hand: the same ones are looked at again and again."""

STEM: Final = 5
"""Letters that a word's forms have in common: refuses, refused and refusal are one; harmful and harmless are two."""


@lru_cache(MOST_STEMS)
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
    if len(word) > 3:
        word = word.removesuffix("e")
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
    middle: str
    threshold: str
    at_most: str
    at_least: str
    alike: tuple[str, ...]
    """Words that are one, as far as a number is concerned: one group a line."""
    size: str
    measured_on: str
    qualifier: str
    share: str
    scaled: str
    point: str
    every: str
    opposite: tuple[str, ...]
    contrary: dict[str, tuple[str, str]]
    """Topic -> words that say that it is so, and words that say that it is not."""
    deed: str
    auxiliary: str
    copula: str
    preposition: str
    none: str
    unreal: str
    condition: str
    order: str
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
    aware: tuple[str, ...]
    certainty: str
    language: str
    language_word: str
    language_only: str
    goals: tuple[str, ...]
    """Documents, by their keys, that say what is to be reached later."""
    wish: str
    rely: str
    another: str
    audited: tuple[str, ...]
    setting: str
    metric_name: str
    last: str
    record: str
    relative: str
    collective: str
    member: str
    number: dict[str, int]
    single: str
    portion_alone: str
    total: tuple[str, ...]
    total_before: tuple[str, ...]
    portion: dict[str, float]
    """How parts of a whole are called; the plural has an s."""
    times: dict[str, int]
    frequency: dict[str, float]
    """How often a thing is done, in a word -> seconds from one time to the next."""
    occasion: dict[str, float]
    """Behind `every`, beside the units of time -> the same."""
    duration: str
    age: str
    adjective: str
    reference: str
    corpus: str
    greatest: str
    observed: str
    scale: dict[str, float]
    ordinal: dict[str, int]
    month: dict[str, int]
    unit: dict[str, dict[str, float]]
    document: dict[str, str]
    form: dict[str, str]
    handed_over: dict[str, tuple[str, ...]]
    """What is handed over -> the release forms with which it is."""
    hand_over: str

    def canonical(self, stem: str) -> str:
        """The stem that stands for all stems that mean the same."""
        return self._alike.get(stem, stem)

    @cached_property
    def _alike(self) -> dict[str, str]:
        groups = ([stem(word) for word in line.split()] for line in self.alike)
        return {word: words[0] for words in groups for word in words}

    @cached_property
    def relied(self) -> frozenset[str]:
        """Words beside which a version is one that somebody read or tried, as they are written."""
        return frozenset(self.rely.split())

    @cached_property
    def others(self) -> frozenset[str]:
        """Words beside which it is known to be another one than the current."""
        return frozenset(self.another.split())

    @cached_property
    def ours(self) -> frozenset[tuple[str, ...]]:
        """Two words by which a sentence says that it is about what is audited, as they are written."""
        return frozenset(tuple(words.split()) for words in self.audited)

    @cached_property
    def settings(self) -> frozenset[str]:
        """Stems of words that name a data set, a stage, an environment, a kind of model or a time."""
        return _stems(self.setting)

    @cached_property
    def lasts(self) -> frozenset[str]:
        """Words before a date up to which records go, as they are written."""
        return frozenset(self.last.split())

    @cached_property
    def records(self) -> frozenset[str]:
        """Stems of what a model learned from."""
        return _stems(self.record)

    @cached_property
    def metric_names(self) -> frozenset[str]:
        """Stems in the name of a metric on record that are no condition of its value."""
        return _stems(self.metric_name)

    @cached_property
    def relatives(self) -> frozenset[str]:
        """Words that open what is told of a thing behind a comma, as they are written."""
        return frozenset(self.relative.split())

    @cached_property
    def collectives(self) -> frozenset[str]:
        """Stems of wholes of persons or things."""
        return _stems(self.collective)

    @cached_property
    def members(self) -> frozenset[str]:
        """Stems of those of whom a whole consists."""
        return _stems(self.member)

    @cached_property
    def openings_of_numbers(self) -> frozenset[str]:
        """Words and marks with which a number may begin that has no digit in front, as they are written."""
        words = frozenset((*self.number, *self.month, *self.times, *self.frequency, "no", "$", "€"))
        return words | self.singles | self.alone | self.everies

    @cached_property
    def durations(self) -> frozenset[str]:
        """Words before `a year` that say that a thing takes so long, as they are written."""
        return frozenset(self.duration.split())

    @cached_property
    def ages(self) -> frozenset[str]:
        """Words beside which a number is the age of persons, as they are written."""
        return frozenset(self.age.split())

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """Words between a number and what is counted that say nothing of it, as they are written."""
        return frozenset(self.adjective.split())

    @cached_property
    def references(self) -> frozenset[str]:
        """Stems of what is numbered in a document: `pages 2 to 4` are a place."""
        return _stems(self.reference)

    @cached_property
    def corpora(self) -> frozenset[str]:
        """Stems of what the size of a corpus is counted in."""
        return _stems(self.corpus)

    @cached_property
    def greatests(self) -> frozenset[str]:
        """Stems of words by which a number is the most there may be, where nothing was measured."""
        return _stems(self.greatest)

    @cached_property
    def observations(self) -> frozenset[str]:
        """Words by which a number is one that somebody saw, as they are written."""
        return frozenset(self.observed.split())

    @cached_property
    def singles(self) -> frozenset[str]:
        """Words for one before a unit or a part, as they are written."""
        return frozenset(self.single.split())

    @cached_property
    def alone(self) -> frozenset[str]:
        """Parts of a whole that need no word for one before them."""
        return frozenset(self.portion_alone.split())

    @cached_property
    def totals(self) -> frozenset[str]:
        """What stands behind a number that counts what was named before it."""
        return frozenset(self.total)

    @cached_property
    def totals_before(self) -> frozenset[str]:
        """What stands before such a number."""
        return frozenset(self.total_before)

    @cached_property
    def spelled_scale(self) -> dict[str, float]:
        """The scales that are words: `million`, not `m`."""
        return {word: scale for word, scale in self.scale.items() if len(word) > 2}

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        """Stems of what counts the size of a model; the first stands for all."""
        return tuple(stem(word) for word in self.size.split())

    @cached_property
    def shares(self) -> frozenset[str]:
        """Stems of words behind which `of 0.02` is a share."""
        return _stems(self.share)

    @cached_property
    def scales(self) -> frozenset[str]:
        """Stems of words beside which `1 to 5` is a scale."""
        return _stems(self.scaled)

    @cached_property
    def qualifiers(self) -> frozenset[str]:
        """Words that with a number and a hyphen say which thing is meant, as they are written."""
        return frozenset(self.qualifier.split())

    @cached_property
    def populations(self) -> frozenset[str]:
        """The openings behind which stands for whom; behind the others, on what."""
        return self.openings - frozenset(self.measured_on.split())

    @cached_property
    def points(self) -> frozenset[str]:
        """Words between a number and a scale, as they are written."""
        return frozenset(self.point.split())

    @cached_property
    def everies(self) -> frozenset[str]:
        """Words before a time after which a thing is done again."""
        return frozenset(self.every.split())

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words that say nothing about what a number is about, as they are written."""
        return frozenset(self.filler.split())

    def sets_apart(self, word: str) -> bool:
        """Whether a word, as it is written, sets one value apart from another."""
        return word in self._contrasts or word.removesuffix("s") in self._contrasts

    @cached_property
    def _contrasts(self) -> frozenset[str]:
        return frozenset(self.contrast.split())

    @cached_property
    def opposites(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Pairs of stems of which two statements about one thing do not have one each."""
        pairs = (line.partition("/") for line in self.opposite)
        return tuple((_stems(one), _stems(other)) for one, _, other in pairs)

    @cached_property
    def opposed(self) -> dict[str, tuple[str, bool]]:
        """A word, as it is written -> its topic, and whether it says that it is so."""
        return {
            word: (topic, so)
            for topic, sides in self.contrary.items()
            for so, words in zip((True, False), sides, strict=True)
            for word in words.split()
        }

    @cached_property
    def absences(self) -> frozenset[str]:
        """Stems of words that say of a thing that it is not there."""
        return frozenset(self.canonical(stem(word)) for word, (_, so) in self.opposed.items() if not so)

    @cached_property
    def contraries(self) -> frozenset[str]:
        """Stems of words that have an opposite."""
        return frozenset(self.canonical(stem(word)) for word in self.opposed)

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        """Words that may stand between a denial and what it denies, as they are written."""
        return frozenset(self.auxiliary.split())

    @cached_property
    def copulas(self) -> frozenset[str]:
        """Words before which stands a thing, as they are written."""
        return frozenset(self.copula.split())

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """Words, beside the openings, behind which stands a thing, as they are written."""
        return frozenset(self.preposition.split())

    @cached_property
    def deeds(self) -> frozenset[str]:
        """Words that say little beside a number, and something where they are denied, as they are written."""
        return frozenset(self.deed.split())

    @cached_property
    def nones(self) -> frozenset[str]:
        """Words that open a part which says that there is no such thing, as they are written."""
        return frozenset(self.none.split())

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Words of a condition, which all of its sentence is under, as they are written."""
        return frozenset(self.condition.split())

    @cached_property
    def orders(self) -> frozenset[str]:
        """Words that only say what came first, as they are written."""
        return frozenset(self.order.split())

    @cached_property
    def unreals(self) -> frozenset[str]:
        """Words of a wish, a plan, a condition, as they are written."""
        return frozenset(self.unreal.split())

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
    def middles(self) -> frozenset[str]:
        """Stems of words for the middle or the whole of several values."""
        return _stems(self.middle)

    @cached_property
    def certainties(self) -> frozenset[str]:
        """Words behind a share that says how sure a value is, as they are written."""
        return frozenset(self.certainty.split())

    @cached_property
    def languages(self) -> frozenset[str]:
        """Names of languages, as they are written in lower case."""
        return frozenset(self.language.split())

    @cached_property
    def language_stems(self) -> frozenset[str]:
        """Stems of words for languages as such."""
        return _stems(self.language_word)

    @cached_property
    def onlys(self) -> frozenset[str]:
        """Words that close a list of languages."""
        return frozenset(self.language_only.split())

    @cached_property
    def awareness(self) -> frozenset[tuple[str, ...]]:
        """Words, one or two, by which a statement says that it knows of another value, as they are written."""
        return frozenset(tuple(words.split()) for words in self.aware)

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
