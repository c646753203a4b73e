"""A decision, verified by `openssl` alone and by the public `@sigstore/verify`: nothing of ours is needed to check it.

Owns what a stranger types. That the gate refuses the same things is tested in `test_release`.
"""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

import pytest

from bot.governance.attestation.signing import StatementSigner
from tests.gate.releases import OTHER_SIGNER, PLAIN, SIGNER, VERIFIER, form, predicate, statement
from tests.node.packages import Packages

SIGNED = SIGNER.sign(statement(predicate(form(7, {"model.safetensors": PLAIN}))))
ENVELOPE = json.loads(SIGNED.envelope)

KIND: str = ENVELOPE["payloadType"]

PAYLOAD = base64.b64decode(ENVELOPE["payload"])


def verified(place: Path, payload: bytes = PAYLOAD, kind: str = KIND, key: StatementSigner = SIGNER) -> bool:
    """As DSSE describes it: `DSSEv1`, then type and payload, each behind its length."""
    said = {
        "pae": b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload),
        "signature": base64.b64decode(ENVELOPE["signatures"][0]["sig"]),
        "key.pem": key.public_key(VERIFIER),
    }
    for name, data in said.items():
        (place / name).write_bytes(data)
    command = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "pae"]
    return subprocess.run(command, cwd=place, capture_output=True, check=False).returncode == 0


def test_openssl_alone_verifies_the_envelope(tmp_path: Path) -> None:
    assert verified(tmp_path)


@pytest.mark.parametrize("changed", ["payload", "type", "key"])
def test_openssl_alone_refuses_what_was_not_signed(tmp_path: Path, changed: str) -> None:
    assert not {
        "payload": lambda: verified(tmp_path, payload=PAYLOAD.replace(b"in-force", b"in-farce")),
        "type": lambda: verified(tmp_path, kind="text/plain"),
        "key": lambda: verified(tmp_path, key=OTHER_SIGNER),
    }[changed]()


VERIFY = Path(__file__).with_name("sigstore") / "verify.cjs"


def said_by_sigstore(node: Packages, place: Path, bundle: bytes = SIGNED.bundle, key: StatementSigner = SIGNER) -> str:
    """What `@sigstore/verify` says of a bundle and a key that somebody trusts."""
    (place / "decision.sigstore.json").write_bytes(bundle)
    (place / "key.pem").write_bytes(key.public_key(VERIFIER))
    said = node.run(["node", str(VERIFY), "decision.sigstore.json", "key.pem"], place)
    assert said.returncode == 0, said.stderr
    return said.stdout.strip()


def test_sigstore_verifies_the_bundle(node_packages: Packages, tmp_path: Path) -> None:
    assert said_by_sigstore(node_packages, tmp_path) == "verified"


@pytest.mark.parametrize("changed", ["payload", "type", "key"])
def test_sigstore_refuses_what_was_not_signed(node_packages: Packages, tmp_path: Path, changed: str) -> None:
    bundle = json.loads(SIGNED.bundle)
    envelope = bundle["dsseEnvelope"]
    if changed == "payload":
        envelope["payload"] = base64.b64encode(PAYLOAD.replace(b"in-force", b"in-farce")).decode()
    if changed == "type":
        envelope["payloadType"] = "text/plain"
    key = OTHER_SIGNER if changed == "key" else SIGNER
    assert said_by_sigstore(node_packages, tmp_path, json.dumps(bundle).encode(), key) == "refused: SIGNATURE_ERROR"
