"""An account of what is in a workspace, for people: who said what where, and which modals are open.

Owns how messages and views read as lines. Must not know the workspace: it is handed what it reads.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.sandbox.channels import Channel, Ephemeral, Message
from bot.sandbox.text import readable, shown_text
from bot.sandbox.views import View


def body(text: str, blocks: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """What a message says: its blocks where it has any (text is then only the notification), else its text."""
    has_layout = any(block.get("type") != "rich_text" for block in blocks)
    return readable(blocks, names) if has_layout else shown_text(text, names)


def view_text(view: View, names: Mapping[str, str]) -> str:
    """What a modal or home says, with its title and buttons."""
    title = (view.content.get("title") or {}).get("text", "")
    submit = (view.content.get("submit") or {}).get("text", "")
    lines = [title, readable(view.blocks, names), f"[{submit}]" if submit else ""]
    lines += [f"! {block}: {error}" for block, error in view.errors.items()]
    return "\n".join(line for line in [*lines, f"! {view.error}" if view.error else ""] if line)


def account(channels: Iterable[Channel], views: Iterable[View], names: Mapping[str, str], *, last: int = 12) -> str:
    """The last messages of every channel and everything open, as indented lines."""
    lines = []
    for channel in channels:
        title = f"#{channel.name}" if channel.name else " and ".join(names.get(m, m) for m in channel.members)
        said = [_line(m, names, m.user) for m in list(channel.messages.values())[-last:]]
        said += [_line(e, names, f"only to {names.get(e.to, e.to)}") for e in channel.ephemerals[-last:]]
        lines += [f"{title} ({channel.id}):", *(said or ["  (nothing)"])]
    for view in views:
        kind = "Home" if view.is_home else "Modal"
        lines += [f"{kind} of {names.get(view.user, view.user)}:", _indented(view_text(view, names))]
    return "\n".join(lines)


def _line(message: Message | Ephemeral, names: Mapping[str, str], author: str) -> str:
    where = " (in a thread)" if message.thread_ts and message.thread_ts != message.ts else ""
    return _indented(f"{message.ts} {names.get(author, author)}{where}: {body(message.text, message.blocks, names)}")


def _indented(text: str) -> str:
    return "  " + text.replace("\n", "\n    ")
