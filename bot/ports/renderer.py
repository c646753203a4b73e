"""What the bot makes itself: reports and charts as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.kernel.effects import Rendering
from bot.ports.store import Loaded


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file the bot made: its name, its title beside the message, and its bytes.

    `alt` says what a picture shows, for those who cannot see it; at most `ALT_TEXT` characters.
    """

    name: str
    title: str
    data: bytes
    alt: str = ""


ALT_TEXT = 1000
"""Characters Slack takes as the description of a picture (`alt_txt` of files.getUploadURLExternal)."""


class Renderer(Protocol):
    """The renderers. CPU-heavy work runs in a process of its own, never on the loop."""

    async def make(self, loaded: Loaded, rendering: Rendering) -> tuple[RenderedFile, ...]:
        """The files of a rendering, from the audit as it stands; none where there is nothing to show."""
        ...
