"""What formats are inside an archive, and inside the archives in it.

Owns how far is looked: so deep, so many files, so many unpacked bytes. What is not seen as a whole is told, never
passed over. Nothing is written but a temporary file without a name.
"""

from __future__ import annotations

import bz2
import gzip
import io
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, cast

from .formats import CLOSED, HEAD, Format, recognized

_PIECE: Final = 2**20

_IN_MEMORY: Final = 16 * 2**20

_LONGEST_READ: Final = 16 * 2**20


class _Closed(Exception):
    """Not all of an archive could be seen: damaged, behind a password, of links, or beyond a bound."""


@dataclass
class Bounds:
    """How much of one archive, with all that are in it, is looked at; what is left of it shrinks on the way."""

    depth: int = 4
    """Archives within each other; a `.tar.gz` is two."""
    files: int = 10_000
    unpacked: int = 2**30
    """Bytes of files that lie in it compressed, or in a zip."""


Within = dict[Format, str]
"""Each format that is in an archive, with the first file of it: `inner.tar > a/model.safetensors`."""


def looked_into(file: BinaryIO, bounds: Bounds | None = None) -> tuple[Format, Within]:
    """What an open, seekable file is, and of an archive what is in it; one not seen as a whole is `CLOSED`."""
    kind, found = recognized(file), Within()
    if kind == "archive":
        try:
            _look(file, "", bounds or Bounds(), 1, found)
        # what their readers raise for damaged ones is documented for none of them
        except Exception:
            return CLOSED, {}
    return kind, found


def _look(file: BinaryIO, place: str, bounds: Bounds, depth: int, found: Within) -> None:
    if depth > bounds.depth:
        raise _Closed
    for name, member in _members(file, bounds):
        bounds.files -= 1
        if bounds.files < 0:
            raise _Closed
        kind, path = recognized(member), f"{place}{name}"
        if kind == CLOSED:
            raise _Closed
        found.setdefault(kind, path)
        if kind == "archive":
            _look(member, f"{path} > ", bounds, depth + 1, found)


def _members(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head[:2] == b"PK":
        yield from _of_zip(file, bounds)
    elif head[257:262] == b"ustar":
        yield from _of_tar(file)
    else:
        unpack = next(unpack for mark, unpack in _STREAMS.items() if head.startswith(mark))
        with unpack(file) as stream, _unpacked(stream, bounds) as content:
            yield "its content", content


_STREAMS: Final[dict[bytes, Callable[[BinaryIO], IO[bytes]]]] = {
    b"\x1f\x8b": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    b"BZh": lambda file: cast(IO[bytes], bz2.BZ2File(file)),
}


_FRUGAL: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Others take as much memory to unpack as the archive says."""


def _of_zip(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.compress_type not in _FRUGAL:
                raise _Closed
            if member.file_size or not member.is_dir():
                with archive.open(member) as opened, _unpacked(opened, bounds) as content:
                    yield member.filename, content


class _ShortReads(io.RawIOBase):
    """A file of which nobody reads much at once: a tar may say that a name is as long as it likes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _LONGEST_READ:
            raise _Closed
        return self._file.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()


def _of_tar(file: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    """Files as they lie in it; links and devices are not followed, and nothing may stand behind the end."""
    with tarfile.open(fileobj=_ShortReads(file), mode="r:") as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.isreg() else None
            if opened is not None:
                yield member.name, cast(BinaryIO, opened)
            elif not member.isdir():
                raise _Closed
        end = archive.offset
    file.seek(0, os.SEEK_END)
    rest = file.tell() - end
    file.seek(end)
    if rest > _PIECE or any(file.read(rest)):
        raise _Closed


@contextmanager
def _unpacked(stream: IO[bytes], bounds: Bounds) -> Iterator[BinaryIO]:
    """A stream's bytes in a temporary file, as many as there may be."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
        while piece := stream.read(_PIECE):
            bounds.unpacked -= len(piece)
            if bounds.unpacked < 0:
                raise _Closed
            made.write(piece)
        yield cast(BinaryIO, made)
