"""What can be typed and chosen in blocks: which elements hold a value, what they take, what Slack keeps of it.

Owns the state objects ({"type": …, "value" | "selected_…": …}) and what Slack's client refuses before it sends
anything. Must not know who clicks nor where.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.sandbox.errors import CannotDo
from bot.sandbox.workspace import Workspace

Source = Literal["text", "options", "users", "conversations", "channels", "date", "time", "moment", "rich", "files"]
Block = dict[str, Any]
Element = dict[str, Any]


@dataclass(frozen=True)
class Holder:
    """How an element holds its value: under which key, prefilled by which, one or many, drawn from where."""

    key: str
    initial: str
    source: Source
    many: bool = False


def _selects(source: Source, noun: str, *, prefix: str) -> dict[str, Holder]:
    """The single and the multiple select of one kind."""
    return {
        f"{prefix}_select": Holder(f"selected_{noun}", f"initial_{noun}", source),
        f"multi_{prefix}_select": Holder(f"selected_{noun}s", f"initial_{noun}s", source, many=True),
    }


HOLDERS: dict[str, Holder] = {
    "plain_text_input": Holder("value", "initial_value", "text"),
    "email_text_input": Holder("value", "initial_value", "text"),
    "url_text_input": Holder("value", "initial_value", "text"),
    "number_input": Holder("value", "initial_value", "text"),
    "rich_text_input": Holder("rich_text_value", "initial_value", "rich"),
    "file_input": Holder("files", "", "files", many=True),
    "checkboxes": Holder("selected_options", "initial_options", "options", many=True),
    "radio_buttons": Holder("selected_option", "initial_option", "options"),
    "datepicker": Holder("selected_date", "initial_date", "date"),
    "timepicker": Holder("selected_time", "initial_time", "time"),
    "datetimepicker": Holder("selected_date_time", "initial_date_time", "moment"),
    **_selects("options", "option", prefix="static"),
    **_selects("options", "option", prefix="external"),
    **_selects("users", "user", prefix="users"),
    **_selects("conversations", "conversation", prefix="conversations"),
    **_selects("channels", "channel", prefix="channels"),
}


def interactive(blocks: Iterable[Block]) -> Iterator[tuple[Block, Element]]:
    """Every element that can be pressed or filled, with the block it stands in."""
    for block in blocks:
        found = [block.get("element"), block.get("accessory")]
        if block.get("type") in ("actions", "context_actions"):
            found += block.get("elements", [])
        for element in found:
            if element and element.get("type") not in (None, "image"):
                yield block, element


def initial_values(blocks: Iterable[Block], workspace: Workspace) -> dict[str, dict[str, Any]]:
    """The state of a surface nobody has touched."""
    values: dict[str, dict[str, Any]] = {}
    for block, element in interactive(blocks):
        holder = HOLDERS.get(element["type"])
        if holder is None:
            continue
        start = element.get(holder.initial)
        if start is None and holder.many:
            start = []
        if element["type"] in ("external_select", "static_select", "radio_buttons"):
            start = kept_option(start)
        elif holder.source == "options":
            start = [kept_option(option) for option in start or []]
        values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], holder.key: start}
    return values


def with_current_conversation(blocks: list[Block], channel: str) -> list[Block]:
    """The blocks with `channel` preselected in menus that start with the conversation a person comes from."""
    filled = []
    for block in blocks:
        element = block.get("element", {})
        if channel and element.get("default_to_current_conversation"):
            many = element["type"].startswith("multi_")
            start = {"initial_conversations": [channel]} if many else {"initial_conversation": channel}
            block = {**block, "element": {**start, **element}}
        filled.append(block)
    return filled


def kept_option(option: Any) -> Any:
    """An option as payloads carry it: text and value, without description or url."""
    return None if option is None else {key: option[key] for key in ("text", "value") if key in option}


def all_options(element: Element) -> list[dict[str, Any]]:
    """The options of a menu, its groups flattened."""
    groups = element.get("option_groups") or []
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def state_of(element: Element, given: Any, workspace: Workspace, person: str) -> dict[str, Any]:
    """The state object after a person put `given` into this element; raises `CannotDo` where they could not.

    Options are named by value or by their visible text, people by id or handle, channels by id or name. None
    empties the element.
    """
    holder = HOLDERS.get(element["type"])
    if holder is None:
        raise CannotDo(f"A {element['type']} holds no value; click it.")
    if holder.many:
        several = [] if given is None else [given] if isinstance(given, str) else list(given)
        limit = element.get("max_selected_items")
        if limit and len(several) > limit:
            raise CannotDo(f"{element['action_id']} takes {limit} at most, not {len(several)}.")
        kept: Any = [_one(holder.source, element, item, workspace, person) for item in several]
    else:
        kept = None if given in (None, "") else _one(holder.source, element, given, workspace, person)
    return {"type": element["type"], holder.key: kept}


def _one(source: Source, element: Element, given: Any, workspace: Workspace, person: str) -> Any:
    if source == "options":
        return find_option(element, given)
    if source == "users":
        return workspace.person(given).id
    if source in ("conversations", "channels"):
        return _conversation(element, given, workspace, person)
    if source == "date":
        return date.fromisoformat(str(given)).isoformat()
    if source == "text":
        return _typed(element, str(given))
    return given


def find_option(element: Element, given: Any) -> dict[str, Any]:
    """The option with this value or visible text; raises `CannotDo` with what there is."""
    wanted = given.get("value") if isinstance(given, Mapping) else str(given)
    options = all_options(element)
    for option in options:
        if wanted in (option.get("value"), option["text"]["text"]):
            chosen: dict[str, Any] = kept_option(option)
            return chosen
    offered = [f"{option['text']['text']} ({option.get('value')})" for option in options]
    raise CannotDo(f"{element['action_id']} offers no {wanted!r}, only: {', '.join(offered) or 'nothing'}.")


def _conversation(element: Element, given: str, workspace: Workspace, person: str) -> str:
    channel = workspace.channel(given)
    if not workspace.may_see(channel, person):
        raise CannotDo(f"{given} is not offered: this person cannot see it.")
    include = element.get("filter", {}).get("include")
    wrong_kind = element["type"].endswith("channels_select") and channel.kind != "public"
    if wrong_kind or (include and channel.kind not in include):
        raise CannotDo(f"{given} is not offered: {element['action_id']} takes other kinds of conversations.")
    return channel.id


def _typed(element: Element, text: str) -> str:
    longest = element.get("max_length", 3000)
    if len(text) > longest:
        raise CannotDo(f"{element['action_id']} takes {longest} characters at most, not {len(text)}.")
    if "\n" in text and element["type"] == "plain_text_input" and not element.get("multiline"):
        raise CannotDo(f"{element['action_id']} has one line only.")
    return text


def refused_by_client(blocks: Iterable[Block], values: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What Slack's client says under inputs at "Submit", before the bot hears of it: block_id -> sentence."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        holder = HOLDERS[element["type"]]
        value = values.get(block["block_id"], {}).get(element["action_id"], {}).get(holder.key)
        if value in (None, "", []):
            if not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
        elif problem := _problem(element, value):
            errors[block["block_id"]] = problem
    return errors


def _problem(element: Element, value: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input" and len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if kind == "email_text_input" and "@" not in value:
        return "Please enter a valid email address."
    if kind == "url_text_input" and not value.startswith(("http://", "https://")):
        return "Please enter a valid URL."
    return _number_problem(element, value) if kind == "number_input" else None


def _number_problem(element: Element, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if "." in value and not element["is_decimal_allowed"]:
        return "Please enter a whole number."
    if number < float(element.get("min_value", number)):
        return f"Please enter a number of {element['min_value']} or more."
    if number > float(element.get("max_value", number)):
        return f"Please enter a number of {element['max_value']} or less."
    return None
