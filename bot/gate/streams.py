"""Reading what lies within other files: spans, packed streams, and how much of all that may be read.

Owns the bounds. Must not know archives: `archives`, `tars` and `zips` do.
"""

from __future__ import annotations

import bz2
import io
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

if TYPE_CHECKING:
    from lzma import LZMADecompressor

_PIECE: Final = 2**20

_PACKED_PIECE: Final = 2**16
"""Bytes that are unpacked at once: each stream within them copies what is left of them."""

_IN_MEMORY: Final = 16 * 2**20

_XZ_MEMORY: Final = 80 * 2**20
"""Bytes that unpacking xz may take: its strongest setting needs 65 MiB."""

_GZIP_HEAD: Final = 2**12
"""Bytes that one gzip stream may say of itself."""
_USUAL_HEAD: Final = 256
"""With the name of a file."""


class Closed(Exception):
    """Not all of an archive can be seen: damaged, behind a password, of links, beside its files, beyond a bound."""


@dataclass
class Bounds:
    """How much of one archive, with all that are in it, is looked at; what is left of it shrinks on the way."""

    depth: int = 4
    """Archives within each other; a `.tar.gz` is two."""
    files: int = 10_000
    files_of_zips: int = 190_000
    """As many more in zips one behind the other: a distributed checkpoint has one for each tensor."""
    streams: int = 2**15
    """Packed streams that stand behind others."""
    unpacked: int = 2**30
    """Bytes of files that lie in it compressed."""
    beside: int = 2**15
    """Bytes that belong to no file, beyond what an archive usually says of each: comments, fields of its own."""
    ratio: int = 200
    """How many times more a file may be than it was packed, once it is beyond what fits into memory."""
    seconds: float = 300
    clock: Callable[[], float] = time.monotonic
    until: float = field(init=False)
    """When to give up, by the clock."""

    def __post_init__(self) -> None:
        self.until = self.clock() + self.seconds

    def take(self, count: int, packed: int, before: int) -> None:
        """`count` more bytes were unpacked, after `before`, of a file with so many packed ones. Raises Closed."""
        self.unpacked -= count
        most = max(_IN_MEMORY, self.ratio * packed)
        if self.unpacked < 0 or before + count > most:
            raise Closed
        self.check_time()

    def check_time(self) -> None:
        """Raises Closed where there is none left."""
        if self.clock() > self.until:
            raise Closed

    def begin_stream(self) -> None:
        """One more stream stands behind another. Raises Closed."""
        self.streams -= 1
        if self.streams < 0:
            raise Closed

    def pass_over(self, count: int, usual: int = 0) -> None:
        """So many more bytes belong to no file, where so many are usual. Raises Closed."""
        self.beside -= max(0, count - usual)
        if self.beside < 0:
            raise Closed


class Window(io.RawIOBase):
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
        """Always, as the other file is."""
        return True

    def tell(self) -> int:
        """The place in the span."""
        return self._at


class _Deflate:
    """Unpacks deflate as the decompressors of bzip2 and xz do. `bits`: how it begins, as zlib has it."""

    def __init__(self, bits: int) -> None:
        self._stream = zlib.decompressobj(bits)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, size: int) -> bytes:
        """Some bytes, at most so many. Raises zlib.error."""
        made = self._stream.decompress(self._stream.unconsumed_tail + data, size)
        self.needs_input = not self._stream.unconsumed_tail
        return made


class _Gzip(_Deflate):
    """Unpacks one stream of gzip. What it says of itself is passed over, and is not much."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(31)
        self._bounds = bounds
        self._head: bytes | None = b""

    def decompress(self, data: bytes, size: int) -> bytes:
        if self._head is not None:
            data = self._head + data
            length = _gzip_head(data)
            if length is None and len(data) < _GZIP_HEAD:
                self._head = data
                return b""
            if length is None or length > _GZIP_HEAD:
                raise Closed
            self._bounds.pass_over(length, _USUAL_HEAD)
            self._head = None
        return super().decompress(data, size)


def _gzip_head(data: bytes) -> int | None:
    """How long the head of a gzip stream is (RFC 1952); None where it goes on beyond these bytes."""
    if len(data) < 12:
        return None
    flags, at = data[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(data[10:12], "little")
    for text in (8, 16):
        if flags & text:
            at = data.find(b"\0", at) + 1
            if not at:
                return None
    at += 2 if flags & 2 else 0
    return at if at <= len(data) else None


def _xz(memory: int = _XZ_MEMORY) -> LZMADecompressor:
    # some Pythons are built without it
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=memory)


_BEGIN: Final[dict[str, Callable[[Bounds], Any]]] = {
    "gzip": _Gzip,
    "bzip2": lambda bounds: bz2.BZ2Decompressor(),
    "xz": lambda bounds: _xz(),
    "deflate": lambda bounds: _Deflate(-15),
}

_PADDED: Final = ("gzip", "xz")
"""What zeros may stand behind."""


class Stream(io.RawIOBase):
    """Packed streams one behind the other, each unpacked by a decompressor of its own.

    Whatever stands behind the last one, beside zeros where there may be some, is read as a stream: raises what the
    decompressor raises of it. `how`: one of gzip, bzip2, xz; and bare deflate, behind which nothing may stand.
    """

    def __init__(self, file: BinaryIO, how: str, bounds: Bounds) -> None:
        self._file, self._how, self._bounds = file, how, bounds
        self._stream = _BEGIN[how](bounds)

    def read(self, size: int = -1) -> bytes:
        """Some bytes, at most so many; none at the end."""
        while True:
            if self._stream.eof:
                data = self._next_stream()
                if not data:
                    return b""
                if self._how == "deflate":
                    raise Closed
                self._bounds.begin_stream()
                self._stream = _BEGIN[self._how](self._bounds)
            else:
                data = self._next_piece() if self._stream.needs_input else b""
                if self._stream.needs_input and not data:
                    raise EOFError
            if found := self._stream.decompress(data, size):
                return bytes(found)

    def _next_stream(self) -> bytes:
        """The begin of what follows a stream; empty at the end of the file."""
        data: bytes = self._stream.unused_data
        while not (rest := data.lstrip(b"\0") if self._how in _PADDED else data):
            data = self._next_piece()
            if not data:
                return b""
        return rest

    def _next_piece(self) -> bytes:
        self._bounds.check_time()
        return self._file.read(_PACKED_PIECE)


@contextmanager
def unpacked(stream: Stream, bounds: Bounds, packed: int, size: int | None = None) -> Iterator[BinaryIO]:
    """A stream's bytes in a temporary file, as many as there may be of so many packed ones.

    `size`: how many they have to be. Raises Closed.
    """
    made_of = 0
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
        while piece := stream.read(_PIECE):
            bounds.take(len(piece), packed, made_of)
            made_of += len(piece)
            made.write(piece)
        if size is not None and made_of != size:
            raise Closed
        yield cast(BinaryIO, made)


class ShortReads(io.RawIOBase):
    """A file of which nobody reads much at once: a tar may say that a name is as long as it likes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises Closed where too many are asked for, or all."""
        if not 0 <= size <= _IN_MEMORY:
            raise Closed
        return self._file.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the file."""
        return self._file.seek(offset, whence)

    def seekable(self) -> bool:
        """Always, as the other file is."""
        return True

    def tell(self) -> int:
        """The place in the file."""
        return self._file.tell()
