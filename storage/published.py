"""What the bot publishes, in the blob store.

Owns under which keys. No content of an audit is kept there.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.blobs import ObstoreBlobs


@dataclass(frozen=True, slots=True)
class BlobPublished:
    """The Published port. Everything raises Unavailable where the store does not answer or refuses."""

    blobs: ObstoreBlobs

    async def read(self, workspace: str, name: str) -> bytes:
        """Raises KeyError where there is none."""
        return await self.blobs.get(_key(workspace, name))

    async def write(self, workspace: str, name: str, data: bytes) -> None:
        """In place of an earlier one."""
        await self.blobs.write(_key(workspace, name), data)

    async def create(self, workspace: str, name: str, data: bytes) -> bool:
        """False where there is one."""
        return await self.blobs.create(_key(workspace, name), data)


def _key(workspace: str, name: str) -> str:
    return f"{workspace}/published/{name}"
