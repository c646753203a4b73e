"""What is signed, as envelopes of one key.

Owns the form of an envelope, and that what a signer gives back is right. Where the key is, is `signers`; what is signed
is said elsewhere; what verifies it is `bot.gate.statement`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.domain.kernel.text import OperatorProblem, Text
from bot.gate.statement import PAYLOAD, bundle_of, canonical, key_digest

if TYPE_CHECKING:
    from securesystemslib.signer import Signer


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
    """Signs statements with one ECDSA P-256 key, which it need not have: `signer` may be a command or a device.

    `secret`: what pseudonyms are made with; the same for every process that signs for a workspace.
    """

    def __init__(self, signer: Signer, key: EllipticCurvePublicKey, secret: bytes) -> None:
        self._signer = signer
        self._key = key
        self._secret = secret

    @property
    def key_id(self) -> str:
        """64 hex digits: the SHA-256 of the public key."""
        return key_digest(self._key).hex()

    @property
    def pem(self) -> str:
        """The public key."""
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def public_key(self, verifier: str) -> bytes:
        """The public key in PEM, with the name of whose it is above it: a gate pins the two together."""
        return f"Verifier: {verifier}\n{self.pem}".encode()

    def pseudonym(self, *parts: str) -> str:
        """The same name for the same person of the same audit; nobody without the secret finds the person by it."""
        return hmac.new(self._secret, json.dumps(parts).encode(), hashlib.sha256).hexdigest()

    def sign(self, statement: dict[str, Any]) -> SignedStatement:
        """A statement, signed. Raises OperatorProblem where the signer has another key; what a device raises."""
        # it loads the client of every service it knows, a quarter of a second that no start needs
        from securesystemslib.dsse import Envelope

        envelope = Envelope(canonical(statement), PAYLOAD, {})
        signature = envelope.sign(self._signer)
        try:
            self._key.verify(bytes.fromhex(signature.signature), envelope.pae(), ECDSA(SHA256()))
        except InvalidSignature:
            raise OperatorProblem(Text("signer-another-key", key=self.key_id)) from None
        written = envelope.to_dict()
        return SignedStatement(envelope.payload, canonical(written), canonical(bundle_of(written, self._key)))
