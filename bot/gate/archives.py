"""What formats are inside an archive, and inside the archives in it; inside checkpoints that are archives, too.

Owns how far is looked: so deep, so many files, so many unpacked bytes, so much more than was packed, so long. What is
not seen as a whole is told, never passed over. Nothing is unpickled, and nothing written but a temporary file without a
name.
"""

from __future__ import annotations

import bz2
import gzip
import io
import os
import struct
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final, cast

from .formats import CLOSED, HEAD, Format, Packing, packing, recognized

if TYPE_CHECKING:
    from lzma import LZMADecompressor

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
    """Bytes of files that lie in it compressed."""
    ratio: int = 200
    """How many times more a file may be than it was packed, once it is beyond what fits into memory."""
    seconds: float = 300
    clock: Callable[[], float] = time.monotonic
    until: float = field(init=False)
    """When to give up, by the clock."""

    def __post_init__(self) -> None:
        self.until = self.clock() + self.seconds

    def take(self, count: int, packed: int, before: int) -> None:
        """`count` more bytes were unpacked, after `before`, of a file with so many packed ones. Raises _Closed."""
        self.unpacked -= count
        most = max(_IN_MEMORY, self.ratio * packed)
        if self.unpacked < 0 or before + count > most or self.clock() > self.until:
            raise _Closed


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
        raise _Closed
    for name, member in _members(file, bounds):
        bounds.files -= 1
        if bounds.files < 0 or bounds.clock() > bounds.until:
            raise _Closed
        kind, path = recognized(member), f"{place}{name}"
        if kind == CLOSED:
            raise _Closed
        found.setdefault(kind, path)
        if _holds_files(kind, member):
            _look(member, f"{path} > ", bounds, depth + 1, found)


def _members(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head[:2] == b"PK":
        yield from _of_zip(file, bounds)
    elif head[257:262] == b"ustar":
        yield from _of_tar(file)
    elif how := packing(head):
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with _STREAMS[how](file) as stream, _unpacked(stream, bounds, size) as content:
            yield "its content", content


_XZ_MEMORY: Final = 80 * 2**20
"""Bytes that unpacking xz may take: its strongest setting needs 65 MiB."""


class _Streams(io.RawIOBase):
    """Packed streams one behind the other, each unpacked by a decompressor of its own.

    Whatever stands behind the last one, beside the zeros that `padded` formats allow, is read as a stream: raises what
    the decompressor raises of it.
    """

    def __init__(self, file: BinaryIO, begin: Callable[[], Any], *, padded: bool) -> None:
        self._file = file
        self._begin = begin
        self._padded = padded
        self._stream = begin()

    def read(self, size: int = -1) -> bytes:
        """Some bytes, at most so many; none at the end."""
        while True:
            if self._stream.eof:
                data = self._next_stream()
                if not data:
                    return b""
                self._stream = self._begin()
            else:
                data = self._file.read(_PIECE) if self._stream.needs_input else b""
                if self._stream.needs_input and not data:
                    raise EOFError
            if found := self._stream.decompress(data, size):
                return bytes(found)

    def _next_stream(self) -> bytes:
        """The begin of what follows a stream; empty at the end of the file."""
        data: bytes = self._stream.unused_data
        while not (rest := data.lstrip(b"\0") if self._padded else data):
            data = self._file.read(_PIECE)
            if not data:
                return b""
        return rest


def _xz_stream() -> LZMADecompressor:
    # some Pythons are built without it
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_STREAMS: Final[dict[Packing, Callable[[BinaryIO], IO[bytes]]]] = {
    "gzip": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    "bzip2": lambda file: cast(IO[bytes], _Streams(file, bz2.BZ2Decompressor, padded=False)),
    "xz": lambda file: cast(IO[bytes], _Streams(file, _xz_stream, padded=True)),
}


_FRUGAL: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Others take as much memory to unpack as the archive says."""


def _of_zip(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    """Files as they lie in it, where they are not packed: a checkpoint may be as large as it likes."""
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.compress_type not in _FRUGAL or member.flag_bits & _LOCKED:
                raise _Closed
            if member.compress_type == zipfile.ZIP_STORED:
                if member.file_size or not member.is_dir():
                    yield member.filename, _stored(file, member)
            elif member.file_size or not member.is_dir():
                with archive.open(member) as opened, _unpacked(opened, bounds, member.compress_size) as content:
                    yield member.filename, content


_LOCKED: Final = 0x1
"""The flag of a member of a zip that is behind a password."""


def _stored(file: BinaryIO, member: zipfile.ZipInfo) -> BinaryIO:
    """A member that is not packed, where its own header says that it lies."""
    file.seek(member.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04" or member.file_size != member.compress_size:
        raise _Closed
    begin = member.header_offset + 30 + sum(struct.unpack("<HH", head[26:30]))
    if begin + member.file_size > file.seek(0, os.SEEK_END):
        raise _Closed
    return cast(BinaryIO, _Window(file, begin, member.file_size))


class _Window(io.RawIOBase):
    """A span of another file."""

    def __init__(self, file: BinaryIO, begin: int, size: int) -> None:
        self._file, self._begin, self._size, self._at = file, begin, size, 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the span."""
        left = max(0, self._size - self._at)
        self._file.seek(self._begin + self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the span."""
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at


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
def _unpacked(stream: IO[bytes], bounds: Bounds, packed: int) -> Iterator[BinaryIO]:
    """A stream's bytes in a temporary file, as many as there may be of so many packed ones."""
    made_of = 0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
        while piece := stream.read(_PIECE):
            bounds.take(len(piece), packed, made_of)
            made_of += len(piece)
            made.write(piece)
        yield cast(BinaryIO, made)
