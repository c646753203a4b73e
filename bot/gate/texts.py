"""Files of letters: JSON, what people or tokenizers write, and weights that somebody wrote down.

Owns which letters nobody writes: long runs of those that binary data are written in, and numbers after numbers. It is
no proof that the others hide nothing; a decision is on the very bytes. Must not know other formats.
"""

from __future__ import annotations

import codecs
import io
import json
import string
from collections.abc import Iterator
from typing import BinaryIO, Final

MOST_JSON: Final = 4 * 2**20
"""Bytes of a file that is parsed to tell JSON from text."""

MOST_TEXT: Final = 32 * 2**20
"""Bytes of a text that people or a tokenizer wrote."""

_POINTER: Final = b"version https://git-lfs.github.com/spec/v1\n"

_PIECE: Final = 2**20

_MOST_OF_WEIGHTS: Final = 2**16
"""Bytes of a text that may look like weights: a picture in a read-me, a table of results."""

_LONG_WORD: Final = 48
"""Letters of base64 or hexadecimal digits without a break: lines of encoded files have 60 to 76."""
_LONG_NUMBERS: Final = 512
"""Digits, points and signs with nothing between them but blanks, commas and brackets."""


def _only(kept: str) -> bytes:
    return bytes(byte if chr(byte) in kept else 32 for byte in range(256))


_WORDS: Final = _only(string.ascii_letters + string.digits + "+/=_-")
_NUMBERS: Final = _only(string.digits + "+-.eE")
_BETWEEN_NUMBERS: Final = b" \t\r\n,;[]()"
_NO_DIGITS: Final = bytes(byte for byte in range(256) if chr(byte) not in string.digits)
_BLANKS: Final = b" \t\r\n"
_MOST_DIGITS: Final = 0.7
"""Share of digits in what is no blank: of a tokenizer with a number for each word they are some half."""

_OLD_PICKLE: Final = (b"(", b"c", b"]", b"}", b"F", b"l", b"d")
"""What protocols 0 and 1 begin with for anything that could hold weights."""


def is_pointer(file: BinaryIO, head: bytes, size: int) -> bool:
    """A line of Git LFS."""
    return head.startswith(_POINTER) and size < 1024


def is_json(file: BinaryIO, head: bytes, size: int) -> bool:
    """JSON as other tools read it, of a size that is worth it."""
    if size > MOST_JSON or head.lstrip()[:1] not in (b"{", b"["):
        return False
    file.seek(0)
    try:
        json.loads(file.read())
    except (ValueError, RecursionError):
        return False
    return True


def is_text(file: BinaryIO, head: bytes, size: int) -> bool:
    """UTF-8 that somebody may have written."""
    return size <= MOST_TEXT and _is_utf_8(file)


def of_weights(file: BinaryIO, head: bytes, size: int) -> bool:
    """UTF-8 that nobody wrote: too much of it, or too much that is data written in letters."""
    if size <= _MOST_OF_WEIGHTS or not _is_utf_8(file):
        return False
    long_words = _long(file, _WORDS, b"", _LONG_WORD)
    return size > MOST_TEXT or long_words or _long(file, _NUMBERS, _BETWEEN_NUMBERS, _LONG_NUMBERS) or _of_digits(file)


def is_old_pickle(file: BinaryIO, head: bytes, size: int) -> bool:
    """A pickle of before there was a mark: all of it instructions, of which none is carried out."""
    if size > MOST_TEXT or head[:1] not in _OLD_PICKLE:
        return False
    # of the modules that are imported for every file, the slowest by far
    import pickletools

    file.seek(0)
    data = io.BytesIO(file.read())
    try:
        return all(True for _ in pickletools.genops(data)) and data.tell() == size
    # what it raises for what is no pickle is documented for none of it
    except Exception:
        return False


def _is_utf_8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(file):
            if b"\0" in piece:
                return False
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def _long(file: BinaryIO, kept: bytes, dropped: bytes, least: int) -> bool:
    """Whether too many bytes stand in runs of at least so many that are kept; a piece's end is one of a run's, too."""
    found = 0
    for piece in _pieces(file):
        found += sum(len(run) for run in piece.translate(kept, dropped).split() if len(run) >= least)
        if found > _MOST_OF_WEIGHTS:
            return True
    return False


def _of_digits(file: BinaryIO) -> bool:
    digits = letters = 0
    for piece in _pieces(file):
        digits += len(piece.translate(None, _NO_DIGITS))
        letters += len(piece.translate(None, _BLANKS))
    return digits > _MOST_DIGITS * letters
