"""Parts of a ZIP archive, unpacked within bounds.

Owns unpacking one part: deflate or Zstandard. The standard library lists the archive; it cannot read Zstandard before
Python 3.14, and there it unpacks a block whole, whatever it grows to, so parts are unpacked here. Must not know what
stands in them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from bot.evaluations.reading_limits import MAX_RATIO, MAX_UNPACKED_BYTES, MEGABYTE
from bot.evaluations.result_file import ResultFile
from bot.ports.result_reader import UnreadableResult

ZSTANDARD: Final = 93

MAX_WINDOW: Final = 16 * MEGABYTE

LOCAL_HEADER: Final = 30

ENCRYPTED: Final = 0x1


def is_archive(file: ResultFile) -> bool:
    """Whether the bytes begin as an archive does."""
    return file.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def parts_of(data: bytes) -> Mapping[str, zipfile.ZipInfo]:
    """Every part by its name. Raises UnreadableResult where the archive is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.NameToInfo
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error):
        raise UnreadableResult("broken-archive") from None


def text_of(data: bytes, part: zipfile.ZipInfo) -> str:
    """A part as UTF-8. Raises UnreadableResult where it is damaged, encrypted, or larger than the bounds."""
    try:
        return _unpacked(data, part).decode()
    except UnicodeDecodeError:
        raise UnreadableResult("broken-archive") from None


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """A part of the archive: never more than it declares, and it may not declare more than the bounds."""
    if part.flag_bits & ENCRYPTED:
        raise UnreadableResult("encrypted")
    size = part.file_size
    if size > MAX_UNPACKED_BYTES or size > max(MEGABYTE, part.compress_size * MAX_RATIO):
        raise UnreadableResult("bomb", most=MAX_UNPACKED_BYTES // MEGABYTE)
    packed = _packed(data, part)
    try:
        plain = _unpack(packed, part.compress_type, size + 1)
    except zlib.error:
        raise UnreadableResult("broken-archive") from None
    if len(plain) != size or zlib.crc32(plain) != part.CRC:
        raise UnreadableResult("broken-archive")
    return plain


def _packed(data: bytes, part: zipfile.ZipInfo) -> bytes:
    head = data[part.header_offset :][:LOCAL_HEADER] if part.header_offset >= 0 else b""
    if len(head) < LOCAL_HEADER or not head.startswith(b"PK\x03\x04"):
        raise UnreadableResult("broken-archive")
    start = part.header_offset + LOCAL_HEADER + sum(struct.unpack("<HH", head[26:30]))
    return data[start : start + part.compress_size]


def _unpack(packed: bytes, method: int, most: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return packed[:most]
    if method == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    if method == ZSTANDARD:
        return _zstandard(packed, most)
    raise UnreadableResult("packed-otherwise")


def _zstandard(packed: bytes, most: int) -> bytes:
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
    try:
        with unpacker.stream_reader(packed, read_across_frames=True) as stream:
            return stream.read(most)
    except zstandard.ZstdError:
        raise UnreadableResult("broken-archive") from None
