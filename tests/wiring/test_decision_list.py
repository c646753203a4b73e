"""The list of decisions: what is published, when it takes the place of another, and who may read it.

Owns the answers over HTTP. What a gate makes of the list is tested in `tests/gate`.
"""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from bot.domain.decision.events import DecisionReached, DecisionSuspended
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.registry import Event
from bot.gate.statement import pinned, signed
from bot.governance.attestation.files import STATUS_FILE
from bot.governance.attestation.key_place import KeyPlace
from bot.ports.published import Published
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.decision_list import decision_list
from bot.wiring.signed_anew import publish_decisions
from tests.builders import LEAD
from tests.clock import ManualClock
from tests.contract.record import Record, opened

WORKSPACE = "T01"


class SecondEdition(Record):
    """Of audits whose decisions are signed."""

    def beginning(self, *words: Any) -> list[Event]:
        first, *others = super().beginning(*words)
        return [first.model_copy(update={"rules": 2}), *others]


@pytest.fixture
async def record(tmp_path: Path) -> AsyncIterator[Record]:
    """With one decision."""
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        record = SecondEdition(storage, clock, "", tmp_path)
        await record.begin()
        said: dict[str, Any] = {"round": 1, "form": 2, "ticks": {2: 3}, "blocked": (), "dissenters": (), "model": "Foo"}
        await record.move(DecisionReached(at=clock.now(), by=LEAD, **said))
        yield record


@pytest.fixture
def signing(record: Record, tmp_path: Path) -> DecisionSigning:
    """Of this record."""
    return DecisionSigning(record.storage, record.clock, KeyPlace(tmp_path))


def predicate(published: bytes | None) -> dict[str, Any]:
    assert published
    said = json.loads(base64.b64decode(json.loads(published)["dsseEnvelope"]["payload"]))["predicate"]
    assert isinstance(said, dict)
    return said


def issued(published: bytes) -> str:
    return str(predicate(published)["issued"])


async def answer(signing: DecisionSigning, header: str) -> tuple[int, bytes]:
    scope = {"type": "http", "method": "GET", "path": "/decisions", "headers": [(b"authorization", header.encode())]}
    answered = await decision_list(signing, WORKSPACE, Request(scope))
    return answered.status_code, bytes(answered.body)


async def test_whoever_has_the_token_reads_what_was_published_last(signing: DecisionSigning, tmp_path: Path) -> None:
    bearer = f"Bearer {signing.token(WORKSPACE)}"
    assert await answer(signing, bearer) == (404, b"")
    await signing.publish(WORKSPACE)
    status, body = await answer(signing, bearer)
    assert (status, body) == (200, await signing.published(WORKSPACE))
    ring = await signing.keys(WORKSPACE)
    (tmp_path / "key.pem").write_text(f"Verifier: urn:smactr:{WORKSPACE}\n{ring.current.pem}")
    (tmp_path / "list").write_bytes(body)
    listed = signed(tmp_path / "list", pinned(tmp_path / "key.pem")).statement["predicate"]
    assert [each["state"] for each in listed["decisions"]] == ["in-force"]
    assert [each["key"] for each in listed["keys"]] == [ring.current.id]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Basic x"])
async def test_nobody_else_reads_it(signing: DecisionSigning, header: str) -> None:
    await signing.publish(WORKSPACE)
    assert await answer(signing, header) == (401, b"")
    other = signing.token("T02")
    assert await answer(signing, f"Bearer {other}") == (401, b"")


async def test_a_later_list_takes_the_place_of_an_earlier_one_and_never_the_other_way(
    signing: DecisionSigning,
) -> None:
    clock = signing.clock
    assert isinstance(clock, ManualClock)
    await signing.publish(WORKSPACE)
    first = await signing.published(WORKSPACE)
    clock.set(clock.now() + timedelta(hours=1))
    await signing.publish(WORKSPACE)
    second = await signing.published(WORKSPACE)
    assert first
    assert second
    assert issued(first) < issued(second)
    behind = dataclasses.replace(signing, clock=ManualClock(clock.now() - timedelta(hours=1)))
    await behind.publish(WORKSPACE)
    assert await signing.published(WORKSPACE) == second


async def test_before_anything_was_decided_nothing_is_published(tmp_path: Path) -> None:
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        await Record(storage, clock, "", tmp_path).begin()
        fresh = DecisionSigning(storage, clock, KeyPlace(tmp_path))
        await fresh.publish(WORKSPACE)
        assert await fresh.published(WORKSPACE) is None
        assert (await fresh.keys(WORKSPACE)).keys == ()


async def test_all_files_of_a_decision_but_what_people_handed_in_are_kept(signing: DecisionSigning) -> None:
    storage = signing.storage
    [line] = await storage.store.audits(WORKSPACE)
    posted = await signing.rendered(await storage.store.load(WORKSPACE, line.key))
    bundle = next(file for file in posted if file.name == f"{line.key}.sigstore.json")
    assert await storage.published.read(WORKSPACE, f"{line.key}/{bundle.name}") == bundle.data
    with pytest.raises(KeyError):
        await storage.published.read(WORKSPACE, STATUS_FILE)


@dataclasses.dataclass
class Interrupted:
    """The published files of a process that is interrupted before its first write."""

    published: Published
    meanwhile: Callable[[], Awaitable[None]]
    writes: int = 0

    async def read(self, workspace: str, name: str) -> bytes:
        return await self.published.read(workspace, name)

    async def create(self, workspace: str, name: str, data: bytes) -> bool:
        return await self.published.create(workspace, name, data)

    async def write(self, workspace: str, name: str, data: bytes) -> None:
        self.writes += 1
        if self.writes == 1:
            await self.meanwhile()
        await self.published.write(workspace, name, data)


def interrupted(signing: DecisionSigning, meanwhile: Callable[[], Awaitable[None]]) -> DecisionSigning:
    published = Interrupted(signing.storage.published, meanwhile)
    storage = dataclasses.replace(signing.storage, published=published)  # type: ignore[arg-type]  # of the same port
    return dataclasses.replace(signing, storage=storage, publishing=asyncio.Lock())


async def test_of_two_processes_in_one_second_the_one_that_knows_less_leaves_no_list(
    signing: DecisionSigning, record: Record
) -> None:
    async def suspended() -> None:
        now = signing.clock.now()
        await record.move(DecisionSuspended(at=now, by=LEAD, cause="incident", report=1, stage="", containment=None))
        await signing.publish(WORKSPACE)

    await interrupted(signing, suspended).publish(WORKSPACE)
    [listed] = predicate(await signing.published(WORKSPACE))["decisions"]
    assert listed["state"] == "suspended"


async def test_a_process_whose_clock_is_behind_still_tells_of_what_happened(
    signing: DecisionSigning, record: Record
) -> None:
    await signing.publish(WORKSPACE)
    now = signing.clock.now()
    await record.move(DecisionSuspended(at=now, by=LEAD, cause="incident", report=1, stage="", containment=None))
    behind = dataclasses.replace(signing, clock=ManualClock(now - timedelta(hours=1)))
    await behind.publish(WORKSPACE)
    [listed] = predicate(await signing.published(WORKSPACE))["decisions"]
    assert listed["state"] == "suspended"


@dataclasses.dataclass
class Told:
    """What is queued, by audit: each request once, as the service has it."""

    requests: set[str] = dataclasses.field(default_factory=set)
    effects: list[str] = dataclasses.field(default_factory=list)

    async def tell(self, workspace: str, audit: str, request: str, *effects: Effect) -> None:
        if request not in self.requests:
            self.requests.add(request)
            self.effects += [effect.effect for effect in effects]


async def test_what_an_earlier_key_signed_is_signed_and_posted_anew_once(
    signing: DecisionSigning, tmp_path: Path
) -> None:
    store, told = signing.storage.store, Told()
    await signing.rendered(await store.load(WORKSPACE, "A-1"))
    await publish_decisions(signing, told.tell, WORKSPACE)
    (tmp_path / "signing.key").unlink()
    await signing.rotate(WORKSPACE)
    assert told.effects == []
    for _ in range(2):
        await publish_decisions(signing, told.tell, WORKSPACE)
    assert told.effects == ["sign-head", "publish-decisions", "post-files"]
    await signing.rendered(await store.load(WORKSPACE, "A-1"))
    told.requests.clear()
    await publish_decisions(signing, told.tell, WORKSPACE)
    assert len(told.effects) == 3


async def test_what_was_not_signed_yet_waits_for_its_first_signature(signing: DecisionSigning, tmp_path: Path) -> None:
    told = Told()
    await publish_decisions(signing, told.tell, WORKSPACE)
    (tmp_path / "signing.key").unlink()
    await signing.rotate(WORKSPACE)
    await publish_decisions(signing, told.tell, WORKSPACE)
    assert told.effects == []
