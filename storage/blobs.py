"""The blob store: bytes under keys, in a folder or in any store obstore knows.

Owns how streams are written (whole or not at all) and removed. Must not know what the bytes are, nor who names them.

obstore is called in threads of our own, never through its `_async` functions: those finish in threads that Python does
not know, and a process that ends just then (`smactr verify`) is aborted in its last breath.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.files import FileProblem
from bot.ports.store import Unavailable
from storage.file_modes import private_folder

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

NOWHERE = "there-is-no-such-file"
"""A key nothing is stored under: asking for it tells whether the store answers."""

IN_MEMORY = 1024 * 1024
"""How many bytes of a file on its way are held in memory; more are laid on disk until the file is whole."""

PATIENCE: ClientConfig = {"connect_timeout": "5s", "timeout": "15s", "allow_http": True}
"""A store that does not answer is tried again by the worker, not for minutes by its client. Plain HTTP is spoken only
where an operator names such an endpoint."""

RETRIES: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=15)}


class ObstoreBlobs:
    """The Blobs port. Everything raises Unavailable where the store does not answer or refuses."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    async def put(self, key: str, chunks: AsyncIterator[bytes], limit: int) -> int:
        """Store a stream; its size in bytes. Raises FileProblem("too-large") past `limit` and stores nothing."""
        size = 0
        with _reaching(), SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileProblem("too-large")
                await asyncio.to_thread(spool.write, chunk)
            spool.seek(0)
            await asyncio.to_thread(obstore.put, self._store, key, spool)
            if self._folder is not None:
                await asyncio.to_thread(_to_disk, self._folder / key)
        return size

    async def get(self, key: str) -> bytes:
        """The bytes under a key. Raises KeyError."""
        with _reaching():
            try:
                return await asyncio.to_thread(self._read, key)
            except FileNotFoundError as problem:
                raise KeyError(key) from problem

    async def write(self, key: str, data: bytes) -> None:
        """Store bytes in place of whatever is there."""
        with _reaching():
            await asyncio.to_thread(obstore.put, self._store, key, data)

    async def create(self, key: str, data: bytes) -> bool:
        """Store bytes where nothing is; False where something is, which stays. Of two at once one is told False."""
        with _reaching():
            try:
                await asyncio.to_thread(partial(obstore.put, self._store, key, data, mode="create"))
            except AlreadyExistsError:
                return False
        return True

    async def delete(self, key: str) -> None:
        """Remove what is under a key; nothing happens when it is gone already."""
        with _reaching(), suppress(FileNotFoundError):
            await asyncio.to_thread(obstore.delete, self._store, key)

    async def names(self) -> list[str]:
        """Every key that something is stored under, in order."""
        with _reaching():
            return sorted(await asyncio.to_thread(self._names))

    async def check(self) -> None:
        """Whether the store answers, and a folder can be written. Writes nothing."""
        if self._folder is not None and not os.access(self._folder, os.W_OK):
            raise Unavailable(Text("blobs-read-only", folder=str(self._folder)))
        try:
            await self.get(NOWHERE)
        except KeyError:
            return

    def _names(self) -> list[str]:
        return [each["path"] for page in obstore.list(self._store) for each in page]

    def _read(self, key: str) -> bytes:
        return bytes(obstore.get(self._store, key).bytes())


def open_blobs(where: str | Path) -> ObstoreBlobs:
    """A folder (made when it does not exist), or any URL of obstore (`s3://bucket/prefix`, `memory:///`).

    Keys and endpoints of a store come from its own variables (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT` …). Raises
    OperatorProblem for a URL nobody can use.
    """
    if isinstance(where, str) and "://" in where and not where.startswith("file://"):
        try:
            return ObstoreBlobs(from_url(where, client_options=PATIENCE, retry_config=RETRIES))
        except BaseError as problem:
            raise OperatorProblem(Text("blobs-address", address=where, reason=_first_line(problem))) from problem
    folder = Path(str(where).removeprefix("file://"))
    private_folder(folder)
    return ObstoreBlobs(LocalStore(folder, mkdir=True), folder)


@contextmanager
def _reaching() -> Iterator[None]:
    """Turn every way of not reaching the store into Unavailable."""
    try:
        yield
    except (BaseError, OSError) as problem:
        raise Unavailable(Text("blobs-silent", reason=_first_line(problem))) from problem


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0][:200]


def _to_disk(path: Path) -> None:
    """Have a file and its name survive a power cut: the event that will name it does."""
    for part in (path, path.parent):
        handle = os.open(part, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
