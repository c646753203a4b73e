"""Block Kit in small pieces: sections, context lines, buttons, rows of buttons.

Owns building them within Slack's limits for one block. Must not know any subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from bot.slack.kit.action_ids import ActionId, ButtonValue, choice_of
from bot.slack.kit.message_limits import CONTEXT, LABEL, SECTION, pieces, shortened

Style = Literal["primary", "danger"]


def section(text: str, accessory: InteractiveElement | None = None, name: str = "") -> list[Block]:
    """A text as one section, or as several where it is long; accessory and name (its `block_id`) are of the first."""
    parts = pieces(text, SECTION)
    return [
        SectionBlock(
            text=MarkdownTextObject(text=part, verbatim=True),
            accessory=accessory if n == 0 else None,
            block_id=(name or None) if n == 0 else None,
        )
        for n, part in enumerate(parts)
    ]


def small(text: str) -> list[Block]:
    """Small print."""
    return [ContextBlock(elements=[MarkdownTextObject(text=part, verbatim=True)]) for part in pieces(text, CONTEXT)]


def lines(entries: Iterable[str], title: str = "") -> list[Block]:
    """A titled list, a line each; nothing at all where there are no entries."""
    found = [entry for entry in entries if entry]
    return section("\n".join([*([title] if title else []), *found])) if found else []


def divider() -> Block:
    """A line."""
    return DividerBlock()


def button(label: str, act: ActionId, value: ButtonValue, style: Style | None = None) -> ButtonElement:
    """A button that does or opens something."""
    return ButtonElement(text=_plain(label), action_id=act.value, value=value.written(), style=style)


def link_button(label: str, url: str) -> ButtonElement:
    """A button that leads somewhere."""
    return ButtonElement(text=_plain(label), action_id=ActionId.LINK.value, url=url)


def overflow(audit: str, choices: Iterable[tuple[str, ActionId]]) -> OverflowMenuElement:
    """The menu of what is rarely done, at most five labels with their acts on the whole audit."""
    return OverflowMenuElement(
        action_id=ActionId.MORE.value,
        options=[Option(text=_plain(label), value=choice_of(act, audit)) for label, act in choices],
    )


def actions(*elements: InteractiveElement | None) -> list[Block]:
    """A row of buttons; nothing where there are none."""
    given = [element for element in elements if element is not None]
    return [ActionsBlock(elements=given)] if given else []


def _plain(label: str) -> PlainTextObject:
    return PlainTextObject(text=shortened(label, LABEL), emoji=True)
