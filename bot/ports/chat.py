"""Slack, as the worker needs it: deliver an effect, bring a card up to date; and how either can fail.

Owns the meaning of each failure: tried again, waited for, looked up, parked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot.ports.files import File
from bot.ports.outbox import CardJob, EffectJob, Sent
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded


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


class Chat(Protocol):
    """Slack, outgoing. Owns drawing and delivering; raises the DeliveryErrors above."""

    async def deliver(self, job: EffectJob, loaded: Loaded | None) -> Sent | None: ...

    async def find_files(self, job: EffectJob, loaded: Loaded) -> Sent | None:
        """The message an earlier attempt shared its files with; None where it certainly shared none."""
        ...

    async def post_files(self, job: EffectJob, loaded: Loaded, files: Sequence[RenderedFile]) -> Sent | None:
        """Upload files and share them as one message; where it is, if Slack says so."""
        ...

    async def delete_files(self, workspace: str, files: Sequence[str], sent: Sent | None) -> None:
        """Delete files the bot uploaded, and the message they were shared with; what is gone already stays so."""
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
