"""Files of letters: JSON, what people or tokenizers write, and weights that somebody wrote down.

Owns which letters nobody writes: long runs of those that binary data are written in, and numbers after numbers. It is
no proof that the others hide nothing; a decision is on the very bytes. Must not know other formats.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import string
from collections.abc import Iterator
from typing import BinaryIO, Final

MOST_JSON: Final = 4 * 2**20
"""Bytes of a file that is parsed to tell JSON from text."""

MOST_TEXT: Final = 32 * 2**20
"""Bytes of a text that people or a tokenizer wrote."""

_POINTERS: Final = tuple(
    b"version %b\n" % version
    for version in (
        b"https://git-lfs.github.com/spec/v1",
        b"https://hawser.github.com/spec/v1",
        b"http://git-media.io/v/2",
    )
)
"""Its name today, and those that Git LFS had before and still reads."""

_PIECE: Final = 2**20

_MOST_OF_WEIGHTS: Final = 2**16
"""Bytes of a text that may look like weights: a picture in a read-me, a table of results."""

_LONG_WORD: Final = 48
"""Letters of base64 or hexadecimal digits without a break: lines of encoded files have 60 to 76."""
_KNOWN: Final = re.compile(
    rb'(?:data:image/[a-z.+-]{1,40};base64,|"precompiled_charsmap"\s{0,9}:\s{0,9}")[A-Za-z0-9+/=_-]*'
    rb'|"image/[a-z.+-]{1,40}"\s{0,9}:\s{0,9}(?:\[\s{0,80})?(?:"[A-Za-z0-9+/=\\]*",?\s{0,80})*'
)
"""A picture in a page or a notebook, and the table by which a tokenizer of SentencePiece makes letters alike."""
_MOST_KNOWN: Final = 2**19
"""Bytes of these: the tables of T5 and XLM-R have 316,000."""

_BREAKS: Final = re.compile(rb"[-_=/]+")
"""What rules, paths and names are made of; of base64 they are a letter like others."""
_HEX: Final = re.compile(rb"[0-9a-f]+|[0-9A-F]+")
_DIGESTS: Final = (32, 40, 64, 96, 128)
"""Hexadecimal digits of a digest: MD5, SHA-1, SHA-256, SHA-384, SHA-512."""
_INTEGRITY: Final = re.compile(rb"sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==")
"""Digests as npm, yarn, pnpm and web pages write them."""
_MOST_OF_DIGESTS: Final = 2**20
"""Bytes of digests: lists of files and of packages."""

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
    return head.startswith(_POINTERS) and size < 1024


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
    return size > MOST_TEXT or _of_words(file) or _of_numbers(file) or _of_digits(file)


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


def _of_words(file: BinaryIO) -> bool:
    """Whether too many bytes stand in long words; a piece's end is one of a word's, too."""
    file.seek(0)
    text = _without_known(file.read())
    found = digests = 0
    for at in range(0, len(text), _PIECE):
        for run in text[at : at + _PIECE].translate(_WORDS).split():
            if len(run) >= _LONG_WORD:
                words, in_digests = _long_words(run)
                found += words
                digests += in_digests
                if found > _MOST_OF_WEIGHTS or digests > _MOST_OF_DIGESTS:
                    return True
    return False


def _without_known(text: bytes) -> bytes:
    left = _MOST_KNOWN

    def _cut(found: re.Match[bytes]) -> bytes:
        nonlocal left
        left -= len(found[0])
        return b" " if left >= 0 else found[0]

    return _KNOWN.sub(_cut, text)


def _long_words(run: bytes) -> tuple[int, int]:
    """How many of a run's bytes are of long words, and how many of digests.

    What holds capitals, small letters and digits is one word, whatever else is in it.
    """
    if _INTEGRITY.fullmatch(run):
        return 0, len(run)
    parts = _BREAKS.split(run)
    digests = [part for part in parts if _is_digest(part)]
    rest = b"".join(part for part in parts if not _is_digest(part)) if digests else run
    if not _is_mixed(rest):
        words = [part for part in parts if len(part) >= _LONG_WORD and not _is_digest(part) and len(set(part)) > 1]
    else:
        words = [rest] if len(rest) >= _LONG_WORD else []
    return sum(map(len, words)), sum(map(len, digests))


def _is_digest(word: bytes) -> bool:
    return len(word) in _DIGESTS and _HEX.fullmatch(word) is not None


def _is_mixed(word: bytes) -> bool:
    return word.upper() != word != word.lower() and any(48 <= byte < 58 for byte in word)


def _of_numbers(file: BinaryIO) -> bool:
    """Whether too many bytes stand in numbers after numbers; a piece's end is one of theirs, too."""
    found = 0
    for piece in _pieces(file):
        runs = piece.translate(_NUMBERS, _BETWEEN_NUMBERS).split()
        found += sum(len(run) for run in runs if len(run) >= _LONG_NUMBERS and run.strip(b"+-.eE"))
        if found > _MOST_OF_WEIGHTS:
            return True
    return False


def _of_digits(file: BinaryIO) -> bool:
    digits = letters = 0
    for piece in _pieces(file):
        digits += len(piece.translate(None, _NO_DIGITS))
        letters += len(piece.translate(None, _BLANKS))
    return digits > _MOST_DIGITS * letters
