"""The discussion: what people said beneath the questions of an audit.

Owns the shape of a message as it is kept; the latest edit wins, a deletion leaves a tombstone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.kernel.people import Person


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the discussion. `edited_ts` orders edits; `deleted` leaves a tombstone without text."""

    workspace: str
    channel: str
    ts: str
    thread_ts: str
    person: Person
    text: str
    edited_ts: str = ""
    deleted: bool = False
    files: tuple[tuple[str, str], ...] = ()
    """(id, name) of what hangs on it."""


class Discussion(Protocol):
    """Messages of threads, apart from the history. The latest edit wins, whatever order they arrive in."""

    async def keep(self, message: Message) -> None: ...

    async def message(self, workspace: str, channel: str, ts: str) -> Message | None: ...

    async def thread(self, workspace: str, channel: str, thread_ts: str) -> list[Message]:
        """A thread in order, tombstones left out."""
        ...

    async def erase(self, workspace: str, channel: str, ts: str) -> None:
        """Redact one message."""
        ...

    async def stamps(self, workspace: str, channel: str, thread_ts: str) -> set[str]:
        """ts of every message known of a thread, tombstones included: whatever else stands there was missed."""
        ...
