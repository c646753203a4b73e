"""Two people with the same thing in front of them: whoever submits second sees what changed, and loses nothing typed.

Owns how what was shown is remembered and compared, and how a modal is drawn again. What each modal compares, its own
forms say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from slack_sdk.models.views import View

from bot.slack.kit.block_kit import divider, section
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Redraw
from bot.slack.kit.view_context import ViewContext

_LENGTH = 8
"""Hexadecimal digits a field: enough to notice a change, short enough for forty fields in a modal's memory."""


def fields_shown(shown: Mapping[str, str]) -> str:
    """The memory of these fields."""
    return ",".join(f"{field}:{_print(shown[field])}" for field in sorted(shown))


def is_changed(memory: str, field: str, sent: str) -> bool:
    """Whether the sender changed a field; what nobody remembers counts as changed."""
    return _read(memory).get(field) != _print(sent)


def clashing_fields(memory: str, sent: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The fields that both the sender and somebody else changed, to something else."""
    shown = _read(memory)
    return [
        field
        for field, given in sent.items()
        if field in shown and shown[field] not in (_print(given), _print(now[field])) and given != now[field]
    ]


def shown_again(memory: str, fields: list[str], now: Mapping[str, str]) -> str:
    """The memory after its person was told what these fields are now: what they send next counts."""
    shown = _read(memory) | {field: _print(now[field]) for field in fields}
    return ",".join(f"{field}:{shown[field]}" for field in sorted(shown))


def _read(memory: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in memory.split(",") if ":" in part)


def _print(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:_LENGTH]


def with_new_request(ctx: RequestContext, meta: ModalMetadata) -> ModalMetadata:
    """What is submitted after another look is another request."""
    return meta.replace(request=ctx.deps.ids.id())


def redrawn_with_changes(ctx: RequestContext, view: View, lines: list[str]) -> Redraw:
    """The modal once more, with what somebody else changed above it and what was typed kept."""
    said = "\n".join([ctx.say("meanwhile-changed"), *lines, ctx.say("meanwhile-kept")])
    view.blocks = [*section(said), divider(), *view.blocks]
    return Redraw(view)


def change_line(context: ViewContext, what: str, now: str) -> str:
    """One thing that somebody else changed, and how it is now."""
    return context.say("meanwhile-now", what=what, now=now or context.say("meanwhile-nothing"))


def mentions_of(users: str) -> str:
    """User ids with commas between, as mentions."""
    return ", ".join(f"<@{user}>" for user in users.split(",") if user)
