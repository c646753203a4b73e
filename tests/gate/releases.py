"""Release folders and the decisions that allow them, built in a test: files as tools write them, statements signed.

Owns bytes and a plain decision that a test changes one thing of. Must not know what the gate says of them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import pickle
import random
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from bot.gate.folder import fingerprint_of
from bot.gate.release import Question, check
from bot.gate.statement import RELEASE, STATEMENT, STATUS
from bot.gate.verdict import Verdict
from bot.governance.attestation.signers import from_private
from bot.governance.attestation.signing import StatementSigner
from tests.model_files.model_folders import gguf, onnx, tree, zipped

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

VERIFIER = "urn:smactr:T01"

SIGNER = from_private(derive_private_key(7, SECP256R1()), b"7" * 32)

OTHER_SIGNER = from_private(derive_private_key(8, SECP256R1()), b"8" * 32)

TITLES = {
    1: ("protected", "Protected environment"),
    2: ("hosted", "Hosted product"),
    3: ("inference-api", "Inference API"),
    4: ("fine-tuning-api", "Fine-tuning API"),
    5: ("encrypted-weights", "Encrypted weights in attested hardware"),
    6: ("gated-download", "Gated download"),
    7: ("open-weights", "Open weights"),
    8: ("open-everything", "Open weights, code and data"),
}

_RANDOM = random.Random(1)


def tensors(
    named: Mapping[str, bytes], metadata: Mapping[str, str] | None = None, *, blanks: int = 0, after: bytes = b""
) -> bytes:
    """A safetensors file of bytes as U8, with what stands in its header and perhaps behind its data."""
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata is not None else {}
    at = 0
    for name, data in named.items():
        header[name] = {"dtype": "U8", "shape": [len(data)], "data_offsets": [at, at + len(data)]}
        at += len(data)
    text = b" " * blanks + json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(named.values()) + after


PLAIN = tensors({"model.layers.0.weight": bytes(range(64)), "lm_head.weight": bytes(64)})

ADAPTER = tensors({"base.q_proj.lora_A.weight": bytes(8), "base.q_proj.lora_B.weight": bytes(8)})

CIPHER = _RANDOM.randbytes(4096)


def _letters(count: int) -> str:
    return base64.b64encode(_RANDOM.randbytes(count)).decode()


def key_entry(**other: str | None) -> dict[str, str]:
    """What CryptoTensors 0.2.3 writes of one tensor's key; None leaves a field out."""
    entry = {
        "wrapped_key": _letters(32),
        "key_iv": _letters(12),
        "key_tag": _letters(16),
        "base_iv": _letters(12),
        "tags": _letters(16),
    }
    return {key: value for key, value in {**entry, **other}.items() if value is not None}


def encrypted(
    named: Mapping[str, bytes] | None = None,
    listed: Mapping[str, dict[str, str]] | None = None,
    **metadata: str,
) -> bytes:
    """A CryptoTensors file as its version 0.2.3 writes it: of every tensor its key, unless a test says otherwise."""
    named = {"a": CIPHER, "b": CIPHER[::-1]} if named is None else named
    entries = {name: key_entry() for name in named} if listed is None else listed
    said = {
        "__crypto_keys__": json.dumps({"enc": {"alg": "aes256gcm", "kid": "e", "kty": "oct"}, "version": "2"}),
        "__encryption__": json.dumps(entries),
        "__policy__": "{}",
        "__signature__": _letters(64),
    }
    return tensors(named, {**said, **metadata})


def tarred(name: str, data: bytes) -> bytes:
    """A tar with one file."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return written.getvalue()


def archived(name: str, data: bytes, how: int = zipfile.ZIP_STORED) -> bytes:
    """A zip with one file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        archive.writestr(name, data)
    return written.getvalue()


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n"

PIECES: dict[str, bytes] = {
    "safetensors": PLAIN,
    "safetensors-adapter": ADAPTER,
    "safetensors-encrypted": encrypted(),
    "safetensors-mlx": tensors({"model.layers.0.weight": bytes(8)}, {"format": "mlx"}),
    "safetensors-partly-encrypted": encrypted(listed={"a": key_entry()}),
    "gguf": gguf(),
    "gguf-adapter": b"GGUF"
    + struct.pack("<IQQ", 3, 0, 1)
    + struct.pack("<Q12sIQ7s", 12, b"general.type", 8, 7, b"adapter"),
    "pytorch-zip": zipped("archive/data.pkl", "archive/data/0"),
    "pickle": pickle.dumps({"w": [1.0]}, protocol=4),
    "numpy": zipped("a.npy"),
    "hdf5": b"\x89HDF\r\n\x1a\n" + bytes(100),
    "keras": zipped("config.json", "model.weights.h5"),
    "onnx": onnx(),
    "tflite": b"\x1c\0\0\0TFL3" + bytes(20),
    "tensorrt": b"ftrt" + bytes(40),
    "coreml": struct.pack("<II", 1, 2) + bytes(56) + b"\xef\xbe\xad\xde" + bytes(60),
    "optimizer-state": tensors({f"state.0.{name}": bytes(8) for name in ("exp_avg", "exp_avg_sq", "step")}),
    "archive": gzip.compress(PLAIN, mtime=0),
    "closed-archive": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "lfs-pointer": POINTER,
    "json": b'{"architectures": []}\n',
    "text": b"Read me.\n",
    "large-text": b"a" * (32 * 2**20 + 1),
    "empty": b"",
    "unknown": bytes(range(256)),
}
"""A file of every format."""


def hashes(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Names with their SHA-256."""
    return [(name, hashlib.sha256(data).hexdigest()) for name, data in files.items()]


def form(number: int, files: Mapping[str, bytes], **other: Any) -> dict[str, Any]:
    """An allowed form of the predicate, for exactly these files."""
    digest = fingerprint_of(hashes(files)).removeprefix("sha256:")
    key, title = TITLES[number]
    plain: dict[str, Any] = {"begin_by": None, "until": None, "targets": [], "audience": "everybody"}
    subjects = [{"name": "acme-1", "digest": {"sha256": digest}}]
    return {"form": number, "key": key, "title": title, "subjects": subjects, **plain, **other}


def predicate(*forms: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A decision in force without conditions."""
    plain = {
        "verifier": {"id": VERIFIER},
        "audit": "A-12",
        "model": "acme-1",
        "served": False,
        "kind": "release",
        "state": "in-force",
        "issued": "2026-03-01T09:00:00Z",
        "expires": "2027-03-01",
        "conditions": [],
        "manifests": {},
        "chain": {"event": 40, "head": "1" * 64},
    }
    return {**plain, "forms": list(forms), **other}


def statement(said: dict[str, Any], kind: str = RELEASE) -> dict[str, Any]:
    """An in-toto statement of a predicate, about the subjects of its forms."""
    subjects = [subject for form in said.get("forms", ()) for subject in form["subjects"]]
    return {"_type": STATEMENT, "subject": subjects, "predicateType": kind, "predicate": said}


def listed(**other: Any) -> dict[str, Any]:
    """The key of these tests, as a list of decisions names it."""
    return {"key": SIGNER.key_id, "since": "2026-01-01T00:00:00Z", "until": None, "revoked": False, **other}


def status(state: str = "in-force", **other: Any) -> dict[str, Any]:
    """A list of decisions with this one in it."""
    decision = {"audit": "A-12", "event": 40, "state": state}
    plain = {
        "verifier": {"id": VERIFIER},
        "issued": "2026-03-04T09:00:00Z",
        "until": "2026-03-11T09:00:00Z",
        "decisions": [decision],
        "keys": [listed()],
    }
    return statement({**plain, **other}, STATUS)


@dataclass(frozen=True)
class Release:
    """A folder of files beside a folder with a decision and its key."""

    files: Path
    decision: Path
    key: Path

    def asks(self, number: int, **other: Any) -> Question:
        return Question(folder=self.files, decision=self.decision, key=self.key, form=number, **other)

    def verdict(self, number: int, now: datetime = NOW, **other: Any) -> Verdict:
        return check(self.asks(number, **other), now)

    def kinds(self, number: int, now: datetime = NOW, **other: Any) -> list[str]:
        """What the gate found, in its order."""
        return [finding.kind for finding in self.verdict(number, now, **other).findings]


def release(
    place: Path, files: Mapping[str, bytes], said: dict[str, Any], *, signer: StatementSigner = SIGNER
) -> Release:
    """A release folder with files, and a signed decision that says this."""
    tree(place / "model", dict(files))
    (place / "model").mkdir(exist_ok=True)
    decided = place / "decision"
    decided.mkdir()
    signed = signer.sign(statement(said))
    (decided / "A-12.sigstore.json").write_bytes(signed.bundle)
    (decided / "A-12.dsse.json").write_bytes(signed.envelope)
    (decided / "A-12.statement.json").write_bytes(signed.payload)
    (place / "key.pem").write_bytes(SIGNER.public_key(VERIFIER))
    return Release(place / "model", decided / "A-12.sigstore.json", place / "key.pem")


DAY = date(2026, 3, 4)
"""The day of `NOW`."""
