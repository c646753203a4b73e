"""Excerpts: the summary without a model. Nothing is reworded; every line is somebody's own sentence.

Owns which sentences are shown: the most telling of each thread, from different people, and every sentence of dissent.
Must not pretend to be a summary: its origin is "excerpts".
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.domain.kernel.people import Person
from bot.llm.drafts import Found, Section, write_draft
from bot.llm.languages import language_of
from bot.llm.lexicon import dissent
from bot.llm.sentence_ranking import Line, in_order
from bot.llm.sentences import sentences, words
from bot.llm.speaker_labels import first_role
from bot.ports.summarizer import DiscussionMaterial, DraftCheckpoints, Drafted, QuestionAsked, SummaryProblem, Utterance

ORIGIN = "excerpts"

FEWEST, MOST = 3, 6
"""Excerpts of one question, dissent not counted."""

FEWEST_WORDS = 3
"""Words that mean something, from which on a sentence can be what somebody holds."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    line: Line
    said: Utterance
    dissent: bool


class ExcerptSummarizer:
    """The Summarizer port without a model. The same discussion always gives the same excerpts."""

    async def draft(self, material: DiscussionMaterial, checkpoints: DraftCheckpoints) -> Drafted:
        """Excerpts. Raises SummaryProblem("no-discussion") when nothing was said."""
        if not any(asked.said for asked in material.questions):
            raise SummaryProblem("no-discussion")
        # In a thread: thousands of messages take seconds, and nothing slow runs on the loop.
        sections = await asyncio.to_thread(lambda: [_section(asked) for asked in material.questions])
        return Drafted(write_draft(sections), ORIGIN)


def is_dissent(sentence: str, *around: str) -> bool:
    """Whether a sentence says no, warns or contradicts, by its words; rather too often than too seldom.

    `around`: what tells its language where it is short.
    """
    if dissent().search(" ".join(sentence.lower().replace("’", "'").split())):
        return True
    spoken = language_of(sentence, *around)
    return spoken is not None and spoken.dissents(sentence)


def mainly(asked: QuestionAsked) -> str:
    """A message in the language most of them are in; empty where none is known."""
    spoken = [(found.code, said.text) for said in asked.said if (found := language_of(said.text))]
    first = Counter(code for code, _ in spoken).most_common(1)
    return next((text for code, text in spoken if first and code == first[0][0]), "")


def most_telling(asked: QuestionAsked, who: Person, *, dissent: bool) -> Found | None:
    """The sentence of a person that tells most; of their dissent alone, where that is asked for. None without one."""
    own = [s for s in _candidates(asked) if s.said.person == who and (s.dissent if dissent else _tells(s))]
    best = next(in_order(asked.text, [s.line for s in own]), None)
    return None if best is None else Found.verbatim(own[best].said, own[best].line.text, dissent=own[best].dissent)


def takers_of_positions(asked: QuestionAsked) -> dict[Person, bool]:
    """Who said something that can be held, in the order they spoke; and whether they dissented, by their words."""
    found: dict[Person, bool] = {}
    for s in _candidates(asked):
        if s.dissent or _tells(s):
            found[s.said.person] = found.get(s.said.person, False) or s.dissent
    return found


def _tells(sentence: _Sentence) -> bool:
    text = sentence.line.text
    return not text.endswith("?") and len(words(text)) >= FEWEST_WORDS


def _section(asked: QuestionAsked) -> Section:
    candidates = list(_candidates(asked))
    against = [s for s in candidates if s.dissent]
    rest = [s for s in candidates if not s.dissent and len(words(s.line.text)) > 1]
    wanted = min(MOST, max(FEWEST, round(math.sqrt(len(rest)))))
    picked = islice(in_order(asked.text, [s.line for s in rest], [s.line for s in against]), wanted)
    chosen = {id(s) for s in (*against, *(rest[index] for index in picked))}
    # In the order in which they were said: excerpts out of order would suggest answers that were never given.
    found = [Found.verbatim(s.said, s.line.text, dissent=s.dissent) for s in candidates if id(s) in chosen]
    return Section(asked.key, tuple(found))


def _candidates(asked: QuestionAsked) -> Iterator[_Sentence]:
    """Every sentence once per person."""
    known = set()
    most = mainly(asked)
    for turn, said in enumerate(asked.said):
        for text in sentences(said.text):
            if (said.person, text) not in known:
                known.add((said.person, text))
                yield _Sentence(
                    Line(text, turn, said.person, first_role(said.role)), said, is_dissent(text, said.text, most)
                )
