"""Files as tools write them, built by hand: a test needs none of those tools.

Owns the bytes. Must not know what they are recognised as.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path


def safetensors() -> bytes:
    """One tensor of two numbers."""
    header = json.dumps({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(8)


def gguf(order: str = "<") -> bytes:
    """Version 3 without tensors, in one order of bytes or the other."""
    return b"GGUF" + struct.pack(f"{order}IQQ", 3, 0, 0)


def zipped(*names: str) -> bytes:
    """A zip with files of these names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return written.getvalue()


def onnx() -> bytes:
    """An IR version, a producer and an empty graph."""
    return b"\x08\x09" + b"\x12\x04test" + b"\x3a\x02\x12\x00" + b"\x42\x04\x0a\x00\x10\x11"


def tree(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with files, by their paths within."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


SIGNED = {"a.bin": b"weights", "config.json": b'{"x": 1}', "sub/B.bin": b"more", "sub-x": b"text"}
"""The files that OpenSSF Model Signing signs: a folder and a file beside it begin alike."""
