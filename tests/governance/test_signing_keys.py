"""The keys of a workspace: which one signs, which did, which was revoked; and that a process with another one is told.

Owns the ring. What a gate makes of it is tested in `tests/gate`, the command in `tests/cli`.
"""

from __future__ import annotations

import pytest

from bot.domain.kernel.text import OperatorProblem
from bot.governance.attestation.keys import RING, KeyRing, keep_ring, key_ring, needs_current
from tests.clock import MONDAY

OLD, NEW = "1" * 64, "2" * 64


class Published:
    """The Published port, in memory."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}

    async def read(self, workspace: str, name: str) -> bytes:
        return self.files[workspace, name]

    async def write(self, workspace: str, name: str, data: bytes) -> None:
        self.files[workspace, name] = data

    async def create(self, workspace: str, name: str, data: bytes) -> bool:
        return self.files.setdefault((workspace, name), data) is data


async def test_the_first_key_of_a_workspace_signs_and_every_other_is_told() -> None:
    published = Published()
    ring = await needs_current(published, "T1", OLD, "pem", MONDAY)
    assert ring.current.id == OLD
    assert await needs_current(published, "T1", OLD, "pem", MONDAY) == ring
    with pytest.raises(OperatorProblem, match="signing-key-another"):
        await needs_current(published, "T1", NEW, "pem", MONDAY)
    assert (await needs_current(published, "T2", NEW, "pem", MONDAY)).current.id == NEW


class Late(Published):
    """Somebody else's ring is there a moment after it was looked for."""

    async def create(self, workspace: str, name: str, data: bytes) -> bool:
        theirs = KeyRing().rotated(NEW, "pem", MONDAY).model_dump_json().encode()
        return await super().create(workspace, name, theirs) and theirs == data


async def test_of_two_first_keys_at_once_one_is_told() -> None:
    with pytest.raises(OperatorProblem, match="signing-key-another"):
        await needs_current(Late(), "T1", OLD, "pem", MONDAY)


async def test_a_key_that_takes_another_s_place_signs_from_then_on() -> None:
    published = Published()
    ring = (await needs_current(published, "T1", OLD, "pem", MONDAY)).rotated(NEW, "pem", MONDAY)
    await keep_ring(published, "T1", ring)
    assert [(key.id, key.until) for key in ring.keys] == [(OLD, MONDAY), (NEW, None)]
    assert await needs_current(published, "T1", NEW, "pem", MONDAY) == await key_ring(published, "T1") == ring
    with pytest.raises(OperatorProblem, match="signing-key-another"):
        await needs_current(published, "T1", OLD, "pem", MONDAY)
    with pytest.raises(OperatorProblem, match="signing-key-used"):
        ring.rotated(OLD, "pem", MONDAY)


async def test_a_revoked_key_signs_nothing_until_another_takes_its_place() -> None:
    published = Published()
    ring = (await needs_current(published, "T1", OLD, "pem", MONDAY)).revoked(OLD, MONDAY, "Lost with a laptop.")
    await keep_ring(published, "T1", ring)
    with pytest.raises(OperatorProblem, match="signing-key-revoked"):
        await needs_current(published, "T1", OLD, "pem", MONDAY)
    assert ring.rotated(NEW, "pem", MONDAY).keys[0].revoked == MONDAY
    with pytest.raises(OperatorProblem, match="signing-key-unknown"):
        ring.revoked(NEW, MONDAY, "No reason.")


async def test_a_damaged_ring_is_told_and_not_begun_anew() -> None:
    published = Published()
    await published.write("T1", RING, b"{")
    with pytest.raises(OperatorProblem, match="signing-keys-unreadable"):
        await needs_current(published, "T1", OLD, "pem", MONDAY)
