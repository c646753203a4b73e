"""Excerpts: the summary without a model. Nothing is reworded; every line is somebody's own sentence.

Owns which sentences are shown: the most telling of each thread, from different people, and every sentence of dissent.
Must not pretend to be a summary: its origin is "excerpts".
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.llm.drafts import Found, Section, write_draft
from bot.llm.sentences import Vector, centre, likeness, sentences, vectors, words
from bot.llm.wording import dissent
from bot.ports import Asked, SummaryProblem, Utterance

ORIGIN = "excerpts"
FEWEST, MOST = 3, 6
"""Excerpts of one question, dissent not counted."""
RELEVANCE = 0.7
"""How much being telling counts against being different from what is shown already."""
SAME_SPEAKER = 0.2
"""What each further sentence of the same person costs."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    said: Utterance
    vector: Vector
    weight: float
    dissent: bool


class ExcerptSummarizer:
    """The Summarizer port without a model. The same discussion always gives the same excerpts."""

    async def draft(self, subject: str, questions: Sequence[Asked]) -> tuple[str, str]:
        """(canonical JSON of a Draft, "excerpts"). Raises SummaryProblem("no-discussion") when nothing was said."""
        if not any(asked.said for asked in questions):
            raise SummaryProblem("no-discussion")
        # In a thread: thousands of messages take seconds, and nothing slow runs on the loop.
        sections = await asyncio.to_thread(lambda: [_section(asked) for asked in questions])
        return write_draft(sections), ORIGIN


def is_dissent(sentence: str) -> bool:
    """Whether a sentence says no, warns or contradicts, by its words; rather too often than too seldom."""
    return dissent().search(" ".join(sentence.lower().replace("’", "'").split())) is not None


def _section(asked: Asked) -> Section:
    candidates = _candidates(asked)
    against = [s for s in candidates if s.dissent]
    rest = [s for s in candidates if not s.dissent and len(words(s.text)) > 1]
    chosen = {id(s) for s in against + _telling(rest, against)}
    # In the order in which they were said: excerpts out of order would suggest answers that were never given.
    found = [Found(s.text, s.said, s.text, s.dissent) for s in candidates if id(s) in chosen]
    return Section(asked.key, tuple(found))


def _candidates(asked: Asked) -> list[_Sentence]:
    """Every sentence once per person, weighted by how central it is to the thread and its question."""
    spoken = {(said.person, text): said for said in asked.said for text in sentences(said.text)}
    texts = [text for _, text in spoken]
    vector_of = vectors([asked.text, *texts])
    thread = centre(vector_of)
    return [
        _Sentence(text, said, vector, likeness(vector, thread) * _length(text), is_dissent(text))
        for text, said, vector in zip(texts, spoken.values(), vector_of[1:], strict=True)
    ]


def _length(text: str) -> float:
    """Full weight from 8 to 40 words; a shout or a wall of text tells less."""
    count = len(text.split())
    return min(1.0, count / 8, 40 / max(count, 1))


def _telling(sentences: list[_Sentence], shown: list[_Sentence]) -> list[_Sentence]:
    """Maximal marginal relevance: telling, unlike what is shown already, by people not heard yet."""
    wanted = min(MOST, max(FEWEST, round(math.sqrt(len(sentences)))))
    heard = Counter(s.said.person for s in shown)
    nearest = [max((likeness(s.vector, other.vector) for other in shown), default=0.0) for s in sentences]
    left = dict(enumerate(sentences))
    chosen: list[_Sentence] = []

    def worth(index: int) -> float:
        s = left[index]
        new = RELEVANCE * s.weight - (1 - RELEVANCE) * nearest[index]
        return new - SAME_SPEAKER * heard[s.said.person]

    while left and len(chosen) < wanted:
        best = max(left, key=worth)
        pick = left.pop(best)
        chosen.append(pick)
        heard[pick.said.person] += 1
        for index, s in left.items():
            nearest[index] = max(nearest[index], likeness(s.vector, pick.vector))
    return chosen
