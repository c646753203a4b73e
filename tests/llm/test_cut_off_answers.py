"""An answer that was cut off is none, also where a provider's client makes a whole one of it.

Owns answers whose stop the provider names. What a real client raises itself is in `test_model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import PydanticOutputParser
from langchain_core.runnables import Runnable, RunnableLambda

from bot.llm.answer_schemas import Statements
from bot.llm.model_request import ModelRequester
from bot.llm.prompt import load_prompt
from bot.llm.providers import Limits, choose
from bot.ports.summarizer import SummaryProblem
from tests.llm.discussions import MemoryCheckpoints

CUT = '{"statements": [{"kind": "position", "holds": "It may leak.", "cites": [], "dissent": false}'
"""The second statement, perhaps a dissent, is lost; LangChain's parser closes the brackets."""


@dataclass(frozen=True)
class Client:
    """A provider's client in JSON mode: whatever arrives is parsed by LangChain."""

    metadata: dict[str, Any]

    def with_structured_output(self, schema: type[Statements], *, include_raw: bool) -> Runnable[Any, Any]:
        parsed = PydanticOutputParser(pydantic_object=schema).parse(CUT)
        raw = AIMessage(CUT, response_metadata=self.metadata)
        return RunnableLambda(lambda _: {"raw": raw, "parsed": parsed, "parsing_error": None})


def asked(**metadata: Any) -> ModelRequester:
    choice = choose("openai:gpt-4o", {"OPENAI_API_KEY": "k"})
    clients = {str(choice): cast("BaseChatModel", Client(metadata))}
    return ModelRequester([choice], clients, Limits(), MemoryCheckpoints())


async def ask(requester: ModelRequester) -> Statements:
    message = {"number": 1, "author": "Safety 1", "text": "It may leak."}
    given = {"subject": "Foo", "question": "What may happen?", "facts": [], "messages": [message], "problems": []}
    return await requester.ask(load_prompt("statements"), Statements, **given)


@pytest.mark.parametrize(
    "metadata",
    [
        {"done_reason": "length"},
        {"stop_reason": "max_tokens"},
        {"finish_reason": "MAX_TOKENS"},
        {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
    ],
    ids=["Ollama", "Anthropic", "Google", "OpenAI's responses"],
)
async def test_what_a_parser_made_whole_of_a_cut_off_answer_is_not_taken(metadata: dict[str, Any]) -> None:
    requester = asked(**metadata)
    with pytest.raises(SummaryProblem) as problem:
        await ask(requester)
    assert problem.value.problem == "truncated"
    assert requester.tokens_out > 0


async def test_what_ended_by_itself_is_taken() -> None:
    assert len((await ask(asked(finish_reason="stop"))).statements) == 1
