"""Sealing: contents nobody should read before their time are encrypted at rest.

Owns the key and the cipher. Whoever runs the server has both the key and the rows and could open them; the texts people
read say so. Must not know what is sealed, nor when it may be opened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from pathlib import Path

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.store import CannotOpen
from storage.file_modes import close_to_others, private_folder

KEY_FILE = "seal.key"


class Sealer:
    """Encrypts text and salt together: beside a short text, a readable salt would let anybody try guesses.

    `keys`: one or more Fernet keys (32 bytes in URL-safe base64) separated by commas; the first one seals, all open.
    Raises OperatorProblem for a key of another shape.
    """

    def __init__(self, keys: str) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
        except (ValueError, binascii.Error):
            example = base64.urlsafe_b64encode(bytes(32)).decode()
            raise OperatorProblem(Text("seal-key-wrong", example=example)) from None

    def seal(self, prose: Prose) -> str:
        """Encrypt a text with its salt."""
        return self._fernet.encrypt(orjson.dumps([prose.salt, prose.text])).decode()

    def open(self, digest: Digest, sealed: str) -> Prose:
        """Decrypt, and check against the digest. Raises CannotOpen."""
        try:
            salt, text = orjson.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError) as problem:
            raise CannotOpen(digest) from problem
        prose = Prose(salt=salt, text=text, sealed=True)
        if prose.digest != digest:
            raise CannotOpen(digest)
        return prose


def secret_for(keys: str, purpose: str) -> bytes:
    """32 bytes for one purpose. Of several keys the last counts: a newer one is put before it."""
    oldest = base64.urlsafe_b64decode(keys.split(",")[-1].strip())
    return hmac.new(oldest, purpose.encode(), hashlib.sha256).digest()


def new_key() -> str:
    """A key that nobody has yet."""
    return Fernet.generate_key().decode()


def key_in(folder: Path) -> str:
    """The key kept in a data folder; made there, readable by its owner only, when there is none yet."""
    path = folder / KEY_FILE
    private_folder(folder)
    # Written whole under another name first: whoever comes second finds all of it or nothing.
    fresh = folder / f"{KEY_FILE}.{os.getpid()}"
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(new_key().encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    close_to_others(path)
    return path.read_text().strip()
