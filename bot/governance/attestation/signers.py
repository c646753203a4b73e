"""Where the key is that signs decisions: a file of the data folder, a device or service, or a command.

Owns these ways. Nothing cryptographic is done here: files, devices and services are securesystemslib's, a command is
an operator's own.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from securesystemslib.exceptions import UnsupportedLibraryError
from securesystemslib.signer import CryptoSigner, Key, SecretsHandler, Signature, Signer, SSlibKey

from bot.domain.kernel.text import OperatorProblem, Text
from bot.gate.statement import key_digest
from bot.governance.attestation.key_place import COMMAND, KEY_FILE, PATIENCE, KeyPlace
from bot.governance.attestation.signing import StatementSigner

_PIN_REFUSED: Final = ("PinIncorrect", "PinLocked")
"""What python-pkcs11 raises of a PIN; it is imported only where somebody has it."""

_refused: Final[set[KeyPlace]] = set()
"""Places whose PIN a token refused: not asked again by this process, since most tokens lock after three wrong ones."""


def statement_signer(place: KeyPlace, secret: bytes) -> StatementSigner:
    """The signer of a place; the key of a folder is made where there is none. Raises OperatorProblem."""
    if not place.signer:
        return from_private(_key_in(place.folder), secret)
    public = _public(place.public_key)
    known = SSlibKey.from_crypto(public, keyid=key_digest(public).hex())
    scheme = place.signer.partition(":")[0]
    signer: Signer
    try:
        if place.signer.startswith(COMMAND):
            signer = _CommandSigner(place.signer.removeprefix(COMMAND), known, place.patience)
        else:
            found = Signer.from_priv_key_uri(place.signer, known, lambda name: place.pin)
            signer = _DeviceSigner(found, place)
    except UnsupportedLibraryError as problem:
        raise OperatorProblem(Text("signer-extra-missing", scheme=scheme, reason=str(problem))) from None
    # what a device or a service raises is not documented
    except Exception as problem:
        raise OperatorProblem(Text("signer-unusable", scheme=scheme, reason=str(problem))) from problem
    return StatementSigner(signer, public, secret)


def from_private(key: EllipticCurvePrivateKey, secret: bytes) -> StatementSigner:
    """A signer that has the key itself."""
    public = SSlibKey.from_crypto(key.public_key(), keyid=key_digest(key.public_key()).hex())
    return StatementSigner(CryptoSigner(key, public), key.public_key(), secret)


class _CommandSigner(Signer):
    """A command that reads what is to be signed and writes the signature (ECDSA P-256, SHA-256, DER).

    `openssl dgst -sha256 -sign KEY` is one.
    """

    def __init__(self, command: str, public_key: Key, patience: float) -> None:
        self._words: Sequence[str] = shlex.split(command)
        self._patience = patience
        self._public_key = public_key

    @property
    def public_key(self) -> Key:
        return self._public_key

    def sign(self, payload: bytes) -> Signature:
        command = shlex.join(self._words)
        try:
            ran = subprocess.run(self._words, input=payload, capture_output=True, timeout=self._patience, check=True)
        except subprocess.CalledProcessError as problem:
            said = (problem.stderr or b"").decode(errors="replace").strip()[:300]
            text = Text("signer-command-failed", command=command, code=problem.returncode, reason=said)
        except subprocess.TimeoutExpired:
            text = Text("signer-command-slow", command=command, seconds=int(self._patience))
        except (OSError, IndexError, ValueError) as problem:
            text = Text("signer-command-none", command=command, reason=str(problem))
        else:
            return Signature(self._public_key.keyid, ran.stdout.hex())
        raise OperatorProblem(text)

    @classmethod
    def from_priv_key_uri(
        cls, priv_key_uri: str, public_key: Key, secrets_handler: SecretsHandler | None = None
    ) -> Signer:
        return cls(priv_key_uri.removeprefix(COMMAND), public_key, PATIENCE)


class _DeviceSigner(Signer):
    """A device or a service, given up on after a while: the libraries behind them wait as long as they like."""

    def __init__(self, signer: Signer, place: KeyPlace) -> None:
        self._signer = signer
        self._place = place
        self._scheme = place.signer.partition(":")[0]

    @property
    def public_key(self) -> Key:
        return self._signer.public_key

    def sign(self, payload: bytes) -> Signature:
        if self._place in _refused:
            raise OperatorProblem(Text("signer-pin-refused", scheme=self._scheme))
        answer: Future[Signature] = Future()
        # a daemon, since nothing ends a library's call: the process must not wait for it when it stops
        threading.Thread(target=self._answer, args=(payload, answer), daemon=True, name="signer").start()
        try:
            return answer.result(self._place.patience)
        except TimeoutError:
            text = Text("signer-device-slow", scheme=self._scheme, seconds=int(self._place.patience))
        # what a device or a service raises is not documented
        except Exception as problem:
            text = self._text(problem)
        raise OperatorProblem(text)

    def _text(self, problem: Exception) -> Text:
        kind = type(problem).__name__
        if kind in _PIN_REFUSED:
            _refused.add(self._place)
            return Text("signer-pin-refused", scheme=self._scheme)
        return Text("signer-unusable", scheme=self._scheme, reason=f"{kind}: {problem}" if str(problem) else kind)

    def _answer(self, payload: bytes, answer: Future[Signature]) -> None:
        try:
            answer.set_result(self._signer.sign(payload))
        # whatever a library raises is the caller's to tell
        except BaseException as problem:
            answer.set_exception(problem)

    @classmethod
    def from_priv_key_uri(
        cls, priv_key_uri: str, public_key: Key, secrets_handler: SecretsHandler | None = None
    ) -> Signer:
        found = Signer.from_priv_key_uri(priv_key_uri, public_key, secrets_handler)
        return cls(found, KeyPlace(Path(), priv_key_uri))


def _public(path: Path | None) -> EllipticCurvePublicKey:
    if path is None:
        raise OperatorProblem(Text("signer-public-key-missing"))
    try:
        key = load_pem_public_key(path.read_bytes())
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise OperatorProblem(Text("signing-key-unreachable", file=str(path), reason=reason)) from None
    except (ValueError, UnsupportedAlgorithm):
        raise OperatorProblem(Text("signer-public-key-none", file=str(path))) from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise OperatorProblem(Text("signer-public-key-none", file=str(path)))
    return key


def _key_in(folder: Path) -> EllipticCurvePrivateKey:
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
    return key


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
