"""Inspect's evaluation log as an archive (`.eval`): a ZIP with deflate or Zstandard inside.

Owns unpacking one part of it within bounds. The standard library lists the archive; it cannot read Zstandard before
Python 3.14, and there it unpacks a block whole, whatever it grows to, so parts are unpacked here. Of the samples only
edits of their scores are looked for, as far as the bounds reach. Must not know what a log means: `inspect_json` does.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.inspect_edits import SIGN, edited_scores
from bot.evaluations.inspect_json import read_log
from bot.evaluations.reading_limits import MAX_RATIO, MAX_UNPACKED_BYTES, MEGABYTE
from bot.evaluations.result_file import Reader, ResultFile
from bot.evaluations.syntax import json_object
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Inspect .eval"

HEADER: Final = "header.json"

JOURNAL: Final = "_journal/start.json"
"""All there is of a run that has not ended."""

SAMPLES: Final = "samples/"
"""The folder of one part for each sample and epoch."""

MOST_SAMPLES: Final = 10_000
"""How many of them are looked at, and together no more than MAX_UNPACKED_BYTES."""

ZSTANDARD: Final = 93

MAX_WINDOW: Final = 16 * MEGABYTE

LOCAL_HEADER: Final = 30

ENCRYPTED: Final = 0x1


def _claims(file: ResultFile) -> bool:
    return file.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _read(file: ResultFile) -> EvaluationResult:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            parts = archive.NameToInfo
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error):
        raise UnreadableResult("broken-archive") from None
    if HEADER in parts:
        header = json_object(_text(file.data, parts[HEADER]))
        samples = [part for name, part in parts.items() if name.startswith(SAMPLES)]
        return read_log(header, FORMAT, _edited(file.data, samples))
    if JOURNAL in parts:
        return read_log({**json_object(_text(file.data, parts[JOURNAL])), "status": "started"}, FORMAT)
    raise UnreadableResult("no-log")


READER: Final = Reader(FORMAT, _claims, _read)


def _edited(data: bytes, samples: Sequence[zipfile.ZipInfo]) -> int:
    """How many scores were edited by hand, in the samples that are looked at; a damaged one says nothing."""
    found, room = 0, MAX_UNPACKED_BYTES
    for part in samples[:MOST_SAMPLES]:
        room -= part.file_size
        if room < 0:
            break
        with suppress(UnreadableResult):
            sample = _text(data, part)
            found += edited_scores([json_object(sample)]) if SIGN.search(sample) else 0
    return found


def _text(data: bytes, part: zipfile.ZipInfo) -> str:
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
