"""Seats who sign a decision beside the bot: counted where an allowed key signed this very decision, and else not.

Owns the count. The files of `cosigned/` were made by `ssh-keygen`, those of hardware tokens by hand as PROTOCOL.u2f of
OpenSSH has it; their private keys are gone.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.gate.cosigned import NAMESPACE, CoSigner, signed_by, what_seats_sign
from tests.gate.releases import PLAIN, Release, form, predicate, release

MODEL = {"model.safetensors": PLAIN}

MADE = Path(__file__).with_name("cosigned")

ALLOWED = MADE / "allowed_signers"

SEATS = {
    "ed25519": "seat-one",
    "ecdsa": "seat-two",
    "rsa": "seat-three",
    "ecdsa384": "seat-four",
    "ecdsa521": "seat-five",
    "token-ed25519": "seat-six",
    "token-ecdsa": "seat-seven",
}


def decided(place: Path, *signatures: str, said: dict[str, object] | None = None) -> Release:
    """The decision that was signed, with some of the signatures beside it."""
    made = release(place, MODEL, said or predicate(form(7, MODEL)))
    for name in signatures:
        shutil.copy(MADE / f"{name}.sig", made.decision.parent / f"A-12.decision.json.{name}.sig")
    return made


def test_what_was_signed_is_what_seats_sign() -> None:
    assert (MADE / "A-12.decision.json").read_bytes() == what_seats_sign(predicate(form(7, MODEL)))


@pytest.mark.parametrize("name", SEATS)
def test_a_signature_of_ssh_keygen_counts_for_its_seat(tmp_path: Path, name: str) -> None:
    verdict = decided(tmp_path, name).verdict(7, signers=ALLOWED)
    assert (verdict.co_signers, verdict.findings) == ((SEATS[name],), ())


@pytest.mark.parametrize("name", SEATS)
def test_ssh_keygen_says_the_same_of_it(name: str) -> None:
    command = ["ssh-keygen", "-Y", "verify", "-f", str(ALLOWED), "-I", SEATS[name], "-n", NAMESPACE, "-s"]
    command.append(str(MADE / f"{name}.sig"))
    said = (MADE / "A-12.decision.json").read_bytes()
    for signed, code in ((said, 0), (said + b" ", 255)):
        assert subprocess.run(command, input=signed, capture_output=True, check=False).returncode == code


def string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def signed_by_token(said: bytes, flags: int) -> tuple[bytes, bytes]:
    """A signature of a hardware token, and its key as SSH writes it."""
    key, kind = Ed25519PrivateKey.from_private_bytes(b"7" * 32), b"sk-ssh-ed25519@openssh.com"
    public = string(kind) + string(key.public_key().public_bytes_raw()) + string(b"ssh:")
    told = b"".join(map(string, (NAMESPACE.encode(), b"", b"sha512")))
    message = b"SSHSIG" + told + string(hashlib.sha512(said).digest())
    counted = bytes([flags]) + struct.pack(">I", 7)
    proof = key.sign(hashlib.sha256(b"ssh:").digest() + counted + hashlib.sha256(message).digest())
    blob = b"SSHSIG" + struct.pack(">I", 1) + string(public) + told + string(string(kind) + string(proof) + counted)
    letters = base64.b64encode(blob).decode()
    return f"-----BEGIN SSH SIGNATURE-----\n{letters}\n-----END SSH SIGNATURE-----".encode(), public


def test_a_hardware_token_counts_only_where_somebody_touched_it() -> None:
    counted = {}
    for flags in (0, 1, 4, 5):
        signature, public = signed_by_token(b"said", flags)
        counted[flags] = isinstance(signed_by(signature, b"said", {public: "seat"}), CoSigner)
    assert counted == {0: False, 1: True, 4: False, 5: True}


def test_as_many_seats_as_are_asked_for_have_to_sign(tmp_path: Path) -> None:
    made = decided(tmp_path, "ed25519", "rsa")
    assert made.kinds(7, signers=ALLOWED, co_signed=2) == []
    assert made.kinds(7, signers=ALLOWED, co_signed=3) == ["co-signed-too-few"]
    assert made.kinds(7, co_signed=1) == ["co-signed-too-few"]


def test_one_seat_that_signed_twice_is_one_seat(tmp_path: Path) -> None:
    made = decided(tmp_path, "ed25519")
    shutil.copy(MADE / "ed25519.sig", made.decision.parent / "A-12.decision.json.again.sig")
    assert made.kinds(7, signers=ALLOWED, co_signed=2) == ["co-signed-too-few"]


def test_what_was_signed_for_something_else_counts_for_nothing(tmp_path: Path) -> None:
    assert decided(tmp_path, "other-namespace").verdict(7, signers=ALLOWED).co_signers == ()


@pytest.mark.parametrize("chain", [{"event": 41, "head": "1" * 64}, {"event": 40, "head": "2" * 64}])
def test_what_was_signed_of_another_decision_counts_for_nothing(tmp_path: Path, chain: dict[str, object]) -> None:
    made = decided(tmp_path, *SEATS, said=predicate(form(7, MODEL), chain=chain))
    assert made.verdict(7, signers=ALLOWED).co_signers == ()


def test_who_is_not_allowed_counts_for_nothing(tmp_path: Path) -> None:
    nobody = tmp_path / "nobody"
    nobody.write_text("# nobody yet\n")
    assert decided(tmp_path, *SEATS).verdict(7, signers=nobody).co_signers == ()


@pytest.mark.parametrize("name", SEATS)
def test_no_flipped_byte_of_a_signature_counts(tmp_path: Path, name: str) -> None:
    made = decided(tmp_path, name)
    path = made.decision.parent / f"A-12.decision.json.{name}.sig"
    whole = path.read_bytes()
    inside = range(whole.index(b"\n") + 1, whole.rindex(b"\n-----END") - 2, 23)
    for at in (place for place in inside if whole[place : place + 1].isalnum()):
        path.write_bytes(whole[:at] + (b"A" if whole[at : at + 1] != b"A" else b"B") + whole[at + 1 :])
        assert made.verdict(7, signers=ALLOWED).co_signers == (), at


def test_what_seats_sign_is_not_changed_beside_the_decision(tmp_path: Path) -> None:
    made = decided(tmp_path)
    (made.decision.parent / "A-12.decision.json").write_bytes(b"{}")
    assert made.kinds(7) == ["beside-another"]


def test_a_list_of_signers_that_is_not_there_is_no_yes(tmp_path: Path) -> None:
    assert decided(tmp_path, "rsa").verdict(7, signers=tmp_path / "nothing").code == 2
