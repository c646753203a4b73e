"""The key that signs decisions, and what it signs: verified by the gate's own code and by `openssl` alone.

Owns the key's file and the envelopes.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import stat
import subprocess
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from securesystemslib.exceptions import UnsupportedLibraryError
from securesystemslib.signer import SIGNER_FOR_URI_SCHEME, CryptoSigner, Key, Signature

from bot.domain.kernel.text import OperatorProblem
from bot.gate.statement import PAYLOAD, pinned, signed
from bot.governance.attestation.key_place import KEY_FILE, KeyPlace
from bot.governance.attestation.signers import statement_signer
from bot.governance.attestation.signing import StatementSigner

SECRET = b"5" * 32

SAID = {"_type": "https://in-toto.io/Statement/v1", "subject": [], "predicateType": "x", "predicate": {"n": 1}}


def signer_in(folder: Path) -> StatementSigner:
    return statement_signer(KeyPlace(folder), SECRET)


def test_the_key_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = signer_in(folder)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert signer_in(folder).key_id == first.key_id
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / KEY_FILE).write_bytes(data)
    with pytest.raises(OperatorProblem):
        signer_in(tmp_path)


def test_the_same_person_has_another_pseudonym_in_another_audit(tmp_path: Path) -> None:
    signer = signer_in(tmp_path)
    names = {signer.pseudonym("T1", audit, "T1:U1") for audit in ("A-1", "A-2", "A-1")}
    assert len(names) == 2
    assert not any("U1" in name for name in names)


def files(place: Path) -> dict[str, Path]:
    """A signed statement as files: the bundle, and for `openssl` what is signed, the signature and the key."""
    signer = signer_in(place)
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


def device(place: Path, **other: object) -> KeyPlace:
    """A key that another user of the machine has, and a command that signs with it."""
    made, public = place / "device.pem", place / "device.pub"
    key = generate_private_key(SECP256R1())
    made.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    said = {"signer": f"exec:openssl dgst -sha256 -sign {made}", "public_key": public, **other}
    return KeyPlace(place, **said)  # type: ignore[arg-type]  # fields of the dataclass by name


@pytest.mark.parametrize("uri", ["exec:openssl dgst -sha256 -sign {}", "file2:{}"])
def test_a_command_or_a_key_uri_signs_in_place_of_the_bot(tmp_path: Path, uri: str) -> None:
    place = device(tmp_path)
    signer = statement_signer(KeyPlace(tmp_path, uri.format(tmp_path / "device.pem"), place.public_key), SECRET)
    (tmp_path / "key").write_bytes(signer.public_key("urn:smactr:T1"))
    (tmp_path / "bundle").write_bytes(signer.sign(SAID).bundle)
    assert signed(tmp_path / "bundle", pinned(tmp_path / "key")).statement == SAID
    assert not (tmp_path / KEY_FILE).exists()


def test_a_command_with_another_key_is_told(tmp_path: Path) -> None:
    place = device(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    signer = statement_signer(dataclasses.replace(place, public_key=device(other).public_key), SECRET)
    with pytest.raises(OperatorProblem, match="signer-another-key"):
        signer.sign(SAID)


@pytest.mark.parametrize(
    ("command", "problem"), [("exec:false", "signer-command-failed"), ("exec:/nowhere/at-all", "signer-command-none")]
)
def test_a_command_that_does_not_sign_is_told(tmp_path: Path, command: str, problem: str) -> None:
    with pytest.raises(OperatorProblem, match=problem):
        statement_signer(device(tmp_path, signer=command), SECRET).sign(SAID)


def test_a_command_that_takes_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorProblem, match="signer-command-slow"):
        statement_signer(device(tmp_path, signer="exec:sleep 60", patience=0), SECRET).sign(SAID)


def test_a_device_that_never_answers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()

    class Hung(CryptoSigner):
        @classmethod
        def from_priv_key_uri(cls, priv_key_uri: str, public_key: Key, secrets_handler: object = None) -> CryptoSigner:
            return cls(generate_private_key(SECP256R1()))

        def sign(self, payload: bytes) -> Signature:
            end.wait()
            return super().sign(payload)

    monkeypatch.setitem(SIGNER_FOR_URI_SCHEME, "cloud", Hung)
    with pytest.raises(OperatorProblem, match="signer-device-slow"):
        statement_signer(device(tmp_path, signer="cloud:key", patience=0), SECRET).sign(SAID)
    end.set()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"public_key": None}, "signer-public-key-missing"),
        ({"signer": "ftp:somewhere"}, "signer-unusable"),
        ({"signer": "exec:'"}, "signer-unusable"),
        ({"signer": "file2:/nowhere"}, "signer-unusable"),
    ],
)
def test_a_signer_that_cannot_be_used_is_told(tmp_path: Path, given: dict[str, object], problem: str) -> None:
    with pytest.raises(OperatorProblem, match=problem):
        statement_signer(device(tmp_path, **given), SECRET)


def test_a_service_whose_extra_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare:
        @classmethod
        def from_priv_key_uri(cls, *_: object) -> None:
            raise UnsupportedLibraryError("install securesystemslib[cloud]")

    monkeypatch.setitem(SIGNER_FOR_URI_SCHEME, "cloud", Bare)
    with pytest.raises(OperatorProblem, match="signer-extra-missing"):
        statement_signer(device(tmp_path, signer="cloud:key"), SECRET)


def test_a_public_key_that_is_none_is_told(tmp_path: Path) -> None:
    place = device(tmp_path)
    (tmp_path / "device.pub").write_bytes((tmp_path / "device.pem").read_bytes())
    with pytest.raises(OperatorProblem, match="signer-public-key-none"):
        statement_signer(place, SECRET)
