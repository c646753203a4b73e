"""A summary of a transcript file, for trying prompts and models out without Slack.

Owns the way from a file to printed lines: settings, summarizer, checkpoints that keep nothing. Must not touch the
record.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.confinement.processes import ConfinedProcesses
from bot.domain.kernel.text import Text
from bot.domain.reflection.state import SummaryDraft
from bot.llm.providers import preload
from bot.llm.terminal import lines, standing
from bot.llm.transcripts import transcript
from bot.ports.confinement import Confinement, ReadingStopped
from bot.ports.summarizer import DiscussionMaterial, SummaryProblem, TranscriptProblem
from bot.settings import CannotRun, Settings, environment
from bot.wiring.assembly import drafter
from bot.wiring.open_record import plainly
from bot.wiring.texts import read_texts, words

LARGEST = 20_000_000
"""Bytes of a transcript."""

Print = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Checkpoints:
    """Keeps nothing: a crash costs a new start. Says how far the reading is."""

    say: Print

    async def load(self, key: str) -> None:
        """Nothing."""

    async def keep(self, key: str, text: str) -> None:
        """Nothing."""

    async def progress(self, done: int, of: int) -> None:
        """One line a portion."""
        self.say(read_texts()("summarize-progress", done=done, of=of))


async def summarized(
    settings: Settings, file: Path, model: str, questions: Sequence[str], show: Print, aside: Print
) -> bool:
    """Print a summary of a file; whether it is what was asked for, and every quote of it stands. Raises CannotRun.

    Excerpts in place of a model that failed are printed, and are not what was asked for.
    """
    say = read_texts()
    settings = settings.model_copy(update={"model": model}) if model else settings
    with plainly():
        preload(settings.model or None, environment())
        preload(settings.fallback or None, environment(), "SMACTR_MODEL_FALLBACK")
        summarizer = drafter(settings)
    text = await asyncio.to_thread(_read, file)
    with closing(ConfinedProcesses(("bot.llm.transcripts",))) as confinement:
        material = await _discussion(confinement, text, file, questions)
    try:
        drafted = await summarizer.draft(material, _Checkpoints(aside))
    except SummaryProblem as problem:
        aside(say("summarize-failed", problem=say(f"summary-problem-{problem.problem}")))
        return False
    for line in lines(drafted, material, say):
        show(line)
    stand, of = standing(SummaryDraft.model_validate_json(drafted.text), material)
    return not drafted.problem and stand == of


async def _discussion(confinement: Confinement, text: str, file: Path, questions: Sequence[str]) -> DiscussionMaterial:
    try:
        return await confinement.call(transcript, text, file.stem, words(Text("summarize-question")), tuple(questions))
    except TranscriptProblem as problem:
        raise CannotRun(words(Text("transcript-wrong", file=str(file), problem=problem.text))) from problem
    except ReadingStopped as problem:
        raise CannotRun(words(Text("transcript-stopped", file=str(file)))) from problem


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise CannotRun(words(Text("transcript-too-large", file=str(file), most=LARGEST // 1_000_000)))
        return data.decode("utf-8-sig")
    except OSError as problem:
        raise CannotRun(words(Text("transcript-unreadable", file=str(file), reason=problem.strerror))) from problem
    except UnicodeDecodeError as problem:
        raise CannotRun(words(Text("transcript-not-utf-8", file=str(file)))) from problem
