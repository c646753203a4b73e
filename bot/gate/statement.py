"""Signed statements: a Sigstore bundle v0.3 or a DSSE envelope, verified with one key that was given by hand.

Owns what a file must look like to be taken for a statement, down to its last byte: nothing in it may be changed without
notice, signed or not. Must not judge what it says.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

PAYLOAD: Final = "application/vnd.in-toto+json"
STATEMENT: Final = "https://in-toto.io/Statement/v1"
BUNDLE: Final = "application/vnd.dev.sigstore.bundle.v0.3+json"

RELEASE: Final = "urn:smactr:release-decision/v1"
"""The predicate type of a decision; its fields are described by `bot/governance/attestation/release-decision.json`."""
STATUS: Final = "urn:smactr:decision-status/v1"
"""The predicate type of a list of decisions with what became of them."""

MOST_BYTES: Final = 64 * 2**20
_MOST_NUMBER: Final = 2**53 - 1
"""Beyond it two readers of JSON may see two numbers."""

_BEGIN: Final = b"-----BEGIN "

_VERIFIER: Final = re.compile(rb"^Verifier: (\S+)\s*$", re.MULTILINE)


class RoundedNumber(ValueError):
    """A whole number that some readers take for another one."""


class StatementProblem(Exception):
    """A file that is no statement of ours, or of another key. `kind`: a key of the gate's words.

    `refused`: it is wrong beyond doubt; otherwise it only cannot be told.
    """

    def __init__(self, kind: str, *, refused: bool = False, **said: object) -> None:
        super().__init__(kind, said)
        self.kind = kind
        self.refused = refused
        self.said = said


@dataclass(frozen=True, slots=True)
class PinnedKey:
    """The key that statements must be signed with, or several while one takes the place of another; and whose it is."""

    keys: tuple[EllipticCurvePublicKey, ...]
    verifier: str

    def of(self, key_id: object) -> EllipticCurvePublicKey:
        """The key with an id, 64 hex digits; the first where none has it."""
        return next((key for key in self.keys if key_digest(key).hex() == key_id), self.keys[0])


def key_digest(key: EllipticCurvePublicKey) -> bytes:
    """SHA-256 of a public key (SubjectPublicKeyInfo, DER): bundles name their key by it."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


def pinned(path: Path, verifier: str = "") -> PinnedKey:
    """A key from its PEM, or several in one file. The verifier is given, or stands above as `smactr decision` has it.

    Raises StatementProblem, OSError.
    """
    data = bounded(path)
    keys = tuple(_key(_BEGIN + block, path) for block in data.split(_BEGIN)[1:] or [data])
    written = {found.decode(errors="replace") for found in _VERIFIER.findall(data)}
    whose = verifier or (written.pop() if len(written) == 1 else "")
    if not whose:
        raise StatementProblem("key-of-nobody", file=path)
    return PinnedKey(keys, whose)


def is_file_of(data: bytes, key: PinnedKey) -> bool:
    """Whether a file holds pinned keys and nothing else, each as `smactr decision` or `openssl` writes it."""
    left = data.replace(b"\r\n", b"\n")
    for each in key.keys:
        pem = each.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        for block in (f"Verifier: {key.verifier}\n".encode() + pem, pem):
            left = left.replace(block, b"")
    return bool(data) and not left


def _key(block: bytes, path: Path) -> EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(block)
    except (ValueError, UnsupportedAlgorithm):
        raise StatementProblem("key-unreadable", file=path) from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise StatementProblem("key-another-kind", file=path)
    return key


def strict_json(data: bytes) -> Any:
    """JSON of one meaning: UTF-8, no key twice, no fractions, no number that readers round. Raises ValueError."""
    return json.loads(
        data.decode(), object_pairs_hook=_once, parse_float=_no_fraction, parse_int=_exact, parse_constant=_no_fraction
    )


def canonical(value: Any) -> bytes:
    """JSON as statements of ours are written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def envelope_of(bundle: Any) -> Any:
    """The DSSE envelope within a bundle, or the one that it is."""
    return bundle["dsseEnvelope"] if isinstance(bundle, dict) and "dsseEnvelope" in bundle else bundle


def bundle_of(envelope: Any, key: EllipticCurvePublicKey) -> dict[str, Any]:
    """A Sigstore bundle v0.3 around an envelope, without log and time stamp."""
    return {
        "dsseEnvelope": envelope,
        "mediaType": BUNDLE,
        "verificationMaterial": {"publicKey": {"hint": base64.b64encode(key_digest(key)).decode()}},
    }


def pae(payload: bytes) -> bytes:
    """What is signed of a payload: DSSE's pre-authentication encoding."""
    return b"DSSEv1 %d %b %d %b" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload)


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement that a pinned key signed: its payload as it stands in the envelope, and parsed."""

    payload: bytes
    envelope: Any
    statement: dict[str, Any]
    key_id: str
    """SHA-256 of the key: 64 hex digits."""


def signed(path: Path, key: PinnedKey) -> Signed:
    """What the file at a path says, if this key signed it. Raises StatementProblem, OSError."""
    return signed_data(bounded(path), path, key)


def signed_data(data: bytes, path: object, key: PinnedKey) -> Signed:
    """What these bytes say, if this key signed them; `path` is where they are from. Raises StatementProblem."""
    try:
        bundle = strict_json(data)
        envelope = envelope_of(bundle)
        payload = base64.b64decode(envelope["payload"], validate=True)
        signatures = envelope["signatures"]
        if isinstance(signatures, list) and len(signatures) > 1:
            raise StatementProblem("statement-signatures", file=path, found=len(signatures))
        [signature] = signatures
        proof = base64.b64decode(signature["sig"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise StatementProblem("statement-unreadable", file=path) from None
    if not key.keys:
        raise StatementProblem("signature-wrong", refused=True, file=path)
    signing = key.of(signature.get("keyid"))
    key_id = key_digest(signing).hex()
    try:
        signing.verify(proof, pae(payload), ECDSA(SHA256()))
    except InvalidSignature:
        raise StatementProblem("signature-wrong", refused=True, file=path) from None
    written = {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": PAYLOAD,
        "signatures": [{"keyid": key_id, "sig": base64.b64encode(proof).decode()}],
    }
    if data not in (canonical(written), canonical(bundle_of(written, signing))):
        raise StatementProblem("statement-changed", refused=True, file=path)
    try:
        statement = strict_json(payload)
    except RoundedNumber:
        raise StatementProblem("statement-number", file=path) from None
    except (ValueError, RecursionError):
        raise StatementProblem("statement-unreadable", file=path) from None
    if not isinstance(statement, dict) or statement.get("_type") != STATEMENT:
        raise StatementProblem("statement-unreadable", file=path)
    return Signed(payload, written, statement, key_id)


def predicate_of(statement: Signed, kind: str, path: object) -> dict[str, Any]:
    """What a statement says, where it is of this kind. Raises StatementProblem."""
    predicate = statement.statement.get("predicate")
    if statement.statement.get("predicateType") != kind or not isinstance(predicate, dict):
        raise StatementProblem("statement-another-kind", refused=True, file=path, expected=kind)
    return predicate


def moment(text: str) -> datetime:
    """A moment as statements name it; without a zone it is UTC. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def bounded(path: Path) -> bytes:
    """A file's bytes, if they are no more than a statement may have. Raises StatementProblem, OSError."""
    with path.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise StatementProblem("statement-large", file=path)
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _exact(digits: str) -> int:
    number = int(digits)
    if abs(number) > _MOST_NUMBER:
        raise RoundedNumber(digits)
    return number


def _no_fraction(text: str) -> Any:
    raise ValueError(text)
