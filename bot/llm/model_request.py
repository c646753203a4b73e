"""One request to a model, from a prompt to an answer of the right shape.

Owns which model is asked (the second when the first fails for good), what is asked again, what was answered before a
crash, and the budget. Must not know what is asked, nor whether an answer is believed. What people wrote goes to the
model as data and nowhere else: it is never logged.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

import structlog
from pydantic import BaseModel, ValidationError

from bot.llm.failures import problem_of, problem_of_answer, status_of
from bot.llm.prompt import Prompt
from bot.llm.providers import Choice, Limits, build
from bot.llm.replies import Reply, pause_in, read_answer, reply_in, shortened
from bot.ports.summarizer import DraftCheckpoints, SummaryProblem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = structlog.get_logger(__name__)

TRIES = 2
"""A model that answered something unusable is asked once more: the next answer is another one."""

LETTERS = 3
"""Letters of a token, at the least, where a provider does not count: rather too many tokens than too few."""

Answer = TypeVar("Answer", bound=BaseModel)


class ModelRequester:
    """Asks for one summary; counts what it costs."""

    def __init__(
        self,
        choices: Sequence[Choice],
        clients: dict[str, BaseChatModel],
        limits: Limits,
        checkpoints: DraftCheckpoints,
    ) -> None:
        self._left = list(choices)
        self._clients = clients
        self._limits = limits
        self._desk = checkpoints
        self.used: list[Choice] = []
        """The models that answered, in order."""
        self.asked: set[str] = set()
        """The prompts that were used."""
        self.tokens_in = 0
        self.tokens_out = 0

    async def ask(self, prompt: Prompt, schema: type[Answer], **inputs: object) -> Answer:
        """An answer in the schema. Raises SummaryProblem (truncated: ask for less)."""
        self.asked.add(prompt.name)
        instructions, data = prompt.render(**inputs)
        while True:
            choice = self._left[0]
            try:
                return await self._ask(choice, prompt, schema, instructions, data)
            except SummaryProblem as problem:
                if len(self._left) == 1 or problem.problem in ("truncated", "too-long"):
                    raise
                log.warning("summary.next_model", failed=str(choice), problem=problem.problem)
                self._left.pop(0)

    async def _ask(self, choice: Choice, prompt: Prompt, schema: type[Answer], instructions: str, data: str) -> Answer:
        key = _key(choice, prompt, instructions, data)
        kept = await self._desk.load(key)
        answer = None if kept is None else self._recall(choice, schema, kept)
        tries = TRIES
        while answer is None and tries:
            tries -= 1
            self._afford(len(instructions) + len(data))
            answer = await self._request(choice, prompt, schema, instructions, data, key)
        if answer is None:
            raise SummaryProblem("invalid")
        return answer

    def _recall(self, choice: Choice, schema: type[Answer], kept: str) -> Answer | None:
        """An answer from before a crash; it was paid for then."""
        try:
            row = json.loads(kept)
            answer = schema.model_validate(row["answer"])
            self._count(int(row["in"]), int(row["out"]))
        except (ValueError, KeyError, TypeError, ValidationError):
            return None
        self._answered(choice)
        return answer

    def _afford(self, letters: int) -> None:
        """Raises SummaryProblem where the budget would not last for a request of so many characters."""
        budget = self._limits.tokens
        if budget and self.tokens_in + self.tokens_out + letters // LETTERS > budget:
            raise SummaryProblem("too-long")

    def _count(self, tokens_in: int, tokens_out: int) -> None:
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out

    def _answered(self, choice: Choice) -> None:
        if choice not in self.used:
            self.used.append(choice)

    async def _request(
        self, choice: Choice, prompt: Prompt, schema: type[Answer], instructions: str, data: str, key: str
    ) -> Answer | None:
        """One request; None for an answer that did arrive and cannot be used. Raises SummaryProblem."""
        try:
            structured = (await self.client(choice)).with_structured_output(schema, include_raw=True)
            with self._traced():
                answered = await structured.ainvoke([("system", instructions), ("human", data)])
        except Exception as error:  # every provider has a tree of its own; nothing of theirs goes further than here
            arrived = reply_in(error)
            problem, status, what, pause = problem_of(error), status_of(error), type(error).__name__, pause_in(error)
            parsed = None
        else:
            raw, parsed, failed = itemgetter("raw", "parsed", "parsing_error")(cast("dict[str, Any]", answered))
            usage = getattr(raw, "usage_metadata", None) or {}
            text = str(getattr(raw, "content", ""))
            arrived = Reply(text, int(usage.get("input_tokens") or 0), int(usage.get("output_tokens") or 0))
            problem, status, what, pause = problem_of_answer(raw, failed), None, type(failed).__name__, 0
        if arrived:
            spent = (
                arrived.tokens_in or (len(instructions) + len(data)) // LETTERS,
                arrived.tokens_out or len(arrived.text) // LETTERS,
            )
            self._count(*spent)
            found = None
            if problem == "invalid":
                # of an answer that was cut off, a client's parser may have made a whole one, with what came last lost
                found = shortened(parsed) if isinstance(parsed, schema) else read_answer(arrived.text, schema)
            if found is not None:
                row = {"answer": found.model_dump(mode="json"), "in": spent[0], "out": spent[1]}
                await self._desk.keep(key, json.dumps(row))
                self._answered(choice)
                return found
        log.warning(
            "summary.unusable", model=str(choice), prompt=prompt.name, problem=problem, error=what, status=status
        )
        if problem == "invalid" and (arrived or status is None):
            return None
        raise SummaryProblem(problem, pause)

    def _traced(self) -> AbstractContextManager[None]:
        """What the operator's environment traces sees nothing of what people wrote, unless a setting says so."""
        from langsmith import tracing_context

        return nullcontext() if self._limits.tracing else tracing_context(enabled=False)

    async def client(self, choice: Choice) -> BaseChatModel:
        """The client of a model, made once. Raises whatever its package raises."""
        if str(choice) not in self._clients:
            # In a thread, because the first client of a process is imported here unless it was preloaded.
            self._clients[str(choice)] = await asyncio.to_thread(build, choice, self._limits)
        return self._clients[str(choice)]

    async def window(self) -> int:
        """Tokens the models that may be asked can read at once; 0 where nobody says."""
        known = []
        for choice in self._left:
            try:
                profile = getattr(await self.client(choice), "profile", None) or {}
            except Exception as error:  # it will be asked all the same, and fail by its name
                log.warning("summary.no_client", model=str(choice), error=type(error).__name__)
                profile = {}
            known.append(choice.provider.window or int(profile.get("max_input_tokens") or 0))
        return min((size for size in known if size), default=0)


def _key(choice: Choice, prompt: Prompt, instructions: str, data: str) -> str:
    """Names everything an answer was made from."""
    parts = [str(choice), prompt.name, str(prompt.version), instructions, data]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
