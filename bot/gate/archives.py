"""What formats are inside an archive, and inside the archives in it; inside checkpoints that are archives, too.

Owns how far is looked: so deep, so many files, so many unpacked bytes, so much more than was packed, so long. What is
not seen as a whole is told, never passed over. Nothing is unpickled, and nothing written but a temporary file without a
name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from .formats import CLOSED, HEAD, Format, packing, recognized
from .streams import Bounds, Closed, Stream, unpacked
from .tars import files_of_tar
from .zips import files_of_zip

Within = dict[Format, str]
"""Each format that is in an archive, with the first file of it: `inner.tar > a/model.safetensors`."""


def looked_into(file: BinaryIO, bounds: Bounds | None = None) -> tuple[Format, Within]:
    """What an open, seekable file is, and of an archive what is in it; one not seen as a whole is `CLOSED`.

    Checkpoints that are a zip (PyTorch, Keras, NumPy) are looked into like one.
    """
    kind, found = recognized(file), Within()
    if _holds_files(kind, file):
        try:
            _look(file, "", bounds or Bounds(), 1, found)
        # what their readers raise for damaged ones is documented for none of them
        except Exception:
            return CLOSED, {}
    return kind, found


_ZIPPED: Final = ("pytorch-zip", "keras", "numpy", "optimizer-state")
"""Formats that are, or may be, a zip."""


def _holds_files(kind: Format, file: BinaryIO) -> bool:
    if kind not in _ZIPPED:
        return kind == "archive"
    file.seek(0)
    return file.read(2) == b"PK"


def _look(file: BinaryIO, place: str, bounds: Bounds, depth: int, found: Within) -> None:
    if depth > bounds.depth:
        raise Closed
    for name, member in _members(file, bounds):
        bounds.files -= 1
        if bounds.files < 0:
            raise Closed
        bounds.check_time()
        kind, path = recognized(member), f"{place}{name}"
        if kind == CLOSED:
            raise Closed
        found.setdefault(kind, path)
        if _holds_files(kind, member):
            _look(member, f"{path} > ", bounds, depth + 1, found)


def _members(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head[:2] == b"PK":
        yield from files_of_zip(file, bounds)
    elif head[257:262] == b"ustar":
        yield from files_of_tar(file, bounds)
    elif how := packing(head):
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with unpacked(Stream(file, how, bounds), bounds, size) as content:
            yield "its content", content
