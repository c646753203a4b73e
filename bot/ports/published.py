"""What the bot publishes of its own: signed decisions, their list, the keys they are signed with.

Owns how they are named. Nothing in them is erased, so nothing of what people handed in may be in them.
"""

from __future__ import annotations

from typing import Protocol


class Published(Protocol):
    """Small files by workspace and name, the newest of each."""

    async def read(self, workspace: str, name: str) -> bytes:
        """Raises KeyError where there is none."""
        ...

    async def write(self, workspace: str, name: str, data: bytes) -> None: ...

    async def create(self, workspace: str, name: str, data: bytes) -> bool:
        """Write where there is none yet; False where there is, and that stays."""
        ...
