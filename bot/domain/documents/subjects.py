"""When two numbers of an audit are about one thing, as far as the words around them tell.

Owns that judgement. Better to miss two that are than to take two for one that are not. Pure; what it counts of all
quantities it counts once. Must not know what follows from two numbers that differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import inf
from typing import Final, NamedTuple

from bot.domain.documents.quantities import Quantity
from bot.domain.documents.vocabulary import Vocabulary

SHARED: Final = 0.6
"""Of the words of the shorter statement, how many the other one must have."""

SHARED_APART: Final = 0.7
"""The same, where each has words that the other lacks."""

SPECIFIC: Final = 1.0
"""How much the words that two statements share must say, where they share fewer: a word that stands at no other number
of the dimension is 1, at one more number a half, and so on.
"""

SHARED_SPECIFIC: Final = 0.35
"""Of the words of the shorter statement, how many the other must have where those say so much."""

SHARED_ONE: Final = 0.33
"""The same, where they share one word only; a limit and what breaks it share all words of the shorter then."""

SHARED_ANYWAY: Final = 3
"""So many shared words are about one thing, even if something sets one of the two apart and nothing the other."""

SHARED_LONGER: Final = 0.25
"""Of the words of the longer one, how many they share then."""

FEWEST: Final = 2

FARTHEST: Final = 3
"""Two numbers of one kind of thing, of which nothing else is said, count the same only from the first number on, and
where the larger is at most so many times the smaller: two engineers and one, or 5 conversations and 40,000, are other
ones.
"""

FARTHEST_SPECIFIC: Final = 20
"""How many times the smaller the larger may be where they share words that say so much."""

FARTHEST_OF_ALL: Final = 1_000
"""How many times the smaller the larger may be at all: milliseconds and days are not of one thing."""

NEAR_SHARE: Final = 0.08
"""Of the larger value, by how much a measurement that is made again may differ, if it is no share."""

NEAR: Final = ((0.003, 1.5), (0.012, 1.2), (1.0, 1.08))
"""Two shares differ by no more than one measured twice where they are so little apart, and the larger is at most so
many times the smaller.
"""

LONGEST_MEASURED: Final = 3_600.0
"""Seconds; what takes longer is agreed, not measured."""

_VALUES: Final = ("share", "value", "points")
"""Dimensions of what was measured, in which a limit without a direction says nothing of a value."""


_COMMON: Final = ("share", "value", "points", "time", "date", "years", "scale", "times")
"""Dimensions in which many things are told."""

MOST_OF_A_KIND: Final = 4
"""Numbers of another dimension that an audit may tell, where one word says that two of them are about one thing."""


class Said(NamedTuple):
    """A quantity of one source; sources are numbered in the order they were put on record."""

    order: int
    quantity: Quantity
    recorded: bool
    """Whether it is a threshold's or a result's, and so has a title and a metric for words."""


def differ(one: Said, other: Said) -> bool:
    """Whether two values differ by more than the spelling of the coarser one can tell; 98 % and the other 2 % don't."""
    a, b = one.quantity, other.quantity
    least = max(a.step, b.step) / 2 * 1.0001
    if not a.limit and not b.limit and _near(a, b):
        return False
    other_words = not (a.words <= b.words or b.words <= a.words)
    rest = a.dimension == "share" and other_words and abs(1 - a.value - b.value) <= least
    return abs(a.value - b.value) > least and not rest


def _near(a: Quantity, b: Quantity) -> bool:
    """Whether two measured values are as near as one measured twice: of a share, what lacks to the whole counts too."""
    short = a.dimension == "time" and max(a.value, b.value) <= LONGEST_MEASURED
    if not short and a.dimension not in _VALUES:
        return False
    apart = abs(a.value - b.value)
    if a.dimension != "share":
        return apart <= NEAR_SHARE * max(a.value, b.value)
    most = min(a.value, b.value) > 0.5
    sizes = [1 - x.value if most else x.value for x in (a, b)]
    return any(apart <= points * 1.0001 and max(sizes) <= times * min(sizes) * 1.0001 for points, times in NEAR)


def _are_far(a: Quantity, b: Quantity) -> bool:
    """Whether two values are too far apart for one thing, if it is no share and none of them is nothing."""
    few, many = sorted((a.value, b.value))
    return a.dimension != "share" and 0 < few * FARTHEST_OF_ALL < many


def _ratio(a: Quantity, b: Quantity) -> float:
    """How many times the smaller of two values the larger one is."""
    few, many = sorted((abs(a.value), abs(b.value)))
    return many / few if few else inf if many else 1.0


class Subjects:
    """When two quantities of one audit are about one thing."""

    def __init__(self, said: Sequence[Said], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._counts: dict[tuple[int, str], set[float]] = defaultdict(set)
        self._limit_counts: dict[tuple[int, str], set[float]] = defaultdict(set)
        self._beside: dict[tuple[int, tuple[int, int]], list[Said]] = defaultdict(list)
        self._dimensions = Counter(one.quantity.dimension for one in said)
        self._common = Counter((one.quantity.dimension, word) for one in said for word in one.quantity.words)
        self._limits = Counter(
            (one.quantity.dimension, word) for one in said if one.quantity.limit for word in one.quantity.words
        )
        for one in said:
            self._beside[one.order, one.quantity.sentence].append(one)
            for head in one.quantity.heads:
                self._counts[one.order, head].add(one.quantity.value)
                if one.quantity.limit:
                    self._limit_counts[one.order, head].add(one.quantity.value)

    def contradict(self, one: Said, other: Said) -> bool:
        """Whether two statements are about one thing and give different values."""
        return differ(one, other) and self.about_one(one, other)

    def holds_for(self, limit: Said, measured: Said) -> bool:
        """Whether a limit is one for what was measured: of the same thing, under the same conditions."""
        kinds = self._vocabulary.extremes | self._vocabulary.middles
        same = limit.quantity.contrast - kinds == measured.quantity.contrast - kinds
        return same and self._name_one(limit, measured, one_word=0.5)

    def about_one(self, one: Said, other: Said) -> bool:
        """Whether two quantities of one kind are about one thing, as far as their words tell."""
        return self._under_one_condition(one.quantity, other.quantity) and self._name_one(one, other)

    def _under_one_condition(self, a: Quantity, b: Quantity) -> bool:
        """Whether nothing sets one of them apart; a mean is compared with what does not say that it is one."""
        if a.limit != b.limit and (a.bound or b.bound or a.dimension in _VALUES):
            return False
        middles, extremes = self._vocabulary.middles, self._vocabulary.extremes - self._vocabulary.middles
        shared = len(a.words & b.words)
        one_sided = not (a.contrast and b.contrast) and a.opening == b.opening
        loose = one_sided and shared >= SHARED_ANYWAY and shared >= SHARED * min(len(a.words), len(b.words))
        return (loose or (a.contrast ^ b.contrast) <= middles) and not (
            (a.contrast & middles and b.contrast & extremes) or (b.contrast & middles and a.contrast & extremes)
        )

    def _name_one(self, one: Said, other: Said, one_word: float = SHARED_ONE) -> bool:
        a, b = one.quantity, other.quantity
        if a.groups - b.words or b.groups - a.words or _are_far(a, b):
            return False
        if any((a.words & x and b.words & y) or (a.words & y and b.words & x) for x, y in self._vocabulary.opposites):
            return False
        if self._share_rare_words(one, other, one_word):
            return True
        if a.heads or b.heads:
            return self._counts_one(one, other)
        if self._are_few_of_a_kind(a, b):
            return True
        mine, others = a.words | a.contrast, b.words | b.contrast
        if one.recorded != other.recorded:
            mine, others = mine - self._vocabulary.generic, others - self._vocabulary.generic
        shared = mine & others
        few = min(len(mine), len(others)) == 1 and max(len(mine), len(others)) <= 3
        needed = 1 if few or shared & self._vocabulary.metrics else 2
        within = a.words <= b.words or b.words <= a.words or one.recorded or other.recorded
        asked = SHARED if within else SHARED_APART
        return len(shared) >= needed and self.likeness(one, other) >= asked

    def _are_few_of_a_kind(self, a: Quantity, b: Quantity) -> bool:
        """Whether they share a word, and their unit is one in which little else is told."""
        few = a.dimension not in _COMMON and self._dimensions[a.dimension] <= MOST_OF_A_KIND
        return few and bool(a.words & b.words - self._vocabulary.generic - self._vocabulary.common_heads)

    def _share_rare_words(self, one: Said, other: Said, one_word: float) -> bool:
        """Whether the words they share stand at few other numbers of their dimension."""
        a, b = one.quantity, other.quantity
        if a.heads or b.heads:
            few, many = sorted((a.value, b.value))
            alike = set(a.heads[:1]) & set(b.heads) or set(b.heads[:1]) & set(a.heads)
            called = a.words & b.words <= {*a.heads, *b.heads}
            if not alike or (few if called else many) < FEWEST or many > few * FARTHEST_SPECIFIC:
                return False
        shared = a.words & b.words
        if not shared - self._vocabulary.common_heads - self._vocabulary.generic:
            return False
        counts = self._limits if a.limit and b.limit else self._common
        said = sum(1 / max(1, counts[a.dimension, word] - 1) for word in shared)
        asked, asked_longer = (SHARED_SPECIFIC, 0.0) if len(shared) > 1 else (one_word, SHARED_LONGER)
        shorter, longer = sorted((len(a.words), len(b.words)))
        return said >= SPECIFIC and len(shared) >= max(asked * shorter, asked_longer * longer)

    def _counts_one(self, one: Said, other: Said) -> bool:
        """Whether two numbers of things count the same: they are called alike, or the only ones of a kind."""
        a, b = one.quantity, other.quantity
        named = [h for h in (*a.heads[:1], *b.heads[:1]) if h in (a.heads or a.words) and h in (b.heads or b.words)]
        head = next(iter(named), None)
        if head is None:
            return False
        few, many = sorted((a.value, b.value))
        if len(a.words & b.words) >= 2 and self.likeness(one, other) >= SHARED:
            return not few or many <= few * FARTHEST_SPECIFIC
        counts = self._limit_counts if a.limit and b.limit else self._counts
        if len(counts[one.order, head]) > 1 or len(counts[other.order, head]) > 1:
            return False
        # a limit that does not say which way it goes is the most there may be
        limits = a.limit and b.limit and "least" not in (a.bound, b.bound)
        return few >= FEWEST and many <= few * FARTHEST and (limits or head not in self._vocabulary.common_heads)

    def likeness(self, one: Said, other: Said) -> float:
        """How many of the words of the shorter statement the other one has too, from 0 to 1."""
        a, b = (q.words | q.contrast for q in (one.quantity, other.quantity))
        return len(a & b) / max(1, min(len(a), len(b)))

    def _closeness(self, one: Said, other: Said) -> tuple[float, int]:
        """How like two statements are, and in how many words."""
        return self.likeness(one, other), len(one.quantity.words & other.quantity.words)

    def is_named_beside(self, earlier: Said, later: Said) -> bool:
        """Whether the sentence of either statement also names the value of the other: then it knows of it."""
        return self._names(later, earlier) or self._names(earlier, later)

    def _names(self, one: Said, other: Said) -> bool:
        beside = self._beside[one.order, one.quantity.sentence]
        alike = (o for o in beside if o is not one and o.quantity.dimension == other.quantity.dimension)
        return any(not differ(other, o) for o in alike)

    def is_told_apart(self, earlier: Said, later: Said, others: Sequence[Said]) -> bool:
        """Whether one of the two sources also says what the other says: then the two values are about two things.

        So they are where a source gives several values of what, by its words, might be the one thing.
        """
        for o in others:
            if o is earlier or o.order not in (earlier.order, later.order):
                continue
            said, against = (earlier, later) if o.order == earlier.order else (later, earlier)
            if not differ(o, said):
                continue
            if not self.about_one(o, against):
                continue
            if not differ(o, against):
                return True
            nearer = _ratio(o.quantity, against.quantity) <= FARTHEST_SPECIFIC * _ratio(said.quantity, against.quantity)
            if nearer and self._closeness(o, against) >= self._closeness(earlier, later):
                return True
        return False
