"""Encodings: bytes of a file as text, and what they could mean where nobody can tell.

Owns that nothing is guessed: a file is UTF-8 or UTF-16, or whoever handed it in says what else, by how a line of it
reads. Must not know what stands in a text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final, Literal, get_args

Encoding = Literal[
    "cp1252",
    "mac_roman",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
]
"""What else a file of a spreadsheet or an editor is written in, by Python's name."""

ENCODINGS: Final[tuple[str, ...]] = get_args(Encoding)

EARLIER: Final = "cp1252"
"""What was taken for granted, before it was asked, of a file that is neither UTF-8 nor UTF-16."""

_NO_TEXT: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files begin that are no text: PDF, archives and what consists of one, spreadsheets of old."""

_NO_SIGNS: Final = ("Cc", "Cn", "Co", "Cs")
"""Kinds of signs that no text holds: for control, of nobody, of one's own, halves."""

_FOREIGN: Final = re.compile(rb"[\x80-\xff]")

_LOOKED_AT: Final = 65_536
"""Bytes by which UTF-16 is known that does not say so."""

LATIN: Final = 4
"""How many times more zeros one half of its signs must have: one of another script may end with one."""

_SHOWN: Final = 400
"""Bytes of a line that are read in one way after the other."""


class EncodingUnknown(Exception):
    """A text that is neither UTF-8 nor UTF-16. `readings`: (encoding, how the first line with other signs reads)."""

    def __init__(self, readings: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(readings)
        self.readings = readings


def decoded(data: bytes, encoding: str = "") -> str | None:
    """The text of a file, in the encoding somebody chose for it; None for one that is no text (a PDF, an archive).

    Raises EncodingUnknown where it is neither UTF-8 nor UTF-16, and nothing was chosen or that does not fit.
    """
    if data.startswith(_NO_TEXT):
        return None
    if wide := utf_16(data):
        return _strictly(data, wide)
    if b"\0" in data[:_LOOKED_AT]:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(data, encoding)


def utf_16(data: bytes) -> str:
    """Which UTF-16 a file is, by Python's name; empty where it is none.

    It says so itself; or in its beginning zeros stand in one half of the signs, those of blanks and line ends and Latin
    letters, and what it reads as are signs of text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:_LOOKED_AT] if len(data) % 2 == 0 else b""
    for encoding, high, low in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if high.count(0) > LATIN * low.count(0) and _is_text(start, encoding):
            return encoding
    return ""


def _is_text(start: bytes, encoding: str) -> bool:
    try:
        # the last sign may be cut in two
        read = codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return False
    return all(sign.isspace() or unicodedata.category(sign) not in _NO_SIGNS for sign in read)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        if encoding in ENCODINGS or encoding.startswith("utf-16"):
            return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    raise EncodingUnknown(_readings(data))


def _readings(data: bytes) -> tuple[tuple[str, str], ...]:
    """How the first line with other signs than ASCII reads, in each encoding that fits; each reading once."""
    found = _FOREIGN.search(data)
    start = re.split(rb"[\r\n]", data[max(0, found.start() - _SHOWN // 2) : found.start()])[-1] if found else b""
    line = re.split(rb"[\r\n]", data[found.start() : found.start() + _SHOWN])[0] if found else b""
    readings: dict[str, str] = {}
    for encoding in ENCODINGS:
        try:
            # the last sign may be cut in two
            read = codecs.getincrementaldecoder(encoding)().decode(start + line)
        except UnicodeDecodeError:
            continue
        readings.setdefault("".join(sign for sign in read if sign.isprintable() or sign == "\t"), encoding)
    return tuple((encoding, read) for read, encoding in readings.items())
