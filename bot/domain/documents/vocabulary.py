"""The words by which statements in documents are understood: units, limits, names of documents and release forms.

Owns their shape and how a word is reduced to what its forms have in common. The words themselves are data
(`prompts/contradictions/`). Must not know how statements are compared.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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
    for ending, fewest in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= fewest:
            word = word.removesuffix(ending)
            word = word[:-1] if word[-1] == word[-2] and word[-1] not in "sl" else word
            break
    if len(word) > 3:
        word = word.removesuffix("e")
    return word[:STEM]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


Words = Annotated[frozenset[str], BeforeValidator(_words)]
"""Words as they are written; in the data one text."""

Stems = Annotated[frozenset[str], BeforeValidator(_stems)]
"""What the forms of words have in common; in the data one text."""


class Vocabulary(BaseModel):
    """The words of one language; each list is called in the data as its alias says.

    `unit`: dimension -> unit -> how many of the base unit it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fillers: Words = Field(alias="filler")
    """Words that say nothing about what a number is about."""
    contrasts: Words = Field(alias="contrast")
    """Words that set one value apart from another."""
    limits: Words = Field(alias="limit")
    """Words that turn a number into a limit."""
    limit_before: dict[str, str]
    """Of them, those that do so only before another word -> that word."""
    behind: Words = Field(alias="limit_behind")
    """Words right behind a number that turn it into a limit."""
    upward: str
    downward: str
    stoppers: Words = Field(alias="stopper")
    """Words right behind a limit for what is done with all beyond it: it turns the way the limit goes around."""
    extremes: Stems = Field(alias="extreme")
    """Words for the extreme of several values."""
    middles: Stems = Field(alias="middle")
    """Words for the middle or the whole of several values."""
    thresholds: Words = Field(alias="threshold")
    """Words for a threshold."""
    at_most: str
    at_least: str
    alike: tuple[str, ...]
    """Words that are one, as far as a number is concerned: one group a line."""
    size: str
    measured_on: str
    qualifiers: Words = Field(alias="qualifier")
    """Words that with a number and a hyphen say which thing is meant."""
    shares: Stems = Field(alias="share")
    """Words behind which `of 0.02` is a share."""
    scales: Stems = Field(alias="scaled")
    """Words beside which `1 to 5` is a scale."""
    points: Words = Field(alias="point")
    """Words between a number and a scale."""
    everies: Words = Field(alias="every")
    """Words before a time after which a thing is done again."""
    opposite: tuple[str, ...]
    contrary: dict[str, tuple[str, str]]
    """Topic -> words that say that it is so, and words that say that it is not."""
    deeds: Words = Field(alias="deed")
    """Words that say little beside a number, and something where they are denied."""
    auxiliaries: Words = Field(alias="auxiliary")
    """Words that may stand between a denial and what it denies."""
    copulas: Words = Field(alias="copula")
    """Words before which stands a thing."""
    prepositions: Words = Field(alias="preposition")
    """Words, beside the openings, behind which stands a thing."""
    nones: Words = Field(alias="none")
    """Words that open a part which says that there is no such thing."""
    unreals: Words = Field(alias="unreal")
    """Words of a wish, a plan, a condition."""
    conditions: Words = Field(alias="condition")
    """Words of a condition, which all of its sentence is under."""
    orders: Words = Field(alias="order")
    """Words that only say what came first."""
    openings: Words = Field(alias="opening")
    """Words behind which stands for whom or under what conditions a value holds."""
    samples: Stems = Field(alias="sample")
    """Words for what a value was measured on that do not say which."""
    joints: Words = Field(alias="joint")
    """Words between two parts of a sentence."""
    named_measures: Stems = Field(alias="measure")
    """Names of measures: a bare number near one of them is its value."""
    kinds: Stems = Field(alias="kind")
    """Words in the name of a metric on record that do not say what was measured."""
    metrics: Stems = Field(alias="metric")
    """Measures that are one thing by their name alone."""
    common_heads: Stems = Field(alias="common")
    """Things of which a document counts many kinds."""
    denials: Words = Field(alias="denial")
    """Words that say no."""
    ask: str
    refuse: str
    asking: tuple[str, ...]
    """Documents, by their keys, that say what is asked for."""
    version: str
    build: str
    aware: tuple[str, ...]
    certainties: Words = Field(alias="certainty")
    """Words behind a share that says how sure a value is."""
    languages: Words = Field(alias="language")
    """Names of languages, in lower case."""
    language_stems: Stems = Field(alias="language_word")
    """Words for languages as such."""
    onlys: Words = Field(alias="language_only")
    """Words that close a list of languages."""
    goals: tuple[str, ...]
    """Documents, by their keys, that say what is to be reached later."""
    wish: str
    relied: Words = Field(alias="rely")
    """Words beside which a version is one that somebody read or tried."""
    others: Words = Field(alias="another")
    """Words beside which it is known to be another one than the current."""
    audited: tuple[str, ...]
    settings: Stems = Field(alias="setting")
    """Words that name a data set, a stage, an environment, a kind of model or a time."""
    metric_names: Stems = Field(alias="metric_name")
    """Words in the name of a metric on record that are no condition of its value."""
    lasts: Words = Field(alias="last")
    """Words before a date up to which records go."""
    records: Stems = Field(alias="record")
    """What a model learned from."""
    relatives: Words = Field(alias="relative")
    """Words that open what is told of a thing behind a comma."""
    collectives: Stems = Field(alias="collective")
    """Wholes of persons or things."""
    members: Stems = Field(alias="member")
    """Those of whom a whole consists."""
    number: dict[str, int]
    singles: Words = Field(alias="single")
    """Words for one before a unit or a part."""
    alone: Words = Field(alias="portion_alone")
    """Parts of a whole that need no word for one before them."""
    totals: frozenset[str] = Field(alias="total")
    """What stands behind a number that counts what was named before it."""
    totals_before: frozenset[str] = Field(alias="total_before")
    """What stands before such a number."""
    portion: dict[str, float]
    """How parts of a whole are called; the plural has an s."""
    times: dict[str, int]
    frequency: dict[str, float]
    """How often a thing is done, in a word -> seconds from one time to the next."""
    occasion: dict[str, float]
    """Behind `every`, beside the units of time -> the same."""
    durations: Words = Field(alias="duration")
    """Words before `a year` that say that a thing takes so long."""
    ages: Words = Field(alias="age")
    """Words beside which a number is the age of persons."""
    adjectives: Words = Field(alias="adjective")
    """Words between a number and what is counted that say nothing of it."""
    references: Stems = Field(alias="reference")
    """What is numbered in a document: `pages 2 to 4` are a place."""
    corpora: Stems = Field(alias="corpus")
    """What the size of a corpus is counted in."""
    greatests: Stems = Field(alias="greatest")
    """Words by which a number is the most there may be, where nothing was measured."""
    observations: Words = Field(alias="observed")
    """Words by which a number is one that somebody saw."""
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
    def ours(self) -> frozenset[tuple[str, ...]]:
        """Two words by which a sentence says that it is about what is audited, as they are written."""
        return frozenset(tuple(words.split()) for words in self.audited)

    @cached_property
    def openings_of_numbers(self) -> frozenset[str]:
        """Words and marks with which a number may begin that has no digit in front, as they are written."""
        words = frozenset((*self.number, *self.month, *self.times, *self.frequency, "no", "$", "€"))
        return words | self.singles | self.alone | self.everies

    @cached_property
    def spelled_scale(self) -> dict[str, float]:
        """The scales that are words: `million`, not `m`."""
        return {word: scale for word, scale in self.scale.items() if len(word) > 2}

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        """Stems of what counts the size of a model; the first stands for all."""
        return tuple(stem(word) for word in self.size.split())

    @cached_property
    def populations(self) -> frozenset[str]:
        """The openings behind which stands for whom; behind the others, on what."""
        return self.openings - frozenset(self.measured_on.split())

    def sets_apart(self, word: str) -> bool:
        """Whether a word, as it is written, sets one value apart from another."""
        return word in self.contrasts or word.removesuffix("s") in self.contrasts

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
    def generic(self) -> frozenset[str]:
        """Stems in a metric's name that do not say what is measured: success rate."""
        return self.named_measures | self.kinds

    @cached_property
    def directions(self) -> dict[str, Bound]:
        """Words that say which way a limit goes, as they are written."""
        found: dict[str, Bound] = dict.fromkeys(self.upward.split(), "least")
        return {**found, **dict.fromkeys(self.downward.split(), "most")}

    @cached_property
    def awareness(self) -> frozenset[tuple[str, ...]]:
        """Words, one or two, by which a statement says that it knows of another value, as they are written."""
        return frozenset(tuple(words.split()) for words in self.aware)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Stems of the names of measures."""
        return self.named_measures | self.metrics

    @cached_property
    def units(self) -> dict[str, tuple[str, float]]:
        """Unit, in the singular and the plural, -> dimension and how many of the base unit it is."""
        found: dict[str, tuple[str, float]] = {}
        for dimension, units in self.unit.items():
            for unit, factor in units.items():
                found[unit] = found[f"{unit}s" if len(unit) > 2 else unit] = (dimension, factor)
        return found
