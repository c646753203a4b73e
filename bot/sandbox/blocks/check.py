"""The check of blocks and views: Slack's verdict in Slack's words, and the ids Slack fills in.

Owns the error sentences with their JSON pointers, and what spans several blocks. Must not know single sizes.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.sandbox.blocks.models import Home, MessageBlocks, Modal
from bot.sandbox.errors import SlackError

MARKDOWN_LIMIT = 12_000

BLOCKS_LIMIT = 13_200
"""Characters of all blocks of a message, as JSON: no document has the number, people measured it (bolt-js#2509)."""

MESSAGE: TypeAdapter[Any] = TypeAdapter(MessageBlocks)
VIEWS: dict[str, TypeAdapter[Any]] = {"modal": TypeAdapter(Modal), "home": TypeAdapter(Home)}


def check_blocks(blocks: Any) -> list[dict[str, Any]]:
    """The blocks of a message; raises `invalid_blocks` with every fault, as chat.postMessage does."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    faults = [*_model_faults(MESSAGE, blocks, "/blocks"), *_common_faults(blocks, "/blocks")]
    markdown = sum(len(b.get("text", "")) for b in blocks if isinstance(b, dict) and b.get("type") == "markdown")
    if markdown > MARKDOWN_LIMIT:
        faults.append(_fault(f"markdown blocks must be less than {MARKDOWN_LIMIT + 1} characters", "/blocks"))
    if faults:
        raise SlackError("invalid_blocks", errors=[_bare(f) for f in faults], **_metadata(faults))
    return blocks


def check_size(blocks: list[dict[str, Any]]) -> None:
    """Raise `msg_blocks_too_long` where a message of these blocks is more than the chat methods take."""
    if len(json.dumps(blocks, ensure_ascii=False)) > BLOCKS_LIMIT:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Any, kinds: Iterable[str]) -> dict[str, Any]:
    """A view of one of these kinds; raises `invalid_arguments` with every fault, as views.open does."""
    if not isinstance(view, dict) or view.get("type") not in tuple(kinds):
        raise SlackError("invalid_arguments", **_metadata([_fault("unsupported view type", "/view/type")]))
    faults = _model_faults(VIEWS[view["type"]], view, "/view")
    if isinstance(view.get("blocks"), list):
        faults += _common_faults(view["blocks"], "/view/blocks")
    if faults:
        raise SlackError("invalid_arguments", **_metadata(faults))
    return view


def with_ids(blocks: list[dict[str, Any]], make: Callable[[], str]) -> list[dict[str, Any]]:
    """The same blocks, each with a block_id and every element with an action_id, as Slack stores them."""
    filled = []
    for block in blocks:
        block = {"block_id": make(), **block}
        for key in ("element", "accessory"):
            if key in block:
                block[key] = _with_action_id(block[key], make)
        if block["type"] == "actions":
            block["elements"] = [_with_action_id(element, make) for element in block["elements"]]
        filled.append(block)
    return filled


def _with_action_id(element: dict[str, Any], make: Callable[[], str]) -> dict[str, Any]:
    return element if element["type"] == "image" else {"action_id": make(), **element}


def _model_faults(model: TypeAdapter[Any], value: Any, root: str) -> list[str]:
    try:
        model.validate_python(value)
    except ValidationError as error:
        return [_fault(_sentence(detail), _pointer(value, detail, root)) for detail in error.errors()]
    return []


def _common_faults(blocks: list[Any], root: str) -> list[str]:
    """What only shows when blocks are seen together: repeated ids, several focused inputs."""
    known = [(index, block) for index, block in enumerate(blocks) if isinstance(block, dict)]
    counts = Counter(block["block_id"] for _, block in known if isinstance(block.get("block_id"), str))
    faults = [_fault(f"block_id {name!r} already exists", root) for name, count in counts.items() if count > 1]
    focused = 0
    for index, block in known:
        elements = [e for e in _elements(block) if isinstance(e, dict)]
        focused += sum(bool(element.get("focus_on_load")) for element in elements)
        actions = Counter(e["action_id"] for e in elements if isinstance(e.get("action_id"), str))
        faults += [_fault(f"action_id {a!r} already exists", f"{root}/{index}") for a, n in actions.items() if n > 1]
    if focused > 1:
        faults.append(_fault("only one element can have focus_on_load", root))
    return faults


def _elements(block: dict[str, Any]) -> list[Any]:
    listed = block.get("elements") if block.get("type") == "actions" else []
    return [block.get("element"), block.get("accessory"), *(listed if isinstance(listed, list) else [])]


def _sentence(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "string_too_long":
            return f"must be less than {context['max_length'] + 1} characters"
        case "string_too_short":
            return f"must be more than {context['min_length'] - 1} characters"
        case "too_long":
            return f"no more than {context['max_length']} items allowed"
        case "too_short":
            return f"no fewer than {context['min_length']} items allowed"
        case "missing":
            return f"missing required field: {name}"
        case "extra_forbidden":
            return f"invalid additional property: {name}"
        case "union_tag_invalid":
            return f"unsupported type: {context['tag']}"
        case "union_tag_not_found":
            return "missing required field: type"
        case "value_error":
            return str(context["error"])
        case _:
            return detail["msg"]


def _pointer(value: Any, detail: ErrorDetails, root: str) -> str:
    """The place of a fault in what was sent: pydantic's path without the names of union members."""
    place, inside = root, value
    for step in detail["loc"]:
        known = dict(enumerate(inside)) if isinstance(inside, list) else inside
        if isinstance(known, dict) and step in known:
            place, inside = f"{place}/{step}", known[step]
    return place


def _fault(sentence: str, pointer: str) -> str:
    return f"[ERROR] {sentence} [json-pointer:{pointer}]"


def _bare(fault: str) -> str:
    return fault.removeprefix("[ERROR] ")


def _metadata(faults: list[str]) -> dict[str, Any]:
    return {"response_metadata": {"messages": faults}}
