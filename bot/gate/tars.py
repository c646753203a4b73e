"""The files of a tar, where each byte of it belongs to one of them or to what the tar says of them.

Owns the layout. Must not know what the files are.
"""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from .streams import Bounds, Closed, ShortReads

_USUAL: Final = 4 * tarfile.BLOCKSIZE
"""Bytes before a file: its header, and where its name is long another one with fields of its own."""

_MOST_BEHIND: Final = 2**20
"""Zeros at the end."""


def files_of_tar(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[str, BinaryIO]]:
    """Files as they lie in it; links and devices are not followed. Raises Closed."""
    with tarfile.open(fileobj=cast(BinaryIO, ShortReads(file)), mode="r:") as archive:
        at = 0
        for member in archive:
            bounds.pass_over(member.offset_data - at, _USUAL)
            opened = archive.extractfile(member) if member.isreg() and not member.issparse() else None
            if opened is not None:
                yield member.name, cast(BinaryIO, opened)
            elif not member.isdir() or member.size:
                raise Closed
            at = _behind(file, member.offset_data + member.size)
        end = archive.offset
    file.seek(0, os.SEEK_END)
    rest = file.tell() - end
    file.seek(end)
    if rest > _MOST_BEHIND or any(file.read(rest)):
        raise Closed


def _behind(file: BinaryIO, end: int) -> int:
    """Where the block ends in which a file does; zeros fill it. Raises Closed."""
    file.seek(end)
    rest = -end % tarfile.BLOCKSIZE
    if any(file.read(rest)):
        raise Closed
    return end + rest
