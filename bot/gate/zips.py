"""The files of a zip, where each byte of it belongs to one of them or to what the zip says of them.

What other readers would find between, before and behind the files is nothing that anybody saw, so it closes a zip. Zips
one behind the other are all seen: a distributed checkpoint of PyTorch is so many of them. Owns the layout
(APPNOTE.TXT of PKWARE). Must not know what the files are.
"""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from .streams import Bounds, Closed, Stream, Window, unpacked

_LOCKED: Final = 0x1
"""The flag of a member behind a password."""
_SIZES_BEHIND: Final = 0x8
"""The flag of a member whose sum and sizes stand behind its data."""

_HOW: Final = {zipfile.ZIP_DEFLATED: "deflate", zipfile.ZIP_BZIP2: "bzip2"}
"""What unpacks with little memory; others take as much as the archive says."""

_USUAL_NAME: Final = 255
_USUAL_EXTRA: Final = 64
"""Bytes that a zip may say of a file beside its name: sizes beyond 4 GB, dates, owners."""
_ZIP: Final = 22
"""Bytes of a zip without files."""

_LOCAL, _CENTRAL, _END_64, _LOCATOR, _END = (b"PK" + mark for mark in (b"\3\4", b"\1\2", b"\6\6", b"\6\7", b"\5\6"))


def files_of_zip(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    """Files as they lie in it where they are not packed: a checkpoint may be as large as it likes. Raises Closed."""
    size = end = file.seek(0, os.SEEK_END)
    names = set[str]()
    while end:
        window = cast(BinaryIO, Window(file, 0, end))
        with zipfile.ZipFile(window) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.header_offset)
            if end < size:
                _count_further(members, bounds, names)
            _check_directory(window, archive.start_dir, end, len(members), bounds)
            names |= {member.filename for member in members}
            begin = at = members[0].header_offset if members else archive.start_dir
            for member in members:
                if member.header_offset != at:
                    raise Closed
                data, at = _span(window, member, bounds)
                if member.file_size or not member.is_dir():
                    yield from _opened(window, member, data, bounds)
            if at != archive.start_dir:
                raise Closed
        end = begin


def _count_further(members: list[zipfile.ZipInfo], bounds: Bounds, names: set[str]) -> None:
    """Of a zip before others: its files, as those of a checkpoint are called alike in each; without any it is a gap."""
    if not members:
        bounds.pass_over(_ZIP)
    for member in members:
        bounds.pass_over(0 if member.filename in names else len(member.filename.encode()))
    more = min(len(members), bounds.files_of_zips)
    bounds.files_of_zips -= more
    bounds.files += more


def _opened(file: BinaryIO, member: zipfile.ZipInfo, begin: int, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    packed = cast(BinaryIO, Window(file, begin, member.compress_size))
    if member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size:
        yield member.filename, packed
    elif member.compress_type in _HOW:
        stream = Stream(packed, _HOW[member.compress_type], bounds)
        with unpacked(stream, bounds, member.compress_size, member.file_size) as content:
            yield member.filename, content
    else:
        raise Closed


def _span(file: BinaryIO, member: zipfile.ZipInfo, bounds: Bounds) -> tuple[int, int]:
    """Where a member's data begin, and where what belongs to it ends; its own header has to say what the zip does."""
    file.seek(member.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != _LOCAL:
        raise Closed
    flags, how, named, extra = *struct.unpack("<HH", head[6:10]), *struct.unpack("<HH", head[26:30])
    if (flags | member.flag_bits) & _LOCKED or how != member.compress_type:
        raise Closed
    file.seek(named, os.SEEK_CUR)
    bounds.pass_over(_said(file.read(extra)), _USUAL_EXTRA)
    begin = member.header_offset + 30 + named + extra
    end = begin + member.compress_size
    return begin, end + (_sums_behind(file, member, end) if flags & _SIZES_BEHIND else 0)


def _said(extra: bytes) -> int:
    """Bytes of fields without what aligns data behind them: zeros, or the letter that PyTorch takes."""
    return min(len(extra.rstrip(b"\0")), len(extra.rstrip(b"Z")))


def _sums_behind(file: BinaryIO, member: zipfile.ZipInfo, at: int) -> int:
    """How long it is what stands behind a member's data: sum and sizes, in 4 or 8 bytes, perhaps with a mark."""
    file.seek(at)
    found = file.read(24)
    for mark in (b"PK\7\10", b""):
        for form in ("<III", "<IQQ"):
            try:
                said = mark + struct.pack(form, member.CRC, member.compress_size, member.file_size)
            except struct.error:
                continue
            if found.startswith(said):
                return len(said)
    raise Closed


def _check_directory(file: BinaryIO, begin: int, end: int, members: int, bounds: Bounds) -> None:
    """That the list of members and the end of a zip fill the file from here on."""
    file.seek(begin)
    for _ in range(members):
        head = file.read(46)
        if len(head) < 46 or head[:4] != _CENTRAL:
            raise Closed
        named, extra, comment = struct.unpack("<HHH", head[28:34])
        bounds.pass_over(named, _USUAL_NAME)
        bounds.pass_over(_said(file.read(named + extra + comment)[named:]), _USUAL_EXTRA)
    head = file.read(4)
    if head == _END_64:
        record = file.read(52)
        if len(record) < 52 or int.from_bytes(record[:8], "little") != 44 or file.read(20)[:4] != _LOCATOR:
            raise Closed
        head = file.read(4)
    record = file.read(18)
    if head != _END or len(record) < 18:
        raise Closed
    comment = int.from_bytes(record[16:], "little")
    bounds.pass_over(comment)
    if file.tell() + comment != end:
        raise Closed
