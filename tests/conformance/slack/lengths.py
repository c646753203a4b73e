"""How long Slack's documents let each part of a view or message be, and what is longer.

Owns these numbers, read from the documents and not from the sandbox, so that each checks the other. Must not know what
is drawn.

Sources: docs.slack.dev/reference/block-kit/blocks, …/block-elements, …/composition-objects, and
docs.slack.dev/reference/views.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Sizes = Mapping[str, int]

VIEWS: dict[str, Sizes] = {
    "modal": {
        "title": 24,
        "submit": 24,
        "close": 24,
        "blocks": 100,
        "private_metadata": 3000,
        "callback_id": 255,
        "external_id": 255,
    },
    "home": {"blocks": 100, "private_metadata": 3000, "callback_id": 255, "external_id": 255},
    "message": {"blocks": 50, "text": 40_000},
}

PARTS: dict[str, Sizes] = {
    "section": {"text": 3000, "fields": 10},
    "header": {"text": 150},
    "context": {"elements": 10},
    "actions": {"elements": 25},
    "input": {"label": 2000, "hint": 2000},
    "image": {"alt_text": 2000, "title": 2000, "image_url": 3000},
    "markdown": {"text": 12_000},
    "button": {"text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "overflow": {"options": 5},
    "checkboxes": {"options": 10},
    "radio_buttons": {"options": 10},
    "static_select": {"options": 100, "option_groups": 100},
    "multi_static_select": {"options": 100, "option_groups": 100},
    "plain_text_input": {"initial_value": 3000},
}
"""Characters of a text, or how many parts of a list, by the `type` of what holds it."""

EVERYWHERE: Sizes = {"block_id": 255, "action_id": 255, "placeholder": 150}

OPTION: Sizes = {"text": 75, "value": 150, "description": 75, "url": 3000}

CONFIRM: Sizes = {"title": 100, "text": 300, "confirm": 30, "deny": 30}

FIELD = 2000


def too_long(view: Mapping[str, Any], kind: str) -> list[str]:
    """Where a view or a message is longer than documented, with how long it is."""
    return [*_over(view, VIEWS[kind], kind), *(found for block in view.get("blocks", ()) for found in _inside(block))]


def _inside(part: Mapping[str, Any]) -> Iterator[str]:
    kind = str(part.get("type"))
    yield from _over(part, {**EVERYWHERE, **PARTS.get(kind, {})}, kind)
    for field in part.get("fields") or ():
        yield from _over({"field": field}, {"field": FIELD}, kind)
    for group in part.get("option_groups") or ():
        yield from _over(group, {"label": 75, "options": 100}, f"{kind}'s group")
        yield from _options(group, kind)
    yield from _options(part, kind)
    if "confirm" in part:
        yield from _over(part["confirm"], CONFIRM, "confirm")
    for inner in (part.get("element"), part.get("accessory"), *(part.get("elements") or ())):
        if isinstance(inner, Mapping):
            yield from _inside(inner)


def _options(holder: Mapping[str, Any], kind: str) -> Iterator[str]:
    for option in holder.get("options") or ():
        yield from _over(option, OPTION, f"{kind}'s option")


def _over(part: Mapping[str, Any], sizes: Sizes, what: str) -> list[str]:
    lengths = {name: _length(part[name]) for name in sizes.keys() & part.keys() if part[name] is not None}
    return [f"{what}.{name}: {length} of {sizes[name]}" for name, length in lengths.items() if length > sizes[name]]


def _length(value: Any) -> int:
    return len(value["text"]) if isinstance(value, Mapping) and "text" in value else len(value)
