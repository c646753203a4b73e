"""Files: fetched from Slack, kept in a blob store, erased.

Owns what a stored file is, and what is said of one that cannot be taken.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, Protocol

from bot.domain.kernel.content import Digest

MEGABYTE: Final = 1024 * 1024


def megabytes(size: int) -> int:
    """A size in bytes, in whole megabytes and never less than it is."""
    return -(-size // MEGABYTE)


@dataclass(frozen=True, slots=True)
class File:
    """A file as fetched: its bytes are streamed."""

    name: str
    media_type: str
    size: int
    chunks: AsyncIterator[bytes]


class FileProblem(Exception):
    """A file that will not be admitted. `problem`: too-large, gone, forbidden-host, empty, unreadable."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Blobs(Protocol):
    """Files by content."""

    async def put(self, key: str, chunks: AsyncIterator[bytes], limit: int) -> int:
        """Store a stream; its size in bytes. Raises FileProblem("too-large") past `limit` and stores nothing."""
        ...

    async def get(self, key: str) -> bytes: ...

    async def delete(self, key: str) -> None: ...


class Files(Protocol):
    """Contents that are files: stored in Blobs, named and hashed here."""

    async def admit(self, workspace: str, audit: str, file: File) -> tuple[Digest, int]:
        """Stream a file into the blob store and record it as content; its salted digest and size in bytes."""
        ...

    async def read(self, workspace: str, content: Digest) -> tuple[str, bytes]:
        """Name and bytes of a stored file. Raises KeyError when it is unknown or erased."""
        ...

    async def erase(self, workspace: str, content: Digest) -> None: ...

    async def overwrite_erased(self) -> None:
        """Leave nothing of what was erased, by whomever, in the database's own log. Raises Unavailable: ask again."""
        ...
