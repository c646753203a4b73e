"""The blob store: bytes under keys, in a folder or in any store obstore knows.

Owns how streams are written (whole or not at all) and removed. Must not know what the bytes are, nor who names them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import obstore
from obstore.store import LocalStore, ObjectStore, from_url

from bot.ports import FileProblem


class ObstoreBlobs:
    """The Blobs port."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    async def put(self, key: str, chunks: AsyncIterator[bytes], limit: int) -> int:
        """Store a stream; its size in bytes. Raises FileProblem("too-large") past `limit` and stores nothing."""
        size = 0

        async def capped() -> AsyncIterator[bytes]:
            nonlocal size
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileProblem("too-large")
                yield chunk

        await obstore.put_async(self._store, key, capped())
        if self._folder is not None:
            await asyncio.to_thread(_to_disk, self._folder / key)
        return size

    async def get(self, key: str) -> bytes:
        """The bytes under a key. Raises KeyError."""
        try:
            found = await obstore.get_async(self._store, key)
        except FileNotFoundError as problem:
            raise KeyError(key) from problem
        return bytes(await found.bytes_async())

    async def delete(self, key: str) -> None:
        """Remove what is under a key; nothing happens when it is gone already."""
        try:
            await obstore.delete_async(self._store, key)
        except FileNotFoundError:
            return

    async def keys_before(self, moment: datetime) -> list[str]:
        """The keys of everything stored before a moment."""
        return [
            str(found["path"])
            async for batch in obstore.list(self._store)
            for found in batch
            if found["last_modified"] < moment
        ]


def open_blobs(where: str | Path) -> ObstoreBlobs:
    """A folder (made when it does not exist), or any URL of obstore (`s3://bucket/prefix`, `memory:///`)."""
    if isinstance(where, str) and "://" in where and not where.startswith("file://"):
        return ObstoreBlobs(from_url(where))
    folder = Path(str(where).removeprefix("file://"))
    return ObstoreBlobs(LocalStore(folder, mkdir=True), folder)


def _to_disk(path: Path) -> None:
    """Have a file and its name survive a power cut: the event that will name it does."""
    for part in (path, path.parent):
        handle = os.open(part, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
