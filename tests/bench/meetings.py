"""Meetings with questions and human answers, as the digest is measured on them (QMSum's files, in a folder).

Owns reading them, alike for everybody who is measured. Must not know any way of choosing sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.llm.sentence_ranking import Line
from bot.llm.sentences import sentences

KINDS = ("whole meeting", "specific", "specific, gold spans")

_MARK = re.compile(r"\{[^}]*\}")

_HUM = re.compile(r"(?:\b(?:um|uh|hmm|mm-hmm|mm|uh-huh|er|erm)\b[\s,]*)+", re.IGNORECASE)

_BEFORE_SIGN = re.compile(r"\s+(?=[.,!?;:]|'\w)")

_TITLE = re.compile(r"\(.*?\)|\bAM\b")

_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One question to one meeting (or to the turns its answer rests on), and a human's answer."""

    kind: str
    meeting: str
    question: str
    answer: str
    lines: tuple[Line, ...]


def tasks(folder: Path) -> Iterator[Task]:
    """Every question of every meeting; the specific ones twice, over the whole meeting and over their gold span."""
    for file in sorted(folder.glob("*.json")):
        meeting = json.loads(file.read_text(encoding="utf-8"))
        turns: list[dict[str, str]] = meeting["meeting_transcripts"]
        for query in meeting["general_query_list"]:
            yield Task(KINDS[0], file.stem, query["query"], query["answer"], _lines(turns))
        for query in meeting["specific_query_list"]:
            yield Task(KINDS[1], file.stem, query["query"], query["answer"], _lines(turns))
            yield Task(KINDS[2], file.stem, query["query"], query["answer"], _lines(_span(turns, query)))


def _span(turns: list[dict[str, str]], query: dict[str, Any]) -> list[dict[str, str]]:
    wanted = {n for first, last in query["relevant_text_span"] for n in range(int(first), int(last) + 1)}
    return [turn for n, turn in enumerate(turns) if n in wanted]


def _lines(turns: list[dict[str, str]]) -> tuple[Line, ...]:
    return tuple(
        Line(text, number, turn["speaker"], _called(turn["speaker"]))
        for number, turn in enumerate(turns)
        for text in sentences(_written(turn["content"]))
        if len(text.split()) >= _FEWEST_WORDS
    )


@cache
def _written(text: str) -> str:
    """A turn as somebody would have typed it: without the noises it marks, without um and uh."""
    return " ".join(_HUM.sub(" ", _BEFORE_SIGN.sub("", _MARK.sub(" ", text))).split())


@cache
def _called(speaker: str) -> str:
    """What a question calls a speaker: the last of their names; both, where that one is the word "a"."""
    names = _TITLE.sub("", speaker).split()
    return " ".join(names) if names[-1:] == ["A"] else " ".join(names[-1:])
