"""What models do that hold no schema, are slow, busy or broken: what is paid is counted, and there is always a draft.

Owns the unconstrained, local and misbehaving servers. What a good one is asked is in `test_model`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langsmith.utils import tracing_is_enabled

from bot.domain.reflection.state import SummaryDraft
from bot.llm.answer_schemas import Statements, Telling
from bot.llm.langchain_model import LONGEST_PAUSE, MOST_PAUSES
from bot.llm.providers import LOCAL_TIMEOUT, TIMEOUT, Choice, Limits, build, choose
from bot.llm.replies import read_answer
from bot.llm.summarizers import summarizer
from bot.ports.summarizer import DiscussionMaterial, Drafted, SummaryProblem
from tests.llm.discussions import MemoryCheckpoints, asked
from tests.llm.model_server import ModelServer, Reply, serving

TALK = asked(
    ("U1", "An API with vetting is as far as I would go."), ("U2", "Ship the weights of March, they are harmless.")
)

SHIP = {"kind": "position", "quote": "Ship the weights of March, they are harmless."}


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ModelServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with serving(ModelServer()) as running:
        yield running


async def drafted(
    server: ModelServer, papers: MemoryCheckpoints | None = None, limits: Limits | None = None
) -> Drafted:
    environ = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url}
    model = summarizer("openai:test-model", environ, limits or Limits(timeout=5, retries=0))
    return await model.draft(DiscussionMaterial("Foo-7B 1.0", (TALK,)), papers or MemoryCheckpoints())


def lines(found: Drafted) -> list[str]:
    return [line.text for line in SummaryDraft.model_validate_json(found.text).statements()]


STATEMENTS = json.dumps(
    {
        "statements": [
            {
                "kind": "position",
                "holds": "Ship the weights of March.",
                "cites": [{"message": 2, "author": "Engineering 1", "quote": SHIP["quote"]}],
                "dissent": False,
            }
        ]
    }
)


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Sure! Here it is:\n{}\nAnything else?", "```\n{}```"])
async def test_json_in_fences_or_prose_is_read_and_paid_once(server: ModelServer, around: str) -> None:
    server.script = [Reply(around.replace("{}", STATEMENTS)) for _ in range(2)]
    found = await drafted(server)
    assert found.problem == ""
    assert found.made
    assert found.made.tokens_in == 100 * len(server.requests)


@pytest.mark.parametrize("reply", [Reply("no JSON"), Reply("{"), Reply('{"statements": [', finish="length")])
async def test_what_an_answer_that_cannot_be_used_cost_is_on_record(server: ModelServer, reply: Reply) -> None:
    server.thinks = lambda schema, data: reply
    found = await drafted(server)
    assert (found.problem, found.origin) == ("invalid", "excerpts")
    assert found.made
    assert found.made.tokens_in == 100 * len(server.requests)
    assert found.made.tokens_out == 10 * len(server.requests)


async def test_a_model_that_cannot_hold_the_schema_is_asked_for_one_quote_of_each_message(server: ModelServer) -> None:
    def simple(schema: str, data: str) -> object:
        if schema != "Telling":
            return {"sentences": []} if schema == "Narrative" else Reply("I like weights.")
        return SHIP if "Ship" in data else {"kind": "position", "quote": "An API with vetting is as far as I would go."}

    server.thinks = simple
    found = await drafted(server)
    assert found.problem == ""
    assert lines(found) == ["An API with vetting is as far as I would go.", SHIP["quote"]]
    assert found.made
    assert "quote 1" in found.made.prompts


async def test_a_short_pause_is_waited_for_with_what_was_answered_kept_and_not_for_ever(server: ModelServer) -> None:
    server.thinks = lambda schema, data: Reply(status=429, pause=60)
    papers = MemoryCheckpoints()
    for _ in range(MOST_PAUSES):
        with pytest.raises(SummaryProblem) as busy:
            await drafted(server, papers)
        assert (busy.value.problem, busy.value.pause) == ("busy", 60)
    assert (await drafted(server, papers)).problem == "busy"


async def test_a_long_pause_gives_excerpts_at_once(server: ModelServer) -> None:
    server.thinks = lambda schema, data: Reply(status=429, pause=LONGEST_PAUSE + 1)
    found = await drafted(server)
    assert (found.problem, found.origin) == ("busy", "excerpts")
    assert len(lines(found)) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply("y" * 3_000_000),
        Reply(json.dumps({"statements": [json.loads(STATEMENTS)["statements"][0]] * 5_000})),
        Reply('{"statements": [{"kind": "position", "holds": "\\ud83d", "cites": [], "dissent": false}]}'),
        Reply("[" * 100_000),
        Reply(None),
    ],
    ids=["three megabytes", "5,000 statements", "half a surrogate", "a hundred thousand brackets", "nothing"],
)
async def test_whatever_a_model_returns_everybody_stands_in_the_draft_and_nothing_is_invented(
    server: ModelServer, reply: Reply
) -> None:
    server.thinks = lambda schema, data: {"sentences": []} if schema == "Narrative" else reply
    found = await drafted(server)
    texts = {said.text for said in TALK.said}
    assert len(lines(found)) == 2
    assert all(any(quote in text for text in texts) for quote in lines(found) if quote != "Ship the weights of March.")
    assert len(server.requests) < 10


IN_GERMAN = {
    "kind": "position",
    "holds": "Die Gewichte vom März sind sicher und dürfen sofort an alle gehen.",
    "cites": [{"message": 2, "author": "Engineering 1", "quote": SHIP["quote"]}],
    "dissent": False,
}


@pytest.mark.parametrize(
    "thinks",
    [
        lambda data: Reply(data),
        lambda data: Reply("I like weights. " * 5_000),
        lambda data: {"statements": [IN_GERMAN]},
    ],
    ids=["the prompt again", "one sentence for ever", "another language"],
)
async def test_a_model_that_repeats_or_speaks_otherwise_puts_words_into_nobodys_mouth(
    server: ModelServer, thinks: Callable[[str], object]
) -> None:
    server.thinks = lambda schema, data: {"sentences": []} if schema == "Narrative" else thinks(data)
    assert sorted(lines(await drafted(server))) == sorted(said.text for said in TALK.said)


@pytest.mark.parametrize(
    ("model", "environ", "seconds"),
    [
        ("openai:gpt-5-mini", {"OPENAI_API_KEY": "x"}, TIMEOUT),
        ("openai:local", {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}, LOCAL_TIMEOUT),
        ("openai:local", {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": "http://localhost/v1"}, LOCAL_TIMEOUT),
        ("openai:far", {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": "https://models.example.com/v1"}, TIMEOUT),
    ],
)
def test_a_model_on_a_machine_of_ones_own_gets_minutes(model: str, environ: Mapping[str, str], seconds: int) -> None:
    assert Limits().seconds(choose(model, environ)) == seconds
    assert Limits(timeout=7).seconds(choose(model, environ)) == 7


async def test_nothing_people_wrote_is_traced_unless_a_setting_says_so(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    traced: list[bool] = []

    def note(schema: str, data: str) -> object:
        return {"sentences": []} if schema == "Narrative" else json.loads(STATEMENTS)

    def watched(choice: Choice, limits: Limits) -> Any:
        client = build(choice, limits)
        client.callbacks = [Watch(traced)]
        return client

    server.thinks = note
    monkeypatch.setattr("bot.llm.model_request.build", watched)
    await drafted(server)
    assert traced
    assert not any(traced)


class Watch(AsyncCallbackHandler):
    """Notes whether what is asked would be traced."""

    def __init__(self, traced: list[bool]) -> None:
        self.traced = traced

    async def on_chat_model_start(self, *args: Any, **kwargs: Any) -> None:
        self.traced.append(bool(tracing_is_enabled()))


def test_an_answer_is_read_out_of_whatever_stands_around_it() -> None:
    assert read_answer(json.dumps(SHIP), Telling) == Telling(kind="position", quote=SHIP["quote"])
    assert read_answer("x" * 3_000_000, Telling) is None
    assert read_answer('{"quote": 1}', Telling) is None
    many = read_answer(json.dumps({"statements": json.loads(STATEMENTS)["statements"] * 1_000}), Statements)
    assert many
    assert len(many.statements) == 500
