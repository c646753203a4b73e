"""Signed heads: each is signed once, and a record that was cut, rewritten or signed by another does not fit them.

Owns the file of heads and the check. When a head is signed, `tests/engine` and `tests/decision` say.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.events import ChannelBound
from bot.governance.attestation.heads import SignedHead, head_statement, heads_file
from bot.governance.attestation.key_place import KeyPlace
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.record_heads import CheckedHeads, check_heads, sign_head
from storage import Problem
from tests.clock import ManualClock
from tests.contract.record import Record, opened

T = "T01"


@pytest.fixture
async def signing(tmp_path: Path) -> AsyncIterator[DecisionSigning]:
    """Of a record with one audit, two of whose heads are signed."""
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        record = Record(storage, clock, "", tmp_path)
        await record.begin()
        await record.move(ChannelBound(at=clock.now(), by=SYSTEM, channel="C01"))
        made = DecisionSigning(storage, clock, KeyPlace(tmp_path))
        for event in (1, 2, 1):
            await sign_head(made, T, "A-1", event)
        yield made


async def checked(signing: DecisionSigning) -> tuple[CheckedHeads | None, list[str]]:
    """What is signed, and which texts tell of what is wrong."""
    [audit] = (await signing.storage.verify()).audits
    problems: list[Problem] = []
    found = await check_heads(signing.storage, audit, problems)
    return found, [problem.text.id for problem in problems]


async def add(signing: DecisionSigning, event: int, head: str, audit: str = "A-1") -> None:
    """One more signed head behind those that are there."""
    there = await signing.storage.published.read(T, heads_file("A-1"))
    said = head_statement(T, audit, SignedHead(event, head), signing.clock.now())
    line = (await signing.signer(T)).sign(said).envelope
    await signing.storage.published.write(T, heads_file("A-1"), there + line + b"\n")


async def test_each_head_is_signed_once_and_fits_the_record(signing: DecisionSigning) -> None:
    head = await signing.storage.store.head_at(T, "A-1", 2)
    assert await checked(signing) == (CheckedHeads("A-1", 2, SignedHead(2, head)), [])


async def test_a_history_whose_end_is_gone_does_not_fit(signing: DecisionSigning) -> None:
    await add(signing, 99, "9" * 64)
    assert (await checked(signing))[1] == ["verify-signed-head-cut"]


async def test_a_history_that_was_rewritten_does_not_fit(signing: DecisionSigning) -> None:
    await add(signing, 1, "9" * 64)
    assert (await checked(signing))[1] == ["verify-signed-head-differs"]


async def test_a_head_of_another_audit_does_not_fit(signing: DecisionSigning) -> None:
    await add(signing, 1, await signing.storage.store.head_at(T, "A-1", 1), audit="A-2")
    assert (await checked(signing))[1] == ["verify-signed-head-unsigned"]


async def test_a_head_that_was_changed_or_is_of_another_key_is_told(signing: DecisionSigning) -> None:
    published, name = signing.storage.published, heads_file("A-1")
    there = await published.read(T, name)
    for data in (there.replace(b"payload", b"Payload", 1), there + b"{}\n", there[:40] + b"A" + there[41:]):
        await published.write(T, name, data)
        assert (await checked(signing))[1] == ["verify-signed-head-unsigned"]


async def test_what_a_revoked_key_signed_counts_no_more(signing: DecisionSigning) -> None:
    await signing.revoke(T, (await signing.keys(T)).current.id, "Lost.")
    assert await checked(signing) == (None, ["verify-signed-head-unsigned"] * 2)


async def test_where_nothing_was_signed_nothing_is_said(tmp_path: Path) -> None:
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        await Record(storage, clock, "", tmp_path).begin()
        assert await checked(DecisionSigning(storage, clock, KeyPlace(tmp_path))) == (None, [])
