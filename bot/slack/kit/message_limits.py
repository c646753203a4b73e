"""Slack's sizes, kept by construction: long texts become several, many blocks become several messages.

Owns where a text or a message may be split. Cuts nothing: everything that goes in comes out. Must not know what is
shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

SECTION = 3000
"""Characters of a section's text."""

CONTEXT = 2000

LABEL = 75

MESSAGE_BLOCKS = 48
"""Slack takes 50; two are kept free."""

MESSAGE_CHARACTERS = 11_000
"""All blocks of a message together, as JSON; Slack refuses somewhere above (`msg_blocks_too_long`)."""

HOME_BLOCKS = 100

FALLBACK = 3500
"""Characters of a message's plain text, which Slack advises to keep below 4,000."""

_BORDERS = ("\n\n", "\n", ". ", " ")

_WHOLE = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")
"""Tokens and entities: never cut in two."""


@dataclass(frozen=True)
class Message:
    """One message: its blocks, and the plain text of notifications and screen readers (escaped mrkdwn)."""

    text: str
    blocks: tuple[Block, ...]

    @cached_property
    def json(self) -> list[dict[str, Any]]:
        """Its blocks as Slack takes them, made once: a card is compared with what stands in Slack before it is sent."""
        return as_json(self.blocks)


Drawing = tuple[Message, ...]
"""What a view returns: one message, or several where one would be too long. The first one is the card itself."""


def pieces(text: str, limit: int) -> list[str]:
    """A mrkdwn text as pieces of at most `limit` characters, cut at paragraphs, lines, sentences or words if it can.

    Quoted lines stay quoted in the next piece.
    """
    found: list[str] = []
    rest = text.strip("\n")
    while len(rest) > limit:
        at = _border(rest, limit)
        head, tail = rest[:at], rest[at:]
        line = head[head.rfind("\n") + 1 :]
        cut_a_quote = line.startswith("> ") and not head.endswith("\n") and not tail.startswith("\n")
        found.append(head.rstrip())
        rest = ("> " if cut_a_quote else "") + tail.lstrip("\n" if not cut_a_quote else " ")
    return [piece for piece in [*found, rest] if piece.strip()]


def _border(text: str, limit: int) -> int:
    for border in _BORDERS:
        at = text.rfind(border, limit // 2, limit - len(border) + 1)
        if at > 0:
            return _outside_tokens(text, at + len(border))
    return _outside_tokens(text, limit)


def _outside_tokens(text: str, at: int) -> int:
    """`at`, or the beginning of the token or entity it would cut."""
    start = max(0, at - SECTION)
    for match in _WHOLE.finditer(text, start, at + SECTION):
        if match.start() >= at:
            break
        if match.end() > at and match.start() > 0:
            return match.start()
    return at


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as Slack takes them; slack_sdk checks its share of Slack's sizes."""
    return [block.to_dict() for block in blocks]


def shortened(text: str, limit: int) -> str:
    """A label in at most `limit` characters, visibly shortened; only for what is shown in full elsewhere."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def messages(text: str, blocks: Sequence[Block]) -> Drawing:
    """Blocks as one message, or as several with their number in the text. Buttons stay with what stands above them."""
    parts = list(_parts(blocks))
    first = pieces(text, FALLBACK)[0]
    if len(parts) <= 1:
        return (Message(first, tuple(blocks)),)
    return tuple(Message(f"{first} ({n}/{len(parts)})", tuple(part)) for n, part in enumerate(parts, 1))


def _parts(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    part: list[Block] = []
    size = 0
    for group in _groups(blocks):
        weight = sum(len(str(block.to_dict())) for block in group)
        if part and (len(part) + len(group) > MESSAGE_BLOCKS or size + weight > MESSAGE_CHARACTERS):
            yield part
            part, size = [], 0
        part.extend(group)
        size += weight
    if part:
        yield part


def _groups(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    """Blocks that belong together: a row of buttons with the one block above it."""
    group: list[Block] = []
    for block in blocks:
        if group and not isinstance(block, ActionsBlock):
            yield group
            group = []
        group.append(block)
    if group:
        yield group
