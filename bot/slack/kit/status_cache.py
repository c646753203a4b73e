"""Drawings kept: what is the same for everybody who may see it, until the audit moves on or the day ends.

Owns how long a drawing is believed. Whoever asks has been let in before; must not decide who sees an audit.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cachetools import LRUCache
from slack_sdk.models.blocks import Block

from bot.ports.store import Loaded
from bot.slack.kit.responses import Reply

MOST = 512

Key = tuple[str, str, str, date]


class CachedStatus(Block):
    """A block as Slack takes it, checked when it was drawn."""

    def __init__(self, block: Block) -> None:
        super().__init__(type=block.type)
        self._json = block.to_dict()

    def to_dict(self, *_: Any) -> dict[str, Any]:
        """The block as it was drawn."""
        return self._json


class StatusCache:
    """Replies by the head of an audit's chain: another event, or another day, is another drawing."""

    def __init__(self) -> None:
        self._kept: LRUCache[Key, Reply] = LRUCache(MOST)

    def find(self, loaded: Loaded, today: date) -> Reply | None:
        """The drawing of exactly this state on this day, if it was kept."""
        return self._kept.get(_key(loaded, today))

    def keep(self, loaded: Loaded, today: date, reply: Reply) -> Reply:
        """Keep a drawing, and forget the one that was longest not asked for when there are too many."""
        kept = Reply(reply.text, tuple(CachedStatus(block) for block in reply.blocks), reply.replace)
        self._kept[_key(loaded, today)] = kept
        return kept


def _key(loaded: Loaded, today: date) -> Key:
    return (loaded.audit.workspace, loaded.audit.key, loaded.head, today)
