"""Excerpts beside other ways of choosing sentences, by ROUGE against human answers.

Owns the ways and the measuring: each gives an order, takes from it what the budget holds, and is read as people read
excerpts, with who says it before each. Must not tune anything.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from bot.llm.lexicon import stop_words
from bot.llm.sentence_ranking import Line, in_order
from bot.llm.sentences import plain, sentences
from tests.bench.meetings import KINDS, Task, tasks

MEASURES = ("rouge1", "rouge2", "rougeLsum")

Order = Callable[[Task], Iterable[int]]


def _lead(task: Task) -> Iterable[int]:
    return range(len(task.lines))


def _longest(task: Task) -> Iterable[int]:
    """Whole turns, the longest first."""
    turns: dict[int, list[int]] = {}
    for index, line in enumerate(task.lines):
        turns.setdefault(line.turn, []).append(index)
    sizes = {turn: sum(len(task.lines[i].text.split()) for i in of) for turn, of in turns.items()}
    return [index for turn in sorted(turns, key=lambda t: -sizes[t]) for index in turns[turn]]


def _ours(task: Task) -> Iterable[int]:
    return in_order(task.question, task.lines)


class _Words:
    """sumy's tokenizer without the data it would download: the lines are sentences already."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(plain(text).split())


class _Numbered(Sentence):  # type: ignore[misc]
    """A sentence that knows its number."""

    __slots__ = ("number",)

    def __init__(self, text: str, number: int) -> None:
        super().__init__(text, _TOKENIZER)
        self.number = number


_TOKENIZER = _Words()


def _sumy(kind: type) -> Order:
    # LSA says of every long meeting that it has more sentences than words
    warnings.filterwarnings("ignore", category=UserWarning, module="sumy")
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = stop_words()

    @cache
    def order(lines: tuple[Line, ...]) -> tuple[int, ...]:
        numbered = [_Numbered(line.text, number) for number, line in enumerate(lines)]
        ranked: list[int] = []

        def all_of(infos: Sequence[Any]) -> Sequence[Any]:
            ranked.extend(info.sentence.number for info in infos)
            return infos

        summarizer(ObjectDocumentModel([Paragraph(numbered)]), all_of)
        return tuple(ranked)

    return lambda task: order(task.lines)


SYSTEMS: tuple[tuple[str, Order], ...] = (
    ("lead", _lead),
    ("longest utterances", _longest),
    ("sumy LSA", _sumy(LsaSummarizer)),
    ("sumy LexRank", _sumy(LexRankSummarizer)),
    ("sumy TextRank", _sumy(TextRankSummarizer)),
    ("smactr excerpts", _ours),
)


@dataclass
class Score:
    """What a system reached: F1 in percent by kind of question and measure, and seconds by meeting."""

    system: str
    figures: dict[str, tuple[float, ...]] = field(default_factory=dict)
    seconds: float = 0.0


def budgets(every: Sequence[Task]) -> dict[str, int]:
    """Words a digest may have, by kind of question: as many as the human answers have on average."""
    return {kind: round(mean(len(t.answer.split()) for t in every if t.kind == kind)) for kind in KINDS}


def measure(folder: Path) -> Iterator[Score]:
    """One score a system, as each is done."""
    every = list(tasks(folder))
    words = budgets(every)
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    meetings = len({task.meeting for task in every})
    for name, order in SYSTEMS:
        score = Score(name)
        found: dict[str, list[tuple[float, ...]]] = {kind: [] for kind in KINDS}
        for task in every:
            began = time.perf_counter()
            digest = _filled(task, order(task), words[task.kind])
            score.seconds += (time.perf_counter() - began) / meetings
            rouge = scorer.score("\n".join(sentences(task.answer)), "\n".join(digest))
            found[task.kind].append(tuple(100 * rouge[m].fmeasure for m in MEASURES))
        score.figures = {kind: tuple(map(mean, zip(*rows, strict=True))) for kind, rows in found.items()}
        yield score


def _filled(task: Task, order: Iterable[int], words: int) -> list[str]:
    """Lines in this order until the budget is used up; the last one is cut where it ends."""
    taken: list[str] = []
    for index in order:
        if words <= 0:
            break
        line = task.lines[index]
        spoken = f"{line.speaker}: {line.text}".split()[:words]
        words -= len(spoken)
        taken.append(" ".join(spoken))
    return taken
