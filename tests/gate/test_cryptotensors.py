"""Files that CryptoTensors itself wrote, whole and in part: what the gate makes of them.

Owns the real library's files. The many ways in which such a file may be wrong are tested in `test_formats_and_forms`.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.gate.archives import looked_into
from tests.gate.releases import TITLES, form, predicate, release

cryptotensors: Any = pytest.importorskip("cryptotensors.numpy", reason="CryptoTensors is not installed here.")

PLAIN = [1, 2, 3, 4, 6, 7, 8]
INSIDE = [1, 2, 3, 4]


def _letters(data: bytes) -> str:
    return base64.b64encode(data).decode()


def written(algorithm: str, only: list[str] | None = None, size: int = 4096) -> bytes:
    """Two tensors, both encrypted or `only` some."""
    whose = Ed25519PrivateKey.from_private_bytes(b"7" * 32).public_key().public_bytes_raw()
    config: dict[str, Any] = {
        "enc_key": {"kty": "oct", "kid": "e", "alg": algorithm, "k": _letters(b"k" * 32)},
        "sign_key": {"kty": "okp", "kid": "s", "alg": "ed25519", "crv": "Ed25519", "d": _letters(b"7" * 32)},
    }
    config["sign_key"]["x"] = _letters(whose)
    if only is not None:
        config["tensors"] = only
    tensors = {name: np.zeros(size, np.uint8) for name in ("a", "b")}
    data: bytes = cryptotensors.save(tensors, config=config)
    return data


@pytest.mark.parametrize("algorithm", ["aes256gcm", "chacha20poly1305"])
@pytest.mark.parametrize(
    ("only", "kind", "allowed"),
    [(None, "safetensors-encrypted", [*INSIDE, 5]), (["a"], "safetensors-partly-encrypted", INSIDE)],
)
def test_what_the_library_encrypts_leaves_encrypted_only_where_all_of_it_is(
    tmp_path: Path, algorithm: str, only: list[str] | None, kind: str, allowed: list[int]
) -> None:
    files = {"model.safetensors": written(algorithm, only)}
    assert looked_into(io.BytesIO(files["model.safetensors"])) == (kind, {})
    made = release(tmp_path, files, predicate(*(form(number, files) for number in TITLES)))
    assert [number for number in TITLES if not made.kinds(number)] == allowed


def test_a_tensor_of_several_chunks_is_encrypted_too() -> None:
    assert looked_into(io.BytesIO(written("aes256gcm", size=5 * 2**20)))[0] == "safetensors-encrypted"


def test_without_a_key_the_library_writes_plain_tensors(tmp_path: Path) -> None:
    files = {"model.safetensors": cryptotensors.save({"w": np.zeros(8, np.uint8)})}
    made = release(tmp_path, files, predicate(*(form(number, files) for number in TITLES)))
    assert [number for number in TITLES if not made.kinds(number)] == PLAIN
