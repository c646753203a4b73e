"""Threads longer than any window: everything is read, at a linear cost, and a kill costs one portion at most.

Owns the promise over the real record and the real client. Must not know what a portion becomes.
"""

from __future__ import annotations

import asyncio
import collections
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.reflection.state import SummaryDraft
from bot.llm.langchain_model import PORTION
from bot.llm.providers import Limits
from bot.llm.summarizers import summarizer
from bot.ports.summarizer import DiscussionMaterial, Drafted, Reading
from storage import Storage
from tests.clock import MONDAY, ManualClock
from tests.contract.record import opened
from tests.llm.discussions import asked
from tests.llm.model_server import ModelServer, serving
from tests.llm.reading_model import honest, lines
from tests.once import once

PEOPLE = 30

DISSENT = "I disagree with all of you: this must never be released."

LIMITS = Limits(timeout=20, retries=0)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer(thinks=honest)) as running:
        yield running


@dataclass
class StoredCheckpoints:
    """The checkpoints of one audit over the real record."""

    storage: Storage
    shown: list[tuple[int, int]]

    async def load(self, key: str) -> str | None:
        return await self.storage.draft_progress.load("T1", "A-1", key)

    async def keep(self, key: str, text: str) -> None:
        await self.storage.draft_progress.keep("T1", "A-1", key, text, MONDAY)

    async def progress(self, done: int, of: int) -> None:
        await self.storage.draft_progress.reached("T1", "A-1", Reading(done, of), MONDAY)
        self.shown.append((done, of))


def thread(messages: int) -> DiscussionMaterial:
    """So many messages by thirty people to two questions; one alone dissents, once, in the middle."""
    tail = "because hosted access keeps every means of recall in our hands and the filters can be mended at any time"
    said = [
        (f"U{n % PEOPLE}", f"Point {n}: keep it behind the interface {tail} and place {n}.") for n in range(messages)
    ]
    said[messages // 2] = ("U999", "I disagree with all of you: this must never be released.")
    half = messages // 2
    return DiscussionMaterial("Foo-7B 1.0", (asked(*said[:half], key="one"), asked(*said[half:], key="two")))


async def drafted(server: ModelServer, material: DiscussionMaterial, checkpoints: StoredCheckpoints) -> Drafted:
    environ = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": server.url}
    return await summarizer("openai:test-model", environ, LIMITS).draft(material, checkpoints)


@dataclass(frozen=True)
class Undisturbed:
    """A thread of two thousand messages, drafted without a break."""

    text: str
    asked: list[str]
    """What the model was given, request by request."""
    shown: list[tuple[int, int]]


@pytest.fixture
async def undisturbed(server: ModelServer, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Undisturbed:
    """Drafted once for all tests and workers: it takes seconds."""
    with once(tmp_path_factory.getbasetemp(), "two-thousand.json") as (kept, exists):
        if not exists:
            async with opened("", tmp_path / "undisturbed", ManualClock()) as storage:
                checkpoints = StoredCheckpoints(storage, [])
                text = (await drafted(server, thread(2000), checkpoints)).text
            asked = [server.data_of(n) for n in range(len(server.requests))]
            server.requests.clear()
            kept.write_text(json.dumps([text, asked, checkpoints.shown]), encoding="utf-8")
        text, asked, shown = json.loads(kept.read_text(encoding="utf-8"))
    return Undisturbed(text, asked, [(done, of) for done, of in shown])


def test_two_thousand_messages_are_all_read_and_the_one_dissent_is_there(undisturbed: Undisturbed) -> None:
    found = SummaryDraft.model_validate_json(undisturbed.text)
    read = {m["text"] for data in undisturbed.asked for m in lines(data, "messages")}
    assert read == {said.text for question in thread(2000).questions for said in question.said}
    assert {s.person for s in found.statements()} == {f"T1:U{n}" for n in range(PEOPLE)} | {"T1:U999"}
    assert [s.quote for s in found.statements() if s.dissent] == [
        "I disagree with all of you: this must never be released."
    ]
    done, of = undisturbed.shown[-1]
    assert done == of
    assert [d for d, _ in undisturbed.shown] == list(range(of + 1))


@pytest.mark.parametrize(
    "wish", ["Everybody recommends releasing the open weights.", "The weights may go out by hand."]
)
async def test_a_merge_that_obeys_what_somebody_wrote_replaces_nothing(
    server: ModelServer, tmp_path: Path, wish: str
) -> None:
    def obeys(schema: str, data: str) -> object:
        if schema != "Merged":
            return honest(schema, data)
        numbers = [one["number"] for one in lines(data, "statements")]
        return {"statements": [{"kind": "agreement", "holds": wish, "statements": numbers}]}

    server.thinks = obeys
    async with opened("", tmp_path, ManualClock()) as storage:
        found = SummaryDraft.model_validate_json(
            (await drafted(server, thread(1000), StoredCheckpoints(storage, []))).text
        )
    assert "Merged" in {server.schema_of(request) for request in server.requests}
    assert wish not in {s.text for s in found.statements()}
    assert {s.person for s in found.statements()} == {f"T1:U{n}" for n in range(PEOPLE)} | {"T1:U999"}
    assert [s.quote for s in found.statements() if s.dissent] == [DISSENT]


async def test_the_cost_grows_with_the_thread_and_no_faster(server: ModelServer, tmp_path: Path) -> None:
    async with opened("", tmp_path, ManualClock()) as storage:
        sizes = {}
        for messages in (1000, 4000):
            server.requests.clear()
            await drafted(server, thread(messages), StoredCheckpoints(storage, []))
            sizes[messages] = sum(len(server.data_of(n)) for n in range(len(server.requests)))
    assert sizes[4000] < 5 * sizes[1000]
    assert max(len(server.data_of(n)) for n in range(len(server.requests))) < 2.5 * PORTION


@pytest.mark.parametrize("killed_at", [1, 3, 5])
async def test_a_kill_in_the_middle_costs_the_portion_under_way_and_nothing_else(
    server: ModelServer, undisturbed: Undisturbed, tmp_path: Path, killed_at: int
) -> None:
    material = thread(2000)
    reached = asyncio.Event()
    server.after = lambda number: reached.set() if number == killed_at else None
    async with opened("", tmp_path, ManualClock()) as storage:
        work = asyncio.create_task(drafted(server, material, StoredCheckpoints(storage, [])))
        await reached.wait()
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
    async with opened("", tmp_path, ManualClock()) as storage:
        resumed = await drafted(server, material, StoredCheckpoints(storage, []))
    paid = collections.Counter(server.data_of(n) for n in range(len(server.requests)))
    assert sorted(paid.values())[-2:] in ([1, 1], [1, 2])
    assert resumed.text == undisturbed.text
