"""What a seat signs and hands in, between the record and a decision's folder: the very file, kept and given out again.

Owns that way. Who may sign is tested in `tests/decision`, what a gate counts in `tests/gate`.
"""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.decision.events import DecisionCoSigned, DecisionReached
from bot.gate.cosigned import co_signers
from bot.governance.attestation.key_place import KeyPlace
from bot.wiring.co_signatures import SeatSignatures
from bot.wiring.decision_files import DecisionSigning
from tests.builders import BOARD, LEAD
from tests.clock import ManualClock
from tests.contract.record import Record, opened

WORKSPACE = "T01"


@pytest.fixture
async def record(tmp_path: Path) -> AsyncIterator[Record]:
    """With one decision."""
    clock = ManualClock()
    async with opened("", tmp_path, clock) as storage:
        record = Record(storage, clock, "", tmp_path)
        await record.begin()
        said: dict[str, Any] = {"round": 1, "form": 2, "ticks": {2: 3}, "blocked": (), "dissenters": (), "model": "Foo"}
        await record.move(DecisionReached(at=clock.now(), by=LEAD, **said))
        yield record


@pytest.fixture
def signing(record: Record, tmp_path: Path) -> DecisionSigning:
    """Of this record."""
    return DecisionSigning(record.storage, record.clock, KeyPlace(tmp_path))


def signed_by_a_seat(folder: Path, data: bytes) -> str:
    """The signature of a key made for it, which the list of allowed signers beside it names."""
    (folder / "A-1.decision.json").write_bytes(data)
    for words in (
        ("-t", "ed25519", "-N", "", "-f", "seat"),
        ("-Y", "sign", "-n", "smactr-decision", "-f", "seat", "A-1.decision.json"),
    ):
        subprocess.run(["ssh-keygen", "-q", *words], cwd=folder, check=True, capture_output=True)
    (folder / "allowed").write_text(f"seat-one {(folder / 'seat.pub').read_text()}")
    return (folder / "A-1.decision.json.sig").read_text()


async def test_a_seat_signs_the_file_of_the_decision_and_its_signature_lies_beside_it(
    record: Record, signing: DecisionSigning, tmp_path: Path
) -> None:
    place = tmp_path / "seat"
    place.mkdir()
    loaded = await record.store.load(WORKSPACE, "A-1")
    signature = signed_by_a_seat(place, (await signing.files(loaded))["A-1.decision.json"])
    key = await SeatSignatures(record.store, place / "allowed").key_of(loaded, signature)
    kept = record.prose(signature)
    event = DecisionCoSigned(at=record.clock.now(), by=BOARD[0], key=key, signature=kept.digest)
    loaded = await record.move(event, contents=(kept,))
    files = await signing.files(loaded)
    for name, data in files.items():
        (place / name).write_bytes(data)
    (place / "A-1.decision.json.sig").unlink()
    assert co_signers(place / "A-1.sigstore.json", files["A-1.decision.json"], place / "allowed") == ("seat-one",)


async def test_what_a_seat_handed_in_is_posted_and_kept_with_the_record_alone(
    record: Record, signing: DecisionSigning
) -> None:
    kept = record.prose("a signature")
    event = DecisionCoSigned(at=record.clock.now(), by=BOARD[0], key="SHA256:one", signature=kept.digest)
    posted = await signing.rendered(await record.move(event, contents=(kept,)))
    assert "A-1.decision.json.1.sig" in [file.name for file in posted]
    with pytest.raises(KeyError):
        await record.storage.published.read(WORKSPACE, "A-1/A-1.decision.json.1.sig")
