"""What became of a decision since it was signed, as the list of decisions has it.

Owns lists in a file. How a list is had by its address is tested in `test_fetch`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gate.releases import (
    OTHER_SIGNER,
    PLAIN,
    SIGNER,
    VERIFIER,
    form,
    listed,
    predicate,
    release,
    status,
)

MODEL = {"model.safetensors": PLAIN, "config.json": b"{}"}

LISTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "in force": (status(), []),
    "suspended": (status("suspended"), ["not-in-force"]),
    "too old": (status(issued="2026-02-20T09:00:00Z"), ["status-old"]),
    "not valid any more": (status(until="2026-03-04T10:00:00Z"), ["status-old"]),
    "from tomorrow": (status(issued="2026-03-05T10:00:00Z"), ["clock"]),
    "silent": (status(decisions=[]), ["status-silent"]),
    "another decision since": (
        status(decisions=[{"audit": "A-12", "event": 90, "state": "in-force"}]),
        ["not-in-force"],
    ),
    "of a key nobody lists": (status(keys=[]), ["key-unlisted"]),
    "of a revoked key": (status(keys=[listed(revoked=True)]), ["key-revoked"]),
    "of a key that had ended": (status(keys=[listed(until="2026-03-04T08:00:00Z")]), ["key-ended"]),
    "another bot's": (status(verifier={"id": "urn:smactr:T02"}), ["verifier-another"]),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_list_of_decisions_is_held(tmp_path: Path, name: str) -> None:
    said, kinds = LISTS[name]
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    (tmp_path / "list.json").write_bytes(SIGNER.sign(said).bundle)
    assert made.kinds(7, status=tmp_path / "list.json") == kinds


def test_a_list_that_another_key_signed_or_that_is_a_decision_counts_for_nothing(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    (tmp_path / "list.json").write_bytes(OTHER_SIGNER.sign(status()).bundle)
    assert made.kinds(7, status=tmp_path / "list.json") == ["signature-wrong"]
    assert made.kinds(7, status=made.decision) == ["statement-another-kind"]


@pytest.mark.parametrize(
    ("keys", "kinds"),
    [
        ([{}, {"key": OTHER_SIGNER.key_id, "until": "2026-03-02T00:00:00Z"}], []),
        ([{}, {"key": OTHER_SIGNER.key_id, "until": "2026-02-02T00:00:00Z"}], ["key-ended"]),
        ([{}, {"key": OTHER_SIGNER.key_id, "revoked": True}], ["key-revoked"]),
    ],
)
def test_what_an_earlier_key_signed_counts_unless_it_had_ended_or_was_revoked(
    tmp_path: Path, keys: list[dict[str, Any]], kinds: list[str]
) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)), signer=OTHER_SIGNER)
    made.key.write_bytes(SIGNER.public_key(VERIFIER) + OTHER_SIGNER.public_key(VERIFIER))
    (tmp_path / "list.json").write_bytes(SIGNER.sign(status(keys=[listed(**each) for each in keys])).bundle)
    assert made.kinds(7, status=tmp_path / "list.json") == kinds


@pytest.mark.parametrize(("signed_event", "found"), [(40, ["not-in-force"]), (44, ["not-in-force"]), (45, [])])
def test_a_statement_from_before_files_were_taken_out_of_it_is_replaced(
    tmp_path: Path, signed_event: int, found: list[str]
) -> None:
    chain = {"event": 40, "head": "1" * 64, "signed_event": signed_event}
    made = release(tmp_path, MODEL, predicate(form(7, MODEL), chain=chain))
    listed = {"audit": "A-12", "event": 40, "state": "in-force", "since": 45}
    (tmp_path / "status").write_bytes(SIGNER.sign(status(decisions=[listed])).bundle)
    assert made.kinds(7, status=tmp_path / "status") == found
