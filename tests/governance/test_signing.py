"""The key that signs decisions, and what it signs: verified by the gate's own code and by `openssl` alone.

Owns the key's file and the envelopes.
"""

from __future__ import annotations

import base64
import json
import stat
import subprocess
from pathlib import Path

import pytest

from bot.domain.kernel.text import OperatorProblem
from bot.gate.statement import PAYLOAD, pinned, signed
from bot.governance.attestation.signing import KEY_FILE, StatementSigner

SAID = {"_type": "https://in-toto.io/Statement/v1", "subject": [], "predicateType": "x", "predicate": {"n": 1}}


def test_the_key_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = StatementSigner.from_folder(folder)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert StatementSigner.from_folder(folder).key_id == first.key_id
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(data)
    with pytest.raises(OperatorProblem):
        StatementSigner.from_folder(tmp_path)


def test_the_same_person_has_another_pseudonym_in_another_audit(tmp_path: Path) -> None:
    signer = StatementSigner.from_folder(tmp_path)
    names = {signer.pseudonym("T1", audit, "T1:U1") for audit in ("A-1", "A-2", "A-1")}
    assert len(names) == 2
    assert not any("U1" in name for name in names)


def files(place: Path) -> dict[str, Path]:
    """A signed statement as files: the bundle, and for `openssl` what is signed, the signature and the key."""
    signer = StatementSigner.from_folder(place)
    written = signer.sign(SAID)
    envelope = json.loads(written.envelope)
    payload = base64.b64decode(envelope["payload"])
    assert payload == written.payload
    assert json.loads(written.bundle)["dsseEnvelope"] == envelope
    said = {
        "bundle": written.bundle,
        "key": signer.public_key("urn:smactr:T1"),
        "pae": b"DSSEv1 %d %b %d %b" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload),
        "sig": base64.b64decode(envelope["signatures"][0]["sig"]),
    }
    for name, data in said.items():
        (place / name).write_bytes(data)
    return {name: place / name for name in said}


def test_the_gate_reads_what_was_signed(tmp_path: Path) -> None:
    made = files(tmp_path)
    assert signed(made["bundle"], pinned(made["key"])).statement == SAID


def test_openssl_alone_verifies_it_and_refuses_what_was_changed(tmp_path: Path) -> None:
    made = files(tmp_path)
    words = [
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        str(made["key"]),
        "-signature",
        str(made["sig"]),
        str(made["pae"]),
    ]
    assert subprocess.run(words, check=False, capture_output=True).returncode == 0
    made["pae"].write_bytes(made["pae"].read_bytes().replace(b'"n":1', b'"n":2'))
    assert subprocess.run(words, check=False, capture_output=True).returncode != 0
