"""A summary drafted by a language model, believed only where its words are found.

Owns the way from a discussion to a draft: read in portions, joined, opened. Must not know any vendor (clients come from
`bot.llm.providers`), nor how a request is made or a point verified.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

import structlog

from bot.domain.reflection.state import Making
from bot.llm.drafts import Section, write_draft
from bot.llm.everybody import with_everybody
from bot.llm.excerpts import ExcerptSummarizer
from bot.llm.merging import merge
from bot.llm.model_request import LETTERS, ModelRequester
from bot.llm.opening_paragraph import opening
from bot.llm.prompt import load_prompt
from bot.llm.providers import Choice, Limits
from bot.llm.question_summary import Portion, Reader, portions
from bot.llm.speaker_labels import SpeakerLabels
from bot.ports.summarizer import DiscussionMaterial, DraftCheckpoints, Drafted, QuestionAsked, SummaryProblem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = structlog.get_logger(__name__)

PORTION = 60_000
"""Characters of discussion in one request, at most: well inside the windows of small models."""

SHARE = 0.5
"""How much of a model's window a portion may fill; the rest is for instructions, facts and the answer."""

LONGEST_PAUSE, MOST_PAUSES = 600, 6
"""Seconds for which a draft waits where a provider asks for it, and how often; then excerpts are drafted."""

PROMPTS = ("statements", "merge", "narrative")


class ModelSummarizer:
    """The Summarizer port over one chat model, and perhaps a second one for when the first fails."""

    def __init__(self, choices: Sequence[Choice], limits: Limits | None = None, prices: str = "") -> None:
        self._choices = tuple(choices)
        self._limits = limits or Limits()
        self._prices = prices
        self._clients: dict[str, BaseChatModel] = {}

    async def draft(self, material: DiscussionMaterial, checkpoints: DraftCheckpoints) -> Drafted:
        """A draft. One request at a time: a crash costs the one under way.

        A model that fails costs no summary: excerpts are drafted in its place, with why. Raises SummaryProblem where
        nothing was said, and where a provider asks for a short pause: what was answered is kept until then.
        """
        if not any(asked.said for asked in material.questions):
            raise SummaryProblem("no-discussion")
        asker = ModelRequester(self._choices, self._clients, self._limits, checkpoints)
        try:
            return await self._by_model(asker, material, checkpoints)
        except SummaryProblem as problem:
            if problem.problem == "busy" and await _may_wait(problem.pause, checkpoints):
                raise
            why = problem.problem
        log.warning("summary.excerpts_instead", problem=why, model=str(self._choices[0]))
        excerpts = await ExcerptSummarizer().draft(material, checkpoints)
        made = self._made(asker, 0) if asker.tokens_in else None
        return Drafted(excerpts.text, excerpts.origin, made, why)

    async def _by_model(
        self, asker: ModelRequester, material: DiscussionMaterial, checkpoints: DraftCheckpoints
    ) -> Drafted:
        reader = Reader(asker, material, SpeakerLabels(material.questions, material.names))
        letters = await self._letters(asker)
        work = [(asked, list(portions(asked.said, letters))) for asked in material.questions]
        self._afford(material)
        try:
            sections = [section async for section in _sections(reader, work, letters, checkpoints)]
            if not any(section.found for section in sections):
                raise SummaryProblem("invalid")
            sentences, withheld = await opening(reader, sections)
        except SummaryProblem as problem:
            if problem.problem == "truncated":
                raise SummaryProblem("invalid") from problem
            raise
        made = self._made(asker, letters)
        return Drafted(write_draft(sections, sentences, withheld), _origin(asker), made)

    async def _letters(self, asker: ModelRequester) -> int:
        window = await asker.window()
        return min(PORTION, int(window * SHARE * LETTERS)) if window else PORTION

    def _afford(self, material: DiscussionMaterial) -> None:
        """Raises SummaryProblem before anything is paid, where the budget cannot last for reading everything once."""
        letters = sum(len(said.text) for asked in material.questions for said in asked.said)
        if self._limits.tokens and letters // LETTERS > self._limits.tokens:
            raise SummaryProblem("too-long")

    def _made(self, asker: ModelRequester, letters: int) -> Making:
        last = asker.used[-1] if asker.used else self._choices[0]
        return Making(
            provider=last.provider.name,
            model=", ".join(dict.fromkeys(choice.model for choice in asker.used or [last])),
            prompts=_prompts(asker),
            parameters={
                "timeout": str(self._limits.seconds(last)),
                "retries": str(self._limits.retries),
                "budget": str(self._limits.tokens),
                "portion": str(letters),
                **{name: str(value) for name, value in last.provider.settings},
            },
            tokens_in=asker.tokens_in,
            tokens_out=asker.tokens_out,
            cost=cost(self._prices, asker.tokens_in, asker.tokens_out),
        )


def cost(prices: str, tokens_in: int, tokens_out: int) -> str:
    """US dollars at prices per million tokens read and written (`0.25/2`); empty where they are not known."""
    read, slash, written = prices.partition("/")
    return f"{(tokens_in * float(read) + tokens_out * float(written)) / 1_000_000:.4f}" if slash else ""


async def _sections(
    reader: Reader, work: Sequence[tuple[QuestionAsked, Sequence[Portion]]], letters: int, checkpoints: DraftCheckpoints
) -> AsyncIterator[Section]:
    """The statements of each question, while people see how far the reading is."""
    done, of = 0, sum(len(cut) for _, cut in work)
    await checkpoints.progress(done, of)
    for asked, cut in work:
        parts = []
        for portion in cut:
            parts.append(await reader.read(asked, portion))
            done += 1
            await checkpoints.progress(done, of)
        merged = await merge(reader, asked, parts, letters)
        yield await asyncio.to_thread(with_everybody, asked, merged)


def _origin(asker: ModelRequester) -> str:
    """What people are told of where a draft comes from."""
    return f"{' and '.join(map(str, asker.used))} ({', '.join(_prompts(asker))})"


def _prompts(asker: ModelRequester) -> tuple[str, ...]:
    """The prompts a draft was made with: the usual ones, and the smaller one where it was asked."""
    names = (*PROMPTS, *(name for name in sorted(asker.asked) if name not in PROMPTS))
    return tuple(f"{name} {load_prompt(name).version}" for name in names)


async def _may_wait(pause: int, checkpoints: DraftCheckpoints) -> bool:
    """Whether a provider is left alone for as long as it asks: not for long, and not for ever."""
    if not 0 < pause <= LONGEST_PAUSE:
        return False
    for number in range(MOST_PAUSES):
        if await checkpoints.load(f"pause {number}") is None:
            await checkpoints.keep(f"pause {number}", str(pause))
            return True
    return False
