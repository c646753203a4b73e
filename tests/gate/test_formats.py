"""What a file is, by its content.

Owns the recognition of formats.
"""

from __future__ import annotations

import gzip
import io
import pickle
import tarfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.formats import recognized
from tests.model_files.model_folders import gguf, onnx, safetensors, zipped


def tarred() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("weights"))
    return written.getvalue()


def saved() -> bytes:
    written = io.BytesIO()
    np.save(written, np.zeros(3))
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (safetensors(), "safetensors"),
        (gguf(), "gguf"),
        (gguf(">"), "gguf"),
        (zipped("archive/data.pkl", "archive/data/0"), "pytorch-zip"),
        (zipped("config.json", "metadata.json", "model.weights.h5"), "keras"),
        (zipped("a.npy", "b.npy"), "numpy"),
        (zipped("readme.txt"), "archive"),
        (saved(), "numpy"),
        (b"\x89HDF\r\n\x1a\n" + bytes(100), "hdf5"),
        (bytes(512) + b"\x89HDF\r\n\x1a\n" + bytes(100), "hdf5"),
        (pickle.dumps({"w": [1.0]}, protocol=2), "pickle"),
        (pickle.dumps({"w": [1.0]}, protocol=5), "pickle"),
        (onnx(), "onnx"),
        (gzip.compress(b"weights"), "archive"),
        (tarred(), "archive"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n", "lfs-pointer"),
        (b"version https://hawser.github.com/spec/v1\noid sha256:0\nsize 12\n", "lfs-pointer"),
        (b"version http://git-media.io/v/2\noid sha256:0\nsize 12\n", "lfs-pointer"),
        (b'{"architectures": []}\n', "json"),
        ("Ein Modell für Höflichkeit.\n".encode(), "text"),
        (b"", "empty"),
        (bytes(range(256)), "unknown"),
        (safetensors()[:20], "unknown"),
        (onnx()[:-3], "unknown"),
        (pickle.dumps([1.0], protocol=4)[:-1] + b"x", "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_recognized_by_its_content(data: bytes, kind: str) -> None:
    assert recognized(io.BytesIO(data)) == kind


@given(st.binary(max_size=300))
def test_any_bytes_are_something_and_raise_nothing(data: bytes) -> None:
    assert recognized(io.BytesIO(data))


@given(st.sampled_from([safetensors(), gguf(), zipped("a/data.pkl"), onnx(), saved()]), st.data())
def test_a_damaged_file_raises_nothing(data: bytes, chance: st.DataObject) -> None:
    at = chance.draw(st.integers(0, len(data) - 1))
    damaged = data[:at] + bytes([data[at] ^ chance.draw(st.integers(1, 255))]) + data[at + 1 :]
    assert recognized(io.BytesIO(damaged))
