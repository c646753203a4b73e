"""Block Kit, validated: what is refused and how Slack says so; what is taken stays as it is.

Owns the table of faults. Must not start a server.
"""

from typing import Any

import pytest

from bot.sandbox import SlackError
from bot.sandbox.blocks.check import check_blocks, check_view, with_ids

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str = "x", **more: Any) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "a", value: str = "a") -> Block:
    return {"text": plain(text), "value": value}


def select(*options: Block, **more: Any) -> Block:
    return {"type": "static_select", "options": list(options), **more}


def question(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain("L"), "element": element, **more}


FAULTY: list[tuple[str, list[Block], str]] = [
    ("too many blocks", [{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("unknown type", [{"type": "nonsense"}], "unsupported type: nonsense [json-pointer:/blocks/0]"),
    ("no type", [{"text": "x"}], "missing required field: type [json-pointer:/blocks/0]"),
    ("long section", [section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text]"),
    ("empty section", [{"type": "section"}], "must have either text or fields [json-pointer:/blocks/0]"),
    ("empty text", [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ("eleven fields", [{"type": "section", "fields": [plain("f")] * 11}], "no more than 10 items"),
    ("long header", [{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
    ("markup in header", [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "/blocks/0/text/type"),
    ("long button", [actions(button(text=plain("x" * 76)))], "must be less than 76 characters"),
    ("long value", [actions(button(value="x" * 2001))], "must be less than 2001 characters"),
    ("26 buttons", [actions(*[button(action_id=f"a{i}") for i in range(26)])], "no more than 25 items"),
    ("no buttons", [actions()], "no fewer than 1 items"),
    ("wrong style", [actions(button(style="blue"))], "/blocks/0/elements/0/style"),
    ("unknown key", [section(colour="blue")], "invalid additional property: colour"),
    ("long action_id", [actions(button(action_id="x" * 256))], "must be less than 256 characters"),
    ("long block_id", [section(block_id="x" * 256)], "must be less than 256 characters"),
    ("same block_id", [section(block_id="b"), section(block_id="b")], "block_id 'b' already exists"),
    ("same action_id", [actions(button(action_id="a"), button(action_id="a"))], "action_id 'a' already exists"),
    ("no options", [section(accessory=select())], "no fewer than 1 items"),
    ("101 options", [section(accessory=select(*[option(value=str(i)) for i in range(101)]))], "no more than 100"),
    ("options nowhere", [section(accessory={"type": "static_select"})], "either options or option_groups"),
    ("long option", [section(accessory=select(option("x" * 76)))], "must be less than 76 characters"),
    ("foreign choice", [section(accessory=select(option(), initial_option=option("b")))], "must match one of"),
    ("long markdown", [{"type": "markdown", "text": "x" * 6001}] * 2, "must be less than 12001 characters"),
    ("text input in actions", [actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    ("picture without words", [{"type": "image", "image_url": "https://x/y.png"}], "missing required field: alt_text"),
    ("no label", [{"type": "input", "element": {"type": "plain_text_input"}}], "missing required field: label"),
    ("number of what kind", [question({"type": "number_input"})], "missing required field: is_decimal_allowed"),
]


@pytest.mark.parametrize(("blocks", "sentence"), [f[1:] for f in FAULTY], ids=[f[0] for f in FAULTY])
def test_a_faulty_message_is_refused_in_slacks_words(blocks: list[Block], sentence: str) -> None:
    with pytest.raises(SlackError, match="invalid_blocks") as refused:
        check_blocks(blocks)
    assert any(sentence in message for message in refused.value.details["response_metadata"]["messages"])


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": plain("T"), "blocks": list(blocks), **more}


FAULTY_VIEWS: list[tuple[str, Block, str]] = [
    ("101 blocks", modal(*[{"type": "divider"}] * 101), "no more than 100 items"),
    ("long title", modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title]"),
    ("long metadata", modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    ("input without submit", modal(question({"type": "plain_text_input"})), "must define `submit`"),
    ("markdown in a view", modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    ("no title", {"type": "modal", "blocks": []}, "missing required field: title"),
    ("a home", {"type": "home", "blocks": []}, "unsupported view type"),
    (
        "two cursors",
        modal(
            question({"type": "plain_text_input", "focus_on_load": True}),
            question({"type": "plain_text_input", "focus_on_load": True}),
            submit=plain("Go"),
        ),
        "only one element",
    ),
]


@pytest.mark.parametrize(("view", "sentence"), [f[1:] for f in FAULTY_VIEWS], ids=[f[0] for f in FAULTY_VIEWS])
def test_a_faulty_modal_is_refused_in_slacks_words(view: Block, sentence: str) -> None:
    with pytest.raises(SlackError, match="invalid_arguments") as refused:
        check_view(view, ("modal",))
    assert any(sentence in message for message in refused.value.details["response_metadata"]["messages"])


def test_every_element_is_taken_where_it_belongs() -> None:
    elements: list[Block] = [
        {"type": "plain_text_input", "multiline": True},
        {"type": "email_text_input"},
        {"type": "url_text_input"},
        {"type": "number_input", "is_decimal_allowed": False},
        {"type": "rich_text_input"},
        {"type": "file_input"},
        {"type": "checkboxes", "options": [option()]},
        {"type": "radio_buttons", "options": [option()]},
        {"type": "datepicker", "initial_date": "2026-01-31"},
        {"type": "timepicker"},
        {"type": "datetimepicker"},
        select(option()),
        {"type": "multi_static_select", "options": [option()], "max_selected_items": 2},
        {"type": "external_select", "min_query_length": 0},
        {"type": "multi_external_select"},
        {"type": "users_select"},
        {"type": "multi_users_select", "initial_users": ["U1"]},
        {"type": "conversations_select", "filter": {"include": ["private"]}},
        {"type": "multi_conversations_select"},
        {"type": "channels_select"},
        {"type": "multi_channels_select"},
    ]
    view = modal(*[question(element) for element in elements], submit=plain("Go"))
    assert check_view(view, ("modal",)) is view


def test_slack_fills_in_the_ids_that_are_missing() -> None:
    names = iter("abcdef")
    filled = with_ids([section(), actions(button(), button(action_id="mine"))], lambda: next(names))
    assert [block["block_id"] for block in filled] == ["a", "b"]
    assert [element["action_id"] for element in filled[1]["elements"]] == ["c", "mine"]
