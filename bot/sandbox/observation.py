"""What a person sees: messages, modals and home tabs as they were when looked at.

Owns these snapshots and how they read. Must not act: the driver does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from bot.sandbox.channels import Channel, Ephemeral, Message
from bot.sandbox.inputs import interactive
from bot.sandbox.transcript import body, view_text
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

Element = dict[str, Any]


@dataclass(frozen=True)
class SeenMessage:
    """A message in `channel` (an id). `text` is as Slack stores it, with the ids in `names` for mentions."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: list[dict[str, Any]] = field(repr=False)
    names: Mapping[str, str] = field(repr=False, compare=False)
    thread_ts: str | None = None
    ephemeral: bool = False
    edited: bool = False
    subtype: str | None = None
    files: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict, repr=False)
    """What the app wrote beside it, for any member's apps to read."""

    @cached_property
    def readable(self) -> str:
        """All its text, as a person reads it; read only where somebody asks, for most messages are passed over."""
        return body(self.text, self.blocks, self.names)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return labels(self.blocks)

    @property
    def elements(self) -> list[Element]:
        """Everything that can be pressed or filled."""
        return [element for _, element in interactive(self.blocks)]


@dataclass(frozen=True)
class SeenView:
    """A modal or home. `errors` stand under inputs (block_id -> sentence), `error` at the top."""

    id: str
    kind: Literal["modal", "home"]
    title: str
    readable: str
    blocks: list[dict[str, Any]] = field(repr=False)
    values: dict[str, dict[str, Any]] = field(repr=False)
    callback_id: str = ""
    private_metadata: str = ""
    submit: str = ""
    error: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, the submit button aside."""
        return labels(self.blocks)

    @property
    def elements(self) -> list[Element]:
        """Everything that can be pressed or filled."""
        return [element for _, element in interactive(self.blocks)]


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    """The labels of all buttons in these blocks."""
    return [element["text"]["text"] for _, element in interactive(blocks) if element["type"] == "button"]


def see_message(
    workspace: Workspace, channel: Channel, message: Message | Ephemeral, names: Mapping[str, str] | None = None
) -> SeenMessage:
    """A message as it is now; `names` saves asking for them again and again."""
    names = names or workspace.names()
    if isinstance(message, Ephemeral):
        author = workspace.bot.name
        return SeenMessage(
            channel.id,
            message.ts,
            author,
            message.text,
            message.blocks,
            names,
            thread_ts=message.thread_ts,
            ephemeral=True,
        )
    return SeenMessage(
        channel=channel.id,
        ts=message.ts,
        author=names.get(message.user, message.user),
        text=message.text,
        blocks=message.blocks,
        names=names,
        thread_ts=message.thread_ts,
        edited=message.edited is not None,
        subtype=message.subtype,
        files=tuple(workspace.files[file].name for file in message.files),
        reactions=tuple(message.reactions),
        metadata=dict(message.metadata or {}),
    )


def see_view(workspace: Workspace, view: View) -> SeenView:
    """A modal or home as it is now."""
    content = view.content
    return SeenView(
        id=view.id,
        kind="home" if view.is_home else "modal",
        title=(content.get("title") or {}).get("text", ""),
        readable=view_text(view, workspace.names()),
        blocks=view.blocks,
        values=view.values,
        callback_id=content.get("callback_id") or "",
        private_metadata=content.get("private_metadata") or "",
        submit=(content.get("submit") or {}).get("text", ""),
        error=view.error,
        errors=dict(view.errors),
    )
