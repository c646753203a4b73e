"""A summary drafted by a language model, believed only where its quotes are found.

Owns what the model is asked, in which portions, and which of its statements are kept. Must not know any vendor: clients
come from `bot.llm.providers`. What people wrote goes to the model as data, under roles in place of names, and nowhere
else: it is never logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

import structlog
from pydantic import BaseModel

from bot.llm import answers
from bot.llm.drafts import Found, Section, write_draft
from bot.llm.failures import problem_of, problem_of_answer, status_of
from bot.llm.prompt import Prompt, load_prompt
from bot.llm.providers import Choice, Limits, build
from bot.llm.voices import Voices
from bot.ports import Asked, SummaryProblem, Utterance

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = structlog.get_logger(__name__)
PORTION = 60_000
"""Characters of discussion in one request: well inside the windows of small models."""
AT_ONCE = 4
"""Requests to the model at the same time."""
TRIES = 2
"""A model that answered something unusable is asked once more: the next answer is another one."""
Answer = TypeVar("Answer", bound=BaseModel)


class ModelSummarizer:
    """The Summarizer port over one chat model."""

    def __init__(self, choice: Choice, limits: Limits | None = None) -> None:
        self._choice = choice
        self._limits = limits or Limits()
        self._client: BaseChatModel | None = None
        self._statements = load_prompt("statements")
        self._narrative = load_prompt("narrative")

    async def draft(self, subject: str, questions: Sequence[Asked]) -> tuple[str, str]:
        """(canonical JSON of a Draft, the model and the versions of its prompts). Raises SummaryProblem."""
        if not any(asked.said for asked in questions):
            raise SummaryProblem("no-discussion")
        voices = Voices(questions)
        places = asyncio.Semaphore(AT_ONCE)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._section(subject, asked, voices, places)) for asked in questions]
        except BaseExceptionGroup as several:
            # One failure cancels the rest, so the first is the reason.
            raise several.exceptions[0] from None
        sections = [task.result() for task in tasks]
        if not any(section.found for section in sections):
            raise SummaryProblem("invalid")
        narrative = await self._opening(subject, questions, sections, voices)
        prompts = ", ".join(f"{p.name} {p.version}" for p in (self._statements, self._narrative))
        return write_draft(sections, narrative), f"{self._choice} ({prompts})"

    async def _section(self, subject: str, asked: Asked, voices: Voices, places: asyncio.Semaphore) -> Section:
        found: list[Found] = []
        still_open: list[str] = []
        not_verified: list[str] = []
        for portion in _portions(asked.said):
            messages = [
                {"number": number, "author": voices.label(said.person), "text": voices.hide(said.text)}
                for number, said in portion.items()
            ]
            async with places:
                answer = await self._ask(
                    self._statements,
                    answers.Statements,
                    subject=subject,
                    question=asked.text,
                    messages=messages,
                )
            for point in answer.statements:
                kept = _verified(point, portion, voices)
                if kept is None:
                    not_verified.append(point.holds)
                else:
                    found.append(kept)
            still_open += answer.open_questions
        return Section(asked.key, tuple(found), tuple(still_open), tuple(not_verified))

    async def _opening(
        self, subject: str, questions: Sequence[Asked], sections: Sequence[Section], voices: Voices
    ) -> str:
        """A few sentences made from the verified statements alone."""
        texts = {asked.key: asked.text for asked in questions}
        statements = [
            {
                "question": texts[section.question],
                "author": voices.label(found.said.person),
                "holds": found.text,
                "dissent": found.dissent,
            }
            for section in sections
            for found in section.found
        ]
        answer = await self._ask(self._narrative, answers.Narrative, subject=subject, statements=statements)
        return answer.text.strip()

    async def _ask(self, prompt: Prompt, schema: type[Answer], **inputs: object) -> Answer:
        instructions, data = prompt.render(**inputs)
        for _ in range(TRIES):
            answer = await self._request(prompt, schema, instructions, data)
            if answer is not None:
                return answer
        raise SummaryProblem("invalid")

    async def _request(self, prompt: Prompt, schema: type[Answer], instructions: str, data: str) -> Answer | None:
        """One request; None for an answer that did arrive and cannot be used. Raises SummaryProblem."""
        try:
            if self._client is None:
                # In a thread, because the first client of a process is imported here unless it was preloaded.
                self._client = await asyncio.to_thread(build, self._choice, self._limits)
            structured = self._client.with_structured_output(schema, include_raw=True)
            reply = await structured.ainvoke([("system", instructions), ("human", data)])
        except Exception as error:  # every provider has a tree of its own; nothing of theirs goes further than here
            problem, status, what = problem_of(error), status_of(error), type(error).__name__
            arrived = status is None or status < 300
        else:
            raw, parsed, failed = itemgetter("raw", "parsed", "parsing_error")(cast("dict[str, Any]", reply))
            if isinstance(parsed, schema):
                return parsed
            problem, status, what, arrived = problem_of_answer(raw, failed), None, type(failed).__name__, True
        log.warning(
            "summary.unusable", model=str(self._choice), prompt=prompt.name, problem=problem, error=what, status=status
        )
        if problem == "invalid" and arrived:
            return None
        raise SummaryProblem(problem)


def _portions(said: Sequence[Utterance]) -> Iterator[dict[int, Utterance]]:
    """The messages of a thread by number, in portions of at most PORTION characters (or one message)."""
    portion: dict[int, Utterance] = {}
    size = 0
    for number, utterance in enumerate(said, start=1):
        if portion and size + len(utterance.text) > PORTION:
            yield portion
            portion, size = {}, 0
        portion[number] = utterance
        size += len(utterance.text)
    if portion:
        yield portion


def _verified(point: answers.Said, portion: dict[int, Utterance], voices: Voices) -> Found | None:
    """The statement with the original words behind it; None when that author did not write them there."""
    said = portion.get(point.message)
    if said is None or voices.label(said.person) != point.author.strip():
        return None
    quote = voices.original(point.quote, said.text)
    if quote is None:
        return None
    return Found(point.holds.strip() or quote, said, quote, point.dissent)
