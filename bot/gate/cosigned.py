"""Who signed a decision beside the bot: seats of the board, each with an SSH key of their own.

`ssh-keygen -Y sign -n smactr-decision -f KEY A-12.decision.json` makes such a signature. Owns what is signed, and the
reading of `ssh-keygen`'s files (PROTOCOL.sshsig and *allowed signers* of OpenSSH); whatever it is not sure of counts
for nothing. Every key is checked by `cryptography`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import shlex
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

from .statement import bounded, canonical

NAMESPACE: Final = "smactr-decision"

_HASHES: Final[dict[bytes, Callable[[bytes], Any]]] = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}

_ECDSA: Final[dict[bytes, HashAlgorithm]] = {
    b"ecdsa-sha2-nistp256": SHA256(),
    b"ecdsa-sha2-nistp384": SHA384(),
    b"ecdsa-sha2-nistp521": SHA512(),
}
"""RFC 5656, 6.2.1: the hash of each curve."""

_TOKEN_ED25519: Final = b"sk-ssh-ed25519@openssh.com"
_TOKEN_P256: Final = b"sk-ecdsa-sha2-nistp256@openssh.com"
_TOUCHED: Final = 0x01
"""The flag of a hardware token that somebody touched it."""

_UNCHECKED: Final = (b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com",)
"""Kinds of signatures that count for nothing, right or not: what a browser made with a hardware token."""

_ROW: Final = 70
"""Letters of a line between those of dashes."""

_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----"
_END: Final = "-----END SSH SIGNATURE-----"


@dataclass(frozen=True, slots=True)
class _Signature:
    blob: bytes
    """All of it, as it stands between the lines of dashes."""
    key: bytes
    """The public key as SSH writes it."""
    kind: bytes
    proof: bytes
    counted: bytes
    """Of a hardware token: a byte of flags and four of how often it signed; else empty."""
    signed: bytes
    """What the proof is over, for a message that was hashed in."""


@dataclass(frozen=True, slots=True)
class CoSigner:
    """Who signed. `name`: as the list of allowed signers has it; `key`: as `ssh-keygen -l` shows it, `SHA256:…`."""

    name: str
    key: str


NotCounted = Literal["unreadable", "kind", "other", "unknown"]
"""Why a signature counts for nothing: it is none with our namespace, its key is of a kind that is not checked, it is of
something else or damaged, or its key is not on the list."""


def what_seats_sign(predicate: dict[str, Any]) -> bytes:
    """The decision itself, the same however often the bot signs anew how it stands."""
    said = {
        "audit": predicate["audit"],
        "event": predicate["chain"]["event"],
        "forms": [form["form"] for form in predicate["forms"]],
        "head": predicate["chain"]["head"],
        "verifier": predicate["verifier"]["id"],
    }
    return canonical(said)


def co_signers(decision: Path, said: bytes, allowed: Path) -> tuple[str, ...]:
    """Who of the allowed signers signed what stands beside a decision, by the names that their list gives them.

    Signatures are the files `A-12.decision.json….sig` beside `decision`. Raises StatementProblem, OSError.
    """
    stem = decision.name.partition(".")[0]
    keys = allowed_signers(bounded(allowed))
    found = set()
    for path in sorted(decision.parent.iterdir()):
        if path.name.startswith(f"{stem}.decision.json") and path.name.endswith(".sig"):
            signer = signed_by(bounded(path), said, keys)
            if isinstance(signer, CoSigner):
                found.add(signer.name)
    return tuple(sorted(found))


def allowed_signers(data: bytes) -> dict[bytes, str]:
    """The names of a list of allowed signers, by key as SSH writes it."""
    return dict(_allowed(data.decode(errors="replace")))


def signed_by(data: bytes, said: bytes, allowed: Mapping[bytes, str]) -> CoSigner | NotCounted:
    """Which of the allowed signers made a signature over what was said, or why it counts for nothing."""
    signature = _read(data, said)
    if signature is None:
        return "unreadable"
    if not _holds(signature):
        return "kind" if signature.kind in _UNCHECKED else "other"
    if signature.key not in allowed:
        return "unknown"
    digest = base64.b64encode(hashlib.sha256(signature.key).digest()).decode().rstrip("=")
    return CoSigner(allowed[signature.key], f"SHA256:{digest}")


def is_damaged(data: bytes, said: bytes) -> bool:
    """Whether a signature is not as `ssh-keygen` wrote it over what was said. Nobody can tell of `_UNCHECKED` kinds."""
    signature = _read(data, said)
    if signature is None or data != _armored(signature.blob):
        return True
    return signature.kind not in _UNCHECKED and not _holds(signature)


def as_written(data: bytes) -> bytes:
    """A signature as `ssh-keygen` writes it, however its lines were broken on the way; what is none stays as it is."""
    signature = _read(data, b"")
    return _armored(signature.blob) if signature else data


def _armored(blob: bytes) -> bytes:
    letters = base64.b64encode(blob).decode()
    rows = [letters[at : at + _ROW] for at in range(0, len(letters), _ROW)]
    return "\n".join([_BEGIN, *rows, _END, ""]).encode()


def _allowed(text: str) -> Iterator[tuple[bytes, str]]:
    """Key and name of each line without options but our namespace: what else one may ask for is not asked here."""
    for line in text.splitlines():
        words = _words(line)
        if len(words) >= 4 and f",{NAMESPACE}," in f",{words[1].removeprefix('namespaces=')},":
            words.pop(1)
        if len(words) >= 3 and not words[0].startswith("#"):
            try:
                yield base64.b64decode(words[2], validate=True), words[0]
            except (ValueError, binascii.Error):
                continue


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return []


def _read(data: bytes, said: bytes) -> _Signature | None:
    """A signature in our namespace over what was said; None for anything else."""
    text = data.decode(errors="replace").strip()
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        return None
    try:
        blob = base64.b64decode("".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)
        if blob[:6] != b"SSHSIG" or blob[6:10] != struct.pack(">I", 1):
            return None
        key, namespace, reserved, algorithm, proof = _strings(blob[10:], 5)
        kind, raw, counted = _proof(proof)
        digest = _HASHES[algorithm](said).digest()
    except (ValueError, KeyError, struct.error, binascii.Error):
        return None
    if namespace != NAMESPACE.encode():
        return None
    signed = b"SSHSIG" + b"".join(map(_string, (namespace, reserved, algorithm, digest)))
    return _Signature(blob, key, kind, raw, counted, signed)


def _proof(proof: bytes) -> tuple[bytes, bytes, bytes]:
    """Kind, signature, and what a hardware token says behind it. Raises ValueError, struct.error."""
    token = proof.startswith((_string(_TOKEN_ED25519), _string(_TOKEN_P256)))
    counted = proof[-5:] if token else b""
    kind, raw = _strings(proof[: len(proof) - len(counted)], 2)
    return kind, raw, counted


def _strings(data: bytes, count: int) -> list[bytes]:
    found, at = [], 0
    for _ in range(count):
        (length,) = struct.unpack_from(">I", data, at)
        at += 4 + length
        if at > len(data):
            raise ValueError("cut off")
        found.append(data[at - length : at])
    if at != len(data):
        raise ValueError("more behind it")
    return found


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _holds(signature: _Signature) -> bool:
    """Whether the key made the proof. Kinds that are not known here count for nothing."""
    try:
        return _verified(signature)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, struct.error):
        return False


def _verified(signature: _Signature) -> bool:
    """Whether the key is of the signature's kind. Raises InvalidSignature where it did not make the proof."""
    [name, *_] = _strings(signature.key[: 4 + struct.unpack_from(">I", signature.key)[0]], 1)
    if signature.kind in (_TOKEN_ED25519, _TOKEN_P256):
        return name == signature.kind and _verified_by_token(signature)
    key = load_ssh_public_key(name + b" " + base64.b64encode(signature.key))
    if isinstance(key, Ed25519PublicKey) and signature.kind == b"ssh-ed25519":
        key.verify(signature.proof, signature.signed)
    elif isinstance(key, RSAPublicKey) and signature.kind in (b"rsa-sha2-256", b"rsa-sha2-512"):
        hashed = SHA512() if signature.kind == b"rsa-sha2-512" else SHA256()
        key.verify(signature.proof, signature.signed, PKCS1v15(), hashed)
    elif isinstance(key, EllipticCurvePublicKey) and signature.kind == name and name in _ECDSA:
        key.verify(_ecdsa(signature.proof), signature.signed, ECDSA(_ECDSA[name]))
    else:
        return False
    return True


def _verified_by_token(signature: _Signature) -> bool:
    """As PROTOCOL.u2f has it: a token signs digests of what it is for and of the message, its flags and its count."""
    if signature.kind == _TOKEN_ED25519:
        _, public, application = _strings(signature.key, 3)
    else:
        _, _, public, application = _strings(signature.key, 4)
    told = hashlib.sha256(application).digest() + signature.counted + hashlib.sha256(signature.signed).digest()
    if signature.kind == _TOKEN_ED25519:
        Ed25519PublicKey.from_public_bytes(public).verify(signature.proof, told)
    else:
        key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public)
        key.verify(_ecdsa(signature.proof), told, ECDSA(SHA256()))
    return bool(signature.counted[0] & _TOUCHED)


def _ecdsa(proof: bytes) -> bytes:
    r, s = (int.from_bytes(each, "big") for each in _strings(proof, 2))
    return encode_dss_signature(r, s)
