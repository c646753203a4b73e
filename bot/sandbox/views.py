"""Modals and home tabs: what a person has open, and how Slack shows a view to the app.

Owns the stack of views per person and their hashes. Must not deliver anything to the bot.
"""

from dataclasses import dataclass, field
from typing import Any

STACK_LIMIT = 3
KEPT_KEYS = (
    "type",
    "title",
    "submit",
    "close",
    "private_metadata",
    "callback_id",
    "external_id",
    "clear_on_close",
    "notify_on_close",
    "submit_disabled",
)


@dataclass(eq=False)
class View:
    """One modal or home tab. `values` is what has been typed: block_id -> action_id -> Slack's state object."""

    id: str
    user: str
    team_id: str
    app_id: str
    bot_id: str
    content: dict[str, Any]
    hash: str
    root_id: str = ""
    previous_id: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    error: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks as shown now."""
        blocks: list[dict[str, Any]] = self.content["blocks"]
        return blocks

    @property
    def is_home(self) -> bool:
        """Whether it is a home tab rather than a modal."""
        return bool(self.content["type"] == "home")

    def to_json(self) -> dict[str, Any]:
        """The `view` object of payloads and answers."""
        defaults: dict[str, Any] = {
            "title": None,
            "submit": None,
            "close": None,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "submit_disabled": False,
        }
        kept = {key: self.content[key] for key in KEPT_KEYS if self.content.get(key) is not None}
        return {
            "id": self.id,
            "team_id": self.team_id,
            "blocks": self.blocks,
            **defaults,
            **kept,
            "state": {"values": self.values},
            "hash": self.hash,
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id or self.id,
            "app_id": self.app_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }
