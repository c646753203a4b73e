"""What a person reads: blocks as plain lines, Slack's encoding of text, and the way back.

Owns the reading of blocks and mrkdwn tokens. Must not know the workspace: names come in as a mapping.
"""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any

TOKEN = re.compile(r"<([@#!])([^<>|]*)(?:\|([^<>]*))?>")
LINK = re.compile(r"<((?:https?|mailto)[^<>|]*)(?:\|([^<>]*))?>")
URL = re.compile(r"(?<![<|\w])(https?://[^\s<>|]+)")
TYPED_TOKEN = re.compile(r"<([@#][A-Z0-9]+)>")
TYPED_NAME = re.compile(r"(?<![\w@])@([\w.-]*\w)")
KEYWORDS = ("channel", "here", "everyone")


def readable(blocks: Iterable[Mapping[str, Any]], names: Mapping[str, str] | None = None) -> str:
    """Every text of these blocks, a line each, with buttons as [Label], menus as [Label ▾] and inputs as {hint}."""
    names = names or {}
    return "\n".join(line for block in blocks for line in _block_lines(block, names) if line.strip())


def shown_text(text: str, names: Mapping[str, str] | None = None) -> str:
    """mrkdwn as a person sees it: mentions by name, links by label, entities resolved."""
    names = names or {}

    def mention(match: re.Match[str]) -> str:
        sigil, target, label = match.group(1), match.group(2), match.group(3)
        if sigil == "!" and target.startswith("date^"):
            return label or target  # the client shows the reader's own time; the fallback says the same
        if sigil == "!":
            return "@" + (label or names.get(target.removeprefix("subteam^"), target.split("^")[0])).lstrip("@")
        return sigil + (names.get(target) or label or target)

    resolved = LINK.sub(lambda m: m.group(2) or m.group(1), TOKEN.sub(mention, text))
    return html.unescape(resolved)


def encode_typed(text: str, people: Mapping[str, str], groups: Mapping[str, str]) -> str:
    """What a person typed, as Slack's client encodes it.

    "@lead" becomes a mention where `people` (handle -> id) or `groups` knows the name, a web address becomes a
    link, `<@U…>` and `<#C…>` stand for what the client completes; every other < > & is escaped.
    """
    kept: list[str] = []

    def keep(token: str) -> str:
        kept.append(token)
        return f"\0{len(kept) - 1}\0"

    def name(match: re.Match[str]) -> str:
        handle = match.group(1)
        if handle in people:
            return keep(f"<@{people[handle]}>")
        if handle in groups:
            return keep(f"<!subteam^{groups[handle]}>")
        return keep(f"<!{handle}>") if handle in KEYWORDS else match.group(0)

    text = TYPED_TOKEN.sub(lambda m: keep(m.group(0)), text.replace("\0", ""))
    text = URL.sub(lambda m: keep("<" + html.escape(m.group(1), quote=False) + ">"), text)
    text = html.escape(TYPED_NAME.sub(name, text), quote=False)
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m.group(1))], text)


def rich_text(text: str) -> dict[str, Any]:
    """The rich_text block Slack's client puts beside what a person typed."""
    elements: list[dict[str, Any]] = []
    position = 0
    for match in re.finditer(r"<([^<>]+)>", text):
        _plain(elements, text[position : match.start()])
        elements.append(_rich_element(match.group(1)))
        position = match.end()
    _plain(elements, text[position:])
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _plain(elements: list[dict[str, Any]], text: str) -> None:
    if text:
        elements.append({"type": "text", "text": html.unescape(text)})


def _rich_element(token: str) -> dict[str, Any]:
    target = token.split("|")[0]
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": html.unescape(target)}


def _block_lines(block: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    kind = block.get("type")
    if kind == "input":
        optional = " (optional)" if block.get("optional") else ""
        hint = [_text(block["hint"], names)] if block.get("hint") else []
        return [_text(block.get("label"), names) + optional, _element(block.get("element", {}), names), *hint]
    if kind in ("actions", "context"):
        return [" ".join(_element(element, names) for element in block.get("elements", []))]
    if kind == "rich_text":
        return _rich_lines(block.get("elements", []), names)
    if kind == "divider":
        return ["———"]
    if kind == "table":
        return [" | ".join(_cell(cell, names) for cell in row) for row in block.get("rows", [])]
    return _text_lines(block, names)


def _text_lines(block: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    lines = [_text(block.get(key), names) for key in ("title", "text", "description") if block.get(key)]
    lines += [_text(field, names) for field in block.get("fields", [])]
    if block.get("alt_text"):
        lines.append(f"(image: {block['alt_text']})")
    if block.get("accessory"):
        lines.append(_element(block["accessory"], names))
    return lines


def _element(element: Mapping[str, Any], names: Mapping[str, str]) -> str:
    kind = str(element.get("type", ""))
    if kind in ("mrkdwn", "plain_text"):
        return _text(element, names)
    if kind == "image":
        return f"(image: {element.get('alt_text', '')})"
    if kind in ("button", "workflow_button"):
        return f"[{_text(element.get('text'), names)}]"
    options = [_text(option.get("text"), names) for option in element.get("options", [])]
    if kind in ("checkboxes", "radio_buttons"):
        return "  ".join(f"( ) {option}" for option in options)
    if kind == "overflow":
        return f"[⋯ {' / '.join(options)}]"
    label = _text(element.get("placeholder"), names)
    return f"[{label or 'choose'} ▾]" if "select" in kind or "picker" in kind else f"{{{label}}}"


def _text(value: Any, names: Mapping[str, str]) -> str:
    """A text object, or a bare string (markdown blocks), as read."""
    if isinstance(value, Mapping):
        text = str(value.get("text", ""))
        return text if value.get("type") == "plain_text" else shown_text(text, names)
    return str(value or "")


def _rich_lines(elements: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    lines = []
    for element in elements:
        if element.get("type") == "rich_text_list":
            lines += ["• " + line for line in _rich_lines(element.get("elements", []), names)]
        else:
            lines.append("".join(_rich_piece(piece, names) for piece in element.get("elements", [])))
    return lines


def _rich_piece(piece: Mapping[str, Any], names: Mapping[str, str]) -> str:
    kind = piece.get("type")
    if kind == "user":
        return "@" + names.get(str(piece["user_id"]), str(piece["user_id"]))
    if kind == "channel":
        return "#" + names.get(str(piece["channel_id"]), str(piece["channel_id"]))
    if kind == "usergroup":
        return "@" + names.get(str(piece["usergroup_id"]), str(piece["usergroup_id"]))
    if kind == "broadcast":
        return "@" + str(piece.get("range"))
    if kind == "emoji":
        return f":{piece.get('name')}:"
    return str(piece.get("text") or piece.get("url") or "")


def _cell(cell: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(_rich_lines(cell.get("elements", []), names))
    return str(cell.get("text", ""))
