"""Excerpts: the summary without a model. Nothing is reworded; every line is somebody's own sentence.

Owns which sentences are shown: the most telling of each thread, from different people, and every sentence of dissent.
Must not pretend to be a summary: its origin is "excerpts".
"""

from __future__ import annotations

import asyncio
import math
from itertools import islice

from bot.llm.drafts import Found, Section, write_draft
from bot.llm.everybody import with_everybody
from bot.llm.positions import spoken
from bot.llm.sentence_ranking import in_order
from bot.llm.sentences import words
from bot.ports.summarizer import DiscussionMaterial, DraftCheckpoints, Drafted, QuestionAsked, SummaryProblem

ORIGIN = "excerpts"

FEWEST, MOST = 3, 6
"""Excerpts of one question, dissent not counted."""


class ExcerptSummarizer:
    """The Summarizer port without a model. The same discussion always gives the same excerpts."""

    async def draft(self, material: DiscussionMaterial, checkpoints: DraftCheckpoints) -> Drafted:
        """Excerpts. Raises SummaryProblem("no-discussion") when nothing was said."""
        if not any(asked.said for asked in material.questions):
            raise SummaryProblem("no-discussion")
        # In a thread: thousands of messages take seconds, and nothing slow runs on the loop.
        sections = await asyncio.to_thread(lambda: [_section(asked) for asked in material.questions])
        return Drafted(write_draft(sections), ORIGIN)


def _section(asked: QuestionAsked) -> Section:
    candidates = list(spoken(asked))
    against = [s for s in candidates if s.dissent]
    rest = [s for s in candidates if not s.dissent and len(words(s.line.text)) > 1]
    wanted = min(MOST, max(FEWEST, round(math.sqrt(len(rest)))))
    picked = islice(in_order(asked.text, [s.line for s in rest], [s.line for s in against]), wanted)
    chosen = {id(s) for s in (*against, *(rest[index] for index in picked))}
    # In the order in which they were said: excerpts out of order would suggest answers that were never given.
    found = [Found.verbatim(s.said, s.line.text, dissent=s.dissent) for s in candidates if id(s) in chosen]
    return with_everybody(asked, Section(asked.key, tuple(found)), told_in_order=True)
