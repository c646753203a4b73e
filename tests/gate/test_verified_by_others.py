"""A decision, verified by `openssl` alone and by the public `@sigstore/verify`: nothing of ours is needed to check it.

Owns what a stranger types. That the gate refuses the same things is tested in `test_release`.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.governance.attestation.signing import StatementSigner
from tests.gate.releases import OTHER_SIGNER, PLAIN, SIGNER, VERIFIER, form, predicate, statement

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


SIGSTORE = Path(__file__).with_name("sigstore")
NO_NODE = "There is no node with npm here. On Debian: apt-get install npm."


@pytest.fixture(scope="module")
def sigstore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `@sigstore/verify`, of the versions in the lock file, and what a stranger runs."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(NO_NODE)
    folder = tmp_path_factory.mktemp("sigstore") / "verify"
    shutil.copytree(SIGSTORE, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder


def said_by_sigstore(sigstore: Path, bundle: bytes = SIGNED.bundle, key: StatementSigner = SIGNER) -> str:
    """What `@sigstore/verify` says of a bundle and a key that somebody trusts."""
    (sigstore / "decision.sigstore.json").write_bytes(bundle)
    (sigstore / "key.pem").write_bytes(key.public_key(VERIFIER))
    command = ["node", "verify.cjs", "decision.sigstore.json", "key.pem"]
    return subprocess.run(command, cwd=sigstore, capture_output=True, text=True, check=True).stdout.strip()


def test_sigstore_verifies_the_bundle(sigstore: Path) -> None:
    assert said_by_sigstore(sigstore) == "verified"


@pytest.mark.parametrize("changed", ["payload", "type", "key"])
def test_sigstore_refuses_what_was_not_signed(sigstore: Path, changed: str) -> None:
    bundle = json.loads(SIGNED.bundle)
    envelope = bundle["dsseEnvelope"]
    if changed == "payload":
        envelope["payload"] = base64.b64encode(PAYLOAD.replace(b"in-force", b"in-farce")).decode()
    if changed == "type":
        envelope["payloadType"] = "text/plain"
    key = OTHER_SIGNER if changed == "key" else SIGNER
    assert said_by_sigstore(sigstore, json.dumps(bundle).encode(), key) == "refused: SIGNATURE_ERROR"
