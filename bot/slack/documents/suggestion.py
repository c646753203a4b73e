"""Which document is this? A guess from its name and words, from what its sender owes, from what is missing.

Owns the order of these clues. A guess only chooses what is offered first: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from bot.domain.documents.duties import ReworkDuty, SubmitDuty
from bot.domain.documents.rules import needed
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person

SURE = 0.72
"""Similarity, from 0 to 1, from which a name is taken for a title."""

_WORD = re.compile(r"[a-z0-9]+")


def guess(audit: Audit, framework: Framework, who: Person, stage: str, clue: str, today: date) -> str:
    """The key of the likeliest document, empty when nothing speaks for any."""
    return by_name(framework, clue) or owed_by(audit, framework, who, stage, today) or _missing(audit, framework, stage)


def by_name(framework: Framework, clue: str) -> str:
    """The document whose title (or key) a file name or a first line resembles."""
    words = _words(clue)
    if not words:
        return ""
    scored = [(_likeness(words, spec), spec.key) for spec in framework.artifacts()]
    best, key = max(scored, default=(0.0, ""))
    return key if best >= SURE else ""


def owed_by(audit: Audit, framework: Framework, who: Person, stage: str, today: date) -> str:
    """The document this person owes in this stage now."""
    owed = (
        d for d in duties_of(audit, framework, today) if d.person == who and isinstance(d, (SubmitDuty, ReworkDuty))
    )
    return next((d.artifact for d in owed if not stage or d.stage in ("", stage)), "")


def _missing(audit: Audit, framework: Framework, stage: str) -> str:
    if not framework.has_stage(stage):
        return ""
    return next((spec.key for spec in needed(audit, framework, stage) if audit.latest(spec.key) is None), "")


def _likeness(words: Sequence[str], spec: ArtifactSpec) -> float:
    titles = (_of_title(spec.title), _of_title(spec.key))
    return max(_compare(words, title) for title in titles)


def _compare(words: Sequence[str], title: Sequence[str]) -> float:
    """How alike: where every word of the title is there, the share they have of the words; else by letters."""
    if title and set(title) <= set(words):
        # a title of one word in a long sentence says little
        return 0.6 + 0.4 * len(title) / len(words)
    ours, theirs = " ".join(words), " ".join(title)
    # what is too long, or of too many other letters, to be alike is not compared letter by letter
    if 2 * min(len(ours), len(theirs)) < SURE * (len(ours) + len(theirs)):
        return 0.0
    letters = SequenceMatcher(None, ours, theirs)
    return letters.ratio() if letters.quick_ratio() >= SURE else 0.0


@lru_cache(maxsize=1_024)
def _of_title(title: str) -> tuple[str, ...]:
    """A title's words: of a framework, so that they are asked for again and again; what people type is not kept."""
    return _words(title)


def _words(text: str) -> tuple[str, ...]:
    stem = re.sub(r"\.[a-z0-9]{1,5}$", "", text.strip().splitlines()[0].lower()) if text.strip() else ""
    return tuple(found for found in _WORD.findall(stem) if not re.fullmatch(r"v?\d+|copy|the|of|a|an", found))
