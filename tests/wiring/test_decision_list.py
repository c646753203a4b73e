"""The list of decisions: what is published, when it takes the place of another, and who may read it.

Owns the answers over HTTP. What a gate makes of the list is tested in `tests/gate`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from bot.domain.decision.events import DecisionReached
from bot.gate.statement import pinned, signed
from bot.governance.attestation.files import STATUS_FILE, issued_of
from bot.governance.attestation.signers import KeyPlace
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.decision_list import decision_list
from tests.builders import LEAD
from tests.clock import ManualClock
from tests.contract.record import Record, opened

WORKSPACE = "T01"


@pytest.fixture
async def signing(tmp_path: Path) -> AsyncIterator[DecisionSigning]:
    """Of a record with one decision."""
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        record = Record(storage, clock, "", tmp_path)
        await record.begin()
        said: dict[str, Any] = {"round": 1, "form": 2, "ticks": {2: 3}, "blocked": (), "dissenters": (), "model": "Foo"}
        await record.move(DecisionReached(at=clock.now(), by=LEAD, **said))
        yield DecisionSigning(storage, clock, KeyPlace(tmp_path))


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
    assert issued_of(first) < issued_of(second)
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
