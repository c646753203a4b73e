"""`smactr summarize`: a transcript file in, a summary with its quotes checked out.

Owns the command. How a summary is made is tested in `tests/llm`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cli.conftest import Smactr
from tests.llm.model_server import ModelServer, Reply, answer, serving
from tests.slack.outbound.view_contexts import say, says

TALK = """Anna Berg: An API with vetting is as far as I would go.
Bo: I disagree with open weights: we would lose every means of recall.
"""
API = {"message": 1, "author": "Participant 1", "quote": "An API with vetting is as far as I would go"}
INVENTED = {**API, "quote": "the weights may all be published"}
STATEMENT = {"kind": "position", "holds": "An API with vetting.", "cites": [API], "dissent": False}
WRONG = {**STATEMENT, "holds": "Publish the weights.", "cites": [INVENTED]}
OPENING = {"sentences": [{"text": "Participant would go as far as an API with vetting.", "statements": [1]}]}


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer(narrative=answer(OPENING))) as running:
        yield running


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


async def asked(smactr: Smactr, server: ModelServer, talk: Path, **more: str) -> Result:
    words = ("summarize", "--transcript", str(talk), "--model", "openai:tried")
    env = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url, "NO_PROXY": "127.0.0.1", **more}
    return await asyncio.to_thread(smactr, *words, **env)


def test_without_a_model_it_is_excerpts(smactr: Smactr, talk: Path) -> None:
    printed = smactr("summarize", "--transcript", str(talk))
    assert printed.exit_code == 0, printed.stderr
    assert says(printed.stdout, "summarize-excerpts")
    assert says(
        printed.stdout,
        "summarize-verbatim",
        text=say()(
            "summarize-statement",
            kind=say()("summarize-kind-dissent"),
            who="Bo",
            text="I disagree with open weights: we would lose every means of recall.",
        ),
    )
    assert says(printed.stdout, "summarize-checked", stand=2, of=2)


async def test_a_model_is_asked_and_every_quote_of_its_summary_is_found(
    smactr: Smactr, server: ModelServer, talk: Path
) -> None:
    server.script = [answer({"statements": [STATEMENT, WRONG]}), answer({"statements": [WRONG]})]
    printed = await asked(smactr, server, talk, SMACTR_MODEL_PRICE="1/10")
    assert printed.exit_code == 0, printed.stderr
    assert says(printed.stdout, "summarize-by-model", model="openai:tried (statements 3, merge 2, narrative 3)")
    assert "would go as far as an API with vetting. [1]" in printed.stdout
    first = say()("summarize-statement", kind="", who="Anna Berg", text="An API with vetting.")
    quote = say()("summarize-quote", quote="An API with vetting is as far as I would go.", number="1")
    assert f"1. {first}\n   {quote}" in printed.stdout
    assert says(
        printed.stdout,
        "summarize-statement",
        kind=say()("summarize-kind-dissent"),
        who="Bo",
        text="I disagree with open weights: we would lose every means of recall.",
    )
    assert say()("summarize-withheld", count=1) + "\n  - Publish the weights." in printed.stdout
    assert says(printed.stdout, "summarize-checked", stand=2, of=2)
    assert says(printed.stdout, "summarize-paid", read=300, written=30, cost="0.0006")
    assert says(printed.stderr, "summarize-progress", done=1, of=1)
    assert "Anna" not in server.data_of(0)


async def test_where_the_model_failed_it_is_excerpts_and_the_exit_code_says_so(
    smactr: Smactr, server: ModelServer, talk: Path
) -> None:
    server.script = [Reply(None, refusal="No.")]
    printed = await asked(smactr, server, talk)
    assert printed.exit_code == 1
    assert says(printed.stdout, "summarize-excerpts-instead", problem=say()("summary-problem-refused"))
    assert "I disagree with open weights" in printed.stdout
    assert says(printed.stdout, "summarize-checked", stand=2, of=2)


async def test_where_no_summary_came_of_it_the_exit_code_says_so(
    smactr: Smactr, server: ModelServer, talk: Path
) -> None:
    server.thinks = lambda schema, data: Reply(None, status=429, pause=60)
    printed = await asked(smactr, server, talk)
    assert (printed.exit_code, printed.stdout) == (1, "")
    assert says(printed.stderr, "summarize-failed", problem=say()("summary-problem-busy"))


@pytest.mark.parametrize(
    ("content", "words", "why"),
    [
        (None, (), "transcript-unreadable"),
        (b"\xff\xfe\x00", (), "transcript-not-utf-8"),
        (b"hello there", (), "transcript-no-speaker"),
        (TALK.encode(), ("--model", "openai:x"), "model-without-key"),
        (TALK.encode(), ("--model", "x"), "model-not-named"),
    ],
)
def test_what_stands_in_the_way_is_one_plain_line(
    smactr: Smactr,
    tmp_path: Path,
    content: bytes | None,
    words: tuple[str, ...],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    path = tmp_path / "t.txt"
    if content is not None:
        path.write_bytes(content)
    printed = smactr("summarize", "--transcript", str(path), *words)
    assert printed.exit_code == 2
    assert says(printed.stderr, why)
    assert printed.stderr.count("\n") == 1
