"""Who signs decisions: a key in the data folder, made once, and envelopes signed with it.

Owns the key's file and the form of an envelope. What is signed is said elsewhere; what verifies it is
`bot.gate.statement`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner, SSlibKey

from bot.domain.kernel.text import OperatorProblem, Text
from bot.gate.statement import PAYLOAD, bundle_of, canonical, key_digest

KEY_FILE: Final = "signing.key"
"""In the data folder: an ECDSA P-256 key, PKCS #8 in PEM, readable by its owner alone."""


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement with its signature, as the files that hold it."""

    payload: bytes
    """The in-toto statement, as it is signed."""
    envelope: bytes
    """The DSSE envelope."""
    bundle: bytes
    """The Sigstore bundle v0.3."""


class StatementSigner:
    """Signs statements with one key."""

    def __init__(self, key: EllipticCurvePrivateKey) -> None:
        self._key = key
        public = SSlibKey.from_crypto(key.public_key(), keyid=key_digest(key.public_key()).hex())
        self._signer = CryptoSigner(key, public)

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """The signer of a data folder; its key is made where there is none. Raises OperatorProblem."""
        path = folder / KEY_FILE
        try:
            if not path.exists():
                _make(path)
            key = load_pem_private_key(path.read_bytes(), None)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise OperatorProblem(Text("signing-key-unreachable", file=str(path), reason=reason)) from None
        except (ValueError, TypeError):
            raise OperatorProblem(Text("signing-key-none", file=str(path))) from None
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise OperatorProblem(Text("signing-key-none", file=str(path)))
        return cls(key)

    @property
    def key_id(self) -> str:
        """64 hex digits: the SHA-256 of the public key."""
        return key_digest(self._key.public_key()).hex()

    def public_key(self, verifier: str) -> bytes:
        """The public key in PEM, with the name of whose it is above it: a gate pins the two together."""
        pem = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return f"Verifier: {verifier}\n".encode() + pem

    def pseudonym(self, *parts: str) -> str:
        """The same name for the same person of the same audit, from which nobody without the key finds the person."""
        secret = hashlib.sha256(self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())).digest()
        return hmac.new(secret, json.dumps(parts).encode(), hashlib.sha256).hexdigest()

    def sign(self, statement: dict[str, Any]) -> SignedStatement:
        """A statement, signed."""
        envelope = Envelope(canonical(statement), PAYLOAD, {})
        envelope.sign(self._signer)
        written = envelope.to_dict()
        return SignedStatement(
            envelope.payload, canonical(written), canonical(bundle_of(written, self._key.public_key()))
        )


def _make(path: Path) -> None:
    """A new key, there whole or not at all; of two that are made at once one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    made = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(made)
            opened.flush()
            os.fsync(opened.fileno())
        os.link(aside, path)
    except FileExistsError:
        if not path.exists():
            raise
    finally:
        aside.unlink(missing_ok=True)
