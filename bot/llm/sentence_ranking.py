"""Which sentences tell most: the order in which excerpts are picked.

Owns that one ranking: near to the question, about what many speak of, new beside what is picked already, by people not
heard yet, in words that carry rather than chat. Must not know how many are wanted, nor what is always shown. The
numbers below were tuned with `python -m tests.bench digest` and change its figures by tenths when they change by half.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.llm.lexicon import chatter, question_words
from bot.llm.sentences import plain, stems

NEAR = 2
"""Turns to each side that share in a turn's nearness to the question: answers seldom repeat its words."""

FAR = 0.1
"""What a turn counts that has nothing of the question near it, where 1 is the nearest."""

NAMED = 3.0
"""How much more somebody counts whom the question names."""

CHAT = 8.0
"""How fast a sentence loses with the share of words in it that only keep a talk going."""

FULL = 8
"""Words from which on a sentence is not counted as a mere shout."""

SAID_BEFORE = 0.3
"""What a word counts again each time it was picked before."""

SAME_SPEAKER = 0.35
"""What each further sentence of the same person counts."""

EARLY = 0.1
"""How much more the first turn counts than the middle: people begin with what they came for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its text, the number of the turn or message it stands in, who said it, and what they are called."""

    text: str
    turn: int
    speaker: str
    name: str


def in_order(question: str, lines: Sequence[Line], heard: Sequence[Line] = ()) -> Iterator[int]:
    """Numbers of the lines, the most telling first, each beside those before it and beside what was `heard` already.

    Lazy: each step costs one look at every line that is left.
    """
    bags = [frozenset(stems(line.text)) for line in lines]
    spread = Counter(word for bag in bags for word in bag)
    rarity = {word: math.log(1 + len(lines) / count) for word, count in spread.items()}
    near = _nearness(question, lines, bags, rarity)
    weights: defaultdict[str, float] = defaultdict(float)
    for line, bag in zip(lines, bags, strict=True):
        for word in bag:
            weights[word] += near[line.turn] * _named(question, line)
    worth = {word: weight * math.sqrt(rarity[word]) for word, weight in weights.items()}
    last = max((line.turn for line in lines), default=0) or 1
    merit = [
        math.sqrt(near[line.turn] * _named(question, line))
        * _carries(line.text)
        * (1 + EARLY * (1 - 2 * line.turn / last))
        for line in lines
    ]
    seen = Counter(word for line in heard for word in set(stems(line.text)))
    spoken = Counter(line.speaker for line in heard)
    left = set(range(len(lines)))

    def now(index: int) -> tuple[float, int]:
        new = sum(worth[word] * SAID_BEFORE ** seen[word] for word in bags[index])
        return merit[index] * new * SAME_SPEAKER ** spoken[lines[index].speaker], -index

    while left:
        best = max(left, key=now)
        left.remove(best)
        seen.update(bags[best])
        spoken[lines[best].speaker] += 1
        yield best


def _nearness(
    question: str, lines: Sequence[Line], bags: Sequence[frozenset[str]], rarity: dict[str, float]
) -> dict[int, float]:
    """For each turn, FAR to 1 + FAR: how much of the question is said in it and around it. 1 for all where nothing is.

    Each word counts by its rarity. The words in which one asks ("summarize", "discuss") are not looked for.
    """
    asked = {word for word in stems(question) if word in rarity} - set(stems(" ".join(question_words())))
    found: defaultdict[int, float] = defaultdict(float)
    for line, bag in zip(lines, bags, strict=True):
        for step in range(-2 * NEAR, 2 * NEAR + 1):
            found[line.turn + step] += math.exp(-((step / NEAR) ** 2)) * sum(rarity[word] for word in bag & asked)
    most = max((found[line.turn] for line in lines), default=0.0)
    return {line.turn: FAR + found[line.turn] / most if most else 1.0 for line in lines}


def _named(question: str, line: Line) -> float:
    """NAMED where the question speaks of who said the line, by whole words."""
    return NAMED if line.name and f" {plain(line.name)} " in f" {plain(question)} " else 1.0


def _carries(text: str) -> float:
    """How much a sentence says for its length: less with every word of chat, less when it is a shout or a wall."""
    spoken = plain(text).split()
    count = len(spoken) or 1
    chat = sum(word in chatter() for word in spoken) / count
    return math.exp(-CHAT * chat) * min(1.0, count / FULL) / math.sqrt(count)
