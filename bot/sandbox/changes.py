"""What just happened in the workspace, told to whoever listens, and waiting for something to become true.

Owns the list of kinds of change and the waiting. Must not know what listeners make of a change.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from bot.sandbox.errors import NeverHappened

Kind = Literal[
    "message_posted",
    "message_changed",
    "message_deleted",
    "ephemeral_posted",
    "ephemeral_changed",
    "reaction_added",
    "reaction_removed",
    "pin_added",
    "pin_removed",
    "member_joined",
    "member_left",
    "channel_created",
    "channel_renamed",
    "channel_archived",
    "channel_unarchived",
    "channel_deleted",
    "channel_converted",
    "channel_described",
    "file_shared",
    "person_changed",
    "person_joined",
    "view_opened",
    "view_changed",
    "view_closed",
    "home_published",
    "home_opened",
    "marked_read",
    "tokens_revoked",
    "app_uninstalled",
]


@dataclass(frozen=True)
class Change:
    """One change: where, by whom (or for whom), to which message, and what else belongs to it."""

    kind: Kind
    channel: str | None = None
    user: str | None = None
    ts: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)


PATIENCE = 30.0
"""Seconds until what should happen is given up on: far more than anything takes, on a busy machine too."""

T = TypeVar("T")
Listener = Callable[[Change], None]


class Changes:
    """The subscription to all changes of a workspace."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._waiting: set[asyncio.Event] = set()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change, at once and in order. Returns what ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def record(self, change: Change) -> None:
        """Tell everybody."""
        for listener in list(self._listeners):
            listener(change)
        self.wake()

    def wake(self) -> None:
        """Let everybody who waits look again (also called where something beside the workspace moved)."""
        for event in self._waiting:
            event.set()

    async def until(self, predicate: Callable[[], T | None], *, timeout: float, account: Callable[[], str]) -> T:  # noqa: ASYNC109
        """Wait until `predicate` returns something true, and return that.

        It is asked now and after every change, never on a timer. After `timeout` seconds: `NeverHappened` with
        the `account` of what is there.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(timeout):
                while not (found := predicate()):
                    event.clear()
                    await event.wait()
                return found
        except TimeoutError:
            raise NeverHappened(f"Not within {timeout:g} s.\n{account()}") from None
        finally:
            self._waiting.discard(event)
