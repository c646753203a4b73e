"""The world outside: Slack and files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.domain.kernel.content import Digest
from bot.ports.documents import MadeFile
from bot.ports.outbox import CardJob, EffectJob, Sent
from bot.ports.record import Loaded


class DeliveryError(Exception):
    """Base of what delivering can fail with."""


class TryAgain(DeliveryError):
    """Not delivered, certainly; worth trying again after `after`."""

    def __init__(self, problem: str, after: timedelta) -> None:
        super().__init__(problem)
        self.problem = problem
        self.after = after


class NotYet(DeliveryError):
    """Nothing was done: something of our own comes first, and soon. Tried again in a moment, as often as it takes."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Unclear(DeliveryError):
    """It may have been delivered: the reply was lost."""


class Terminal(DeliveryError):
    """Slack refuses for good (`channel_not_found`, `is_archived` ...): park it and tell somebody."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class MessageGone(DeliveryError):
    """The card to be updated was deleted."""


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


class Chat(Protocol):
    """Slack, outgoing. Owns drawing and delivering; raises the DeliveryErrors above."""

    async def deliver(self, job: EffectJob, loaded: Loaded | None) -> Sent | None: ...

    async def find_files(self, job: EffectJob, loaded: Loaded) -> Sent | None:
        """The message an earlier attempt shared its files with; None where it certainly shared none."""
        ...

    async def post_files(self, job: EffectJob, loaded: Loaded, files: Sequence[MadeFile]) -> Sent | None:
        """Upload files and share them as one message; where it is, if Slack says so."""
        ...

    async def draw(self, job: CardJob, loaded: Loaded | None) -> tuple[Sent | None, str]:
        """Send or update a card as the state stands now; its place and fingerprint."""
        ...

    async def ensure_channel(self, job: EffectJob, loaded: Loaded) -> str:
        """The audit's channel, created or joined, with its people invited; its id."""
        ...

    async def fetch(self, workspace: str, file: str) -> File:
        """Open a file of the workspace. Raises FileProblem."""
        ...


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
