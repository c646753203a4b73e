"""Archives for tests: of any parts, and logs as Inspect writes them: deflate, or Zstandard, which 3.11 cannot.

Owns writing them, truthful or lying about their sizes. Must not know the reader.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import zstandard

from bot.evaluations.archive import parts_of, text_of

ZSTANDARD = 93


def deflated(**parts: bytes) -> bytes:
    """An archive with these parts of a log."""
    return archived({named(name): content for name, content in parts.items()})


def archived(parts: Mapping[str, bytes | str]) -> bytes:
    """An archive with these parts, by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A file after a change; in an archive, each of its parts after it."""
    if not data.startswith(b"PK"):
        return change(data)
    return archived({name: change(text_of(data, part).encode()) for name, part in parts_of(data).items()})


def zstandarded(content: bytes, *, said: int | None = None, method: int = ZSTANDARD, flags: int = 0) -> bytes:
    """An archive whose only part, header.json, is packed by Zstandard. `said`: the size it declares."""
    packed = zstandard.ZstdCompressor().compress(content)
    size = len(content) if said is None else said
    shared = struct.pack("<HHHHIII", flags, method, 0, 0x21, zlib.crc32(content), len(packed), size)
    name = b"header.json"
    local = b"PK\x03\x04" + struct.pack("<H", 20) + shared + struct.pack("<HH", len(name), 0) + name + packed
    rest = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0)
    entry = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + shared + rest + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def named(part: str) -> str:
    """`header` and `journal` as Inspect names them."""
    return {"header": "header.json", "journal": "_journal/start.json"}.get(part, part)
